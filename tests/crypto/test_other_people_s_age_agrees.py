"""Debian's `age` and the library that Rust's age is: both open what we seal, and we open what they seal. They know no hybrid keys yet."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pyrage  # type: ignore[import-untyped]  # it is written in Rust and brings no types
import pytest
from programs import need_program

from fairwitness.crypto.age import open_sealed, seal
from fairwitness.crypto.armor import armor, dearmor
from fairwitness.crypto.recipients import X25519Identity

CHUNK = 64 * 1024
LIN, AMARA = X25519Identity.generate(), X25519Identity.generate()
CONTENTS = [random.randbytes(size) for size in (0, 1, 5000, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK)]  # noqa: S311 - no secret
contents = pytest.mark.parametrize("content", CONTENTS, ids=len)
armored = pytest.mark.parametrize("armored", [False, True], ids=["binary", "armored"])


@contents
def test_pyrage_opens_what_we_seal(content: bytes) -> None:
    identity = pyrage.x25519.Identity.from_str(AMARA.reveal())

    sealed = seal(content, [LIN.recipient, AMARA.recipient])

    assert pyrage.decrypt(sealed, [identity]) == content


@contents
def test_we_open_what_pyrage_seals(content: bytes) -> None:
    recipients = [pyrage.x25519.Recipient.from_str(str(one.recipient)) for one in (LIN, AMARA)]

    sealed = pyrage.encrypt(content, recipients)

    assert open_sealed(sealed, [AMARA]) == content


def test_pyrage_reads_our_keys_and_we_read_its() -> None:
    theirs = pyrage.x25519.Identity.generate()

    ours = X25519Identity.parse(str(theirs))

    assert str(ours.recipient) == str(theirs.to_public())
    assert str(pyrage.x25519.Identity.from_str(LIN.reveal()).to_public()) == str(LIN.recipient)


@contents
@armored
def test_debian_s_age_opens_what_we_seal(tmp_path: Path, content: bytes, *, armored: bool) -> None:
    program = need_program("age")
    key = tmp_path / "amara.key"
    key.write_text(f"# Amara\n{AMARA.reveal()}\n")
    sealed = seal(content, [LIN.recipient, AMARA.recipient])

    opened = subprocess.run(
        [program, "-d", "-i", key],
        input=armor(sealed).encode() if armored else sealed,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout

    assert opened == content


@contents
@armored
def test_we_open_what_debian_s_age_seals(content: bytes, *, armored: bool) -> None:
    recipients = [option for one in (LIN, AMARA) for option in ("-r", str(one.recipient))]
    command = [need_program("age"), *recipients, *(["-a"] if armored else [])]

    sealed = subprocess.run(command, input=content, stdout=subprocess.PIPE, check=True).stdout

    assert open_sealed(dearmor(sealed) if armored else sealed, [AMARA]) == content


def test_debian_s_age_writes_the_same_armor(tmp_path: Path) -> None:
    key = tmp_path / "lin.key"
    key.write_text(LIN.reveal())
    sealed = subprocess.run(
        [need_program("age"), "-a", "-r", str(LIN.recipient)],
        input=b"x" * 5000,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout

    again = armor(dearmor(sealed)).encode()

    assert again == sealed


def test_we_read_what_debian_s_age_makes_keys_of(tmp_path: Path) -> None:
    file = tmp_path / "new.key"
    subprocess.run([need_program("age-keygen"), "-o", file], check=True, capture_output=True)

    _, public, secret = file.read_text().splitlines()

    assert public == f"# public key: {X25519Identity.parse(secret).recipient}"
