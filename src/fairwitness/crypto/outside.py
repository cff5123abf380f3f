"""What anybody sees of a sealed thing who has no key: to whom kinds of keys it is sealed, and how much it holds.

Somebody who takes up what others sealed refuses by this alone: a file to classic keys, or to several, or of a size that tells.
"""

from __future__ import annotations

import re
from functools import cache
from io import SEEK_END
from typing import BinaryIO

from fairwitness.crypto.errors import AgeError
from fairwitness.crypto.header import MAC
from fairwitness.crypto.padding import SMALLEST_FILE, bucket
from fairwitness.crypto.parts import HEAD, PART
from fairwitness.crypto.recipients import KEY, MLKEM_CIPHERTEXT, WRAPPED
from fairwitness.crypto.stream import CHUNK, NONCE, TAG

LONGEST_HEADER = 4096  # bytes; one to one hybrid recipient has some 1600


def _base64(size: int) -> bytes:
    """So many bytes in base64, in the one spelling that `header` reads: a last letter that ends within a byte has no bits behind it."""
    letters, bits = divmod(8 * size, 6)
    last = {0: b"", 2: b"[AQgw]", 4: b"[AEIMQUYcgkosw048]"}[bits]
    return b"[A-Za-z0-9+/]{%d}%b" % (letters, last)


# What `header` reads as just one stanza of this kind; an expression finds it in a tenth of the time.
@cache
def _hybrid(recipients: int) -> re.Pattern[bytes]:
    stanza = b"-> mlkem768x25519 %b\n%b\n" % tuple(map(_base64, (MLKEM_CIPHERTEXT + KEY, WRAPPED)))
    return re.compile(b"age-encryption\\.org/v1\n(?:%b){%d}--- %b\n" % (stanza, recipients, _base64(MAC)))


def plaintext_size(sealed: bytes, recipients: int = 1) -> int:
    """How many bytes a file to so many hybrid recipients holds; AgeError for every other file."""
    return _plaintext_size(sealed, len(sealed), recipients)


def is_part(sealed: BinaryIO) -> bool:
    """Whether it can be a part of a file: one hybrid recipient, and no less and no more than a part holds. Its beginning alone is read."""
    sealed.seek(0)
    beginning = sealed.read(LONGEST_HEADER)
    try:
        size = _plaintext_size(beginning, sealed.seek(0, SEEK_END)) - HEAD
    except AgeError:
        return False
    return SMALLEST_FILE <= size <= PART


def _plaintext_size(beginning: bytes, sealed: int, recipients: int = 1) -> int:
    head = _hybrid(recipients).match(beginning)
    if head is None:
        raise AgeError("not sealed to just so many hybrid keys", "header")
    return _without_tags(sealed - head.end() - NONCE)


def is_letter(sealed: bytes) -> bool:
    """Whether it can be a letter or a grant: one hybrid recipient, and a size that tells its bucket alone."""
    try:
        size = plaintext_size(sealed)
    except AgeError:
        return False
    return size > 0 and bucket(size) == size


def _without_tags(payload: int) -> int:
    """Chunks of 64 KiB, each with its tag; the last may be shorter, and empty only where it is the only one."""
    whole, rest = divmod(payload, CHUNK + TAG)
    if payload < TAG or 0 < rest < TAG or (whole and rest == TAG):
        raise AgeError("the file is cut off", "payload")
    return whole * CHUNK + max(rest - TAG, 0)
