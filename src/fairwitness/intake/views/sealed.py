"""What a browser that seals asks for and sends. No cookie carries any right here, so no form's token is asked for; the front refuses other sites."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from fairwitness.crypto.commits import DraftSent
from fairwitness.crypto.encoding import b64
from fairwitness.intake.turns import turn_of
from fairwitness.intake.wire import MOST_BYTES, body_of, hashes_of, in_words, tip_of, uploads_of
from fairwitness.office import charter, reading
from fairwitness.office.models import Channel
from fairwitness.sealed.actions.commit import already_committed
from fairwitness.sealed.actions.commit_sealed import commit_sealed
from fairwitness.sealed.actions.drafts import keep_draft, last_day
from fairwitness.sealed.arriving import takes_bytes


@require_safe
def sheet(request: HttpRequest, channel: str) -> HttpResponse:
    """The key sheet of today, as it was signed: whoever seals checks it."""
    del request
    found = _open(channel)
    published = reading.published_sheet(channel)
    if published is None:
        raise Http404
    office = found.office
    return JsonResponse(
        {"line": b64(office.line), "office": b64(office.verifying_key), "sheet": b64(published)}
    )


@csrf_exempt
@require_POST
@takes_bytes(MOST_BYTES)
@in_words
def draft(request: HttpRequest, channel: str) -> HttpResponse:
    """Keep an unsent tip, whose code is on a page; again in the place of what was kept before."""
    found = _open(channel)
    sent = DraftSent.from_json(body_of(request))
    kept = keep_draft(found, hashes_of(sent.code), sent.sealed, uploads_of(sent.uploads))
    return JsonResponse({"until": (last_day(kept)).isoformat()})


@csrf_exempt
@require_POST
@takes_bytes(MOST_BYTES)
@in_words
def commit(request: HttpRequest, channel: str) -> HttpResponse:
    """Take up a tip when its turn has come, whole or not at all. The same bytes again get the same answer."""
    found, sent = _open(channel), tip_of(body_of(request))
    if not already_committed(sent.key) and (held := turn_of(request, sent.key.request_hash)):
        return held
    conversation = commit_sealed(found, sent)
    received, deadlines = conversation.tip.received, charter.current().deadlines
    return JsonResponse(
        {
            "received": received.isoformat(),
            "answer_by": (received + timedelta(days=deadlines.acknowledge_days)).isoformat(),
            "feedback_by": (received + timedelta(days=deadlines.feedback_days)).isoformat(),
        }
    )


def _open(channel: str) -> Channel:
    found = reading.channel(channel)
    if found is None:
        raise Http404
    return found
