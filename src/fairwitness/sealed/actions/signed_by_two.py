"""What two readers of a tip sign: one asks, a second signs the same bytes. The server looks at both signatures, and at who reads the tip today."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Manager

from fairwitness.crypto.keys import Kind, verify
from fairwitness.office.clock import today
from fairwitness.office.models import StaffKey
from fairwitness.office.reading import current_sheet
from fairwitness.office.rows import only
from fairwitness.sealed.actions.among_readers import Note, NotOnSheet, is_there, write, writers_of
from fairwitness.sealed.actions.commit_sealed import SheetOutdated
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.actions.move import StalePage
from fairwitness.sealed.models import Conversation, Letter, SignedByTwo, Tip
from fairwitness.sealed.recorded import must_not_have_recorded, own_from
from fairwitness.sealed.states import State

Row = TypeVar("Row", bound=SignedByTwo)


class NotSigned(Exception):
    """Not signed with the key of whoever sends it, or a statement about something else."""


class AskedBefore(Exception):
    """A reader has signed already, and a colleague is to answer first."""


class NothingAsked(Exception):
    """Nobody has asked for it, or it was taken back or done meanwhile."""


class SignedElsewhere(Exception):
    """Somebody has written a second name into the database, past the program."""


class FirstHasLeft(Exception):
    """Whoever signed first does not read the tip any more, or not with that key."""


class Alone(Exception):
    """Whoever signs first is not the second."""


@dataclass(frozen=True)
class Signer:
    """A reader: the id that the journal names, and the public halves of their key."""

    id: str
    holder: bytes
    key: bytes

    @classmethod
    def of(cls, key: StaffKey) -> Signer:
        """By the key that they hold today."""
        return cls(key.staff_id, bytes(key.holder), bytes(key.verifying_key))


@dataclass(frozen=True)
class First:
    """What the first of two sends: the reason, sealed among the readers, the statement that names it, and a signature over that."""

    by: Signer
    reason: Note
    statement: bytes = field(repr=False)
    signature: bytes = field(repr=False)


def held(tip: Tip) -> Tip:
    """The tip, which nobody moves or destroys before the transaction ends. TipDestroyed."""
    found = Tip.objects.select_for_update(of=("self",)).select_related("office", "channel").get(pk=tip.pk)
    if found.state == State.DESTROYED:
        raise TipDestroyed
    return found


def is_kept(tip: Tip, rows: Manager[Row], first: First) -> bool:
    """Whether the same was kept before. StalePage where the reason was, and this was not or came to nothing; RecordedIt for whoever wrote the tip down."""
    if is_there(tip, first.reason):
        if rows.filter(tip=tip, first=first.by.id, statement=first.statement).exists():
            return True
        raise StalePage
    must_not_have_recorded(tip, first.by.id)
    return False


def sign_first(tip: Tip, rows: Manager[Row], kind: Kind, first: First, *, why: bytes, **told: object) -> None:
    """Keep the reason and the first signature, with what the statement tells in columns of its own: both or neither, in the caller's transaction.

    `why` is the hash that the statement gives of the reason. NotSigned, NotOnSheet, SheetOutdated, and all that `write` may say.
    """
    if why != hashlib.sha256(first.reason.sealed).digest():
        raise NotSigned
    must_be_signed(tip, first.by, kind, first.statement, first.signature)
    write(tip, first.by.holder, first.reason)
    rows.create(
        office=tip.office,
        tip=tip,
        statement=first.statement,
        first=first.by.id,
        first_signature=first.signature,
        **told,
    )


def is_signed(row: Row, by: Signer, signature: bytes, *, is_done: bool = True) -> bool:
    """Whether this second signature stands there already. NothingAsked where it is another's; SignedElsewhere where a second name stands there and nothing was done with it."""
    if not row.second:
        return False
    if not is_done:
        raise SignedElsewhere
    if (row.second, bytes(row.second_signature)) != (by.id, signature):
        raise NothingAsked
    return True


def must_be_second(tip: Tip, row: SignedByTwo, by: Signer) -> None:
    """Somebody else than the first, and not whoever wrote the tip down. Alone, RecordedIt."""
    if row.first == by.id:
        raise Alone
    must_not_have_recorded(tip, by.id)


def sign_second(
    tip: Tip, row: SignedByTwo, kind: Kind, by: Signer, signature: bytes, *, why: bytes, **told: object
) -> None:
    """Keep the second signature over the same bytes, where the reason is still there and the first signature holds.

    NotSigned, FirstHasLeft, NotOnSheet, SheetOutdated.
    """
    if why not in hashes(tip, Conversation.Party.REVIEWERS):
        raise NotSigned
    first_must_still_hold(tip, row, kind)
    must_be_signed(tip, by, kind, bytes(row.statement), signature)
    changed = {"second": by.id, "second_signature": signature, **told}
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))


def meant(row: Row | None, asked: str) -> Row:
    """What is there, where it is what somebody means. NothingAsked."""
    if row is None or row.pk != asked:
        raise NothingAsked
    return row


def must_be_signed(tip: Tip, by: Signer, kind: Kind, statement: bytes, signature: bytes) -> None:
    """By somebody who reads the tip today, with the key under which the office has put them on its sheet. NotSigned, NotOnSheet, SheetOutdated."""
    sheet = current_sheet(tip.channel)
    if sheet.until < today():
        raise SheetOutdated
    keys = {reader.recipient.holder: reader.key for reader in sheet.reviewers}
    if by.holder not in writers_of(tip) or keys[by.holder] != by.key:
        raise NotOnSheet
    if not verify(by.key, kind, statement, signature):
        raise NotSigned


def first_must_still_hold(tip: Tip, asked: SignedByTwo, kind: Kind) -> None:
    """The first signature, by somebody who reads the tip today as well. FirstHasLeft."""
    _must_still_hold(tip, asked.first, kind, bytes(asked.statement), bytes(asked.first_signature))


def both_must_still_hold(tip: Tip, asked: SignedByTwo, kind: Kind) -> None:
    """And the second's. FirstHasLeft for either of them."""
    first_must_still_hold(tip, asked, kind)
    _must_still_hold(tip, asked.second, kind, bytes(asked.statement), bytes(asked.second_signature))


def _must_still_hold(tip: Tip, staff: str, kind: Kind, statement: bytes, signature: bytes) -> None:
    key = only(StaffKey.objects.filter(staff=staff, staff__is_active=True))
    if key is None:
        raise FirstHasLeft
    try:
        must_be_signed(tip, Signer.of(key), kind, statement, signature)
    except (NotOnSheet, NotSigned):
        raise FirstHasLeft from None


def own_letters(tip: Tip) -> Iterable[bytes]:
    """The hashes of letters that nobody but the tipster can have written."""
    since = own_from(tip)
    return () if since is None else hashes(tip, Conversation.Party.TIPSTER, from_office=False, since=since)


def hashes(
    tip: Tip, party: Conversation.Party, *, from_office: bool = True, since: int = 0
) -> Iterator[bytes]:
    """Of the letters of one side from this place on, as stored; of none that is no longer what its author signed."""
    letters = Letter.objects.filter(
        conversation__tip=tip,
        conversation__party=party,
        from_office=from_office,
        position__gte=since,
        redacted=None,
    )
    return (hashlib.sha256(one).digest() for one in letters.values_list("sealed", flat=True))
