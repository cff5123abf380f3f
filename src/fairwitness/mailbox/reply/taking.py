"""What the browser of the person reported on has sealed about an adviser: the server puts it in its place."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from fairwitness.mailbox.actions import SentBefore
from fairwitness.mailbox.taking import every_key, held, must_hold
from fairwitness.mailbox.wire import SentCode, SentEnd
from fairwitness.sealed.actions import advise
from fairwitness.sealed.advising import as_adviser
from fairwitness.sealed.models import Conversation, Mailbox


class NotTheirs(Exception):
    """Whoever advises lets nobody else in."""


def take_adviser(mailbox: Mailbox, sent: SentCode) -> None:
    """Let the holder of the code that is sent advise, whole or not at all. NotTheirs, CodeWasSeen, SomebodyAdvises, LocatorTaken, NoSuchKey, NotEveryKey, SentBefore."""
    try:
        with transaction.atomic():
            conversation = _held_by_its_owner(mailbox, sent)
            advise.give(conversation, sent.hashes, every_key(mailbox, sent), sent.number, sent.sealed)
    except IntegrityError:  # for somebody who has it already
        raise SentBefore from None


def take_end(mailbox: Mailbox, sent: SentEnd) -> None:
    """Take the adviser's keys and mailbox away. NotTheirs, NobodyAdvises, NoSuchKey."""
    with transaction.atomic():
        conversation = _held_by_its_owner(mailbox, sent)
        must_hold(mailbox, [sent.number])
        advise.end(conversation, sent.number, sent.sealed)


def _held_by_its_owner(mailbox: Mailbox, sent: SentCode | SentEnd) -> Conversation:
    if as_adviser(mailbox):
        raise NotTheirs
    return held(mailbox, sent)
