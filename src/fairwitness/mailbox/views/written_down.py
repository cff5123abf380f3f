"""What somebody of the office wrote down: to be looked at, corrected and agreed to, or taken back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fairwitness.crypto.letters import Answer
from fairwitness.mailbox import actions
from fairwitness.mailbox.forms import WrittenDownForm
from fairwitness.mailbox.views.inside import back, closed, inside_only, kept
from fairwitness.mailbox.views.onward import go_on
from fairwitness.mailbox.views.sending import is_sent
from fairwitness.mailbox.written_down import WrittenDown
from fairwitness.mailbox.written_down import written_down as written_in
from fairwitness.office import charter
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.recorded import CORRECTED, QUESTION
from fairwitness.sealed.sealing import Words


@require_http_methods(["GET", "HEAD", "POST"])
@inside_only
def written_down(request: HttpRequest, mailbox: OpenMailbox) -> HttpResponse:
    """Agree with one press, or send a corrected text. Where nothing was written down there is no such page."""
    written = written_in(mailbox)
    if written is None:
        return back(request)
    posted = request.method == "POST"
    form = WrittenDownForm(
        charter.current().limits, request.POST if posted else None, written=written, unsent=mailbox.unsent()
    )
    if not form.is_bound or not form.is_valid():
        return _page(request, form, written, status=422 if form.is_bound else 200)
    if form.is_left:
        return go_on(request, mailbox, form)
    if not _is_said(mailbox, form, written):
        return _page(request, form, written, status=422)
    return back(request, sent=True)


def _is_said(mailbox: OpenMailbox, form: WrittenDownForm, written: WrittenDown) -> bool:
    if not form.agrees:
        words = Words(form.cleaned_data["corrected"], [Answer(QUESTION, CORRECTED)])
        return is_sent(mailbox, form, words)
    try:
        words = Words("", [Answer(QUESTION, written.agreement)])
        actions.agree(mailbox, words, form.cleaned_data["letter"])
    except actions.NoKey:
        form.refuse(str(form.no_key))
    except actions.SentBefore:
        form.refuse(str(form.sent_before))
    else:
        return True
    return False


def _page(
    request: HttpRequest, form: WrittenDownForm, written: WrittenDown, status: int = 200
) -> HttpResponse:
    context = {"form": form, "written": written, "text": written.text, "carries": "everywhere"}
    return kept(request, render(request, "mailbox/written_down.html", context, status=status))


written_down.shown_again = closed  # type: ignore[attr-defined]  # read by site.errors.stale_form
