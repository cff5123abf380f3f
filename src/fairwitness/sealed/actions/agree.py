"""Agreeing to what was written down: by whoever told it, with a code that nobody of the office has seen."""

from __future__ import annotations

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.sealed.actions.files import destroy_pending_file
from fairwitness.sealed.actions.letters import CodeWasSeen, add_letter, hold
from fairwitness.sealed.actions.recordings import let_recordings_go
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.sealed.recorded import recorded


class NothingRecorded(Exception):
    """Its tipster sent it, and there is nothing to agree to."""


def agree(conversation: Conversation, number: int, sealed: Sealed, letter_id: str) -> list[str]:
    """Keep the letter that names the text; with the first one, recordings go for good. Returns the files that are to be destroyed once the transaction is over.

    The same letter again is refused by its id (IntegrityError). NothingRecorded, CodeWasSeen, TipDestroyed.
    """
    with transaction.atomic():
        hold(conversation)
        tip = Tip.objects.select_related("office").get(pk=conversation.tip_id)
        row = recorded(tip)
        if row is None:
            raise NothingRecorded
        if row.own_from is None:
            raise CodeWasSeen
        add_letter(conversation, number, sealed, from_office=False, letter_id=letter_id)
        if row.agreed is None:
            row.agreed = today()
            row.save(update_fields=["agreed"])
            journal.record(Kind.TEXT_AGREED, tip.office, tip=tip.id)
        return let_recordings_go(tip)


def destroy_recordings(files: list[str]) -> None:
    """After the transaction: the parts on the disk, and the rows."""
    for one in files:
        destroy_pending_file(one)
