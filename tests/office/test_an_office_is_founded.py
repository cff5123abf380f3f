from __future__ import annotations

import stat
from pathlib import Path

import pytest
from offices import fairwitness, new_office

from fairwitness.office.charter import load
from fairwitness.office.founding import found, read_office_key
from fairwitness.office.problems import OfficeError


def test_init_writes_charter_line_id_and_office_key(tmp_path: Path) -> None:
    said = fairwitness("init", "--yes", tmp_path / "office")

    folder = new_office(tmp_path / "another")
    assert said.code == 0
    assert f"fairwitness keys sign-sheet --channel public --dir {tmp_path}/office" in said.out
    assert [one.slug for one in load(tmp_path / "office" / "charter.toml").channels] == ["public"]
    assert folder.line() != type(folder)(tmp_path / "office").line()


def test_nobody_else_on_the_machine_can_read_the_keys(tmp_path: Path) -> None:
    folder = found(tmp_path / "office")

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (folder.office_key, folder.django_key)}

    assert modes == {"office.key": 0o600, "django.key": 0o600}
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.staff.stat().st_mode) == 0o700


def test_the_office_key_is_the_other_half_of_what_is_published(tmp_path: Path) -> None:
    folder = found(tmp_path / "office")

    key = read_office_key(folder.office_key)

    assert key.verifying_key == folder.verifying_key()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")

    said = fairwitness("init", "--yes", tmp_path)

    assert (said.code, said.sentence) == (1, f"{tmp_path} is not empty. Name a folder that is not there yet.")
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_where_the_folder_should_be_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "office").write_text("mine")

    with pytest.raises(OfficeError, match="is not empty"):
        found(tmp_path / "office")

    assert (tmp_path / "office").read_text() == "mine"


def test_an_empty_folder_that_is_there_is_used(tmp_path: Path) -> None:
    folder = found(tmp_path)

    assert folder.charter.is_file()
