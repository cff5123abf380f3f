"""Being inside, for the person reported on: what a page needs, and what it shows where the mailbox is closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from fairwitness.intake.views.walking import PAGE, filled_up
from fairwitness.mailbox.actions import MailboxMoved
from fairwitness.mailbox.cookies import NEXT_OF_ADVISER, NEXT_OF_REPLY, REPLY, InsideReply
from fairwitness.mailbox.reply.standing import is_ended, is_unfound
from fairwitness.mailbox.views.inside import UNSEEN
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.arriving import arrived
from fairwitness.sealed.models import Conversation
from fairwitness.sealed.opening import OpenMailbox

View = Callable[..., HttpResponseBase]


def opened(request: HttpRequest) -> OpenMailbox | None:
    """The mailbox that this browser has open."""
    inside = InsideReply.read(request)
    return inside.open() if inside else None


def inside_only(view: View) -> View:
    """Call the view with the open mailbox; say where it is closed, or has ended."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        mailbox = opened(request)
        if mailbox is None:
            return closed(request)
        if is_ended(mailbox.conversation):
            return gone(request, mailbox.conversation)
        try:
            return view(request, mailbox, *args, **kwargs)
        except TipDestroyed:  # since the page was begun
            return gone(request, mailbox.conversation)
        except MailboxMoved:  # in another tab
            return closed(request)

    return guarded


def gone(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """That it has ended: the same page, of the same size, whoever has ended it without a finding, and for row 1 alone as well."""
    context = {"unfound": is_unfound(conversation)}
    return kept(request, filled_up(render(request, "reply/gone.html", context), PAGE))


def closed(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """The hour is over or the form's token gone; what was typed is there to be copied."""
    typed = [text for name, text in request.POST.items() if text and name not in UNSEEN]
    context = {"typed": "\n\n".join(map(str, typed)), "problems": arrived(request).problems}
    return render(request, "reply/closed.html", context, status=403)


def kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Another hour from this use."""
    inside = InsideReply.read(request)
    if inside is not None:
        inside.keep(request, response)
    return response


def back(request: HttpRequest, happened: str = "") -> HttpResponse:
    """To the letters, which say what happened: `sent`, `code`, `more`, `late`, `seen`, `given` or `ended`."""
    return kept(request, redirect(reverse("reply:letters") + (f"?{happened}" if happened else "")))


def signed_out(request: HttpRequest) -> HttpResponse:
    """With nothing of this mailbox in this browser."""
    response = redirect("reply:letters")
    for cookie in (REPLY, NEXT_OF_REPLY, NEXT_OF_ADVISER):
        cookie.forget(request, response)
    return response
