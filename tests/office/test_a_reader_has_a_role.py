"""In which role somebody reads a channel: given when they are taken on, kept in their file, taken up into the database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_up_office import FOLDER, SEATS
from pytest_django import Settings

from fairwitness.cli import main
from fairwitness.office.actions import take_up
from fairwitness.office.checks import check_office
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import add_staff, found
from fairwitness.office.models import Seat
from fairwitness.office.problems import OfficeError


def test_the_database_knows_who_reads_as_what(office: OfficeFolder) -> None:
    take_up(office)

    seats = Seat.objects.values_list("staff__sign_in_name", "channel__slug", "reader")

    assert set(seats) == set(SEATS)


def test_amara_becomes_a_member_of_the_board(office: OfficeFolder) -> None:
    file = office.staff / "amara.json"
    before = file.read_text()
    file.write_text(before.replace('"coordinator"', '"board"'))

    try:
        take_up(office)
    finally:
        file.write_text(before)

    assert Seat.objects.get(staff__sign_in_name="amara").reader == "board"


@pytest.mark.django_db  # whose name it was before is asked of it, where there is one
def test_the_command_writes_the_role_down(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found(tmp_path / "office")

    done = main(
        [
            "keys",
            "staff",
            "amara",
            "--channel",
            "public",
            "--role",
            "board",
            "--dir",
            str(tmp_path / "office"),
        ]
    )

    assert done == 0
    assert json.loads((tmp_path / "office/staff/amara.json").read_text())["reads"] == {"public": "board"}
    assert "Eight words" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("role", "said"), [("", "is read in several roles"), ("chief", "nobody reads “public” as “chief”")]
)
def test_a_role_that_the_charter_does_not_give_is_refused(role: str, said: str, tmp_path: Path) -> None:
    folder = found(tmp_path / "office")

    with pytest.raises(OfficeError, match=f"{said}.*--role coordinator or --role board"):
        add_staff(folder, "amara", "public", role=role)

    assert not list(folder.staff.iterdir())


def test_where_there_is_one_role_nobody_has_to_name_it() -> None:
    record = json.loads((FOLDER.staff / "wei.json").read_text())

    assert record["reads"] == {"workers": "safety"}


def test_a_role_that_left_the_charter_keeps_the_line_closed(tmp_path: Path, settings: Settings) -> None:
    folder = settings.FOLDER = found(tmp_path / "office")
    add_staff(folder, "amara", "public", role="board")
    folder.charter.write_text(
        folder.charter.read_text("utf-8").replace('role = "board"', 'role = "trustee"'), "utf-8"
    )

    problems = [problem for problem in check_office(None) if problem.id == "office.E011"]

    [problem] = problems
    assert "“amara” reads “public” as “board”, and the charter has no such reader" in problem.msg
    assert problem.msg.endswith("into staff/amara.json: coordinator, trustee.")
