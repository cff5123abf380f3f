"""Letting somebody advise a person reported on: a mailbox of their own to the same conversation, and its end."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.journal.destroyed import delete_listed
from fairwitness.office.clock import today
from fairwitness.sealed.actions.commit import take_locator
from fairwitness.sealed.actions.drafts import MailboxHashes, new_mailbox
from fairwitness.sealed.actions.letters import CodeWasSeen, add_letter, hold
from fairwitness.sealed.advising import adviser_holder, adviser_of
from fairwitness.sealed.hearing import hearing_of
from fairwitness.sealed.keys import newest_of
from fairwitness.sealed.models import Conversation, Grant


class SomebodyAdvises(Exception):
    """One adviser at a time."""


class NobodyAdvises(Exception):
    """There is nothing to end."""


def give(
    conversation: Conversation,
    code: MailboxHashes,
    grants: Sequence[tuple[int, bytes, Sealed]],
    number: int,
    letter: Sealed,
) -> None:
    """Let whoever is handed this code read the conversation and write in it, whole or not at all. The same again changes nothing.

    `grants` are of each key number (number, holder, sealed); `letter` is the person's, and names the adviser's mailbox.
    CodeWasSeen while a reader knows the person's own code, SomebodyAdvises, LocatorTaken, TipDestroyed.
    """
    with transaction.atomic():
        hold(conversation)
        if hearing_of(conversation).own_from is None:
            raise CodeWasSeen
        if (there := adviser_of(conversation)) is not None:
            if hmac.compare_digest(bytes(there.auth), code.auth):
                return
            raise SomebodyAdvises
        mailbox = new_mailbox(conversation.office_id, code)
        mailbox.advises, mailbox.given = conversation, today()
        take_locator(mailbox)
        Grant.objects.bulk_create(
            Grant(
                office_id=conversation.office_id,
                conversation=conversation,
                number=one,
                holder=holder,
                sealed=sealed,
            )
            for one, holder, sealed in grants
        )
        add_letter(conversation, number, letter, from_office=False, wordless=True)


def end(conversation: Conversation, number: int, letter: Sealed) -> None:
    """Take the adviser's keys and mailbox away, at once. What readers write next is sealed to a key that the adviser never had.

    `letter` is the person's, and says so. NobodyAdvises, TipDestroyed.
    """
    with transaction.atomic():
        hold(conversation)
        mailbox = adviser_of(conversation)
        if mailbox is None:
            raise NobodyAdvises
        add_letter(conversation, number, letter, from_office=False, wordless=True)
        conversation.outgrown = max(newest_of(conversation), conversation.outgrown or 0)
        conversation.save(update_fields=["outgrown"])
        delete_listed(conversation.grants.filter(holder=adviser_holder(conversation)))
        mailbox.delete()
