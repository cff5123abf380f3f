"""Committing a tip: all of it is stored, or nothing."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from fairwitness.crypto.age import Sealed
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Entry
from fairwitness.office import charter
from fairwitness.office.clock import day_after, today
from fairwitness.office.models import Channel, Office
from fairwitness.office.rows import Ready, put, ready, ready_of, row_by, write
from fairwitness.sealed.actions.files import claim_files
from fairwitness.sealed.arrivals import HOURS
from fairwitness.sealed.models import (
    Commit,
    Conversation,
    Draft,
    Exclusion,
    Grant,
    Letter,
    Mailbox,
    Notice,
    Recorded,
    Recording,
    Tier,
    Tip,
)
from fairwitness.sealed.models_of_names import NameKeeper, SealedName
from fairwitness.sealed.promises import promise

RECORDED = "recorded"  # how a tip came that a reader wrote down
COMMIT_HOURS = 48  # how long the same request gets the same answer


class CommitConflict(Exception):
    """The commit id was used before, for something else."""


class LocatorTaken(Exception):
    """Another tip or draft has the same first row: the client makes a new code."""


class DraftGone(Exception):
    """The draft was sent by another request, or destroyed."""


@dataclass(frozen=True)
class CommitKey:
    """What makes a repeated request recognisable."""

    commit: bytes  # 16 random bytes
    request_hash: bytes  # 32
    auth: bytes  # 32


@dataclass(frozen=True)
class SealedGrant:
    """A conversation key for one holder."""

    holder: bytes
    sealed: Sealed


@dataclass(frozen=True)
class SealedTip:
    """Everything of a new tip that may be stored, apart from its mailbox."""

    conversation: str
    grants: Sequence[SealedGrant]
    letter: Sealed
    excluded: Collection[bytes] = ()  # holders whom the tipster does not want
    no_answer: bool = False
    name: Sealed | None = None  # that two keys guard
    keepers: Collection[
        bytes
    ] = ()  # holders who can take its outer layer off: everybody who guards names by the sheet


@dataclass(frozen=True)
class CameAnotherWay:
    """What is known in the clear of a tip that a reader wrote down for somebody."""

    by: str  # the reader's id
    way: Recorded.Way
    consent: Recorded.Consent
    came: date  # from which its deadlines run
    recordings: Sequence[str] = ()  # ids of files that are recordings of whoever told it


def already_committed(key: CommitKey) -> bool:
    """True for the same request again; CommitConflict for another one under the same id."""
    earlier = row_by(Commit, commit=key.commit)
    if earlier is None:
        return False
    same = hmac.compare_digest(earlier.request_hash, key.request_hash)
    if not (same and hmac.compare_digest(earlier.auth, key.auth)):
        raise CommitConflict
    return True


def commit_draft(key: CommitKey, held: Draft, tier: Tier, sealed: SealedTip) -> None:
    """Make a tip of a draft, whole, or change nothing. The caller's transaction holds the draft's row, and knows its channel's office."""
    if already_committed(key):
        return
    waiting = [file.id for file in held.files.all()]
    conversation, rows = tip_rows(key, held.channel, tier, sealed)
    write(rows)
    HOURS.note()
    claim_files(conversation, waiting, draft=held)
    held.delete()
    held.mailbox.conversation = conversation
    held.mailbox.save(update_fields=["conversation"])


def tip_rows(
    key: CommitKey,
    channel: Channel,
    tier: Tier,
    sealed: SealedTip,
    another_way: CameAnotherWay | None = None,
) -> tuple[Conversation, list[Ready]]:
    """A tip's conversation, and all rows of it and of its commit in their order, to be written in the transaction of the action that calls; its mailbox is not among them."""
    office = channel.office
    tip = _tip(channel, tier, sealed, another_way)
    conversation = Conversation(
        office=office, id=sealed.conversation, tip=tip, party=Conversation.Party.TIPSTER
    )
    of_tip = {"office_id": office.pk, "tip_id": tip.pk}
    under = "" if sealed.excluded else channel.slug  # the reason stands in `sealed/counting.py`
    of = RECORDED if another_way else tier
    return conversation, [
        _remembered(office, key),
        ready(tip),
        *(_marks(tip, another_way) if another_way else ()),
        *(ready_of(Exclusion, **of_tip, holder=holder) for holder in sealed.excluded),
        *(_name(office.pk, tip.pk, sealed.name, sealed.keepers) if sealed.name else ()),
        ready(conversation),
        *_filling(conversation, sealed),
        journal.entry(Entry.Kind.TIP_RECEIVED, office, tip=tip.id),
        journal.counted(Entry.Kind.TIP_RECEIVED, office, under, of=of),
    ]


def _remembered(office: Office, key: CommitKey) -> Ready:
    told = {"commit": key.commit, "request_hash": key.request_hash, "auth": key.auth}
    return ready_of(Commit, office_id=office.pk, **told, until=day_after(COMMIT_HOURS))


def _tip(channel: Channel, tier: Tier, sealed: SealedTip, another_way: CameAnotherWay | None) -> Tip:
    came = another_way.came if another_way else today()
    return Tip(
        office=channel.office,
        channel=channel,
        tier=tier,
        received=came,
        no_answer=sealed.no_answer,
        **promise(came, charter.current()),
    )


def _marks(tip: Tip, told: CameAnotherWay) -> list[Ready]:
    """Before there is a letter: the database takes no such mark later."""
    row = Recorded(office=tip.office, tip=tip, by=told.by, way=told.way, consent=told.consent)
    placed = {"office_id": tip.office_id, "recorded_id": row.pk}
    return [
        ready(row),
        *(ready_of(Recording, **placed, file=one) for one in told.recordings),
        journal.entry(Entry.Kind.RECORDED, tip.office, tip=tip.id, by=told.by),
    ]


def _name(office: str, tip: str, name: Sealed, keepers: Collection[bytes]) -> list[Ready]:
    row = SealedName(office_id=office, tip_id=tip, sealed=name)
    placed = {"office_id": office, "kept_id": row.pk}
    return [ready(row), *(ready_of(NameKeeper, **placed, holder=one) for one in keepers)]


def _filling(conversation: Conversation, sealed: SealedTip) -> list[Ready]:
    placed = {"office_id": conversation.office_id, "conversation_id": conversation.pk}
    first = {"number": 0, "position": 0, "from_office": False, "day": today()}
    return [
        *(ready_of(Grant, **placed, number=0, holder=one.holder, sealed=one.sealed) for one in sealed.grants),
        ready_of(Letter, **placed, **first, sealed=sealed.letter),
        ready_of(Notice, **placed, template=Notice.Template.RECEIVED, day=today()),
    ]


def take_locator(mailbox: Mailbox) -> None:
    """Store a new mailbox; LocatorTaken where its first row finds another, also one of the same moment."""
    try:
        with transaction.atomic():
            put(mailbox)
    except IntegrityError:
        raise LocatorTaken from None
