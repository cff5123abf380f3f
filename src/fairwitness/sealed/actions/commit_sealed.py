"""Committing a tip that was sealed in the tipster's browser: the server can only look at it from outside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import IntegrityError, transaction

from fairwitness.crypto.sheets import KeySheet
from fairwitness.office.clock import today
from fairwitness.office.models import Channel
from fairwitness.office.reading import current_sheet, holders_of_staff
from fairwitness.sealed.actions.commit import (
    CommitConflict,
    CommitKey,
    SealedTip,
    already_committed,
    make_tip,
)
from fairwitness.sealed.actions.drafts import MailboxHashes, draft_of_code, new_mailbox
from fairwitness.sealed.actions.files import Uploads, claim_uploads, destroy_pending_file, let_go
from fairwitness.sealed.models import Conversation, Draft, Mailbox, Tier


class SheetOutdated(Exception):
    """The grants are not those of today's key sheet, or its last day is over: the client fetches it again."""


class NotGranted(Exception):
    """A holder who may get no key, or gets two, or whom nobody knows."""


@dataclass(frozen=True)
class SentTip:
    """All that a browser sends of a tip."""

    key: CommitKey
    code: MailboxHashes
    tip: SealedTip
    uploads: Uploads = ()


def commit_sealed(channel: Channel, sent: SentTip) -> Conversation:
    """Make a tip, whole, or change nothing; the draft of the same code, if there is one, becomes it. The same request again changes nothing.

    CommitConflict for another request under the same id, LocatorTaken where the first row finds something else, DraftGone where the same
    code's tip was sent in another request, SheetOutdated, NotGranted, FilesGone where a file that it lists waits for somebody else, or not at all.
    """
    sheet = current_sheet(channel)  # read before the line's one write lock is taken
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
    """What nobody has sent before, as most of them: nothing is asked while the write lock is held. What was sent before, the tables refuse."""
    must_fit(channel, sent.code, sent.tip, sheet)
    if Mailbox.objects.filter(locator=sent.code.locator).exists():
        raise _NotNew
    with transaction.atomic():
        return _Committed(_make(channel, sent, None))


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
        draft = draft_of_code(channel, sent.code)
        if Conversation.objects.filter(pk=sent.tip.conversation).exists():
            raise CommitConflict
        conversation = _make(channel, sent, draft)
        return _Committed(conversation, _end(draft))


def _make(channel: Channel, sent: SentTip, draft: Draft | None) -> Conversation:
    conversation = make_tip(sent.key, channel, Tier.BROWSER, sent.tip)
    if sent.uploads:
        claim_uploads(sent.uploads, conversation, of=draft)
    mailbox = draft.mailbox if draft else new_mailbox(channel.office_id, sent.code)
    mailbox.conversation = conversation
    mailbox.save()
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
    if not on_sheet - excluded or not _all_known(channel, excluded - on_sheet):
        raise NotGranted


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
