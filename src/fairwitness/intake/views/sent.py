"""Screen 7: sent; and the page that keeps a draft for later."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fairwitness.intake.drafts import AFTER_SENDING, DraftKey
from fairwitness.intake.views.walking import address, as_it_stands, way
from fairwitness.office import charter
from fairwitness.sealed.actions.drafts import last_day, show_code
from fairwitness.sealed.showing import code_on_page


@require_safe
def sent(request: HttpRequest, channel: str) -> HttpResponse:
    """What happens next, and by when; the same page again, and for an hour with the code."""
    here = way(request, channel, "sent")
    key = DraftKey.read(request)
    mailbox = key.mailbox() if key else None
    if key is None or mailbox is None or mailbox.conversation is None:
        return here.to("check") if here.draft else here.lost()
    tip, deadlines = mailbox.conversation.tip, charter.current().deadlines
    context = {
        "no_answer": tip.no_answer,
        "answer_by": (tip.received + timedelta(days=deadlines.acknowledge_days)).isoformat(),
        "feedback_by": (tip.received + timedelta(days=deadlines.feedback_days)).isoformat(),
        **(code_on_page(key.code, get_language() or "") if DraftKey.read(request, AFTER_SENDING) else {}),
    }
    return here.page(context)


@require_safe
@as_it_stands
def keep(request: HttpRequest, channel: str) -> HttpResponse:
    """The code at once, and until when it opens the draft."""
    here = way(request, channel, "keep")
    if here.draft is None or here.key is None:
        return here.lost()
    show_code(here.draft.row)
    context = {
        "until": last_day(here.draft.row).isoformat(),
        "go_on": here.stopped_at or address("check", channel),
        **code_on_page(here.key.code, get_language() or ""),
    }
    return render(request, "intake/keep.html", context)
