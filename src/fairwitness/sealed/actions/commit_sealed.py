"""Committing a tip that was sealed in the tipster's browser: the server can only look at it from outside."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

from django.db import IntegrityError, transaction

from fairwitness.crypto.sheets import KeySheet
from fairwitness.office.clock import today
from fairwitness.office.models import Channel
from fairwitness.office.reading import current_sheet, holders_of_staff
from fairwitness.sealed.actions.commit import (
    CommitConflict,
    CommitKey,
    DraftGone,
    LocatorTaken,
    SealedTip,
    already_committed,
    make_tip,
)
from fairwitness.sealed.actions.drafts import MailboxHashes, draft_of_code, new_mailbox
from fairwitness.sealed.models import Conversation, Mailbox, Tier


class SheetOutdated(Exception):
    """The grants are not those of today's key sheet, or its last day is over: the client fetches it again."""


class NotGranted(Exception):
    """A holder who may get no key, or gets two, or whom nobody knows."""


def commit_sealed(key: CommitKey, channel: Channel, code: MailboxHashes, tip: SealedTip) -> Conversation:
    """Make a tip, whole, or change nothing; the draft of the same code, if there is one, becomes it. The same request again changes nothing.

    CommitConflict for another request under the same id, LocatorTaken where the first row finds something else, SheetOutdated, NotGranted.
    """
    sheet = current_sheet(channel)  # read before the line's one write lock is taken
    try:
        return _commit(key, channel, code, tip, sheet)
    except IntegrityError:  # somebody did the same at the same moment: what they did stands there now
        return _commit(key, channel, code, tip, sheet)


def _commit(
    key: CommitKey, channel: Channel, code: MailboxHashes, tip: SealedTip, sheet: KeySheet
) -> Conversation:
    with transaction.atomic():
        if already_committed(key):
            return Conversation.objects.select_related("tip").get(pk=tip.conversation)
        must_fit(channel, code, tip, sheet)
        mailbox = _mailbox(channel, code)
        if Conversation.objects.filter(pk=tip.conversation).exists():
            raise CommitConflict
        conversation = make_tip(key, channel, Tier.BROWSER, tip)
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


def _mailbox(channel: Channel, code: MailboxHashes) -> Mailbox:
    """The draft's, whose draft ends here; or a new one."""
    try:
        draft = draft_of_code(channel, code)
    except DraftGone:
        raise LocatorTaken from None
    if draft is None:
        return new_mailbox(channel.office, code)
    mailbox = draft.mailbox
    draft.delete()
    return mailbox
