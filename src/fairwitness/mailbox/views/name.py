"""A name that two keys guard: how it stands with it, and a yes or a no to opening it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fairwitness.mailbox import actions
from fairwitness.mailbox.names import NameStands, stands
from fairwitness.mailbox.views.inside import back, closed, inside_only, kept
from fairwitness.office import charter
from fairwitness.sealed.actions.signed_by_two import NothingAsked
from fairwitness.sealed.opening import OpenMailbox


@require_http_methods(["GET", "HEAD", "POST"])
@inside_only
def name(request: HttpRequest, mailbox: OpenMailbox) -> HttpResponse:
    """A yes is pressed twice. Where no name is sealed apart there is no such page."""
    found = stands(mailbox.mailbox, mailbox.conversation.tip)
    if found is None:
        return back(request)
    if request.method != "POST":
        return _page(request, found)
    said, asked = request.POST.get("said", ""), request.POST.get("asked", "")
    if asked != found.asked or said not in {"first", "yes", "no"}:
        return _page(request, found, status=422, changed=True)
    if said == "first":
        return _page(request, found, sure=True)
    try:
        actions.answer_about_name(mailbox, asked, said)
    except NothingAsked:
        return _page(request, found, status=422, changed=True)
    return back(request)


def _page(request: HttpRequest, found: NameStands, status: int = 200, **said: bool) -> HttpResponse:
    opens = found.opens.isoformat() if found.opens else ""
    context = {"named": found, "opens": opens, "outside": charter.current().about.outside, **said}
    return kept(request, render(request, "mailbox/name.html", context, status=status))


name.shown_again = closed  # type: ignore[attr-defined]  # read by site.errors.stale_form
