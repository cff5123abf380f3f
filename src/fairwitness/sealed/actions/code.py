"""Giving a mailbox another code."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.journal import actions as journal
from fairwitness.journal.destroyed import delete_listed
from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.office.rows import only
from fairwitness.sealed.actions.ask_for_name import end_with_the_code
from fairwitness.sealed.actions.commit import LocatorTaken
from fairwitness.sealed.actions.drafts import MailboxHashes
from fairwitness.sealed.actions.letters import add_letter, hold
from fairwitness.sealed.advising import as_adviser
from fairwitness.sealed.models import Conversation, Grant, Mailbox, Notice, Recorded, Tip
from fairwitness.sealed.models_of_hearing import Hearing


def change_code(
    mailbox: Mailbox,
    code: MailboxHashes,
    grants: Sequence[tuple[int, bytes, Sealed]],
    number: int,
    letter: Sealed,
) -> None:
    """Put the new code in the old one's place, whole or not at all. LocatorTaken where another code has its first row.

    `grants` are of each key number (number, holder, sealed); `letter` is the old mailbox's, and names the new one.
    The old one's are listed as destroyed: no restored backup lets the old code in again.
    """
    adviser = as_adviser(mailbox)
    conversation = Conversation.objects.get(pk=mailbox.advises_id if adviser else mailbox.conversation_id)
    with transaction.atomic():
        hold(conversation)
        if Mailbox.objects.filter(locator=code.locator).exists():
            raise LocatorTaken
        delete_listed(conversation.grants.filter(holder=HybridRecipient.parse(mailbox.recipient).holder))
        Grant.objects.bulk_create(
            Grant(office=mailbox.office, conversation=conversation, number=one, holder=holder, sealed=sealed)
            for one, holder, sealed in grants
        )
        moved = add_letter(conversation, number, letter, from_office=False, wordless=True)
        # A code that somebody else has seen is nobody's any more.
        if adviser:
            Mailbox.objects.filter(pk=mailbox.pk, own_from=None).update(own_from=moved.position)
        elif conversation.party == Conversation.Party.TIPSTER:
            Recorded.objects.filter(tip=conversation.tip_id, own_from=None).update(own_from=moved.position)
            end_with_the_code(conversation.tip)
        else:
            Hearing.objects.filter(conversation=conversation, own_from=None).update(own_from=moved.position)
        Mailbox.objects.filter(pk=mailbox.pk).update(
            locator=code.locator,
            auth=code.auth,
            recipient=code.recipient,
            verifying_key=code.verifying_key,
        )
        if not adviser:  # of an adviser's the letter says it: "you" is somebody else
            Notice.objects.create(
                office=mailbox.office,
                conversation=conversation,
                template=Notice.Template.NEW_CODE,
                day=today(),
            )
        journal.record(Entry.Kind.NEW_CODE, mailbox.office, tip=conversation.tip_id)


def kill_code_of(grant: Grant) -> None:
    """Where this grant is the mailbox's own, let no code find the mailbox any more, neither by row 1 nor by all rows; the readers keep the tip.

    They are told, like of a tip whose tipster kept no code, that nobody reads an answer.
    """
    adviser = only(Mailbox.objects.filter(advises=grant.conversation_id))
    if adviser is not None and HybridRecipient.parse(adviser.recipient).holder == grant.holder:
        adviser.delete()
        return
    mailbox = only(Mailbox.objects.filter(conversation=grant.conversation_id))
    if mailbox is None or HybridRecipient.parse(mailbox.recipient).holder != grant.holder:
        return
    nobody_s = {"locator": secrets.token_bytes(32), "auth": secrets.token_bytes(32)}
    Mailbox.objects.filter(pk=mailbox.pk).update(**nobody_s)
    theirs = Conversation.objects.filter(pk=grant.conversation_id, party=Conversation.Party.TIPSTER)
    Tip.objects.filter(conversations__in=theirs).update(no_answer=True)
