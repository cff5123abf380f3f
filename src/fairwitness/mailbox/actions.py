"""What a tipster does in the mailbox."""

from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress

from django.db import IntegrityError, transaction

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.letters import MailboxAddress
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.intake.drafts import DraftKey, seed_of
from fairwitness.sealed.actions.code import change_code
from fairwitness.sealed.actions.destroy import StillRemembered, destroy
from fairwitness.sealed.actions.drafts import MailboxHashes
from fairwitness.sealed.actions.letters import add_letter, hold
from fairwitness.sealed.models import Tip
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.reading import mailbox_at
from fairwitness.sealed.sealing import Words, seal_answer, seal_own_grant


class NoKey(Exception):
    """No conversation key counts, so nothing can be sealed here."""


class SentBefore(Exception):
    """Another letter came with the same form."""


class MailboxMoved(Exception):
    """Another code was put in this one's place."""


def answer(opened: OpenMailbox, words: Words, letter_id: str) -> None:
    """Seal and append a letter: one letter, however often it is sent, and behind those that came meanwhile."""
    try:
        with transaction.atomic():
            now = _as_it_stands(opened)
            number, sealed = _sealed(now, words)
            add_letter(
                now.conversation,
                number,
                sealed,
                from_office=False,
                files=[file.id for file in words.files],
                letter_id=letter_id,
            )
    except IntegrityError:
        if not _is_there(OpenMailbox(opened.mailbox, opened.keys), letter_id, words):
            raise SentBefore from None


def _is_there(opened: OpenMailbox, letter_id: str, words: Words) -> bool:
    """Whether the letter of this id says the same, in words, answers and files."""
    letters = (one.letter for one in opened.letters() if one.row.id == letter_id and one.letter)
    said = (words.text, tuple(words.answers), [file.sha256 for file in words.files])
    return any((one.text, one.answers, [file.sha256 for file in one.files]) == said for one in letters)


def withdraw(tip: Tip) -> None:
    """Destroy everything that was told, at once. The code opens a page with dates from then on."""
    with suppress(StillRemembered):  # then the worker's next round empties the log
        destroy(tip, Tip.Outcome.WITHDRAWN)


def use_new_code(opened: OpenMailbox, code: TipCode) -> bytes:
    """Move the mailbox to another code; the one before opens nothing any more. Returns the new seed.

    The old mailbox says so in a signed letter that names the new one, and signs the new grants: that is how readers know
    that the letters which come after are from the same person. LocatorTaken where another code has its first row.
    """
    key = DraftKey.of(code, seed_of(code))
    made = key.hashes
    address = MailboxAddress(made.recipient, made.verifying_key)
    try:
        with transaction.atomic():
            now = _as_it_stands(opened)
            number, letter = _sealed(now, Words(""), address)
            change_code(now.mailbox, made, _grants(now, key.keys.identity.recipient), number, letter)
    except MailboxMoved:
        if not _is_moved(made):
            raise
    return key.seed


def _grants(opened: OpenMailbox, to: HybridRecipient) -> list[tuple[int, bytes, Sealed]]:
    """Every key that counts, for the next mailbox."""
    return [
        (number, to.holder, seal_own_grant(opened.conversation.id, number, one, to, opened.keys))
        for number, one in opened.identities.items()
    ]


def _is_moved(to: MailboxHashes) -> bool:
    """Whether the same form came a moment ago and has done it."""
    found = mailbox_at(to.locator)
    return found is not None and hmac.compare_digest(found.auth, to.auth)


def _as_it_stands(opened: OpenMailbox) -> OpenMailbox:
    """The same mailbox, read once nobody else can write in it; TipDestroyed or MailboxMoved where another tab was faster."""
    hold(opened.conversation)
    found = mailbox_at(opened.mailbox.locator)
    if found is None or not hmac.compare_digest(found.auth, opened.mailbox.auth):
        raise MailboxMoved
    return OpenMailbox(found, opened.keys)


def _sealed(opened: OpenMailbox, words: Words, mailbox: MailboxAddress | None = None) -> tuple[int, Sealed]:
    """The next letter of the tipster's, and the number of the key that it is sealed to."""
    key = opened.newest_key()
    if key is None:
        raise NoKey
    letters = opened.letters()
    mine = [one.letter.seq for one in letters if one.letter and one.letter.author == opened.own]
    sealed = seal_answer(
        opened.conversation.id,
        key.number,
        words,
        opened.keys,
        key.identity.recipient,
        seq=max(mine, default=-1) + 1,
        seen=hashlib.sha256(letters[-1].row.sealed).digest(),
        mailbox=mailbox,
    )
    return key.number, sealed
