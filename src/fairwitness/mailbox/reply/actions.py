"""What the person reported on does about an adviser, where the server seals for them."""

from __future__ import annotations

from django.db import transaction

from fairwitness.crypto import advisers
from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.letters import MailboxAddress
from fairwitness.intake.drafts import DraftKey, seed_of
from fairwitness.mailbox.actions import as_it_stands, grants_to, newest_key, sealed_next
from fairwitness.sealed.actions import advise
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.sealing import Words


def give_adviser(opened: OpenMailbox, code: TipCode) -> None:
    """Let whoever is handed this code read this conversation and write in it, until its owner ends it.

    CodeWasSeen, SomebodyAdvises, LocatorTaken, NoKey, TipDestroyed, MailboxMoved.
    """
    key = DraftKey.of(code, seed_of(code))
    made = key.hashes
    address = MailboxAddress(made.recipient, made.verifying_key)
    with transaction.atomic():
        now = as_it_stands(opened)
        newest = newest_key(now)
        letter = sealed_next(now, newest, Words("", [advisers.gives(address)]))
        advise.give(now.conversation, made, grants_to(now, key.keys), newest.number, letter)


def end_adviser(opened: OpenMailbox) -> None:
    """Take it back. NobodyAdvises, NoKey, TipDestroyed, MailboxMoved."""
    with transaction.atomic():
        now = as_it_stands(opened)
        newest = newest_key(now)
        letter = sealed_next(now, newest, Words("", [advisers.ends()]))
        advise.end(now.conversation, newest.number, letter)
