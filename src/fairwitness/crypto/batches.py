"""What the line asks the treasurer to sign, and the answers: one JSON object a line, in the order of their bytes.

Blinded numbers are random, so that order tells nothing of who came when; nor does anything else in it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from fairwitness.crypto.encoding import EncodingError, b64, dumps, in_order, loads, unb64
from fairwitness.crypto.letters import HASH
from fairwitness.crypto.reward_sheets import MODULUS

MOST = 10_000  # lines: half a minute of signing
_ASKED, _ANSWERED = ("key", "blinded"), ("key", "blinded", "signed")


class BatchError(ValueError):
    """No batch, or not the whole; the sentence says which line."""


@dataclass(frozen=True, order=True)
class Asked:
    """One number to be signed, and the id of the key that is to sign it."""

    key: bytes
    blinded: bytes

    def to_line(self) -> bytes:
        """As it stands in a batch."""
        return dumps({"key": b64(self.key), "blinded": b64(self.blinded)}) + b"\n"


@dataclass(frozen=True, order=True)
class Answered:
    """The same with its blind signature."""

    key: bytes
    blinded: bytes
    signed: bytes

    def to_line(self) -> bytes:
        """As it stands among the answers."""
        return dumps({"key": b64(self.key), "blinded": b64(self.blinded), "signed": b64(self.signed)}) + b"\n"


LARGEST = MOST * len(Asked(bytes(HASH), bytes(MODULUS)).to_line())
_LARGEST_ANSWERS = MOST * len(Answered(bytes(HASH), bytes(MODULUS), bytes(MODULUS)).to_line())


def write_lines(of: Iterable[Asked] | Iterable[Answered]) -> bytes:
    """A whole batch, or all answers, whatever order they come in."""
    return b"".join(sorted(one.to_line() for one in of))


def read_batch(raw: bytes) -> list[Asked]:
    """Undo `write_lines`; BatchError for anything that it would not have written, and for more than 10 000 lines."""
    found = _lines(raw, LARGEST, _ASKED)
    return [Asked(unb64(of["key"], HASH), unb64(of["blinded"], MODULUS)) for of in found]


def read_answers(raw: bytes) -> list[Answered]:
    """The same of answers. That they are signatures is seen by whoever finalises them."""
    found = _lines(raw, _LARGEST_ANSWERS, _ANSWERED)
    return [Answered(*(unb64(of[name]) for name in _ANSWERED)) for of in found]


def _lines(raw: bytes, largest: int, names: tuple[str, ...]) -> list[dict[str, str]]:
    if len(raw) > largest:
        raise BatchError(f"The file is too large: {MOST} lines are read at once, and no more.")
    if not raw:
        raise BatchError("The file is empty.")
    if not raw.endswith(b"\n"):
        raise BatchError("The last line is not whole: the file was cut off.")
    lines = raw.removesuffix(b"\n").split(b"\n")
    found = [_read(line, number, names) for number, line in enumerate(lines, 1)]
    for number, (before, line) in enumerate(itertools.pairwise(lines), 2):
        if before == line:
            raise BatchError(f"Line {number} repeats the one before it: nobody is paid twice for one claim.")
        if before > line:
            raise BatchError(f"Line {number} is not in the order of a batch: somebody has edited it.")
    return found


def _read(line: bytes, number: int, names: tuple[str, ...]) -> dict[str, str]:
    try:
        of = loads(line)
        in_order(of, names)
        for name in names:
            unb64(of[name], HASH if name == "key" else MODULUS)
    except EncodingError:
        raise BatchError(f"Line {number} is not what the line has written.") from None
    return of
