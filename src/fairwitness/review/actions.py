"""What a reviewer does. Every letter comes sealed and signed from the browser; here it is only put in its place."""

from __future__ import annotations

from collections.abc import Sequence

from fairwitness.crypto.age import Sealed
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.models import Staff
from fairwitness.office.reading import current_sheet
from fairwitness.review.reading import conversation_with_tipster, grants_for, key_of
from fairwitness.sealed.actions.letters import add_letter
from fairwitness.sealed.models import Letter, Tip


class NotOnSheet(Exception):
    """The reviewer is not on the channel's current key sheet, and writes no more letters there."""


def hand_out(tip: Tip, by: Staff) -> None:
    """Write down that a reader is given a tip's letters and their keys to them, before they are: what is opened is opened in the browser."""
    journal.record_once_a_day(Kind.OPENED, tip.office, tip=tip.id, by=by.id)


def answer(
    tip: Tip, by: Staff, number: int, sealed: Sealed, uploads: Sequence[tuple[str, bytes]], letter_id: str
) -> Letter:
    """Add a letter to the tipster's conversation. Grant.DoesNotExist where `by` holds no such key."""
    conversation = conversation_with_tipster(tip)
    grants_for(by, conversation).get(number=number)
    if key_of(by).holder not in {reader.recipient.holder for reader in current_sheet(tip.channel).reviewers}:
        raise NotOnSheet
    return add_letter(
        conversation, number, sealed, from_office=True, by=by.id, uploads=uploads, letter_id=letter_id
    )
