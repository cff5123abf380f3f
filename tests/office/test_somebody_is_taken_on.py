from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from offices import fairwitness, new_office

from fairwitness.crypto.age import AgeError, open_sealed
from fairwitness.crypto.codes import StaffPassphrase
from fairwitness.crypto.keys import StaffKeys
from fairwitness.office.founding import add_staff
from fairwitness.office.hashing import FastHasher
from fairwitness.office.problems import OfficeError
from fairwitness.office.staff_files import staff_records


def test_the_eight_words_unlock_the_keys_that_stand_in_the_file(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "office")
    said = fairwitness(
        "keys", "staff", "amara", "--channel", "public", "--role", "board", "--dir", folder.path
    )
    lines = [line.split() for line in said.out.splitlines() if line.startswith("  ")]

    derived = StaffPassphrase.read(" ".join(word for _, word in lines)).derive(folder.line(), "amara")

    (record,) = staff_records(folder)
    keys = StaffKeys.from_seed(open_sealed(record.sealed_seed, [derived.unlock]))
    assert (keys.identity.recipient, keys.signing.verifying_key) == (record.recipient, record.key)
    assert FastHasher().verify(derived.sign_in, record.password)
    assert StaffPassphrase.read(" ".join(number for number, _ in lines)).words == tuple(w for _, w in lines)


def test_the_words_of_one_name_unlock_nothing_under_another(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "office")
    amara = add_staff(folder, "amara", "public", role="board")

    derived = StaffPassphrase.read(amara.passphrase).derive(folder.line(), "noor")

    with pytest.raises(AgeError):
        open_sealed(staff_records(folder)[0].sealed_seed, [derived.unlock])


def test_nothing_in_the_folder_holds_the_words(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "office")

    amara = add_staff(folder, "amara", "public", role="board")

    written = "".join(file.read_text("utf-8") for file in folder.path.rglob("*") if file.is_file())
    assert amara.passphrase not in written
    assert json.dumps(amara.numbers) not in written


@pytest.mark.parametrize("name", ["Amara", "amara okafor", "阿玛拉", "../amara", "a" * 33, ""])
def test_a_name_that_nobody_can_sign_in_with_is_refused(tmp_path: Path, name: str) -> None:
    folder = new_office(tmp_path / "office")

    with pytest.raises(OfficeError, match=r"cannot be a sign-in name. Use 1 to 32 of: a-z 0-9 . -"):
        add_staff(folder, name, "public", role="board")

    assert list(folder.staff.iterdir()) == []


@pytest.mark.parametrize("name", ["a" * 81, "Amara\nOkafor", "\u202eromA"])
def test_a_name_that_no_page_can_show_is_refused(tmp_path: Path, name: str) -> None:
    folder = new_office(tmp_path / "office")

    with pytest.raises(OfficeError, match=r"cannot be shown as a name. Use 1 to 80 ordinary characters"):
        add_staff(folder, "amara", "public", role="board", shown_name=name)

    assert list(folder.staff.iterdir()) == []


def test_a_second_amara_is_refused_and_the_first_keeps_her_keys(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "office", "amara")
    before = (folder.staff / "amara.json").read_bytes()

    said = fairwitness(
        "keys", "staff", "amara", "--channel", "public", "--role", "board", "--dir", folder.path
    )

    assert said.sentence == "There is a “amara” already. Choose another sign-in name."
    assert (folder.staff / "amara.json").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("staff", "amara", "--channel", "pubic"), "The charter has no channel “pubic”. Its channels are: public."),
        (("sign-sheet", "--channel", "pubic"), "The charter has no channel “pubic”. Its channels are: public."),
        (("staff", "Amara", "--channel", "public"), "“Amara” cannot be a sign-in name. Use 1 to 32 of: a-z 0-9 . -"),
    ],
)  # fmt: skip
def test_a_slip_of_the_hand_is_one_clear_line(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    folder = new_office(tmp_path / "office")

    said = fairwitness("keys", *words, within=folder.path)

    assert (said.code, said.sentence, said.out) == (1, told, "")


@pytest.mark.parametrize(
    "words",
    [("staff", "amara", "--channel", "public", "--role", "board"), ("sign-sheet", "--channel", "public")],
)
def test_a_wrong_folder_is_one_clear_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    said = fairwitness("keys", *words, "--dir", tmp_path / "ofice")

    assert said.code == 1
    assert said.sentence.startswith(f"There is no office in {tmp_path}/ofice. Name its folder, or make one:")


def test_a_missing_channel_is_said_without_a_traceback(tmp_path: Path) -> None:
    said = fairwitness("keys", "staff", "amara", "--dir", tmp_path)

    assert said.code == 2
    assert said.err.splitlines()[-1].endswith("the following arguments are required: --channel")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("recipient", "age1pq1nonsense"),
        ("recipient", None),
        ("key", "AAAA"),
        ("password", "plain"),
        ("reads", "public"),
        ("sealed_seed", base64.b64encode(b"the seed itself").decode()),
        ("shown_name", "a" * 81),
    ],
)
def test_a_broken_staff_file_is_named(tmp_path: Path, key: str, value: object) -> None:
    folder = new_office(tmp_path / "office", "noor")
    file = folder.staff / "noor.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {key: value}))

    with pytest.raises(OfficeError) as refused:
        staff_records(folder)

    assert str(refused.value) == f"{file} is damaged. Put it back from a copy, or take it out."


@pytest.mark.parametrize("written", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"{}"])
def test_a_file_that_is_no_staff_file_is_named(tmp_path: Path, written: bytes) -> None:
    folder = new_office(tmp_path / "office")
    (folder.staff / "noor.json").write_bytes(written)

    with pytest.raises(
        OfficeError, match=r"noor\.json is damaged\. Put it back from a copy, or take it out\."
    ):
        staff_records(folder)


def test_a_copied_or_renamed_staff_file_is_named(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "office", "amara")
    file = folder.staff / "amara.json"
    (folder.staff / "noor.json").write_text(file.read_text())
    with pytest.raises(OfficeError, match=r"noor.json belongs to “amara”. Name it amara.json"):
        staff_records(folder)

    (folder.staff / "noor.json").write_text(file.read_text().replace('"amara"', '"noor"'))

    with pytest.raises(
        OfficeError, match=r"noor.json holds the same keys as amara.json. Take one of them out"
    ):
        staff_records(folder)
