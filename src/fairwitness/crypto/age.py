"""age v1 (C2SP age): sealing and opening whole files, as bytes or as streams of constant memory."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import BinaryIO, NewType

from fairwitness.crypto import header
from fairwitness.crypto.errors import AgeError
from fairwitness.crypto.recipients import Identity, Recipient, ScryptRecipient
from fairwitness.crypto.stream import CHUNK, NONCE, TAG, StreamKey

__all__ = ["AgeError", "Sealed", "new_header", "open_sealed", "open_stream", "seal", "seal_stream"]

Sealed = NewType("Sealed", bytes)  # an age file: the only form in which words may be stored


def seal(plaintext: bytes, recipients: Sequence[Recipient]) -> Sealed:
    """One age file that each of the recipients can open."""
    target = BytesIO()
    seal_stream(BytesIO(plaintext), target, recipients)
    return Sealed(target.getvalue())


def open_sealed(sealed: bytes, identities: Sequence[Identity]) -> bytes:
    """The whole plaintext, or AgeError: never a part of it."""
    return b"".join(open_stream(BytesIO(sealed), identities))


def new_header(recipients: Sequence[Recipient]) -> tuple[bytes, StreamKey]:
    """What stands before the chunks (header and nonce), and the key that seals them."""
    _may_share_a_file(recipients)
    file_key, nonce = os.urandom(header.FILE_KEY), os.urandom(NONCE)
    written = header.write([recipient.wrap(file_key) for recipient in recipients], file_key)
    return written + nonce, StreamKey(file_key, nonce)


def seal_stream(source: BinaryIO, target: BinaryIO, recipients: Sequence[Recipient]) -> None:
    """Seal all that `source` gives, 64 KiB at a time."""
    begin, key = new_header(recipients)
    target.write(begin)
    number, chunk = 0, _read_exactly(source, CHUNK)
    while following := _read_exactly(source, CHUNK):
        target.write(key.seal(number, chunk, last=False))
        number, chunk = number + 1, following
    target.write(key.seal(number, chunk, last=True))


def open_stream(source: BinaryIO, identities: Sequence[Identity]) -> Iterator[bytes]:
    """Chunks of the plaintext, each authenticated before it is given out; AgeError at the first that is not.

    Only when the iterator has ended without an error was the file whole.
    """
    key = _unlock(source, identities)
    number, last = 0, False
    while chunk := _read_exactly(source, CHUNK + TAG):
        if last:
            raise AgeError("the file goes on after its end", "payload")
        plaintext, last = _open_chunk(key, number, chunk)
        if number and not plaintext:
            raise AgeError("the file is damaged or cut off", "payload")
        yield plaintext
        number += 1
    if not last:
        raise AgeError("the file is cut off", "payload")


def _open_chunk(key: StreamKey, number: int, chunk: bytes) -> tuple[bytes, bool]:
    """The plaintext, and whether it was sealed as the last; a short chunk can be nothing else."""
    if len(chunk) == CHUNK + TAG:
        try:
            return key.open(number, chunk, last=False), False
        except AgeError:
            pass
    return key.open(number, chunk, last=True), True


def _unlock(source: BinaryIO, identities: Sequence[Identity]) -> StreamKey:
    head = header.read(source)
    if len(head.stanzas) > 1 and any(stanza.kind == "scrypt" for stanza in head.stanzas):
        raise AgeError("the file's header is damaged", "header")
    file_keys = (identity.unwrap(head.stanzas) for identity in identities)
    file_key = next((one for one in file_keys if one is not None), None)
    if file_key is None:
        raise AgeError("none of the keys opens this file", "no match")
    head.check(file_key)
    nonce = _read_exactly(source, NONCE)
    if len(nonce) != NONCE:
        raise AgeError("the file ends within its header", "header")
    return StreamKey(file_key, nonce)


def _may_share_a_file(recipients: Sequence[Recipient]) -> None:
    if not recipients:
        raise AgeError("a file needs somebody to be sealed to", "keys")
    if len({recipient.post_quantum for recipient in recipients}) > 1:
        raise AgeError("hybrid and classic recipients must not share a file", "keys")
    if len(recipients) > 1 and any(isinstance(one, ScryptRecipient) for one in recipients):
        raise AgeError("a passphrase must be alone in its file", "keys")


def _read_exactly(source: BinaryIO, size: int) -> bytes:
    """`size` bytes, or fewer at the end: a pipe gives what it has."""
    data = source.read(size)
    if len(data) == size or not data:
        return data
    pieces = [data]
    missing = size - len(data)
    while missing and (more := source.read(missing)):
        pieces.append(more)
        missing -= len(more)
    return b"".join(pieces)
