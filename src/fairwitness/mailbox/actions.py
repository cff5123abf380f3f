"""What a tipster does in the mailbox."""

from __future__ import annotations

import hashlib

from django.db import IntegrityError, transaction

from fairwitness.sealed.actions import add_letter
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.sealing import Words, seal_answer


class NoKey(Exception):
    """No conversation key counts, so nothing can be sealed here."""


class SentBefore(Exception):
    """Another letter came with the same form."""


def answer(opened: OpenMailbox, words: Words, letter_id: str) -> None:
    """Seal and append a letter: one letter, however often it is sent."""
    conversation, key = opened.mailbox.conversation, opened.newest_key()
    if key is None:
        raise NoKey
    letters = opened.letters()
    mine = [one.letter.seq for one in letters if one.letter and one.letter.author == opened.own]
    sealed = seal_answer(
        conversation.id,
        key.number,
        words,
        opened.keys,
        key.identity.recipient,
        seq=max(mine, default=-1) + 1,
        seen=hashlib.sha256(letters[-1].row.sealed).digest(),
    )
    try:
        with transaction.atomic():
            add_letter(
                conversation,
                key.number,
                sealed,
                from_office=False,
                files=[file.id for file in words.files],
                letter_id=letter_id,
            )
    except IntegrityError:
        if not _is_there(OpenMailbox(opened.mailbox, opened.keys), letter_id, words):
            raise SentBefore from None


def _is_there(opened: OpenMailbox, letter_id: str, words: Words) -> bool:
    """Whether the letter of this id says the same, in words and files."""
    letters = (one.letter for one in opened.letters() if one.row.id == letter_id and one.letter)
    files = [file.sha256 for file in words.files]
    return any(one.text == words.text and [file.sha256 for file in one.files] == files for one in letters)
