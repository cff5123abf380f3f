"""A key in two halves, for two people: each half is 32 random bytes to whoever has the other not.

Two shares of which both are needed take no more than XOR. A half is written as BIP-39 writes 256 bits: 24 words, the last of them with a checksum.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence

from fairwitness.crypto.entries import CodeError, read_entries
from fairwitness.crypto.wordlists import WORDS, english

HALF = 32  # bytes
NUMBERS, BITS = 24, 11


def split(seed: bytes) -> tuple[bytes, bytes]:
    """Two halves of these 32 bytes, other ones each time."""
    first = secrets.token_bytes(HALF)
    return first, _xor(seed, first)


def join(first: bytes, second: bytes) -> bytes:
    """Undo `split`, whichever comes first. Two halves that do not belong together give another seed: compare its recipient."""
    return _xor(first, second)


def numbers_of(half: bytes) -> tuple[int, ...]:
    """24 numbers 1…2048 (BIP-39: 256 bits, and the first 8 of their SHA-256)."""
    bits = int.from_bytes(half + hashlib.sha256(half).digest()[:1])
    return tuple((bits >> shift) % WORDS + 1 for shift in range(BITS * (NUMBERS - 1), -1, -BITS))


def words_of(numbers: Sequence[int]) -> list[str]:
    """The same as words of the list."""
    return [english()[number - 1] for number in numbers]


def read_half(text: str) -> bytes:
    """The half that somebody typed, as words or as numbers; CodeError where it can be none."""
    bits = 0
    for number in read_entries(text, NUMBERS):
        bits = bits << BITS | number - 1
    whole = bits.to_bytes(HALF + 1)
    if hashlib.sha256(whole[:HALF]).digest()[:1] != whole[HALF:]:
        raise CodeError("checksum")
    return whole[:HALF]


def _xor(one: bytes, other: bytes) -> bytes:
    if len(one) != HALF or len(other) != HALF:
        raise ValueError("a half has 32 bytes")
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
