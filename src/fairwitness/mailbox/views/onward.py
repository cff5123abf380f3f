"""Where the links of an open mailbox's page lead: they are buttons of its form, which keep what was typed."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from fairwitness.intake.views.walking import ELSEWHERE
from fairwitness.mailbox import actions
from fairwitness.mailbox.forms import OneLetter
from fairwitness.mailbox.sayings import SLUGS
from fairwitness.mailbox.views.enter import signed_out
from fairwitness.mailbox.views.inside import back, kept
from fairwitness.sealed.opening import OpenMailbox

PLACES: Mapping[str, str] = {
    **ELSEWHERE,
    "back": "mailbox:letters",
    "pass-on": "mailbox:pass-on",
    "name": "mailbox:name",
    "written-down": "mailbox:written-down",
    "receipt": "mailbox:receipt",
    "code": "mailbox:code",
    "withdraw": "mailbox:withdraw",
}


def go_on(request: HttpRequest, mailbox: OpenMailbox, form: OneLetter) -> HttpResponse:
    """Keep what stands in the boxes, and go where the button leads that was pressed; the one beside a day opens the tip again first."""
    actions.keep_words(mailbox, form.typed)
    if step := request.POST.get("again", ""):
        return back(request, opened=actions.open_again(mailbox.conversation.tip, step))
    go = request.POST.get("go", "")
    return signed_out(request) if go == "out" else kept(request, redirect(_address(go, request.path)))


def _address(go: str, here: str) -> str:
    """In the language of the form's address, which the button for another language exchanges."""
    if go in SLUGS:
        return reverse("mailbox:say", args=[go])
    return reverse(PLACES[go]) if go in PLACES else here
