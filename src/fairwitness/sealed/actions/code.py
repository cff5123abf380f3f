"""Giving a mailbox another code."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.sealed.actions.commit import LocatorTaken
from fairwitness.sealed.actions.drafts import MailboxHashes
from fairwitness.sealed.actions.letters import add_letter, hold
from fairwitness.sealed.models import Conversation, Grant, Mailbox, Notice


def change_code(
    mailbox: Mailbox,
    code: MailboxHashes,
    grants: Sequence[tuple[int, bytes, Sealed]],
    number: int,
    letter: Sealed,
) -> None:
    """Put the new code in the old one's place, whole or not at all. LocatorTaken where another code has its first row.

    `grants` are of each key number (number, holder, sealed); `letter` is the old mailbox's, and names the new one.
    """
    conversation = Conversation.objects.get(pk=mailbox.conversation_id)
    with transaction.atomic():
        hold(conversation)
        if Mailbox.objects.filter(locator=code.locator).exists():
            raise LocatorTaken
        conversation.grants.filter(holder=HybridRecipient.parse(mailbox.recipient).holder).delete()
        Grant.objects.bulk_create(
            Grant(office=mailbox.office, conversation=conversation, number=one, holder=holder, sealed=sealed)
            for one, holder, sealed in grants
        )
        add_letter(conversation, number, letter, from_office=False)
        Mailbox.objects.filter(pk=mailbox.pk).update(
            locator=code.locator,
            auth=code.auth,
            recipient=code.recipient,
            verifying_key=code.verifying_key,
        )
        Notice.objects.create(
            office=mailbox.office,
            conversation=conversation,
            template=Notice.Template.NEW_CODE,
            day=today(),
        )
        journal.record(Entry.Kind.NEW_CODE, mailbox.office, tip=conversation.tip_id)
