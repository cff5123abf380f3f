from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli.people import AMARA, CHUNK, CLASSIC, NOOR, TEXT, left_in
from command import fairwitness

from fairwitness.crypto.age import seal
from fairwitness.crypto.armor import armor


def damaged_files() -> dict[str, bytes]:
    good = seal(os.urandom(2 * CHUNK), [AMARA.recipient])
    text = armor(good).encode()
    middle = len(good) - CHUNK
    return {
        "nothing": b"",
        "no age file": TEXT,
        "half a header": good[:100],
        "a changed header": good[:60] + bytes([good[60] ^ 1]) + good[61:],
        "a changed first chunk": good[:2000] + bytes([good[2000] ^ 1]) + good[2001:],
        "a changed last chunk": good[:middle] + bytes([good[middle] ^ 1]) + good[middle + 1 :],
        "cut off": good[:-1],
        "cut between chunks": good[: -CHUNK - 16],
        "goes on": good + b"\0",
        "armor cut off": text[: len(text) // 2],
        "armor without its end": text[:-10],
        "armor that goes on": text + b"more",
        "armor with a changed letter": text[:2000] + b"!" + text[2001:],
    }


DAMAGED = damaged_files()


@pytest.mark.parametrize("damage", DAMAGED)
def test_damage_is_told_in_one_line_and_leaves_no_file(tmp_path: Path, amara: Path, damage: str) -> None:
    opened = fairwitness("open", "-i", amara, "-o", tmp_path / "opened", stdin=DAMAGED[damage])

    assert opened.in_one_line
    assert left_in(tmp_path, amara) == []


def test_damage_never_replaces_what_was_there(tmp_path: Path, amara: Path) -> None:
    old = tmp_path / "opened"
    old.write_bytes(b"what was opened yesterday")

    opened = fairwitness("open", "--force", "-i", amara, "-o", old, stdin=DAMAGED["cut off"])

    assert opened.in_one_line
    assert "--force" not in opened.errors
    assert old.read_bytes() == b"what was opened yesterday"


def test_on_standard_output_nothing_after_the_damage_comes_and_the_code_tells(amara: Path) -> None:
    opened = fairwitness("open", "-i", amara, stdin=DAMAGED["a changed last chunk"])

    assert opened.in_one_line
    assert len(opened.output) == CHUNK


def test_the_wrong_key_opens_nothing(tmp_path: Path, amara: Path) -> None:
    sealed = seal(TEXT, [NOOR.recipient])

    opened = fairwitness("open", "-i", amara, "-o", tmp_path / "opened", stdin=sealed)

    assert opened.in_one_line
    assert "none of the keys" in opened.errors
    assert left_in(tmp_path, amara) == []


def test_a_bad_line_of_a_key_file_is_named_and_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "some.key"
    file.write_text(f"# one good, one bad\n{AMARA.reveal()}\n{NOOR.reveal()[:-1]}\n")

    opened = fairwitness("open", "-i", file, stdin=seal(TEXT, [AMARA.recipient]))

    assert opened.in_one_line
    assert "some.key, line 3" in opened.errors
    assert NOOR.reveal()[:30] not in opened.errors


@pytest.mark.parametrize(
    "arguments",
    [
        ("seal", "-r", str(AMARA.recipient)[:-1]),
        ("seal", "-r", "age1tag1qqqq"),
        ("seal", "-r", str(AMARA.recipient), "-r", str(CLASSIC.recipient)),
        ("seal", "-r", str(AMARA.recipient), "no-such-file"),
        ("seal", "-r", str(AMARA.recipient), "-o", "no-such-folder/sealed"),
        ("seal", "-r", str(AMARA.recipient), "."),
        ("open", "-i", "no-such-key"),
        ("open", "-i", "."),
        ("open", "-i", "/dev/null"),
    ],
)
def test_a_command_that_cannot_work_says_why_in_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ended = fairwitness(*arguments, stdin=TEXT, folder=tmp_path)

    assert ended.in_one_line
    assert ended.output == b""
    assert left_in(tmp_path) == []
