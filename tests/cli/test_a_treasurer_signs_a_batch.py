"""`fairwitness rewards`, as a treasurer and whoever keeps the office key run it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from offices import fairwitness, new_office

from fairwitness.crypto.batches import Answered, Asked, BatchError, read_answers, read_batch, write_lines
from fairwitness.crypto.codes import StaffPassphrase
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.reward_sheets import RewardSheet
from fairwitness.crypto.treasury import Treasury
from fairwitness.crypto.vouchers import Pending, begin
from fairwitness.office.reward_sheets import signed_reward_sheets

UNTIL = date(2027, 6, 30)


@dataclass
class Treasurer:
    """With a key file, and the words that open it."""

    file: Path
    words: str
    sheet: RewardSheet

    def claims(self, count: int) -> list[Pending]:
        keys = self.sheet.keys
        return [begin(self.sheet, keys[number % len(keys)].id) for number in range(count)]


@pytest.fixture(scope="module")
def treasurer(tmp_path_factory: pytest.TempPathFactory) -> Treasurer:
    treasury, words = Treasury.generate((10_000, 50_000), "EUR", 2026, UNTIL), StaffPassphrase.generate()
    file = tmp_path_factory.mktemp("treasurer") / "2026.keys"
    file.write_bytes(treasury.to_file(words))
    return Treasurer(file, " ".join(words.words), RewardSheet(bytes(16), bytes(32), 1, treasury.keys))


def batch_of(pending: list[Pending]) -> bytes:
    return write_lines(Asked(one.key, one.blinded) for one in pending)


def test_keys_are_made_put_on_a_sheet_and_sign(tmp_path: Path) -> None:
    folder, file = new_office(tmp_path / "office"), tmp_path / "2026.keys"
    of = ("--year", "2026", "--currency", "EUR", "--until", "2027-06-30", "-o", file)

    made = fairwitness("rewards", "keys", *of, "--amount", "10000", "--amount", "50000")
    signed = fairwitness("rewards", "sheet", f"{file}.pub", "--dir", folder.path)

    (sheet,) = signed_reward_sheets(folder)
    words = " ".join(line.split()[1] for line in made.out.splitlines()[2:10])
    opened = Treasury.from_file(file.read_bytes(), StaffPassphrase.read(words))
    assert set(opened.keys) == set(sheet.keys)
    assert all(key.fingerprint in made.out and key.fingerprint in signed.out for key in sheet.keys)
    assert (file.stat().st_mode & 0o777, sheet.hash.hex() in signed.out) == (0o600, True)


def test_a_batch_is_answered_in_an_order_that_tells_nothing(treasurer: Treasurer, tmp_path: Path) -> None:
    claims, batch, answers = treasurer.claims(6), tmp_path / "batch", tmp_path / "answers"
    batch.write_bytes(batch_of(claims))

    said = fairwitness(
        "rewards", "sign", batch, "--keys", treasurer.file, "-o", answers, typed=treasurer.words
    )

    found = read_answers(answers.read_bytes())
    signed = {one.blinded: one.signed for one in found}
    worth = [one.finalize(treasurer.sheet, signed[one.blinded]).verify(treasurer.sheet) for one in claims]
    assert [key.amount for key in worth] == [10_000, 50_000] * 3
    assert [(one.key, one.blinded) for one in found] == [
        (one.key, one.blinded) for one in read_batch(batch.read_bytes())
    ]
    assert "3 × EUR 50000 of 2026" in said.out


def test_whoever_came_first_stands_anywhere_in_a_batch(treasurer: Treasurer) -> None:
    claims = treasurer.claims(5)

    assert batch_of(claims) == batch_of(claims[::-1])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: [*lines, lines[-1]], "repeats the one before it"),
        (lambda lines: lines[::-1], "not in the order of a batch"),
        (lambda lines: [lines[0].replace('"blinded"', '"tip"'), *lines[1:]], "Line 1 is not what the line has written"),
        (lambda lines: [*lines[:-1], lines[-1][:-9]], "Line 3 is not what the line has written"),
        (lambda _: [json.dumps({"key": b64(b"k" * 32), "blinded": b64(b"\1" * 384)}, separators=(",", ":"))], "a key that is not in this file"),
        (lambda lines: [lines[0][:-514] + b64(b"\xff" * 384) + '"}'], "a number that its key cannot sign"),
        (lambda lines: lines * 4_000, "too large"),
        (lambda _: [], "empty"),
    ],
    ids=["repeated", "unsorted", "another field", "cut", "foreign", "out of range", "oversized", "empty"],
)  # fmt: skip
def test_each_fault_of_a_batch_has_its_own_sentence_and_nothing_is_signed(
    treasurer: Treasurer, tmp_path: Path, change: Callable[[list[str]], list[str]], said: str
) -> None:
    batch, answers = tmp_path / "batch", tmp_path / "answers"
    lines = batch_of(treasurer.claims(3)).decode().splitlines()
    batch.write_text("".join(f"{line}\n" for line in change(lines)))

    done = fairwitness(
        "rewards", "sign", batch, "--keys", treasurer.file, "-o", answers, typed=treasurer.words
    )

    assert (done.code, answers.exists(), len(done.err.splitlines())) == (1, False, 1)
    assert said in done.err


def test_wrong_words_sign_nothing(treasurer: Treasurer, tmp_path: Path) -> None:
    batch, answers = tmp_path / "batch", tmp_path / "answers"
    batch.write_bytes(batch_of(treasurer.claims(1)))
    others = " ".join(StaffPassphrase.generate().words)

    done = fairwitness("rewards", "sign", batch, "--keys", treasurer.file, "-o", answers, typed=others)

    assert "These are not the eight words of this file. Nothing was signed." in done.err
    assert not answers.exists()


def test_a_key_file_whose_amounts_were_exchanged_signs_nothing(treasurer: Treasurer, tmp_path: Path) -> None:
    edited, batch = tmp_path / "edited.keys", tmp_path / "batch"
    of = json.loads(treasurer.file.read_text())
    of["keys"][0]["modulus"], of["keys"][1]["modulus"] = of["keys"][1]["modulus"], of["keys"][0]["modulus"]
    edited.write_text(json.dumps(of, separators=(",", ":")))
    batch.write_bytes(batch_of(treasurer.claims(1)))

    done = fairwitness(
        "rewards", "sign", batch, "--keys", edited, "-o", tmp_path / "answers", typed=treasurer.words
    )

    assert "Somebody has edited this file" in done.err


def test_answers_that_were_cut_off_are_refused(treasurer: Treasurer) -> None:
    whole = write_lines(Answered(one.key, one.blinded, bytes(384)) for one in treasurer.claims(2))

    with pytest.raises(BatchError, match="cut off"):
        read_answers(whole[:-1])

    assert len(read_answers(whole)) == 2


def test_a_last_day_is_put_off_and_never_brought_forward(tmp_path: Path) -> None:
    folder, made = new_office(tmp_path / "office"), Treasury.generate((10_000,), "EUR", 2026, UNTIL)
    public = made.public_file()
    files = {}
    for day in ("2027-06-30", "2027-12-31", "2027-01-31"):
        files[day] = tmp_path / day
        files[day].write_bytes(public.replace(b"2027-06-30", day.encode()))

    said = [fairwitness("rewards", "sheet", file, "--dir", folder.path) for file in files.values()]

    assert [one.code for one in said] == [0, 0, 1]
    assert "put off, and not brought forward" in said[2].err
    assert [str(sheet.keys[0].until) for sheet in signed_reward_sheets(folder)] == [
        "2027-06-30",
        "2027-12-31",
    ]
