"""A tipster's and a reviewer's way without any network: keys, a list of readers, sealing, opening."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from cli.people import AMARA, CLASSIC, NOOR, TEXT
from command import fairwitness
from js.asking import javascript
from made_up_office import FOLDER, STAFF
from programs import need_program

from fairwitness.crypto.armor import armor
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.parts import FileSealer
from fairwitness.crypto.recipients import parse_identity

WORDS = STAFF["amara"].passphrase.encode()
RECIPIENT = json.loads((FOLDER.staff / "amara.json").read_text())["recipient"]


def key_of_amara(folder: Path) -> Path:
    """Out of a copy of two files, with the eight words."""
    file = folder / "amara.key"
    staff, line = FOLDER.staff / "amara.json", FOLDER.line_id
    assert fairwitness("keys", "open", staff, "--line", line, "-o", file, stdin=WORDS).code == 0
    return file


def test_a_reviewer_s_key_comes_out_of_its_wrapping_with_the_eight_words(tmp_path: Path) -> None:
    opened = fairwitness("keys", "open", FOLDER.staff / "amara.json", stdin=WORDS)

    secret = opened.output.decode().splitlines()[-1]

    assert str(parse_identity(secret).recipient) == RECIPIENT
    assert key_of_amara(tmp_path).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (b"abandon", "these are not eight words of the list"),
        (b"abandon " * 8, "none of the keys opens this file"),
    ],
)
def test_other_words_open_nothing(tmp_path: Path, words: bytes, said: str) -> None:
    told = fairwitness("keys", "open", FOLDER.staff / "amara.json", "-o", tmp_path / "key", stdin=words)

    assert told.in_one_line
    assert said in told.errors
    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize("damage", ["{}", "[]", "no json", '{"sign_in_name": "a", "sealed_seed": "!"}'])
def test_what_is_no_staff_file_is_said(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "amara.json"
    file.write_text(damage)

    told = fairwitness("keys", "open", file, "--line", FOLDER.line_id, stdin=WORDS)

    assert told.in_one_line
    assert "this is no file of staff/" in told.errors


@pytest.mark.parametrize("options", [(), ("-a",)])
def test_a_file_is_sealed_to_a_list_and_opened_by_each_of_it(
    tmp_path: Path, amara: Path, options: tuple[str, ...]
) -> None:
    readers, noor = tmp_path / "recipients.txt", tmp_path / "noor.key"
    readers.write_text(f"# Amara\n{AMARA.recipient}\n\n# Noor\n{NOOR.recipient}\n")
    noor.write_text(NOOR.reveal())

    sealed = fairwitness("seal", *options, "-R", readers, stdin=TEXT).output

    assert [fairwitness("open", "-i", key, stdin=sealed).output for key in (amara, noor)] == [TEXT, TEXT]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# nobody\n", "there is no recipient in this file"),
        ("age1pq1nobody\n", "recipients.txt, line 1: "),
        (f"{AMARA.recipient}\n{CLASSIC.recipient}\n", "hybrid and classic recipients must not share a file"),
    ],
)
def test_a_list_that_nothing_can_be_sealed_to_is_said(tmp_path: Path, text: str, said: str) -> None:
    readers = tmp_path / "recipients.txt"
    readers.write_text(text)

    told = fairwitness("seal", "-R", readers, "-o", tmp_path / "tip.age", stdin=TEXT)

    assert told.in_one_line
    assert said in told.errors
    assert not (tmp_path / "tip.age").exists()


def test_without_anybody_to_seal_to_nothing_is_sealed() -> None:
    told = fairwitness("seal", "-a", stdin=TEXT)

    assert told.in_one_line
    assert "-R" in told.errors


def test_debian_s_age_takes_a_list_of_ours_and_opens_with_a_key_file_of_ours(tmp_path: Path) -> None:
    """Classic keys alone: the `age` that Debian has knows no hybrid ones."""
    program, readers, key = need_program("age"), tmp_path / "recipients.txt", tmp_path / "key"
    readers.write_text(f"# a comment\n{CLASSIC.recipient}\n")
    key.write_text(f"# created: today\n{CLASSIC.reveal()}\n")

    theirs = subprocess.run([program, "-R", readers], input=TEXT, stdout=subprocess.PIPE, check=True).stdout
    ours = fairwitness("seal", "-a", "-R", readers, stdin=TEXT).output
    opened = subprocess.run([program, "-d", "-i", key], input=ours, stdout=subprocess.PIPE, check=True).stdout

    assert fairwitness("open", "-i", key, stdin=theirs).output == opened == TEXT


@pytest.mark.parametrize("armored", [False, True])
def test_what_another_program_seals_to_a_reviewer_is_opened_offline(tmp_path: Path, *, armored: bool) -> None:
    """Hybrid keys, with age-encryption in Node; it was not tried with the `age` program itself."""
    key = key_of_amara(tmp_path)
    (sealed,) = javascript(("seal", {"plaintext": b64(TEXT), "recipients": [RECIPIENT], "armored": armored}))
    file = tmp_path / "tip.age"
    file.write_bytes(unb64(sealed))

    opened = fairwitness("open", "-i", key, file)

    assert (opened.code, opened.output) == (0, TEXT)


def test_parts_are_joined_offline_also_when_they_were_carried_as_text(tmp_path: Path, amara: Path) -> None:
    content = bytes(range(256)) * 40_000
    parts = [tmp_path / "0.age", tmp_path / "1.age"]
    sealer = FileSealer(
        bytes(16), AMARA.recipient, lambda number: parts[number].open("w+b"), lambda part: part.close()
    )
    sealer.write(content)
    sealer.finish()
    parts[1].write_text(armor(parts[1].read_bytes()))

    opened = fairwitness("open", "-i", amara, *parts)

    assert opened.output == content
