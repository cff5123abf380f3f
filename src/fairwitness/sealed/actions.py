"""What can happen to sealed things. Each action is one transaction and one journal entry."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from fairwitness.crypto.age import Sealed
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Entry
from fairwitness.office.clock import day_after, today
from fairwitness.office.models import Channel
from fairwitness.sealed.models import Commit, Conversation, Grant, Letter, Mailbox, SealedFile, Tier, Tip
from fairwitness.sealed.storage import storage

COMMIT_HOURS = 48  # how long the same request gets the same answer


class CommitConflict(Exception):
    """The commit id was used before, for something else."""


class LocatorTaken(Exception):
    """Another tip has the same first row: the client makes a new code."""


class FilesGone(Exception):
    """A file that the letter lists is not waiting here any more."""


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
    """Everything of a new tip that may be stored."""

    conversation: str
    locator: bytes
    auth: bytes  # as stored: SHA-256 of what the browser would send
    recipient: str
    verifying_key: bytes
    grants: Sequence[SealedGrant]
    letter: Sealed


def already_committed(key: CommitKey) -> bool:
    """True for the same request again; CommitConflict for another one under the same id."""
    earlier = Commit.objects.filter(commit=key.commit).first()
    if earlier is None:
        return False
    same = hmac.compare_digest(earlier.request_hash, key.request_hash)
    if not (same and hmac.compare_digest(earlier.auth, key.auth)):
        raise CommitConflict
    return True


def commit_tip(key: CommitKey, channel: Channel, tier: Tier, sealed: SealedTip, files: Sequence[str]) -> None:
    """Store a whole tip, or nothing. The same request again changes nothing, also at the same moment."""
    try:
        _commit(key, channel, tier, sealed, files)
    except IntegrityError:  # another request was quicker between our question and our answer
        if already_committed(key):
            return
        if Mailbox.objects.filter(locator=sealed.locator).exists():
            raise LocatorTaken from None
        raise


def _commit(key: CommitKey, channel: Channel, tier: Tier, sealed: SealedTip, files: Sequence[str]) -> None:
    with transaction.atomic():
        if already_committed(key):
            return
        if Mailbox.objects.filter(locator=sealed.locator).exists():
            raise LocatorTaken
        office = channel.office
        Commit.objects.create(
            office=office,
            commit=key.commit,
            request_hash=key.request_hash,
            auth=key.auth,
            until=day_after(COMMIT_HOURS),
        )
        tip = Tip.objects.create(office=office, channel=channel, tier=tier, received=today())
        conversation = Conversation.objects.create(
            office=office, id=sealed.conversation, tip=tip, party=Conversation.Party.TIPSTER
        )
        _fill(conversation, sealed)
        claim_files(conversation, files)
        journal.record(Entry.Kind.TIP_RECEIVED, office, tip=tip.id)


def _fill(conversation: Conversation, sealed: SealedTip) -> None:
    office = conversation.office
    Mailbox.objects.create(
        office=office,
        conversation=conversation,
        locator=sealed.locator,
        auth=sealed.auth,
        recipient=sealed.recipient,
        verifying_key=sealed.verifying_key,
    )
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


def add_letter(
    conversation: Conversation,
    number: int,
    sealed: Sealed,
    *,
    from_office: bool,
    by: str = "",
    files: Sequence[str] = (),
    letter_id: str = "",
) -> Letter:
    """Append a letter; with `letter_id` the same letter again is refused by its id (IntegrityError)."""
    kind = Entry.Kind.LETTER_FROM_REVIEWER if from_office else Entry.Kind.LETTER_FROM_TIPSTER
    with transaction.atomic():
        Conversation.objects.select_for_update().get(pk=conversation.pk)
        letter = Letter(
            office=conversation.office,
            conversation=conversation,
            number=number,
            position=conversation.letters.count(),
            from_office=from_office,
            day=today(),
            sealed=sealed,
        )
        if letter_id:
            letter.id = letter_id
        letter.save(force_insert=True)
        claim_files(conversation, files)
        journal.record(kind, conversation.office, tip=conversation.tip_id, by=by)
    return letter


def claim_files(conversation: Conversation, files: Sequence[str]) -> None:
    """From now on these files belong to the conversation; the hour they came at is forgotten."""
    waiting = SealedFile.objects.filter(id__in=files, pending_since__isnull=False)
    if waiting.update(conversation=conversation, pending_since=None) != len(files):
        raise FilesGone


def mark_opened_on_server(mailbox: Mailbox) -> None:
    """Remember for ever that the server once held this conversation's keys; never on which day."""
    if mailbox.opened_on_server:
        return
    with transaction.atomic():
        Mailbox.objects.filter(pk=mailbox.pk).update(opened_on_server=True)
        journal.record(Entry.Kind.OPENED_ON_SERVER, mailbox.office, tip=mailbox.conversation.tip_id)


def sweep(pending_before: datetime) -> int:
    """Destroy files that no letter came to list, and forget commits whose time is over. Returns how many files."""
    Commit.objects.filter(until__lt=today()).delete()
    lost = list(SealedFile.objects.filter(pending_since__lt=pending_before).values_list("id", flat=True))
    for file_id in lost:
        destroy_pending_file(file_id)
    return len(lost)


def destroy_pending_file(file_id: str) -> None:
    """Remove a file that no letter lists: the bytes first, so that a row remains while any byte does.

    Where the row is gone already, what is written under its id belongs to nobody, and goes too.
    """
    with transaction.atomic():
        row = SealedFile.objects.select_for_update().filter(id=file_id).first()
        if row is not None and row.pending_since is None:
            return
        storage().destroy(file_id)
        if row is not None:
            row.delete()
