"""Committing a tip: all of it is stored, or nothing."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from fairwitness.crypto.age import Sealed
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Entry
from fairwitness.office.clock import day_after, today
from fairwitness.office.models import Channel
from fairwitness.office.rows import only
from fairwitness.sealed.actions.files import claim_files
from fairwitness.sealed.models import (
    Commit,
    Conversation,
    Draft,
    Exclusion,
    Grant,
    Letter,
    Mailbox,
    Notice,
    Tier,
    Tip,
)

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


def already_committed(key: CommitKey) -> bool:
    """True for the same request again; CommitConflict for another one under the same id."""
    earlier = only(Commit.objects.filter(commit=key.commit))
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
    conversation = make_tip(key, held.channel, tier, sealed)
    claim_files(conversation, waiting, draft=held)
    held.delete()
    held.mailbox.conversation = conversation
    held.mailbox.save(update_fields=["conversation"])


def make_tip(key: CommitKey, channel: Channel, tier: Tier, sealed: SealedTip) -> Conversation:
    """The rows of a tip and of its commit, in the transaction of the action that calls; its mailbox is not among them."""
    office = channel.office
    Commit.objects.create(
        office=office,
        commit=key.commit,
        request_hash=key.request_hash,
        auth=key.auth,
        until=day_after(COMMIT_HOURS),
    )
    tip = Tip.objects.create(
        office=office, channel=channel, tier=tier, received=today(), no_answer=sealed.no_answer
    )
    Exclusion.objects.bulk_create(
        Exclusion(office=office, tip=tip, holder=holder) for holder in sealed.excluded
    )
    conversation = Conversation.objects.create(
        office=office, id=sealed.conversation, tip=tip, party=Conversation.Party.TIPSTER
    )
    _fill(conversation, sealed)
    journal.record(Entry.Kind.TIP_RECEIVED, office, tip=tip.id)
    journal.count(Entry.Kind.TIP_RECEIVED, office, channel.slug)
    return conversation


def _fill(conversation: Conversation, sealed: SealedTip) -> None:
    office = conversation.office
    Grant.objects.bulk_create(
        Grant(office=office, conversation=conversation, number=0, holder=grant.holder, sealed=grant.sealed)
        for grant in sealed.grants
    )
    Letter.objects.create(
        office=office,
        conversation=conversation,
        number=0,
        position=0,
        from_office=False,
        day=today(),
        sealed=sealed.letter,
    )
    Notice.objects.create(
        office=office, conversation=conversation, template=Notice.Template.RECEIVED, day=today()
    )


def take_locator(mailbox: Mailbox) -> None:
    """Store a new mailbox; LocatorTaken where its first row finds another, also one of the same moment."""
    try:
        with transaction.atomic():
            mailbox.save(force_insert=True)
    except IntegrityError:
        raise LocatorTaken from None
