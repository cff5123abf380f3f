"""The armor of an age file: the same bytes as text, for mail and paste boxes (C2SP age, "ASCII armor"; strict PEM)."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Iterator
from typing import BinaryIO, Self, cast

from fairwitness.crypto.errors import AgeError

BEGIN = b"-----BEGIN AGE ENCRYPTED FILE-----"
END = b"-----END AGE ENCRYPTED FILE-----"
COLUMNS, BYTES = 64, 48  # of a full line
SPACE_AROUND = 1024  # bytes before and after
BLANK = b" \t\r\n"


def armor(sealed: bytes) -> str:
    """An age file as text."""
    target = io.BytesIO()
    with Armorer(target) as armorer:
        armorer.write(sealed)
    return target.getvalue().decode("ascii")


def dearmor(text: bytes) -> bytes:
    """Undo `armor`; AgeError for anything that is not exactly one armored file."""
    return dearmored(io.BytesIO(text)).read()


def dearmored(source: BinaryIO) -> BinaryIO:
    """The age file inside an armored stream, to be read as it comes."""
    return cast("BinaryIO", io.BufferedReader(_Reader(source)))


def is_armored(beginning: bytes) -> bool:
    """Whether a file that begins so is armored, by one byte: a pipe may have no more yet, and a binary file begins with a letter."""
    return beginning[:1] in {bytes([one]) for one in b"-" + BLANK}


class Armorer:
    """Writes an age file as text, line by line, as its bytes come."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._rest = b""
        target.write(BEGIN + b"\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        """Close the armor; after a failure leave it open, so that nobody takes it for whole."""
        if failure[0] is None:
            self._line(self._rest)
            self._target.write(END + b"\n")

    def write(self, data: bytes) -> int:
        """Take more bytes."""
        held = self._rest + data
        whole = len(held) - len(held) % BYTES
        for start in range(0, whole, BYTES):
            self._line(held[start : start + BYTES])
        self._rest = held[whole:]
        return len(data)

    def _line(self, data: bytes) -> None:
        if data:
            self._target.write(base64.b64encode(data) + b"\n")


class _Reader(io.RawIOBase):
    """Gives out what the lines hold."""

    def __init__(self, source: BinaryIO) -> None:
        self._pieces = _decoded(source)
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what BufferedReader passes
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._held = piece
        size = min(len(buffer), len(self._held))
        buffer[:size] = self._held[:size]
        self._held = self._held[size:]
        return size


def _decoded(source: BinaryIO) -> Iterator[bytes]:
    if _first_line(source) != BEGIN:
        raise _bad()
    last = False
    while (line := _line(source)) != END:
        if last or not line or len(line) > COLUMNS:
            raise _bad()
        last = len(line) < COLUMNS or line.endswith(b"=")
        yield _bytes_of(line)
    if source.read(SPACE_AROUND + 1).strip(BLANK):
        raise _bad()


def _first_line(source: BinaryIO) -> bytes:
    skipped = 0
    while skipped <= SPACE_AROUND:
        line = source.readline(SPACE_AROUND)
        if not line:
            break
        if line.strip(BLANK):
            return line.lstrip(BLANK).removesuffix(b"\n").removesuffix(b"\r")
        skipped += len(line)
    raise _bad()


def _line(source: BinaryIO) -> bytes:
    line = source.readline(COLUMNS + 3)
    if not line.endswith(b"\n") and line != END:
        raise _bad()
    return line.removesuffix(b"\n").removesuffix(b"\r")


def _bytes_of(line: bytes) -> bytes:
    try:
        raw = base64.b64decode(line, validate=True)
    except binascii.Error:
        raise _bad() from None
    if base64.b64encode(raw) != line:
        raise _bad()
    return raw


def _bad() -> AgeError:
    return AgeError("the armor around the file is damaged", "armor")
