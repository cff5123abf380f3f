"""Keeping an unsent tip, and destroying it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from fairwitness.crypto.age import Sealed
from fairwitness.journal.destroyed import delete_listed, write_list
from fairwitness.office.clock import day_after, today
from fairwitness.office.models import Channel
from fairwitness.office.rows import only, put
from fairwitness.sealed.actions.commit import DraftGone, LocatorTaken, take_locator
from fairwitness.sealed.actions.files import Uploads, claim_uploads, destroy_pending_file, let_go
from fairwitness.sealed.models import Draft, Mailbox

COOKIE_HOURS = (
    25  # a draft whose code was never shown can be opened by one browser, for as long as its cookie
)
SHOWN_HOURS = 14 * 24


@dataclass(frozen=True)
class MailboxHashes:
    """What may be stored of a tip code: nothing of it opens anything."""

    locator: bytes
    auth: bytes  # SHA-256 of what a browser would send
    recipient: str
    verifying_key: bytes


def begin_draft(channel: Channel, code: MailboxHashes, sealed: Sealed) -> Draft:
    """Keep a new draft; LocatorTaken where another code has the same first row."""
    mailbox = new_mailbox(channel.office_id, code)
    with transaction.atomic():
        take_locator(mailbox)
        until = day_after(COOKIE_HOURS)
        return put(
            Draft(office_id=channel.office_id, mailbox=mailbox, channel=channel, sealed=sealed, until=until)
        )


def new_mailbox(office: str, code: MailboxHashes) -> Mailbox:
    """A row that is not stored yet."""
    return Mailbox(
        office_id=office,
        locator=code.locator,
        auth=code.auth,
        recipient=code.recipient,
        verifying_key=code.verifying_key,
    )


def keep_draft(channel: Channel, code: MailboxHashes, sealed: Sealed, uploads: Uploads = ()) -> Draft:
    """Keep what a browser has sealed, in the place of what it kept before; its code is on a page, so it stays for 14 days.

    `uploads` are the files that it lists; those that it listed before are let go. LocatorTaken where another code has the same first
    row, DraftGone where this one's draft was sent, FilesGone where a file waits for somebody else, or not at all.
    """
    try:
        draft, left = _keep_draft(channel, code, sealed, uploads)
    except IntegrityError:  # another request kept it at the same moment
        draft, left = _keep_draft(channel, code, sealed, uploads)
    for file_id in left:
        destroy_pending_file(file_id)
    return draft


def _keep_draft(
    channel: Channel, code: MailboxHashes, sealed: Sealed, uploads: Uploads
) -> tuple[Draft, list[str]]:
    with transaction.atomic():
        draft = draft_of_code(channel, code) or _new_draft(channel, code)
        draft.sealed, draft.code_shown, draft.until = sealed, True, day_after(SHOWN_HOURS)
        draft.save()
        if uploads:
            claim_uploads(uploads, draft)
        return draft, let_go(draft.files.exclude(pk__in=[file_id for file_id, _ in uploads]))


def draft_of_code(channel: Channel, code: MailboxHashes) -> Draft | None:
    """The draft that a browser's code opens, held until the transaction ends; None where the first row is free.

    LocatorTaken where it finds another's, or one of another channel; DraftGone where it was sent.
    """
    held = Mailbox.objects.select_for_update(of=("self",)).select_related("draft")
    found = only(held.filter(locator=code.locator))
    if found is None:
        return None
    if not _is_of(found, code):
        raise LocatorTaken
    draft: Draft | None = getattr(found, "draft", None)
    if draft is None:
        raise DraftGone
    if draft.channel_id != channel.pk:
        raise LocatorTaken
    return draft


def _is_of(mailbox: Mailbox, code: MailboxHashes) -> bool:
    same = (mailbox.recipient, mailbox.verifying_key) == (code.recipient, code.verifying_key)
    return hmac.compare_digest(mailbox.auth, code.auth) and same


def _new_draft(channel: Channel, code: MailboxHashes) -> Draft:
    mailbox = new_mailbox(channel.office_id, code)
    put(mailbox)
    return Draft(office_id=channel.office_id, mailbox=mailbox, channel=channel)


def show_code(draft: Draft) -> None:
    """The code is on a page today, and opens the draft in any browser for 14 days more. DraftGone where it opens no draft."""
    until = day_after(SHOWN_HOURS)
    if draft.code_shown and draft.until >= until:
        return
    if not Draft.objects.filter(pk=draft.pk).update(code_shown=True, until=until):
        raise DraftGone
    draft.code_shown, draft.until = True, until


def last_day(draft: Draft) -> date:
    """The last day on which a shown code opens the draft for certain: on the day after it, the sweep may come."""
    return draft.until - timedelta(days=1)


def destroy_draft(draft: Draft, *, write: bool = True, **still: object) -> None:
    """Remove a draft and its code, listed as destroyed, and then its files: whatever cuts that short, no draft lists a file that is gone.

    With `still`, only where that is true of it at this moment: its code may have been shown since it was read.
    Whoever destroys many writes the list once, after them, instead of `write`.
    """
    with transaction.atomic():
        found = only(Draft.objects.select_for_update().filter(pk=draft.pk, **still))
        if found is None:
            return
        files = let_go(found.files.all())
        delete_listed(Mailbox.objects.filter(pk=found.mailbox_id), write=write)
    for file_id in files:
        destroy_pending_file(file_id)


def sweep_drafts() -> int:
    """Destroy drafts whose time is over. Returns how many.

    The list is written once: where that is cut short, a restored draft is over by its own day, and goes in the first round.
    """
    over = list(Draft.objects.filter(until__lt=today()))
    for draft in over:
        destroy_draft(draft, write=False, until__lt=today())
    if over:
        with transaction.atomic():
            write_list()
    return len(over)
