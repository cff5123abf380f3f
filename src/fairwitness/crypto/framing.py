"""The plaintext of a letter or a grant: length, JSON, signature, zeros up to the bucket."""

from __future__ import annotations

from typing import NamedTuple

from fairwitness.crypto.keys import SIGNATURE
from fairwitness.crypto.padding import bucket

LENGTH = 4  # bytes that say how long the JSON is


class FrameError(ValueError):
    """A plaintext that is framed in another way than the protocol says."""


class Frame(NamedTuple):
    """The two things inside."""

    json: bytes
    signature: bytes


def pack(json: bytes, signature: bytes) -> bytes:
    """One plaintext; its length tells the bucket and nothing else."""
    framed = len(json).to_bytes(LENGTH) + json + signature
    return framed.ljust(bucket(len(framed)), b"\0")


def unpack(plaintext: bytes) -> Frame:
    """Undo `pack`; FrameError where length, padding or bucket is not what `pack` writes."""
    end = LENGTH + int.from_bytes(plaintext[:LENGTH]) + SIGNATURE
    if len(plaintext) < LENGTH or len(plaintext) < end:
        raise FrameError("cut off")
    if len(plaintext) != bucket(end):
        raise FrameError("not in the smallest bucket that holds it")
    if plaintext.count(0, end) != len(plaintext) - end:
        raise FrameError("a pad byte that is not zero")
    return Frame(plaintext[LENGTH : end - SIGNATURE], plaintext[end - SIGNATURE : end])
