"""The 143 vectors of the age format (C2SP/CCTV), out of tests/vectors/cctv.json, through the functions that open files."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from fairwitness.crypto.age import AgeError, open_sealed, open_stream
from fairwitness.crypto.armor import dearmored, is_armored
from fairwitness.crypto.recipients import Identity, ScryptIdentity, parse_identity

KITS: dict[str, str] = json.loads((Path(__file__).parent.parent / "vectors/cctv.json").read_text())
COUNT = 143
EXPECTED = {
    "no match": "no match",
    "header": "header failure",
    "hmac": "HMAC failure",
    "payload": "payload failure",
    "armor": "armor failure",
}


@dataclass(frozen=True)
class Kit:
    """One vector: lines of `key: value`, an empty line, an age file."""

    expect: str
    payload: str | None  # SHA-256 of what is given out: all of it, or what stands before the damage
    identities: Sequence[Identity]
    file: bytes
    armored: bool

    @classmethod
    def read(cls, name: str) -> Kit:
        head, _, file = base64.b64decode(KITS[name]).partition(b"\n\n")
        fields = [line.split(": ", 1) for line in head.decode().splitlines()]
        of = {key: value for key, value in fields}  # noqa: C416 - dict() does not know that each is of two
        identities: list[Identity] = [parse_identity(value) for key, value in fields if key == "identity"]
        identities += [ScryptIdentity(value) for key, value in fields if key == "passphrase"]
        if "compressed" in of:
            file = zlib.decompress(file)
        return cls(of["expect"], of.get("payload"), identities, file, "armored" in of)

    @property
    def source(self) -> BinaryIO:
        """The binary file inside."""
        return dearmored(BytesIO(self.file)) if self.armored else BytesIO(self.file)

    def open(self) -> tuple[str, bytes]:
        """How it ended, and what was given out until then."""
        came = bytearray()
        try:
            for chunk in open_stream(self.source, self.identities):
                came += chunk
        except AgeError as error:
            return EXPECTED[error.why], bytes(came)
        return "success", bytes(came)


def test_there_are_all_of_them() -> None:
    kinds = [Kit.read(name) for name in KITS]

    assert len(kinds) == COUNT
    assert {kit.expect for kit in kinds} == {"success", *EXPECTED.values()}
    assert sum(kit.armored for kit in kinds) == 33


@pytest.mark.parametrize("name", KITS)
def test_a_file_opens_or_is_refused_for_the_right_reason(name: str) -> None:
    kit = Kit.read(name)

    outcome, came = kit.open()

    assert outcome == kit.expect
    if kit.payload is not None:
        assert hashlib.sha256(came).hexdigest() == kit.payload
    else:
        assert came == b""


@pytest.mark.parametrize("name", [name for name in KITS if Kit.read(name).expect != "success"])
def test_what_is_opened_whole_is_never_a_part(name: str) -> None:
    kit = Kit.read(name)

    with pytest.raises(AgeError):
        open_sealed(kit.source.read(), kit.identities)


@pytest.mark.parametrize("name", [name for name in KITS if Kit.read(name).expect == "success"])
def test_armor_is_told_from_binary_by_its_beginning(name: str) -> None:
    kit = Kit.read(name)

    assert is_armored(kit.file[:1]) == kit.armored
