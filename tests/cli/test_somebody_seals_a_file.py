from __future__ import annotations

import hashlib
import os
import subprocess
import time
from io import BytesIO
from pathlib import Path

import pytest
from cli.people import AMARA, CHUNK, NOOR, TEXT
from command import COMMAND, fairwitness

from fairwitness.crypto.age import seal
from fairwitness.crypto.armor import armor
from fairwitness.crypto.parts import FileSealer
from fairwitness.crypto.recipients import parse_identity, parse_recipient


def test_a_new_key_seals_and_opens(tmp_path: Path) -> None:
    file = tmp_path / "new.key"
    made = fairwitness("keys", "new", "-o", file)

    recipient = made.errors.removeprefix("Public key: ").strip()
    sealed = fairwitness("seal", "-r", recipient, stdin=TEXT)
    opened = fairwitness("open", "-i", file, stdin=sealed.output)

    assert (made.code, sealed.code, opened.code) == (0, 0, 0)
    assert opened.output == TEXT
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_new_key_is_printed_as_age_prints_it() -> None:
    made = fairwitness("keys", "new")

    created, public, secret = made.output.decode().splitlines()
    identity = parse_identity(secret)
    assert created.startswith("# created: ")
    assert public == f"# public key: {identity.recipient}"
    assert str(parse_recipient(public.removeprefix("# public key: "))).startswith("age1pq1")


def test_a_new_key_never_takes_an_old_one_s_place(amara: Path) -> None:
    before = amara.read_text()

    made = fairwitness("keys", "new", "-o", amara)

    assert made.in_one_line
    assert amara.read_text() == before


@pytest.mark.parametrize("command", ["seal", "open"])
def test_nothing_is_written_over_a_file_that_is_there_unless_somebody_says_so(
    tmp_path: Path, amara: Path, command: str
) -> None:
    old = tmp_path / "report.pdf"
    old.write_bytes(b"the only copy")
    options: tuple[str | Path, ...] = ("-r", str(AMARA.recipient)) if command == "seal" else ("-i", amara)
    given = TEXT if command == "seal" else seal(TEXT, [AMARA.recipient])

    refused = fairwitness(command, *options, "-o", old, stdin=given)
    kept = old.read_bytes()
    forced = fairwitness(command, "--force", *options, "-o", old, stdin=given)

    assert refused.in_one_line
    assert "report.pdf: there is such a file already; --force writes over it" in refused.errors
    assert (kept, forced.code) == (b"the only copy", 0)
    assert old.read_bytes() != kept


def test_no_option_writes_over_what_is_being_read(tmp_path: Path) -> None:
    only = tmp_path / "report.pdf"
    only.write_bytes(TEXT)

    refused = fairwitness("seal", "--force", "-r", str(AMARA.recipient), "-o", only, only)

    assert refused.in_one_line
    assert only.read_bytes() == TEXT


@pytest.mark.parametrize("options", [(), ("-a",)])
@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_opening_undoes_sealing(tmp_path: Path, amara: Path, size: int, options: tuple[str, ...]) -> None:
    plain, sealed, opened = tmp_path / "plain", tmp_path / "sealed", tmp_path / "opened"
    plain.write_bytes(os.urandom(size))

    codes = [
        fairwitness("seal", *options, "-r", str(AMARA.recipient), "-o", sealed, plain).code,
        fairwitness("open", "-i", amara, "-o", opened, sealed).code,
    ]

    assert codes == [0, 0]
    assert opened.read_bytes() == plain.read_bytes()
    assert sealed.read_bytes().startswith(b"-----BEGIN AGE" if options else b"age-encryption.org/v1\n")


def test_each_of_several_readers_opens_it(tmp_path: Path, amara: Path) -> None:
    noor = tmp_path / "noor.key"
    noor.write_text(NOOR.reveal())
    sealed = fairwitness("seal", "-r", str(AMARA.recipient), "-r", str(NOOR.recipient), stdin=TEXT).output

    opened = [fairwitness("open", "-i", key, stdin=sealed).output for key in (amara, noor)]

    assert opened == [TEXT, TEXT]


def test_the_parts_of_an_attachment_are_joined(tmp_path: Path, amara: Path) -> None:
    content = hashlib.sha256(b"x").digest() * (9 * 1024 * 1024 // 32)
    files = [tmp_path / "0.age", tmp_path / "1.age"]
    sealer = FileSealer(
        bytes(16), AMARA.recipient, lambda number: files[number].open("w+b"), lambda part: part.close()
    )
    sealer.write(content)
    sealer.finish()

    opened = fairwitness("open", "-i", amara, *files)
    swapped = fairwitness("open", "-i", amara, "-o", tmp_path / "opened", *files[::-1])
    first_alone = fairwitness("open", "-i", amara, "--part", "-o", tmp_path / "opened", files[0])

    assert opened.output == content
    assert swapped.in_one_line
    assert first_alone.in_one_line
    assert not (tmp_path / "opened").exists()


def test_a_slow_pipe_is_read_to_its_end(amara: Path) -> None:
    text = armor(seal(TEXT, [AMARA.recipient])).encode()
    with subprocess.Popen(
        [*COMMAND, "open", "-i", amara], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as opening:
        assert opening.stdin
        for piece in (text[:1], text[1:40], text[40:41]):
            opening.stdin.write(piece)
            opening.stdin.flush()
            time.sleep(0.05)
        opened = opening.communicate(text[41:])[0]

    assert (opening.returncode, opened) == (0, TEXT)


def test_opening_a_stream_is_the_same_as_opening_a_file(tmp_path: Path, amara: Path) -> None:
    sealed = tmp_path / "sealed"
    sealed.write_bytes(seal(BytesIO(bytes(3 * CHUNK)).getvalue(), [AMARA.recipient]))

    ways = [
        fairwitness("open", "-i", amara, sealed),
        fairwitness("open", "-i", amara, stdin=sealed.read_bytes()),
    ]

    assert [way.output for way in ways] == [bytes(3 * CHUNK)] * 2
