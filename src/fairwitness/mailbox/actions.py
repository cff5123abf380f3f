"""What a tipster does in the mailbox."""

from __future__ import annotations

import hashlib

from django.db import IntegrityError, transaction

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.keys import MailboxKeys
from fairwitness.crypto.letters import MailboxAddress
from fairwitness.office.reading import current_office
from fairwitness.sealed.actions.code import NewCode, change_code
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.letters import add_letter
from fairwitness.sealed.models import Tip
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.sealing import Words, seal_answer, seal_own_grant


def answer(opened: OpenMailbox, words: Words, letter_id: str) -> bool:
    """Seal and append a letter. False where the same form was sent before: one letter, however often sent."""
    try:
        with transaction.atomic():
            add_letter(
                opened.conversation,
                opened.newest_number(),
                _sealed(opened, words),
                from_office=False,
                files=[file.id for file in words.files],
                letter_id=letter_id,
            )
    except IntegrityError:
        return False
    return True


def withdraw(opened: OpenMailbox) -> None:
    """Destroy everything that was told, at once. The code opens a page with dates from then on."""
    destroy(opened.conversation.tip, Tip.Outcome.WITHDRAWN)


def use_new_code(opened: OpenMailbox, code: TipCode) -> bytes:
    """Move the mailbox to another code; the one before opens nothing any more. Returns the new seed.

    The old mailbox says so in a signed letter that names the new one, and signs the new grants: that is how readers know
    that the letters which come after are from the same person.
    """
    line = current_office().line
    seed = code.mailbox_seed(line)
    keys = MailboxKeys.from_seed(seed)
    address = MailboxAddress(str(keys.identity.recipient), keys.signing.verifying_key)
    recipient = keys.identity.recipient
    grants = [
        (number, recipient.holder, seal_own_grant(opened.conversation.id, number, identity, recipient, opened.keys))
        for number, identity in opened.identities().items()
    ]
    made = NewCode(code.locator(line), keys.stored_auth, address.recipient, address.key)
    letter = _sealed(opened, Words(""), address)
    change_code(opened.mailbox, made, grants, opened.newest_number(), letter)
    return seed


def _sealed(opened: OpenMailbox, words: Words, mailbox: MailboxAddress | None = None) -> Sealed:
    number = opened.newest_number()
    letters = opened.letters()
    mine = [one for one in letters if one.letter and one.letter.author == opened.keys.signing.verifying_key]
    return seal_answer(
        opened.conversation.id,
        number,
        words,
        opened.keys,
        opened.identity(number).recipient,
        seq=len(mine),
        seen=hashlib.sha256(letters[-1].row.sealed).digest(),
        mailbox=mailbox,
    )
