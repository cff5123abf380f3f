"""Being inside: what a page of the open mailbox needs, and what it shows where the mailbox is closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from fairwitness.intake.views.walking import ELSEWHERE
from fairwitness.mailbox import told
from fairwitness.mailbox.actions import MailboxMoved
from fairwitness.mailbox.cookies import Counts, Inside, counting
from fairwitness.mailbox.reading import OUTCOMES
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.arriving import arrived
from fairwitness.sealed.models import Tip
from fairwitness.sealed.opening import OpenMailbox

View = Callable[..., HttpResponseBase]
UNSEEN = frozenset(
    {"csrfmiddlewaretoken", "letter", "shown", "add", "remove", "go", "again", "as", "said", "agree", "asked"}
)  # fields that nobody has typed


def opened(request: HttpRequest) -> OpenMailbox | None:
    """The mailbox that this browser has open."""
    inside = Inside.read(request)
    return inside.open() if inside else None


def inside_only(view: View) -> View:
    """Call the view with the open mailbox; say kindly where it is closed, and show dates where nothing is left to open."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        mailbox = opened(request)
        if mailbox is None:
            return closed(request)
        tip = mailbox.conversation.tip
        if tip.state == Tip.State.DESTROYED or tip.no_answer:
            return _dates(request, tip)
        try:
            return view(request, mailbox, *args, **kwargs)
        except TipDestroyed:  # since the page was begun, in another tab or by the clock
            tip.refresh_from_db()
            return _dates(request, tip)
        except MailboxMoved:  # in another tab
            return closed(request)

    return guarded


def _dates(request: HttpRequest, tip: Tip) -> HttpResponse:
    outcomes = [(tip.outcome, OUTCOMES[tip.outcome])] if tip.outcome else []
    context = {"left": told.dates(tip), "outcomes": outcomes}
    return kept(request, render(request, "mailbox/dates.html", context))


def closed(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """The hour is over or the form token gone; what was typed is there to be copied, and which code counts is said."""
    typed = [text for name, text in request.POST.items() if text and name not in UNSEEN]
    problems, counts = arrived(request).problems, counting(request)
    if not typed and not problems and (place := ELSEWHERE.get(request.POST.get("go", ""))):
        return redirect(place)  # a link to what is nobody's mailbox, with nothing to be copied
    context = {
        "typed": "\n\n".join(map(str, typed)),
        "problems": problems,
        "counts": counts,
        "uncertain": counts is Counts.UNTOLD and request.path == reverse("mailbox:code"),
    }
    return render(request, "mailbox/closed.html", context, status=403)


def kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Another hour from this use."""
    inside = Inside.read(request)
    if inside is not None:
        inside.keep(request, response)
    return response


def back(request: HttpRequest, *, sent: bool = False, opened: bool | None = None) -> HttpResponse:
    """To the letters; with `sent`, the page says that a letter was sent, with `opened`, whether the tip was opened again."""
    happened = "?sent" if sent else {None: "", True: "?again", False: "?over"}[opened]
    return kept(request, redirect(reverse("mailbox:letters") + happened))


def with_new_code() -> HttpResponse:
    """To the letters, which say that the new code is in force."""
    return redirect(reverse("mailbox:letters") + "?code")
