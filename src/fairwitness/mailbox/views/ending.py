"""Taking a tip back, and another code for the mailbox."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.encoding import b64
from fairwitness.mailbox import actions
from fairwitness.mailbox.cookies import NEXT, Inside, keep_next, next_code
from fairwitness.mailbox.views.inside import back, closed, inside_only, kept, with_new_code
from fairwitness.office.reading import line_id
from fairwitness.sealed.actions.commit import LocatorTaken
from fairwitness.sealed.models import Mailbox
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.referrals import is_passed_on
from fairwitness.sealed.showing import code_on_page


@require_http_methods(["GET", "HEAD", "POST"])
@inside_only
def withdraw(request: HttpRequest, mailbox: OpenMailbox) -> HttpResponse:
    """Ask first; then destroy everything at once."""
    if request.method != "POST":
        context = {"was_passed_on": is_passed_on(mailbox.conversation.tip)}
        return kept(request, render(request, "mailbox/withdraw.html", context))
    actions.withdraw(mailbox.conversation.tip, mailbox.tray)
    return back(request)


@require_http_methods(["GET", "HEAD", "POST"])
@inside_only
def code(request: HttpRequest, mailbox: OpenMailbox) -> HttpResponse:
    """Show the next code first; it takes the place of the old one when its owner says that this very code is written down."""
    confirmed = request.POST.get("shown", "")
    if confirmed and confirmed == b64(mailbox.mailbox.locator):  # in another tab, a moment ago
        return with_new_code()
    made = next_code(request, mailbox.mailbox)
    if request.method != "POST":
        return _next(request, mailbox.mailbox, made or TipCode.generate())
    if made is None or confirmed != _name(made):
        return _next(request, mailbox.mailbox, made or TipCode.generate(), again=True)
    return _use(request, mailbox, made)


def _use(request: HttpRequest, mailbox: OpenMailbox, made: TipCode) -> HttpResponse:
    try:
        seed = actions.use_new_code(mailbox, made)
    except actions.NoKey:
        return redirect("mailbox:letters")  # which says so
    except LocatorTaken:
        return _next(request, mailbox.mailbox, TipCode.generate(), again=True)
    response = with_new_code()
    Inside(made.locator(line_id()), seed).keep(request, response)
    NEXT.forget(request, response)
    return response


def _next(request: HttpRequest, mailbox: Mailbox, made: TipCode, *, again: bool = False) -> HttpResponse:
    """With `again`, it is another code than the one that was written down."""
    context = {**code_on_page(made, get_language() or ""), "shown": _name(made), "again": again}
    response = render(request, "mailbox/code.html", context)
    keep_next(request, response, mailbox, made)
    return kept(request, response)


def _name(code: TipCode) -> str:
    """Which code a page shows: what finds its mailbox, once it is in force."""
    return b64(code.locator(line_id()))


withdraw.shown_again = closed  # type: ignore[attr-defined]  # read by site.errors.stale_form
code.shown_again = closed  # type: ignore[attr-defined]  # the same
