from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwitness.crypto import parts
from fairwitness.crypto.age import AgeError, seal
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.letters import FileEntry
from fairwitness.crypto.recipients import HybridIdentity

IDENTITY = HybridIdentity.from_seed(b"\7" * 32)
FILE_ID = bytes(range(16))
PART = parts.PART


class Kept(BytesIO):
    """Stays readable after it was closed."""

    def close(self) -> None: ...


def sealed(pieces: list[bytes]) -> tuple[FileEntry, list[Kept]]:
    made: list[Kept] = []

    def create(number: int) -> BinaryIO:
        assert number == len(made)
        made.append(Kept())
        return made[-1]

    sealer = parts.FileSealer(FILE_ID, IDENTITY.recipient, create, lambda part: part.close())
    for piece in pieces:
        sealer.write(piece)
    facts = sealer.finish()
    return FileEntry(b64(FILE_ID), "n", "t", facts.size, facts.sha256, facts.parts), made


def opened(entry: FileEntry, stored: list[Kept]) -> bytes:
    return b"".join(opening(entry, stored))


def opening(entry: FileEntry, stored: list[Kept]) -> Iterator[bytes]:
    return parts.open_file(entry, [IDENTITY], lambda _, number: BytesIO(stored[number].getvalue()))


@given(st.lists(st.binary(max_size=70_000), max_size=6))
@settings(max_examples=40)
def test_opening_undoes_sealing_however_the_bytes_came(pieces: list[bytes]) -> None:
    entry, stored = sealed(pieces)

    assert opened(entry, stored) == b"".join(pieces)


@pytest.mark.parametrize("size", [PART - 1, PART, PART + 1, 2 * PART - 65_536, 2 * PART])
def test_a_large_file_comes_back_whole(size: int) -> None:
    content = hashlib.sha256(b"x").digest() * (size // 32 + 1)

    entry, stored = sealed([content[:size]])

    assert opened(entry, stored) == content[:size]
    assert all(len(part.getvalue()) <= PART + 10_000 for part in stored)


def test_a_file_of_a_thousand_bytes_and_one_of_four_thousand_look_the_same() -> None:
    sizes = {len(sealed([b"x" * size])[1][0].getvalue()) for size in (0, 1000, 4000)}

    assert len(sizes) == 1


def test_parts_in_another_order_are_refused() -> None:
    _, stored = sealed([b"x" * (PART + 1)])

    with pytest.raises(AgeError):
        list(parts.join_parts(stored[::-1], [IDENTITY]))


def test_a_missing_last_part_is_refused() -> None:
    _, stored = sealed([b"x" * (PART + 1)])

    with pytest.raises(AgeError):
        list(parts.join_parts([BytesIO(stored[0].getvalue())], [IDENTITY]))


@pytest.mark.parametrize("length", [0, PART])
def test_a_part_longer_than_parts_are_is_refused(length: int) -> None:
    head = parts.Head(FILE_ID, 0, last=True, length=length)
    part = seal(head.to_bytes() + bytes(PART + 1), [IDENTITY.recipient])

    with pytest.raises(AgeError):
        list(parts.join_parts([BytesIO(part)], [IDENTITY]))


@pytest.mark.parametrize(
    "lengths",
    [
        [(3, 3), (3, 3)],  # of content and, behind it, of content and zeros: a short part
        [(3, PART), (3, 4096)],  # content behind zeros
    ],
)
def test_a_file_that_is_cut_otherwise_is_refused_also_where_its_letter_lists_it(
    lengths: list[tuple[int, int]],
) -> None:
    stored = [cut_otherwise(number, *of, last=number == 1) for number, of in enumerate(lengths)]
    hashes = tuple(hashlib.sha256(part.getvalue()).digest() for part in stored)
    entry = FileEntry(b64(FILE_ID), "n", "t", 6, hashlib.sha256(b"x" * 6).digest(), hashes)

    for content in (opening(entry, stored), parts.join_parts(stored, [IDENTITY])):
        with pytest.raises(AgeError):
            list(content)


def cut_otherwise(number: int, content: int, size: int, *, last: bool) -> Kept:
    head = parts.Head(FILE_ID, number, last=last, length=content)
    return Kept(seal(head.to_bytes() + b"x" * content + bytes(size - content), [IDENTITY.recipient]))


def test_a_part_that_its_letter_does_not_list_gives_out_nothing() -> None:
    entry, _ = sealed([b"what Lin sent"])
    _, others = sealed([b"what somebody put there"])
    content = parts.open_file(entry, [IDENTITY], lambda _, number: BytesIO(others[number].getvalue()))

    with pytest.raises(AgeError):
        next(content)


def test_sealing_holds_two_chunks_in_memory_whatever_the_size(tmp_path: Path) -> None:
    sealer = parts.FileSealer(
        FILE_ID, IDENTITY.recipient, lambda n: (tmp_path / str(n)).open("w+b"), lambda part: part.close()
    )

    for _ in range(40):
        sealer.write(b"x" * 1_000_000)

    waiting = sealer._part  # noqa: SLF001 - the property is about what is inside
    assert len(waiting.first) + len(waiting.pending) <= 2 * 65_536
    sealer.finish()
