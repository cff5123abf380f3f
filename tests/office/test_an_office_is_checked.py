from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from offices import Said, change, fairwitness, new_office

from fairwitness.office.checks import check_office
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import add_staff, sign_sheet


@pytest.fixture
def ready(tmp_path: Path, settings: LazySettings) -> OfficeFolder:
    """An office that could open, its key with somebody else."""
    folder = settings.FOLDER = new_office(tmp_path / "office", "amara", "noor")
    folder.office_key.rename(tmp_path / "stick.key")
    return folder


def found() -> dict[str, str]:
    """What the checks say, by their ids."""
    return {str(problem.id): f"{problem.msg} {problem.hint or ''}" for problem in check_office(None)}


def ids(said: Said) -> list[str]:
    return re.findall(r"^(office\.\w\d+): ", said.out, re.MULTILINE)


def test_an_office_that_lacks_nothing_is_told_so(ready: OfficeFolder) -> None:
    said = fairwitness("check", ready.path)

    assert said == Said(0, "Everything is in order.\n", "")


def test_a_new_office_is_told_what_to_do_next(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "office")

    said = fairwitness("check", folder.path)

    assert (said.code, said.err) == (1, "")
    assert ids(said) == ["office.W001", "office.E006"]
    assert f"fairwitness keys staff NAME --channel public --role ROLE --dir {folder.path}" in said.out


@pytest.mark.parametrize("command", ["check", "serve"])
def test_an_absent_office_is_one_sentence(tmp_path: Path, command: str) -> None:
    said = fairwitness(command, tmp_path / "nowhere")

    assert said.code == 1
    (line,) = (said.out + said.err).splitlines()
    assert line.startswith(
        f"office.E001: There is no office in {tmp_path}/nowhere. Make one: fairwitness init"
    )


def test_an_office_key_on_the_server_is_warned_of(ready: OfficeFolder, tmp_path: Path) -> None:
    (tmp_path / "stick.key").rename(ready.office_key)

    assert "Move it to a medium" in found()["office.W001"]


def test_a_key_that_others_can_read_is_found(ready: OfficeFolder) -> None:
    ready.django_key.chmod(0o640)

    assert list(found().items()) == [
        ("office.E004", f"Others on this machine can read {ready.django_key}. chmod 600 {ready.django_key}")
    ]


@pytest.mark.parametrize("name", ["line.id", "office.pub", "django.key"])
def test_a_missing_key_file_is_found(ready: OfficeFolder, name: str) -> None:
    (ready.path / name).unlink()

    assert f"{ready.path / name} is missing. Put it back from a copy" in found()["office.E003"]


def test_a_missing_sheet_is_found(ready: OfficeFolder, tmp_path: Path) -> None:
    sign_sheet(ready, "public", key_file=tmp_path / "stick.key")
    (ready.sheets / "public.1.sheet").unlink()

    assert "does not follow the one before. Put the missing one back" in found()["office.E005"]


@pytest.mark.parametrize(
    ("days", "told"),
    [(-1, {"office.E007"}), (0, {"office.W002"}), (29, {"office.W002"}), (30, set())],
)
def test_a_sheet_that_has_ended_or_soon_will_is_found(
    ready: OfficeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, told: set[str]
) -> None:
    sheet = sign_sheet(ready, "public", key_file=tmp_path / "stick.key", until=today() + timedelta(days=60))

    monkeypatch.setattr("fairwitness.office.checks.today", lambda: sheet.until - timedelta(days=days))

    assert set(found()) == told


def test_a_reviewer_who_is_on_no_sheet_is_found(ready: OfficeFolder) -> None:
    add_staff(ready, "lin", "public", role="board")

    assert "does not list the people of today. Sign the next one" in found()["office.W003"]


def test_a_reviewer_in_another_s_place_is_found(ready: OfficeFolder) -> None:
    (ready.staff / "noor.json").unlink()

    add_staff(ready, "lin", "public", role="board")

    assert set(found()) == {"office.W003"}


def test_one_reviewer_alone_is_warned_of(tmp_path: Path, settings: LazySettings) -> None:
    settings.FOLDER = new_office(tmp_path / "office", "amara")

    assert "one reviewer; a finding needs two" in found()["office.W004"]


def test_a_charter_that_nobody_signed_is_found(ready: OfficeFolder) -> None:
    change(ready.charter, "= 365", "= 180")

    assert set(found()) == {"office.W005"}


def test_a_broken_staff_file_is_one_sentence(ready: OfficeFolder) -> None:
    (ready.staff / "noor.json").write_text("{}")

    said = fairwitness("check", ready.path)

    assert said.out == (
        f"office.E005: The key sheets of “public” cannot be used. {ready.staff}/noor.json is damaged. "
        "Put it back from a copy, or take it out.\n"
    )
    assert said.err == ""


def test_a_weakened_policy_is_found(ready: OfficeFolder, settings: LazySettings) -> None:
    del ready
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy | {"script-src": ["'self'", "'unsafe-inline'"]}}

    assert set(found()) == {"office.E008"}


@pytest.mark.parametrize("pragma", ["synchronous=FULL", "secure_delete=ON"])
def test_a_forgetful_or_remembering_sqlite_is_found(
    ready: OfficeFolder, settings: LazySettings, monkeypatch: pytest.MonkeyPatch, pragma: str
) -> None:
    del ready
    told = "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON".replace(pragma, "")
    sqlite = {"ENGINE": "fairwitness.site.sqlite", "OPTIONS": {"init_command": told}}

    monkeypatch.setitem(settings.DATABASES, "default", sqlite)

    assert set(found()) == {"office.E009"}


def test_debug_is_found(ready: OfficeFolder, settings: LazySettings) -> None:
    del ready
    settings.DEBUG = True

    assert set(found()) == {"office.E010"}
