"""Whether the tip may be passed on to a body that the readers have asked about: yes, no, and another mind."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fairwitness.crypto.letters import Answer
from fairwitness.mailbox.forms import AnswerForm, PassOnForm
from fairwitness.mailbox.passing_on import Asked, asked
from fairwitness.mailbox.views.inside import back, closed, inside_only, kept
from fairwitness.mailbox.views.onward import go_on
from fairwitness.mailbox.views.sending import is_sent
from fairwitness.office import charter
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.passing_on import QUESTION
from fairwitness.sealed.sealing import Words


@require_http_methods(["GET", "HEAD", "POST"])
@inside_only
def pass_on(request: HttpRequest, mailbox: OpenMailbox) -> HttpResponse:
    """Say what it means, and take the answer. Where nothing is asked there is no such page."""
    posted, open_ = request.method == "POST", asked(mailbox, charter.current())
    if not (posted or open_):
        return back(request)
    form = PassOnForm(open_, request.POST if posted else None, unsent=None if posted else mailbox.unsent())
    if not form.is_bound or not form.is_valid():
        return _page(request, mailbox, form, open_, status=422 if form.is_bound else 200)
    if form.is_left:
        return go_on(request, mailbox, form)
    words = Words(form.cleaned_data[QUESTION], [Answer(QUESTION, form.cleaned_data["said"])])
    if not is_sent(mailbox, form, words):
        return _page(request, mailbox, form, open_, status=422)
    return back(request, sent=True)


def _page(
    request: HttpRequest, mailbox: OpenMailbox, form: PassOnForm, asked: Sequence[Asked], status: int = 200
) -> HttpResponse:
    context = {"form": form, "asked": asked, "carries": "everywhere"}
    if not asked:
        context["as_letter"] = _as_letter(mailbox, form)
    return kept(request, render(request, "mailbox/pass_on.html", context, status=status))


def _as_letter(mailbox: OpenMailbox, form: PassOnForm) -> AnswerForm:
    """What was written beside an answer that nobody asks for now: behind what stands in the box for letters, and loses nothing of it."""
    texts = mailbox.unsent().get("text", ""), form.data.get(QUESTION, "")
    unsent = {"text": "\n\n".join(text for text in texts if text.strip())}
    return AnswerForm((), charter.current().limits, None, unsent=unsent)


pass_on.shown_again = closed  # type: ignore[attr-defined]  # read by site.errors.stale_form
