"""Redacting for good: a reader's browser has sealed what is left of a letter, and what stood there is destroyed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q, QuerySet

from fairwitness.crypto.age import Sealed, seal
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.exports import Export, ExportError
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.referrals import Statement
from fairwitness.journal import actions as journal
from fairwitness.journal.destroyed import list_destroyed
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.sealed.actions.among_readers import NoSuchKey, NotOnSheet, OldKey, writers_of
from fairwitness.sealed.actions.export import open_one
from fairwitness.sealed.actions.files import destroy_pending_file, let_go
from fairwitness.sealed.actions.letters import TipLocked
from fairwitness.sealed.actions.move import StalePage
from fairwitness.sealed.actions.signed_by_two import held
from fairwitness.sealed.counting import count
from fairwitness.sealed.keys import is_outgrown
from fairwitness.sealed.models import Letter, SealedFile, Tip
from fairwitness.sealed.recorded import must_not_have_recorded
from fairwitness.sealed.referrals import asked_for
from fairwitness.sealed.states import State

ID = 16  # bytes


class Waits(Exception):
    """What a reader has signed, and a second has not yet, rests on this letter."""


class NoSuchLetter(Exception):
    """The tip has no such letter, or the letter no such file."""


@dataclass(frozen=True)
class Replacement:
    """What is left of a letter, sealed and signed in a reader's browser; `before` is the hash of what it takes the place of."""

    letter: str
    before: bytes
    number: int
    sealed: Sealed = field(repr=False)


def redact(tip: Tip, holder: bytes, left: Sequence[Replacement], files: Sequence[str], *, by: str) -> None:
    """Put what is left in the place of each letter, and destroy these files of theirs; what was there is listed, so that no backup brings it back.

    The same again changes nothing. TipDestroyed, TipLocked, RecordedIt, NotOnSheet, NoSuchKey, OldKey, NoSuchLetter, Waits; StalePage where a letter is another one by now.
    """
    with transaction.atomic():
        tip = held(tip)
        if tip.state == State.PROTECTED_CONDUCT or tip.locked_by == by:
            raise TipLocked
        # It could take a correction away, and signs a mark anew that it touches.
        must_not_have_recorded(tip, by)
        if holder not in writers_of(tip):
            raise NotOnSheet
        letters = [_letter(tip, one) for one in left]
        changed = [
            (row, one) for row, one in zip(letters, left, strict=True) if bytes(row.sealed) != one.sealed
        ]
        if not changed:
            return
        for row, one in changed:
            _must_be_possible(tip, row, one, holder)
        going = _files(files, [row for row, _ in changed])
        list_destroyed([*(id_of(row.sealed) for row, _ in changed), *files])
        for row, one in changed:
            row.sealed, row.number, row.redacted = one.sealed, one.number, today()
            row.save(update_fields=["sealed", "number", "redacted"])
        let_go(going)
        journal.record(Kind.REDACTED, tip.office, tip=tip.id, by=by)
        count(Kind.REDACTED, tip)
    for file_id in files:
        destroy_pending_file(file_id)


def id_of(sealed: bytes) -> str:
    """Under which the list of what was destroyed names these bytes: a row keeps its own id when other bytes take their place."""
    return b64(hashlib.sha256(b"redacted\0" + bytes(sealed)).digest()[:ID])


def blank(row: Letter) -> None:
    """A backup has brought back what was redacted since: nothing is left of it here, for the backup does not know what took its place."""
    nobody = HybridIdentity.generate().recipient
    row.sealed, row.redacted = seal(b"", [nobody]), today()
    row.save(update_fields=["sealed", "redacted"])


def _letter(tip: Tip, one: Replacement) -> Letter:
    row = Letter.objects.select_related("conversation").filter(pk=one.letter, conversation__tip=tip).first()
    if row is None:
        raise NoSuchLetter
    return row


def _files(named: Sequence[str], letters: Sequence[Letter]) -> QuerySet[SealedFile]:
    """Those that came with one of these letters, and with no other. NoSuchLetter where one is named that did not."""
    theirs = Q()
    for row in letters:
        at = Q(position=row.position) | Q(position=None)
        theirs |= Q(conversation=row.conversation_id) & at
    found = SealedFile.objects.filter(theirs, pk__in=named)
    if found.count() < len(set(named)):
        raise NoSuchLetter
    return found


def _must_be_possible(tip: Tip, row: Letter, one: Replacement, holder: bytes) -> None:
    before = hashlib.sha256(row.sealed).digest()
    if before != one.before:
        raise StalePage
    if before in _signed_over(tip):
        raise Waits
    if not row.conversation.grants.filter(number=one.number, holder=holder).exists():
        raise NoSuchKey
    if is_outgrown(row.conversation, one.number):
        raise OldKey


def _signed_over(tip: Tip) -> set[bytes]:
    """The letters that somebody has to be able to read who is to sign, or to make what two have signed."""
    found = set[bytes]()
    if (referral := asked_for(tip)) is not None:
        passing = Statement.from_json(bytes(referral.statement))
        found |= {passing.why, passing.consent or b""}
    if (export := open_one(tip)) is not None:
        with suppress(ExportError):  # nobody can sign or make that one
            leaving = Export.from_json(bytes(export.statement))
            found |= {leaving.why, leaving.consent or b""}
    return found
