"""What a tipster does in the mailbox."""

from __future__ import annotations

import hashlib

from django.db import IntegrityError, transaction

from fairwitness.sealed.actions import add_letter
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.sealing import Words, seal_answer


def answer(opened: OpenMailbox, words: Words, letter_id: str) -> bool:
    """Seal and append a letter. False where the same form was sent before: one letter, however often sent."""
    conversation = opened.mailbox.conversation
    number = opened.newest_number()
    letters = opened.letters()
    mine = [one for one in letters if one.letter and one.letter.author == opened.keys.signing.verifying_key]
    sealed = seal_answer(
        conversation.id,
        number,
        words,
        opened.keys,
        opened.identity(number).recipient,
        seq=len(mine),
        seen=hashlib.sha256(letters[-1].row.sealed).digest(),
    )
    try:
        with transaction.atomic():
            add_letter(
                conversation,
                number,
                sealed,
                from_office=False,
                files=[file.id for file in words.files],
                letter_id=letter_id,
            )
    except IntegrityError:
        return False
    return True
