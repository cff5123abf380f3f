"""A draft that does not open: what happened is said, what was typed is there to be copied, and somebody can begin again."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fairwitness.intake.drafts import COOKIE
from fairwitness.intake.views.walking import PAGE, address, filled_up
from fairwitness.office import charter
from fairwitness.sealed.arriving import arrived
from fairwitness.sealed.drafting import DraftDamaged

log = logging.getLogger("fairwitness.intake")
TYPED = ("text", "where", "name", "contact", "guess")  # boxes of ours, beside the office's own questions


def damaged(request: HttpRequest, error: DraftDamaged) -> HttpResponse:
    """Nothing of it is shown or kept: it may be somebody else's, with a key of theirs inside."""
    log.error("a draft does not open, or was not signed by its mailbox")
    channel = error.row.channel.slug
    asked = (question.id for question in charter.current().words_of(channel).questions)
    context = {
        "channel": channel,
        "typed": "\n\n".join(filter(None, (request.POST.get(box, "") for box in (*TYPED, *asked)))),
        "files": [one.params["name"] for one in arrived(request).problems if "name" in one.params],
        "outside": charter.current().about.outside,
    }
    return filled_up(render(request, "intake/damaged.html", context, status=409), PAGE)


@require_http_methods(["GET", "HEAD", "POST"])
def anew(request: HttpRequest, channel: str) -> HttpResponse:
    """To the guide, without what this browser carried; what the line keeps is destroyed when its days are over."""
    response = redirect(address("scope", channel))
    if request.method == "POST":
        COOKIE.forget(request, response)
    return response
