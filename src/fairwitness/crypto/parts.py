"""Files as parts of 8 MiB, each an age file of its own, sealed while the bytes arrive and before their number is known.

Someone without the conversation key learns the Padmé size of a file. Someone with it can tell every part that is missing, moved,
cut or taken from another file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from fairwitness.crypto.age import AgeError, new_header, open_stream
from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.letters import ID, FileEntry
from fairwitness.crypto.padding import file_size, next_power
from fairwitness.crypto.recipients import HybridRecipient, Identity
from fairwitness.crypto.stream import CHUNK, TAG

PART = 8 * 1024 * 1024  # bytes of content and zeros in a part
NUMBER, LAST, LENGTH = 4, 1, 8
HEAD = ID + NUMBER + LAST + LENGTH
ZEROS = bytes(CHUNK)


def most_parts(size: int) -> int:
    """How many parts a file of `size` bytes may have, however it is padded."""
    return -(-next_power(size) // PART)


class PartError(AgeError):
    """A part that opens, but is not the one that belongs here."""


class Head(NamedTuple):
    """What stands before the content of a part."""

    file_id: bytes
    number: int
    last: bool
    length: int  # of the content in this part

    def to_bytes(self) -> bytes:
        """29 bytes."""
        return (
            self.file_id
            + self.number.to_bytes(NUMBER)
            + self.last.to_bytes(LAST)
            + self.length.to_bytes(LENGTH)
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> Head:
        """Undo `to_bytes`."""
        flag = raw[ID + NUMBER : ID + NUMBER + LAST]
        if len(raw) != HEAD or flag not in (b"\0", b"\1"):
            raise PartError("this is no part of a file")
        number, length = int.from_bytes(raw[ID : ID + NUMBER]), int.from_bytes(raw[-LENGTH:])
        return cls(raw[:ID], number, flag == b"\1", length)


@dataclass(frozen=True)
class FileFacts:
    """What the letter says of a sealed file beside its name and type."""

    size: int  # bytes of the plaintext
    sha256: bytes = field(repr=False)  # of the plaintext
    parts: tuple[bytes, ...] = field(repr=False)  # SHA-256 of each part as stored


class _Part:
    """One part on its way into a seekable file.

    Its first chunk holds facts that are known last, so that chunk alone waits in memory; the others are sealed at their places.
    """

    def __init__(self, target: BinaryIO, recipient: HybridRecipient) -> None:
        self.target = target
        self.header, self.key = new_header([recipient])
        self.first = bytearray()
        self.pending = bytearray()
        self.chunks = 1  # sealed or waiting, the first included
        self.length = 0
        target.seek(len(self.header) + CHUNK + TAG)

    def write(self, data: memoryview) -> None:
        room = CHUNK - HEAD - len(self.first)
        self.first += data[:room]
        self.length += len(data)
        rest = data[room:]
        while rest:
            if len(self.pending) == CHUNK:
                self._seal_pending(last=False)
            taken = CHUNK - len(self.pending)
            self.pending += rest[:taken]
            rest = rest[taken:]

    def finish(self, head: Head) -> None:
        """Write what waited; from here on the file is an age file."""
        if self.pending:
            self._seal_pending(last=True)
        self.target.seek(0)
        chunk = self.key.seal(0, head.to_bytes() + self.first, last=self.chunks == 1)
        self.target.write(self.header + chunk)

    def _seal_pending(self, *, last: bool) -> None:
        self.target.write(self.key.seal(self.chunks, bytes(self.pending), last=last))
        self.pending.clear()
        self.chunks += 1


class FileSealer:
    """Seals a file of unknown size as its bytes arrive, in constant memory: about two chunks of 64 KiB.

    `create(number)` gives a new file to write and read; `keep(file)` is called once for each when it is whole.
    """

    def __init__(
        self,
        file_id: bytes,
        recipient: HybridRecipient,
        create: Callable[[int], BinaryIO],
        keep: Callable[[BinaryIO], object],
    ) -> None:
        self._id, self._recipient, self._create, self._keep = file_id, recipient, create, keep
        self._digest = hashlib.sha256()
        self._size = 0
        self._kept: list[bytes] = []
        self._part = self._begin_part()

    def write(self, data: bytes | memoryview) -> None:
        """Take up more of the content."""
        self._digest.update(data)
        self._size += len(data)
        rest = memoryview(data)
        while rest:
            if self._part.length == PART:  # and more follows: so it was not the last one
                self._end_part(PART, last=False)
                self._part = self._begin_part()
            taken = PART - self._part.length
            self._part.write(rest[:taken])
            rest = rest[taken:]

    def finish(self) -> FileFacts:
        """Pad, and make the last parts whole."""
        size = self._size
        content = self._part.length
        self._pad(file_size(size) - size, content)
        return FileFacts(size, self._digest.digest(), tuple(self._kept))

    def close(self) -> None:
        """Let go of the open part, whole or not."""
        self._part.target.close()

    def _pad(self, zeros: int, content: int) -> None:
        while zeros > PART - self._part.length:
            zeros -= PART - self._part.length
            self._write_zeros(PART - self._part.length)
            self._end_part(content, last=False)
            self._part, content = self._begin_part(), 0
        self._write_zeros(zeros)
        self._end_part(content, last=True)

    def _write_zeros(self, count: int) -> None:
        for start in range(0, count, CHUNK):
            self._part.write(memoryview(ZEROS)[: count - start])

    def _begin_part(self) -> _Part:
        return _Part(self._create(len(self._kept)), self._recipient)

    def _end_part(self, content: int, *, last: bool) -> None:
        self._part.finish(Head(self._id, len(self._kept), last, content))
        self._kept.append(_hash_of(self._part.target))
        self._keep(self._part.target)


def read_part(source: BinaryIO, identities: Sequence[Identity]) -> tuple[Head, Iterator[bytes]]:
    """A part's head, and its content as chunks, each authenticated before it is given out. AgeError on any damage."""
    chunks = open_stream(source, identities)
    first = next(chunks, b"")
    head = Head.from_bytes(first[:HEAD])
    return head, _content(head, first[HEAD:], chunks)


