"""The header of an age file: stanzas that wrap one file key, and a MAC over all of it (C2SP age, "Header")."""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fairwitness.crypto.errors import AgeError

VERSION = b"age-encryption.org/v1\n"
FILE_KEY, MAC = 16, 32  # bytes
LARGEST = (
    1024 * 1024
)  # bytes of a header: some 600 hybrid recipients; more is somebody's attack on our memory
_COLUMNS = 64
_ARGUMENT = re.compile(r"[\x21-\x7e]+", re.ASCII)


@dataclass(frozen=True)
class Stanza:
    """One way to the file key: a kind, its arguments, and the wrapped key."""

    arguments: tuple[str, ...]
    body: bytes

    @property
    def kind(self) -> str:
        """The first argument."""
        return self.arguments[0]

    def to_bytes(self) -> bytes:
        """As it stands in the header; the last line of the body is always shorter than 64 columns."""
        text = encode64(self.body)
        lines = [text[start : start + _COLUMNS] for start in range(0, len(text) + 1, _COLUMNS)]
        return "\n".join([f"-> {' '.join(self.arguments)}", *lines, ""]).encode("ascii")


def write(stanzas: Sequence[Stanza], file_key: bytes) -> bytes:
    """The whole header; AgeError for more recipients than `read` would take."""
    signed = VERSION + b"".join(stanza.to_bytes() for stanza in stanzas) + b"---"
    written = signed + b" " + encode64(_mac(file_key, signed)).encode("ascii") + b"\n"
    if len(written) > LARGEST:
        raise AgeError("too many recipients for one file", "keys")
    return written


@dataclass(frozen=True)
class Header:
    """A header as it was read: not to be trusted before `check` has been called with the file key."""

    stanzas: tuple[Stanza, ...]
    signed: bytes
    mac: bytes

    def check(self, file_key: bytes) -> None:
        """AgeError unless whoever knew the file key wrote these stanzas and no others."""
        if not hmac.compare_digest(_mac(file_key, self.signed), self.mac):
            raise AgeError("the file's header was changed", "hmac")


def read(source: BinaryIO) -> Header:
    """Take a header off the beginning of a file; AgeError where it is not exactly one."""
    lines = _Lines(source)
    if lines.next() != VERSION[:-1]:
        raise _bad("this is no age file")
    stanzas: list[Stanza] = []
    while not (line := lines.next()).startswith(b"---"):
        stanzas.append(_stanza(line, lines))
    mac = decode64(line[4:])
    if line[:4] != b"--- " or len(mac) != MAC or not stanzas:
        raise _bad("the file's header is damaged")
    return Header(tuple(stanzas), lines.taken[: -len(line) - 1] + b"---", mac)


class _Lines:
    """Lines of a header, and every byte that was taken for them."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.taken = b""
        self._pieces = bytearray()

    def next(self) -> bytes:
        line = self._source.readline(LARGEST - len(self._pieces) + 1)
        self._pieces += line
        if len(self._pieces) > LARGEST:
            raise _bad("the file's header is too large")
        if not line.endswith(b"\n"):
            raise _bad("the file ends within its header")
        if line.startswith(b"---"):
            self.taken = bytes(self._pieces)
        return line[:-1]


def _stanza(first: bytes, lines: _Lines) -> Stanza:
    arguments = first[3:].decode("latin-1").split(" ")
    if not first.startswith(b"-> ") or not all(_ARGUMENT.fullmatch(one) for one in arguments):
        raise _bad("the file's header is damaged")
    body = bytearray()
    while len(line := lines.next()) == _COLUMNS:
        body += line
    if len(line) > _COLUMNS:
        raise _bad("the file's header is damaged")
    return Stanza(tuple(arguments), decode64(bytes(body + line)))


def encode64(raw: bytes) -> str:
    """Unpadded standard base64."""
    return base64.b64encode(raw).rstrip(b"=").decode("ascii")


def decode64(text: bytes) -> bytes:
    """Undo `encode64`, in its one spelling only."""
    try:
        raw = base64.b64decode(text + b"=" * (-len(text) % 4))
    except binascii.Error:
        raise _bad("the file's header is damaged") from None
    if encode64(raw).encode("ascii") != text:  # also where decoding has passed over a character
        raise _bad("the file's header is damaged")
    return raw


def _mac(file_key: bytes, signed: bytes) -> bytes:
    key = HKDF(hashes.SHA256(), 32, salt=None, info=b"header").derive(file_key)
    return hmac.digest(key, signed, "sha256")


def _bad(line: str) -> AgeError:
    return AgeError(line, "header")
