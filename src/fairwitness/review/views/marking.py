"""The mark: which sentence of a tip tells of harm. The desk's scripts open it, and seal it; here it is cipher."""

from __future__ import annotations

from django.db import IntegrityError
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.review import actions, reading
from fairwitness.review.forms import NoteForm
from fairwitness.review.views import (
    ANOTHER_FIRST,
    LETTER,
    NO_KEY,
    NOT_BY_RECORDER,
    NOT_ON_SHEET,
    NOT_WHOLE,
    OLD_KEY,
    letters_of,
)
from fairwitness.review.views.door import DeskRequest, NotOpen, reviewers_only, tip_of
from fairwitness.sealed.actions.among_readers import (
    BegunMeanwhile,
    NoSuchKey,
    NotOnSheet,
    OldKey,
    OtherLetter,
    among_readers,
    readers_of,
)
from fairwitness.sealed.actions.commit_sealed import NotGranted, SheetOutdated
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.actions.move import StalePage
from fairwitness.sealed.actions.readers import mailbox_of
from fairwitness.sealed.advising import adviser_holder
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.hearing import hearings
from fairwitness.sealed.models import Tip
from fairwitness.sealed.people import to_renew
from fairwitness.sealed.recorded import RecordedIt
from fairwitness.sealed.refusals import Refusals, Why, refused, refused_for

WRONG: Refusals = {
    RecordedIt: NOT_BY_RECORDER,
    StalePage: (
        Why.CONFLICT,
        _(
            "This tip is not in its scope check any more: perhaps a colleague was faster. What you chose stays here; load the page again to see theirs."
        ),
    ),
    BegunMeanwhile: (Why.CONFLICT, _("A colleague has just written about this tip. Press the button again.")),
    NotGranted: (
        Why.CONFLICT,
        _(
            "The key was not sealed to exactly those who read this tip today. Nothing was changed: press the button again."
        ),
    ),
    SheetOutdated: (
        Why.CONFLICT,
        _("The last day of the key sheet is over. A new one has to be signed before anybody writes."),
    ),
    OtherLetter: ANOTHER_FIRST,
    IntegrityError: ANOTHER_FIRST,
    actions.NotTheirs: (
        Why.FORBIDDEN,
        _("This is not signed with your key. Sign out, sign in again, and mark it once more."),
    ),
    NoSuchKey: NO_KEY,
    OldKey: OLD_KEY,
    NotOnSheet: NOT_ON_SHEET,
}


@require_safe
@reviewers_only
def notes(request: DeskRequest, tip_id: str) -> HttpResponse:
    """What readers wrote to one another, as cipher, with this reader's grants; who reads the tip, which letter marks it, and where a key is needed that nobody has who was taken off."""
    found = tip_of(request, tip_id)
    actions.hand_out(found, request.user)
    conversation = among_readers(found)
    told: dict[str, object] = {"conversation": "", "grants": [], "letters": []}
    if conversation is not None:
        told = {
            "conversation": conversation.id,
            "grants": [
                {"n": grant.number, "sealed": b64(grant.sealed)}
                for grant in reading.grants_for(request.user, conversation)
            ],
            "letters": letters_of(conversation),
        }
    readers = sorted(b64(holder) for holder in readers_of(found))
    heard = {"heard": _heard(request.user, found)}
    now = {"readers": readers, "marked": found.marked, "today": today().isoformat()}
    return JsonResponse({**told, **now, **_next_keys(found), **heard})


def _next_keys(tip: Tip) -> dict[str, object]:
    """In which conversations the next letter needs another key, and the tipster's holder, who gets it too."""
    mailbox = mailbox_of(reading.conversation_with_tipster(tip))
    return {"renew": [one.id for one in to_renew(tip)], "mailbox": b64(mailbox) if mailbox else ""}


def _heard(staff: Staff, tip: Tip) -> list[dict[str, object]]:
    """Conversations with whoever is reported on, for browsers that give their keys on: the same to every reader."""
    return [
        {
            "conversation": one.conversation_id,
            "grants": [
                {"n": grant.number, "sealed": b64(grant.sealed)}
                for grant in reading.grants_for(staff, one.conversation)
            ],
            "letters": letters_of(one.conversation),
            "mailbox": b64(mailbox) if (mailbox := mailbox_of(one.conversation)) else "",
            "adviser": b64(adviser) if (adviser := adviser_holder(one.conversation)) else "",
        }
        for one in hearings(tip)
    ]


@require_POST
@takes_bytes(LETTER)
@reviewers_only
def mark(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Keep the mark, and bring the tip to triage. The same mark sent again is the same mark."""
    found = tip_of(request, tip_id)
    form = NoteForm.read(request.body)
    if form is None:
        return refused(*NOT_WHOLE)
    try:
        actions.mark(found, request.user, form)
    except TipDestroyed:
        raise NotOpen from None
    except tuple(WRONG) as wrong:
        return refused_for(wrong, WRONG)
    return JsonResponse({"id": form.note.id})
