"""Keeping what a reader has typed in a tip and not sent. It comes signed and sealed to its author alone; here it is cipher without a day."""

from __future__ import annotations

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.sealed.actions.assign import hold, reads
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.sealed.models_of_letters import AnswerDraft, LaterLetter

Box = AnswerDraft.Box


def keep_draft(tip_id: str, box: Box, sealed: Sealed, *, by: str) -> None:
    """In the place of what they had typed there before. NotOnSheet for whoever does not read the tip; TipDestroyed, TipLocked."""
    with transaction.atomic():
        held = hold(tip_id)
        reads(held, by)
        AnswerDraft.objects.update_or_create(
            tip=held, staff_id=by, box=box, defaults={"office": held.office, "sealed": sealed}
        )


def empty_draft(tip: Tip, box: Box, *, by: str) -> None:
    """Its author wants nothing of it any more."""
    AnswerDraft.objects.filter(tip=tip, staff=by, box=box).delete()


def forget_draft(tip: Tip, box: Box, *, by: str) -> None:
    """Because it was sent; with the letter go texts that came back because an earlier one was stopped."""
    empty_draft(tip, box, by=by)
    if box == Box.LETTER:
        stopped = LaterLetter.objects.filter(conversation__tip=tip, staff=by).exclude(stopped="")
        stopped.filter(conversation__party=Conversation.Party.TIPSTER).delete()


def drafts_of(tip: Tip, by: str) -> dict[str, bytes]:
    """What one reader has typed there, by box."""
    return dict(AnswerDraft.objects.filter(tip=tip, staff=by).values_list("box", "sealed"))
