"""Questions about whoever advises a person reported on: a mailbox of their own to the same conversation, and no other."""

from __future__ import annotations

from datetime import date, timedelta

from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.office.clock import today
from fairwitness.office.rows import only
from fairwitness.sealed.models import Conversation, Mailbox

CODE_DAYS = 30  # for which a code that somebody else has seen opens anything


def adviser_of(conversation: Conversation) -> Mailbox | None:
    """Whose mailbox opens it beside its owner's; also one whose code was not used in time, until its owner ends it."""
    return only(Mailbox.objects.filter(advises=conversation))


def as_adviser(mailbox: Mailbox) -> Mailbox | None:
    """The mailbox itself, where an adviser has it; None where it is its owner's."""
    return mailbox if mailbox.advises_id is not None else None


def adviser_holder(conversation: Conversation) -> bytes | None:
    """To which the conversation's keys go too; None where nobody advises."""
    mailbox = adviser_of(conversation)
    return HybridRecipient.parse(mailbox.recipient).holder if mailbox else None


def code_until(mailbox: Mailbox) -> date:
    """The last day on which the code that was handed over opens anything."""
    return (mailbox.given or today()) + timedelta(days=CODE_DAYS)


def is_code_over(mailbox: Mailbox) -> bool:
    """Whether the adviser has not taken a code of their own in time."""
    return mailbox.own_from is None and today() > code_until(mailbox)
