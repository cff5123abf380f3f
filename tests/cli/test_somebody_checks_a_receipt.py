from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import Told, answered, told
from clock import Clock
from offices import fairwitness, new_office

from fairwitness.cli import main
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.line_keys import publish_line_key
from fairwitness.crypto.not_confirmed import NotConfirmed, publish_not_confirmed
from fairwitness.crypto.receipts import publish_receipt
from fairwitness.journal.actions import chain_what_is_over
from fairwitness.journal.models import Entry, Link
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import office_key_of
from fairwitness.office.guards import Guards
from fairwitness.sealed.receipts import receipt_of, signed

Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def guards_are_said_to_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are away in tests."""
    monkeypatch.setattr(Guards, "missing", lambda *_: [])


@pytest.fixture
def tip(clock: Clock) -> Told:
    """Sent and answered on the first day."""
    del clock
    tip = told()
    answered(tip.conversation)
    return tip


@pytest.fixture
def kept(tip: Told, tmp_path: Path) -> Path:
    """The receipt that its tipster took on that day, as a Windows program has saved it."""
    file = tmp_path / "receipt.txt"
    file.write_text(signed(tip.tip), newline="\r\n")
    return file


def verify(kept: Path, office: OfficeFolder, *more: object) -> int:
    """What somebody types."""
    return main(["verify", "receipt", str(kept), "--office", str(office.office_pub), *map(str, more)])


def test_a_receipt_holds_with_the_office_s_public_key_alone(
    kept: Path, tip: Told, office: OfficeFolder, capsys: Printed
) -> None:
    day, sealed = tip.tip.received, receipt_of(tip.tip).sealed.hex()

    assert verify(kept, office) == 0

    assert capsys.readouterr().out.splitlines() == [
        "The line has signed this receipt, and the office has signed the line's key.",
        f"It was made on {day}.",
        f"The tip was received on {day}.",
        f"It was in the state “acknowledged” on {day}.",
        "The last of these is where it stood when the receipt was made.",
        f"The SHA-256 of the sealed tip is {sealed}.",
    ]


def test_neither_a_database_nor_an_office_s_folder_is_needed(
    kept: Path, office: OfficeFolder, tmp_path: Path
) -> None:
    key = tmp_path / "elsewhere.pub"
    key.write_text(office.office_pub.read_text())

    said = fairwitness("verify", "receipt", kept, "--office", key)

    assert (said.code, said.err) == (0, "")


def test_a_receipt_of_the_first_day_stands_in_the_journal_then_and_when_the_chain_has_moved_on(
    kept: Path, office: OfficeFolder, clock: Clock, capsys: Printed
) -> None:
    assert verify(kept, office, "--dir", office.path) == 0
    assert "the entry is chained when its day is over" in capsys.readouterr().out

    clock.passes(hours=72)
    chain_what_is_over(office.signs_with())

    assert verify(kept, office, "--dir", office.path) == 0
    assert "The journal says the same, and holds." in capsys.readouterr().out


def test_a_journal_that_has_lost_the_entry_is_told(kept: Path, office: OfficeFolder, capsys: Printed) -> None:
    Entry.objects.all().delete()

    assert verify(kept, office, "--dir", office.path) == 1

    assert "The journal does not hold: it does not say what the receipt says." in capsys.readouterr().err


def test_a_journal_in_which_something_else_was_changed_is_told_too(
    kept: Path, office: OfficeFolder, clock: Clock, capsys: Printed
) -> None:
    clock.passes(hours=24)
    chain_what_is_over(office.signs_with())
    Link.objects.filter(kind="acknowledged").update(by="somebody")

    assert verify(kept, office, "--dir", office.path) == 1

    assert "was changed, or one before it was put in another order" in capsys.readouterr().err


def test_a_receipt_that_was_changed_does_not_hold(
    kept: Path, tip: Told, office: OfficeFolder, capsys: Printed
) -> None:
    kept.write_text(kept.read_text().replace(str(tip.tip.received), "2020-01-01"))

    assert verify(kept, office) == 1

    said = capsys.readouterr()
    assert said.err == "The receipt does not hold: this receipt is not signed by the line's key.\n"
    assert said.out == ""


def test_a_receipt_of_another_office_does_not_hold(kept: Path, tmp_path: Path, capsys: Printed) -> None:
    other = new_office(tmp_path / "other")

    assert verify(kept, other) == 1

    assert "the key in this receipt is not signed by this office" in capsys.readouterr().err


def test_a_receipt_of_another_line_of_the_office_is_not_looked_for_in_this_one_s_journal(
    kept: Path, tip: Told, office: OfficeFolder, capsys: Printed
) -> None:
    line, key = bytes(16), SigningKey.generate()
    line_key = publish_line_key(line, key.verifying_key, office_key_of(office))
    kept.write_text(publish_receipt(replace(receipt_of(tip.tip), line=line), key, line_key))

    assert verify(kept, office) == 0
    assert verify(kept, office, "--dir", office.path) == 1

    assert "The receipt is another line's" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["receipt.txt", "office.pub"])
def test_what_cannot_be_read_is_no_proof_of_anything(
    kept: Path, office: OfficeFolder, tmp_path: Path, missing: str, capsys: Printed
) -> None:
    files = {"receipt.txt": kept, "office.pub": office.office_pub, missing: tmp_path / "nowhere"}

    code = main(["verify", "receipt", str(files["receipt.txt"]), "--office", str(files["office.pub"])])

    assert code == 2
    assert "No such file" in capsys.readouterr().err


def test_a_file_that_is_no_key_is_told(kept: Path, capsys: Printed) -> None:
    assert main(["verify", "receipt", str(kept), "--office", str(kept)]) == 2

    assert "this is no office's public key" in capsys.readouterr().err


def test_a_letter_that_something_was_not_confirmed_is_read_too(
    office: OfficeFolder, tmp_path: Path, capsys: Printed
) -> None:
    letter = NotConfirmed(office.line(), *(date(2026, month, 4) for month in (3, 1, 2)))
    text = publish_not_confirmed(letter, office.signs_with(), office.line_pub.read_bytes())
    file, changed = tmp_path / "letter.txt", tmp_path / "changed.txt"
    file.write_text(text)
    changed.write_text(text.replace("2026-02-04", "2026-02-05"))

    assert verify(file, office) == 0
    assert capsys.readouterr().out.splitlines() == [
        "The line has signed this letter, and the office has signed the line's key.",
        "It was made on 2026-03-04.",
        "Whoever holds it was asked about something alleged on 2026-01-04.",
        "On 2026-02-04 it was not confirmed. The letter names nobody.",
    ]
    assert verify(changed, office) == 1
