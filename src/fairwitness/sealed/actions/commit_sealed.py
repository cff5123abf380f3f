"""Committing a tip that was sealed in the tipster's browser: the server can only look at it from outside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from django.db import IntegrityError, transaction

from fairwitness.crypto.names import is_sealed_name
from fairwitness.crypto.sheets import KeySheet
from fairwitness.office.clock import today
from fairwitness.office.models import Channel, StaffKey
from fairwitness.office.reading import current_sheet, holders_of_staff
from fairwitness.office.rows import Ready, ready, row_by, write
from fairwitness.sealed.actions.commit import (
    CameAnotherWay,
    CommitConflict,
    CommitKey,
    SealedTip,
    already_committed,
    tip_rows,
)
from fairwitness.sealed.actions.drafts import MailboxHashes, draft_of_code, new_mailbox
from fairwitness.sealed.actions.files import FilesGone, Uploads, claim_uploads, destroy_pending_file, let_go
from fairwitness.sealed.arrivals import HOURS
from fairwitness.sealed.models import Conversation, Draft, Mailbox, Tier


class SheetOutdated(Exception):
    """The grants are not those of today's key sheet, or its last day is over: the client fetches it again."""


class NobodyElse(Exception):
    """Nobody but whoever wrote it down would read it, and they may not sign it."""


class NotGranted(Exception):
    """A holder who may get no key, or gets two, or whom nobody knows."""


@dataclass(frozen=True)
class SentTip:
    """All that a browser sends of a tip."""

    key: CommitKey
    code: MailboxHashes
    tip: SealedTip
    uploads: Uploads = ()
    another_way: CameAnotherWay | None = None  # of the desk's road alone: no request of a tipster's says so


def commit_sealed(channel: Channel, sent: SentTip) -> Conversation:
    """Make a tip, whole, or change nothing; the draft of the same code, if there is one, becomes it. The same request again changes nothing.

    CommitConflict for another request under the same id, LocatorTaken where the first row finds something else, DraftGone where the same
    code's tip was sent in another request, SheetOutdated, NotGranted, FilesGone where a file that it lists waits for somebody else, or not at all, NobodyElse where only whoever recorded it would read it.
    """
    sheet = current_sheet(channel)  # read before the line's one write lock is taken
    if sent.another_way:
        _must_be_read_by_another(sent, sent.another_way, sheet)
    try:
        committed = _commit_new(channel, sent, sheet)
    except (IntegrityError, NotGranted, SheetOutdated, _NotNew):
        committed = _commit_again(channel, sent, sheet)
    for file_id in committed.let_go:
        destroy_pending_file(file_id)
    return committed.conversation


class _NotNew(Exception):
    """The code finds something already."""


@dataclass(frozen=True)
class _Committed:
    conversation: Conversation
    let_go: Sequence[str] = ()  # files of the draft that the letter does not list


def _commit_new(channel: Channel, sent: SentTip, sheet: KeySheet) -> _Committed:
    """What nobody has sent before, as most of them: while the write lock is held nothing is asked or worked out. What was sent before, the tables refuse."""
    must_fit(channel, sent.code, sent.tip, sheet)
    sent = _with_keepers(sent, sheet)
    if row_by(Mailbox, locator=sent.code.locator):
        raise _NotNew
    made = _made(channel, sent, None)
    with transaction.atomic():
        return _Committed(_store(made, sent, None))


def _commit_again(channel: Channel, sent: SentTip, sheet: KeySheet) -> _Committed:
    """The same for whatever may have been here before, also a moment ago: first it is asked what that was."""
    try:
        return _commit(channel, sent, sheet)
    except IntegrityError:  # somebody did the same at the same moment: what they did stands there now
        return _commit(channel, sent, sheet)


def _commit(channel: Channel, sent: SentTip, sheet: KeySheet) -> _Committed:
    with transaction.atomic():
        if already_committed(sent.key):
            return _Committed(Conversation.objects.select_related("tip").get(pk=sent.tip.conversation))
        must_fit(channel, sent.code, sent.tip, sheet)
        sent = _with_keepers(sent, sheet)
        draft = draft_of_code(channel, sent.code)
        if Conversation.objects.filter(pk=sent.tip.conversation).exists():
            raise CommitConflict
        conversation = _store(_made(channel, sent, draft), sent, draft)
        return _Committed(conversation, _end(draft))


def _made(channel: Channel, sent: SentTip, draft: Draft | None) -> tuple[Conversation, list[Ready]]:
    """The tip, and what has to be written; a draft has its mailbox already."""
    conversation, rows = tip_rows(sent.key, channel, Tier.BROWSER, sent.tip, sent.another_way)
    if draft is None:
        mailbox = new_mailbox(channel.office_id, sent.code)
        mailbox.conversation = conversation
        rows.append(ready(mailbox))
    return conversation, rows


def _store(made: tuple[Conversation, list[Ready]], sent: SentTip, draft: Draft | None) -> Conversation:
    conversation, rows = made
    write(rows)
    if sent.another_way is None:
        HOURS.note()
    if sent.uploads:
        claim_uploads(sent.uploads, conversation, of=draft)
    if draft is not None:
        draft.mailbox.conversation = conversation
        draft.mailbox.save(update_fields=["conversation"])
    return conversation


def must_fit(channel: Channel, code: MailboxHashes, tip: SealedTip, sheet: KeySheet) -> None:
    """Exactly the readers of today's sheet who are not excluded, and the mailbox if it is to be answered, each once."""
    mailbox = sha256(code.recipient.encode()).digest()
    granted = [grant.holder for grant in tip.grants]
    excluded = frozenset(tip.excluded)
    on_sheet = frozenset(holder.holder for holder in sheet.holders)
    if len(set(granted)) < len(granted) or len(excluded) < len(tip.excluded) or excluded & set(granted):
        raise NotGranted
    if (mailbox in granted) is tip.no_answer or mailbox in on_sheet:
        raise NotGranted
    if sheet.until < today() or set(granted) - {mailbox} != on_sheet - excluded:
        raise SheetOutdated
    if tip.name is not None and not is_sealed_name(tip.name, len(sheet.custodians)):
        raise NotGranted if sheet.custodians else SheetOutdated
    reviewers = {reader.recipient.holder for reader in sheet.reviewers}
    if not reviewers - excluded or not _all_known(channel, excluded - on_sheet):
        raise NotGranted


def _with_keepers(sent: SentTip, sheet: KeySheet) -> SentTip:
    """Who can take the outer layer off a name: nobody sees that in it, so it is whoever guards names by the sheet of today."""
    keepers = [one.recipient.holder for one in sheet.custodians] if sent.tip.name else []
    return replace(sent, tip=replace(sent.tip, keepers=keepers))


def _must_be_read_by_another(sent: SentTip, way: CameAnotherWay, sheet: KeySheet) -> None:
    """And each recording is one of its files."""
    if not set(way.recordings) <= {file_id for file_id, _ in sent.uploads}:
        raise FilesGone
    own = {bytes(one) for one in StaffKey.objects.filter(staff=way.by).values_list("holder", flat=True)}
    if not {reader.recipient.holder for reader in sheet.reviewers} - own - set(sent.tip.excluded):
        raise NobodyElse


def _all_known(channel: Channel, excluded: Collection[bytes]) -> bool:
    """Somebody of the channel may be excluded before they stand on the sheet."""
    return not excluded or holders_of_staff(channel).issuperset(excluded)


def _end(draft: Draft | None) -> list[str]:
    """The draft goes, and lets the files go that the letter does not list."""
    if draft is None:
        return []
    left = let_go(draft.files.all())
    draft.delete()
    return left
