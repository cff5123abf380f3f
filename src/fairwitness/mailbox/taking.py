"""What a tipster does whose own browser seals: the server puts sealed things in their place."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.mailbox.actions import MailboxMoved, SentBefore
from fairwitness.mailbox.wire import Asked, SentCode, SentConsent, SentLetter
from fairwitness.sealed.actions.agree import agree, destroy_recordings
from fairwitness.sealed.actions.ask_for_name import consent
from fairwitness.sealed.actions.code import change_code
from fairwitness.sealed.actions.letters import add_letter, hold
from fairwitness.sealed.actions.unsent import forget_unsent
from fairwitness.sealed.advising import as_adviser
from fairwitness.sealed.models import Conversation, Mailbox
from fairwitness.sealed.sealing import tray_behind


class NoSuchKey(Exception):
    """The mailbox was never given a key of this number."""


class NotEveryKey(Exception):
    """The new code is to open everything, so it gets each key that the mailbox has, once."""


def take_letter(mailbox: Mailbox, sent: SentLetter) -> None:
    """Append a letter: one letter, however often it is sent. SentBefore where another came under its id."""
    try:
        with transaction.atomic():
            conversation = held(mailbox, sent)
            must_hold(mailbox, [sent.number])
            add_letter(
                conversation,
                sent.number,
                sent.sealed,
                from_office=False,
                uploads=sent.uploads,
                letter_id=sent.id,
                adviser=as_adviser(mailbox),
            )
    except IntegrityError:
        letters = _conversation(mailbox).letters
        if not letters.filter(pk=sent.id, sealed=sent.sealed, from_office=False).exists():
            raise SentBefore from None


def take_agreement(mailbox: Mailbox, sent: SentLetter) -> None:
    """The same for the letter that agrees to what was written down: with it recordings are destroyed. NothingRecorded, CodeWasSeen."""
    files: list[str] = []
    try:
        with transaction.atomic():
            conversation = held(mailbox, sent)
            must_hold(mailbox, [sent.number])
            files = agree(conversation, sent.number, sent.sealed, sent.id)
    except IntegrityError:
        letters = _conversation(mailbox).letters
        if not letters.filter(pk=sent.id, sealed=sent.sealed, from_office=False).exists():
            raise SentBefore from None
    destroy_recordings(files)


def take_consent(mailbox: Mailbox, sent: SentConsent) -> None:
    """A yes or a no to opening a name. NothingAsked, NotSigned, MailboxMoved."""
    with transaction.atomic():
        held(mailbox, sent)
        consent(mailbox, sent.statement, sent.signature)


def take_code(mailbox: Mailbox, sent: SentCode) -> None:
    """Put another code in this one's place, whole or not at all. LocatorTaken, NoSuchKey, NotEveryKey, SentBefore for one that cannot be."""
    try:
        with transaction.atomic():
            held(mailbox, sent)
            change_code(mailbox, sent.hashes, every_key(mailbox, sent), sent.number, sent.sealed)
            forget_unsent(tray_behind(sent.auth))  # nobody finds it by the new code
    except IntegrityError:  # for somebody who has it already
        raise SentBefore from None


def every_key(mailbox: Mailbox, sent: SentCode) -> list[tuple[int, bytes, Sealed]]:
    """Each key of this mailbox, once, for the code that is sent. NoSuchKey, NotEveryKey."""
    holder = HybridRecipient.parse(sent.recipient).holder
    numbers = [number for number, _ in sent.grants]
    if sorted(numbers) != sorted(must_hold(mailbox, [sent.number, *numbers])):
        raise NotEveryKey
    return [(number, holder, sealed) for number, sealed in sent.grants]


def held(mailbox: Mailbox, sent: Asked) -> Conversation:
    """Nobody else writes in it before the transaction ends. MailboxMoved where its code was changed since it was found."""
    conversation = _conversation(mailbox)
    hold(conversation)
    if sent.mailbox(Conversation.Party(conversation.party)) is None:
        raise MailboxMoved
    return conversation


def _conversation(mailbox: Mailbox) -> Conversation:
    if mailbox.opens is None:
        raise MailboxMoved
    return mailbox.opens


def must_hold(mailbox: Mailbox, numbers: list[int]) -> set[int]:
    """The numbers of all keys that the mailbox has; NoSuchKey where these are not among them."""
    holder = HybridRecipient.parse(mailbox.recipient).holder
    held = set(_conversation(mailbox).grants.filter(holder=holder).values_list("number", flat=True))
    if not held.issuperset(numbers):
        raise NoSuchKey
    return held
