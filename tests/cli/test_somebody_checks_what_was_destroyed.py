from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from offices import fairwitness, new_office

from fairwitness.cli import main
from fairwitness.crypto.destroyed import DestroyedList, Salted, publish_list
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.keys import SigningKey
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder

Printed = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> OfficeFolder:
    """Nothing that is done here changes it."""
    return new_office(tmp_path_factory.mktemp("destroyed") / "office")


@pytest.fixture
def fetched(office: OfficeFolder, tmp_path: Path) -> Path:
    """The list as it came over the wire."""
    return put(tmp_path, office, office.signs_with())


def put(folder: Path, office: OfficeFolder, key: SigningKey, *, line: bytes = b"", days: int = 0) -> Path:
    listed = DestroyedList(line or office.line(), today() + timedelta(days=days), (Salted.of(["a grant"]),))
    file = folder / "destroyed.list.new"
    file.write_bytes(publish_list(listed, key))
    return file


def words(file: Path, office: OfficeFolder) -> tuple[str, ...]:
    """What somebody types."""
    keys = ("--line", str(office.line_pub), "--office", str(office.office_pub))
    return ("verify", "destroyed", str(file), *keys)


def test_it_says_whose_list_it_is_and_of_which_day_without_an_office_s_folder(
    fetched: Path, office: OfficeFolder
) -> None:
    said = fairwitness(*words(fetched, office))

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "The line has signed this list, and the office has signed the line's key.",
        f"It is what the line {b64(office.line())} has destroyed, as of {today()}.",
    ]


def test_a_page_that_came_instead_is_no_list(office: OfficeFolder, tmp_path: Path, capsys: Printed) -> None:
    page = tmp_path / "destroyed.list.new"
    page.write_text("<!doctype html>\n<title>Soon back</title>\n")

    assert main([*words(page, office)]) == 1

    assert capsys.readouterr().err == "The list does not hold: this list is not signed by the line's key.\n"


def test_half_a_list_does_not_hold(fetched: Path, office: OfficeFolder, capsys: Printed) -> None:
    fetched.write_bytes(fetched.read_bytes()[:100_000])

    assert main([*words(fetched, office)]) == 1

    assert "this list is not signed by the line's key" in capsys.readouterr().err


def test_a_list_that_somebody_else_has_signed_does_not_hold(
    office: OfficeFolder, tmp_path: Path, capsys: Printed
) -> None:
    assert main([*words(put(tmp_path, office, SigningKey.generate()), office)]) == 1

    assert "this list is not signed by the line's key" in capsys.readouterr().err


def test_another_line_s_list_does_not_hold(office: OfficeFolder, tmp_path: Path, capsys: Printed) -> None:
    assert main([*words(put(tmp_path, office, office.signs_with(), line=bytes(16)), office)]) == 1

    assert "this list is another line's" in capsys.readouterr().err


def test_a_list_of_a_day_that_is_still_to_come_does_not_take_the_place_of_today_s(
    office: OfficeFolder, tmp_path: Path, capsys: Printed
) -> None:
    assert main([*words(put(tmp_path, office, office.signs_with(), days=1), office)]) == 1

    assert "a day that is still to come" in capsys.readouterr().err


def test_a_line_s_key_that_another_office_has_signed_does_not_count(
    fetched: Path, office: OfficeFolder, tmp_path: Path, capsys: Printed
) -> None:
    other = new_office(tmp_path / "other")

    code = main(
        [
            "verify",
            "destroyed",
            str(fetched),
            "--line",
            str(office.line_pub),
            "--office",
            str(other.office_pub),
        ]
    )

    assert code == 1
    assert "this line's key is not signed by the office" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["destroyed.list.new", "line.pub", "office.pub"])
def test_what_cannot_be_read_says_nothing_of_the_list(
    fetched: Path, office: OfficeFolder, tmp_path: Path, missing: str, capsys: Printed
) -> None:
    typed = [str(tmp_path / "nowhere") if word.endswith(missing) else word for word in words(fetched, office)]

    assert main(typed) == 2

    assert "No such file" in capsys.readouterr().err