def join_parts(
    sources: Sequence[BinaryIO], identities: Sequence[Identity], file_id: bytes | None = None
) -> Iterator[bytes]:
    """The content of a whole file, from all of its parts in order; AgeError where one is missing, moved or of another file."""
    is_over = False  # whether zeros have begun: no content follows them
    for number, source in enumerate(sources):
        head, content = read_part(source, identities)
        file_id = head.file_id if file_id is None else file_id
        expected = (file_id, number, number == len(sources) - 1)
        if head[:3] != expected or (is_over and head.length):
            raise PartError("these are not all the parts of one file, in order")
        is_over = head.length < PART
        yield from content


def open_file(
    entry: FileEntry, identities: Sequence[Identity], open_part: Callable[[str, int], BinaryIO]
) -> Iterator[bytes]:
    """The content of an attachment, only as its letter lists it. AgeError at the first byte that is not.

    A part's bytes are given out after the SHA-256 of the whole part was found to be the letter's.
    """
    digest, size, is_over = hashlib.sha256(), 0, False
    for number in range(len(entry.parts)):
        with open_part(entry.id, number) as source:
            if _hash_of(source) != entry.parts[number]:
                raise PartError("a part is not the one that its letter lists")
            source.seek(0)
            head, content = read_part(source, identities)
            if head[:3] != (unb64(entry.id, ID), number, number == len(entry.parts) - 1):
                raise PartError("a part of another file, or at another place")
            if is_over and head.length:
                raise PartError("content behind the zeros")
            is_over = head.length < PART
            for chunk in content:
                digest.update(chunk)
                size += len(chunk)
                yield chunk
    if (size, digest.digest()) != (entry.size, entry.sha256):
        raise PartError("the file is not the one that its letter lists")


def _content(head: Head, first: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    left, zeros = head.length, 0
    for chunk in _chain(first, chunks):
        content, pad = chunk[:left], chunk[left:]
        left -= len(content)
        zeros += len(pad)
        if pad.count(0) != len(pad):
            raise PartError("a pad byte that is not zero")
        if content:
            yield content
    if left or head.length + zeros > PART:
        raise PartError("a part that is not as long as it says")
    if not head.last and head.length + zeros < PART:
        raise PartError("a short part before the last")


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _hash_of(file: BinaryIO) -> bytes:
    """SHA-256 of a file from its beginning."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type]  # every file of ours has readinto
