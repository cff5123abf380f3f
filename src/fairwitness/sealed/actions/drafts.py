"""Keeping an unsent tip, and destroying it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.office.clock import day_after, today
from fairwitness.office.models import Channel
from fairwitness.sealed.actions.commit import DraftGone, take_locator
from fairwitness.sealed.actions.files import destroy_pending_file, let_go
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
    mailbox = Mailbox(
        office_id=channel.office_id,
        locator=code.locator,
        auth=code.auth,
        recipient=code.recipient,
        verifying_key=code.verifying_key,
    )
    with transaction.atomic():
        take_locator(mailbox)
        return Draft.objects.create(
            office_id=channel.office_id,
            mailbox=mailbox,
            channel=channel,
            sealed=sealed,
            until=day_after(COOKIE_HOURS),
        )


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


def destroy_draft(draft: Draft, **still: object) -> None:
    """Remove a draft and its code, and then its files: whatever cuts that short, no draft lists a file that is gone.

    With `still`, only where that is true of it at this moment: its code may have been shown since it was read.
    """
    with transaction.atomic():
        found = Draft.objects.select_for_update().filter(pk=draft.pk, **still).first()
        if found is None:
            return
        files = let_go(found.files.all())
        found.mailbox.delete()
    for file_id in files:
        destroy_pending_file(file_id)


def sweep_drafts() -> int:
    """Destroy drafts whose time is over. Returns how many."""
    over = list(Draft.objects.filter(until__lt=today()))
    for draft in over:
        destroy_draft(draft, until__lt=today())
    return len(over)
