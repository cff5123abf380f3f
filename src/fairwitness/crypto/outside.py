"""What anybody sees of a sealed thing who has no key: to whom kinds of keys it is sealed, and how much it holds.

Somebody who takes up what others sealed refuses by this alone: a file to classic keys, or to several, or of a size that tells.
"""

from __future__ import annotations

from io import SEEK_END, BytesIO
from typing import BinaryIO

from fairwitness.crypto import header
from fairwitness.crypto.errors import AgeError
from fairwitness.crypto.padding import SMALLEST_FILE, bucket
from fairwitness.crypto.parts import HEAD, PART
from fairwitness.crypto.recipients import KEY, MLKEM_CIPHERTEXT, WRAPPED
from fairwitness.crypto.stream import CHUNK, NONCE, TAG

LONGEST_HEADER = 4096  # bytes; one to one hybrid recipient has some 1600
AFTER_SIGNED = len(" ") + 43 + len("\n")  # the MAC behind what it signs, in base64


def plaintext_size(sealed: bytes) -> int:
    """How many bytes a file to one hybrid recipient holds; AgeError for every other file."""
    return _plaintext_size(sealed, len(sealed))


def is_part(sealed: BinaryIO) -> bool:
    """Whether it can be a part of a file: one hybrid recipient, and no less and no more than a part holds. Its beginning alone is read."""
    sealed.seek(0)
    beginning = sealed.read(LONGEST_HEADER)
    try:
        size = _plaintext_size(beginning, sealed.seek(0, SEEK_END)) - HEAD
    except AgeError:
        return False
    return SMALLEST_FILE <= size <= PART


def _plaintext_size(beginning: bytes, sealed: int) -> int:
    head = header.read(BytesIO(beginning))
    if len(head.stanzas) != 1 or not _is_hybrid(head.stanzas[0]):
        raise AgeError("sealed to another kind of key than ours, or to several", "header")
    return _without_tags(sealed - len(head.signed) - AFTER_SIGNED - NONCE)


def is_letter(sealed: bytes) -> bool:
    """Whether it can be a letter or a grant: one hybrid recipient, and a size that tells its bucket alone."""
    try:
        size = plaintext_size(sealed)
    except AgeError:
        return False
    return size > 0 and bucket(size) == size


def _is_hybrid(stanza: header.Stanza) -> bool:
    if stanza.kind != "mlkem768x25519" or len(stanza.arguments) != 2:  # noqa: PLR2004 - the kind, and the encapsulated key
        return False
    encapsulated = header.decode64(stanza.arguments[1].encode())
    return (len(encapsulated), len(stanza.body)) == (MLKEM_CIPHERTEXT + KEY, WRAPPED)


def _without_tags(payload: int) -> int:
    """Chunks of 64 KiB, each with its tag; the last may be shorter, and empty only where it is the only one."""
    whole, rest = divmod(payload, CHUNK + TAG)
    if payload < TAG or 0 < rest < TAG or (whole and rest == TAG):
        raise AgeError("the file is cut off", "payload")
    return whole * CHUNK + max(rest - TAG, 0)
