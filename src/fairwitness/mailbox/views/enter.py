"""Typing a code: twelve open the mailbox, four say when to come back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from fairwitness.crypto.codes import FirstRow
from fairwitness.crypto.encoding import b64
from fairwitness.intake import drafts
from fairwitness.intake.views.walking import PAGE, filled_up
from fairwitness.mailbox.cookies import COOKIE, NEXT, Inside
from fairwitness.mailbox.entering import Unsent, glance
from fairwitness.mailbox.entering import enter as enter_with
from fairwitness.mailbox.forms import CodeForm, pressed
from fairwitness.mailbox.views.bringing import bring
from fairwitness.office import charter
from fairwitness.office.pace import Pace
from fairwitness.office.reading import line_id
from fairwitness.sealed.showing import NUMBERS_FIRST

UNKNOWN = Pace(per_second=5)  # for codes that open nothing; the others never wait
DIGITS = "1234567890"
OWN = frozenset(
    {"csrfmiddlewaretoken", "code", "press", "plain"}
)  # what else comes was typed elsewhere, and stays with the form


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The code, typed or put together from buttons."""
    if request.method == "POST" and (key := request.POST.get("press")):
        form = CodeForm(initial={"code": pressed(request.POST.get("code", ""), key)})
        return _page(request, form, pad=True)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    code = form.cleaned_data["code"]
    if isinstance(code, FirstRow):
        return _glance(request, form, code)
    opened = enter_with(code)
    if opened is None:
        return _unknown(request, form)
    return _unsent(request, opened) if isinstance(opened, Unsent) else _inside(request, opened)


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Forget this mailbox in this browser. Whoever only follows a link here forgets nothing."""
    if request.method != "POST":
        return redirect("mailbox:enter")
    return signed_out(request)


def signed_out(request: HttpRequest) -> HttpResponse:
    """With nothing of this mailbox in this browser, to where it says that it is closed."""
    response = redirect("mailbox:letters")
    for cookie in (COOKIE, NEXT, drafts.COOKIE):
        cookie.forget(request, response)
    return response


def _inside(request: HttpRequest, inside: Inside) -> HttpResponse:
    """From now on this browser holds the mailbox, and no longer the code that it was shown when the tip was sent."""
    response = redirect(bring(request, inside))
    inside.keep(request, response)
    drafts.COOKIE.forget(request, response)
    return response


def _unsent(request: HttpRequest, unsent: Unsent) -> HttpResponse:
    """The draft with its *Send* button, in this browser now."""
    response = redirect("intake:check", channel=unsent.channel)
    unsent.key.keep(request, response)
    return response


def _glance(request: HttpRequest, form: CodeForm, row: FirstRow) -> HttpResponse:
    seen = glance(row)
    if seen is None:
        return _unknown(request, form)
    context = {"seen": seen, "outside": charter.current().about.outside}
    return filled_up(render(request, "mailbox/glance.html", context), PAGE)


def _unknown(request: HttpRequest, form: CodeForm) -> HttpResponse:
    form.add_error("code", form.unknown)
    response = _page(request, form, status=422)
    response.held_back = UNKNOWN.turn()  # type: ignore[attr-defined]  # read by the front, which holds the answer
    return response


def _page(request: HttpRequest, form: CodeForm, status: int = 200, *, pad: bool = False) -> HttpResponse:
    plain = "plain" in (request.POST if request.method == "POST" else request.GET)
    context = {
        "form": form,
        "here": reverse("mailbox:enter"),
        "takes_over": not plain,
        "plain": plain,
        "digits": DIGITS,
        "pad": pad or get_language() in NUMBERS_FIRST,
        "line": b64(line_id()),
        "brought": [(name, text) for name, text in request.POST.items() if name not in OWN],
    }
    return render(request, "mailbox/enter.html", context, status=status)
