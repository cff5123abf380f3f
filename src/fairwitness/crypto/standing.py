"""What a reader of a conversation can tell of its letters by their numbers and hashes alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from enum import StrEnum

from fairwitness.crypto.letters import Letter
from fairwitness.crypto.redactions import Redacted, redacted_in


class Doubt(StrEnum):
    """What is wrong with a letter that opens and is signed."""

    MISSING = "missing"  # before it: a letter of its author's, or one that its author saw
    REPEATED = "repeated"  # the author's number was used before
    FOREIGN = "foreign"  # the key is neither the mailbox's nor on a sheet


def tipster_keys(letters: Sequence[Letter | None]) -> list[bytes]:
    """The tipster's key at each letter: the one that the first letter names, until a letter signed with it names another mailbox.

    One more than there are letters: the last is the key of the next letter. Empty keys where the first letter could not be opened.
    """
    first = letters[0] if letters else None
    key = _first_key(first) if first else b""
    keys = [key]
    for place, letter in enumerate(letters):
        if place and letter and letter.mailbox and letter.author == key:
            key = letter.mailbox.key
        keys.append(key)
    return keys


def _first_key(first: Letter) -> bytes:
    """Where a reader has redacted it: as that reader says it was."""
    before = redacted_in(first)
    return first.mailbox.key if first.mailbox else before.author if before else first.author


def doubts(
    letters: Sequence[Letter | Redacted | None], hashes: Sequence[bytes], authors: Collection[bytes]
) -> list[frozenset[Doubt]]:
    """For each letter, in the order in which they are kept; None is one that could not be opened.

    `hashes` are of the letters as stored, `authors` the keys that may write here. A server that leaves out the newest letters is not
    noticed before the next one comes.
    """
    counted: Counter[bytes] = Counter()
    found = []
    for place, letter in enumerate(letters):
        found.append(_doubts_of(letter, counted, hashes[:place], authors) if letter else frozenset[Doubt]())
    return found


def _doubts_of(
    letter: Letter | Redacted, counted: Counter[bytes], before: Sequence[bytes], authors: Collection[bytes]
) -> frozenset[Doubt]:
    expected = counted[letter.author]
    counted[letter.author] = max(expected, letter.seq + 1)
    seen_is_here = letter.seen in before if letter.seen else not before
    told = {
        Doubt.FOREIGN: letter.author not in authors,
        Doubt.REPEATED: letter.seq < expected,
        Doubt.MISSING: letter.seq > expected or not seen_is_here,
    }
    return frozenset(doubt for doubt, holds in told.items() if holds)
