"""What two readers of a tip sign: one asks, a second signs the same bytes. The server looks at both signatures, and at who reads the tip today."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fairwitness.crypto.keys import Kind, verify
from fairwitness.office.clock import today
from fairwitness.office.models import StaffKey
from fairwitness.office.reading import current_sheet
from fairwitness.office.rows import only
from fairwitness.sealed.actions.among_readers import NotOnSheet, writers_of
from fairwitness.sealed.actions.commit_sealed import SheetOutdated
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.models import Conversation, Letter, SignedByTwo, Tip
from fairwitness.sealed.recorded import own_from
from fairwitness.sealed.states import State


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


def held(tip: Tip) -> Tip:
    """The tip, which nobody moves or destroys before the transaction ends. TipDestroyed."""
    found = Tip.objects.select_for_update(of=("self",)).select_related("office", "channel").get(pk=tip.pk)
    if found.state == State.DESTROYED:
        raise TipDestroyed
    return found


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
