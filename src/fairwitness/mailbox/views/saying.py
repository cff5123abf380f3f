"""What can be said beside a letter: the later questions, a meeting, retaliation."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fairwitness.crypto.letters import Answer
from fairwitness.mailbox.forms import SayForm
from fairwitness.mailbox.sayings import saying
from fairwitness.mailbox.views.inside import back, closed, inside_only, kept
from fairwitness.mailbox.views.onward import go_on
from fairwitness.mailbox.views.sending import is_sent
from fairwitness.office import charter
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.sealing import Words


@require_http_methods(["GET", "HEAD", "POST"])
@inside_only
def say(request: HttpRequest, mailbox: OpenMailbox, slug: str) -> HttpResponse:
    """A page of boxes, each of which may stay empty."""
    channel = charter.current().words_of(mailbox.conversation.tip.channel.slug)
    asked = saying(slug, channel)
    if asked is None:
        raise Http404
    posted = request.method == "POST"
    form = SayForm(asked, request.POST if posted else None, unsent=None if posted else mailbox.unsent())
    if not form.is_bound or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    if form.is_left:
        return go_on(request, mailbox, form)
    answers = [Answer(question, text) for question, text in form.answers.items()]
    if not is_sent(mailbox, form, Words("", answers)):
        return _page(request, form, status=422)
    return back(request, sent=True)


def _page(request: HttpRequest, form: SayForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "carries": "everywhere"}
    return kept(request, render(request, "mailbox/say.html", context, status=status))


say.shown_again = closed  # type: ignore[attr-defined]  # read by site.errors.stale_form
