"""What a reviewer does. Every letter comes sealed and signed from the browser; here it is only put in its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.office.clock import this_hour
from fairwitness.office.models import Staff
from fairwitness.office.reading import current_sheet
from fairwitness.review.reading import conversation_with_tipster, grants_for, key_of
from fairwitness.sealed.actions.letters import add_letter
from fairwitness.sealed.models import Letter, SealedFile, Tip
from fairwitness.sealed.storage import storage


class NotOnSheet(Exception):
    """The reviewer is not on the channel's current key sheet, and writes no more letters there."""


class OtherBytes(Exception):
    """A part of this number is stored, with other bytes: a sealed part is never sealed again."""


def answer(tip: Tip, by: Staff, number: int, sealed: Sealed, files: Sequence[str], letter_id: str) -> Letter:
    """Add a letter to the tipster's conversation. Grant.DoesNotExist where `by` holds no such key."""
    conversation = conversation_with_tipster(tip)
    grants_for(by, conversation).get(number=number)
    if key_of(by).holder not in {reader.recipient.holder for reader in current_sheet(tip.channel).reviewers}:
        raise NotOnSheet
    return add_letter(
        conversation, number, sealed, from_office=True, by=by.id, files=files, letter_id=letter_id
    )


def begin_file(by: Staff) -> str:
    """Make room for a file; its random id is what lets parts be added. Destroyed after 24 hours unless a letter lists it."""
    with transaction.atomic():
        return SealedFile.objects.create(office=by.office, pending_since=this_hour()).id


def add_part(file_id: str, number: int, sealed: bytes) -> None:
    """Store a part; the same bytes again change nothing. SealedFile.DoesNotExist where no file of this id waits."""
    with transaction.atomic():
        row = SealedFile.objects.select_for_update().get(pk=file_id, pending_since__isnull=False)
        path = storage().part_path(file_id, number)
        if path.exists():
            _must_be_the_same(path, sealed)
            return
        storage().put_part(file_id, number, sealed)
        row.parts = max(row.parts, number + 1)
        row.pending_since = this_hour()  # a day from its latest part
        row.save(update_fields=["parts", "pending_since"])


def _must_be_the_same(path: Path, sealed: bytes) -> None:
    if path.read_bytes() != sealed:
        raise OtherBytes
