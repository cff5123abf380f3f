"""Somebody who guards names is made, signed onto the sheet and taken up as readers are, and reads nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import keys_of
from guarding import bo_guards_names, bo_is_here
from offices import change, fairwitness, made, new_office
from pytest_django import Settings

from fairwitness.office.checks import check_office
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import add_staff, newly_invited, sign_sheet
from fairwitness.office.inviting import accept, invite
from fairwitness.office.models import Seat, Staff
from fairwitness.office.problems import OfficeError
from fairwitness.office.reading import holders_by_role, holders_of_staff, numbers_to_read_out
from fairwitness.office.staff_files import staff_records


@pytest.fixture
def folder(tmp_path: Path) -> OfficeFolder:
    return new_office(tmp_path / "office", "amara")


def test_the_command_makes_them_and_the_sheet_names_them_apart_from_those_who_read(
    folder: OfficeFolder,
) -> None:
    made_here = fairwitness(
        "keys",
        "staff",
        "bo",
        "--channel",
        "public",
        "--custodian",
        "--shown-name",
        "Mr Bo",
        "--dir",
        folder.path,
    )

    signed = fairwitness("keys", "sign-sheet", "--channel", "public", "--dir", folder.path)

    assert (made_here.code, signed.code) == (0, 0)
    read, guarded = signed.out.split("Who guards names:\n")
    assert "amara" in read
    assert "Mr Bo" not in read
    assert "Mr Bo" in guarded
    sheet = sign_sheet(folder, "public")
    assert [one.name for one in sheet.custodians] == ["Mr Bo"]
    assert sheet.custodians[0].recipient not in sheet.holders


def test_who_is_invited_makes_their_own_keys_and_reads_them_out(folder: OfficeFolder) -> None:
    secret = invite(folder, "bo", "public", shown_name="Mr Bo", guards=True, by="ada")
    keys = made(folder, "bo")

    record = accept(folder, "bo", secret, keys)

    assert (record.guards, record.invited_by) == (True, "ada")
    assert [one.fingerprint for one in newly_invited(folder, "public")] == [record.on_sheet.fingerprint]
    assert [one.key for one in sign_sheet(folder, "public").custodians] == [keys.key]
    assert newly_invited(folder, "public") == []


def test_new_words_of_theirs_wait_for_a_sheet_as_a_reader_s_do(folder: OfficeFolder) -> None:
    add_staff(folder, "bo", "public", guards=True)
    sign_sheet(folder, "public")
    secret = invite(folder, "bo", "public", guards=True, again=True)

    record = accept(folder, "bo", secret, made(folder, "bo"))

    assert record.waiting is not None
    assert sign_sheet(folder, "public").custodians == (record.on_sheet,)


@pytest.mark.parametrize(
    ("name", "how", "said"),
    [
        ("amara", {"guards": True, "again": True}, "“amara” reads tips, and nobody does both"),
        ("bo", {"role": "board", "again": True}, "“bo” guards names, and nobody does both"),
        ("ines", {"guards": True, "role": "board"}, "Whoever guards names reads no tip"),
    ],
)
def test_nobody_reads_and_guards_names(
    folder: OfficeFolder, name: str, how: dict[str, str], said: str
) -> None:
    add_staff(folder, "bo", "public", guards=True)

    with pytest.raises(OfficeError, match=said):
        invite(folder, name, "public", **how)  # type: ignore[arg-type]  # a table of several kinds

    assert not list(folder.invitations.glob("*.json"))


def test_a_file_that_says_both_is_damaged(folder: OfficeFolder) -> None:
    add_staff(folder, "bo", "public", guards=True)
    change(folder.staff / "bo.json", '"public": ""', '"public": "board"')

    with pytest.raises(OfficeError, match=r"bo.json is damaged"):
        staff_records(folder)


@pytest.mark.usefixtures("office")
def test_whoever_read_never_guards_names_later_under_that_name() -> None:
    bo_is_here()
    Staff.objects.filter(sign_in_name="bo").update(role=Staff.Role.REVIEWER)

    with pytest.raises(OfficeError, match="“bo” was somebody’s sign-in name here"):
        bo_is_here()

    assert Staff.objects.get(sign_in_name="bo").role == Staff.Role.REVIEWER


def test_a_sheet_without_somebody_who_guards_names_by_now_is_told(
    folder: OfficeFolder, settings: Settings
) -> None:
    settings.FOLDER = folder
    add_staff(folder, "bo", "public", guards=True)

    problems = {one.id for one in check_office(None)}

    assert "office.W003" in problems


@pytest.mark.usefixtures("office")
def test_their_seat_is_none_of_those_in_which_a_channel_is_read() -> None:
    bo = bo_guards_names()
    channel = bo.channels.get()

    seat = Seat.objects.get(staff=bo)

    holder = keys_of("bo").identity.recipient.holder
    assert seat.reader == ""
    assert holder not in holders_of_staff(channel)
    assert set(holders_by_role(channel)) == {"coordinator", "board"}


@pytest.mark.usefixtures("office")
def test_their_numbers_are_read_out_until_a_sheet_names_them() -> None:
    before = numbers_to_read_out(bo_is_here())

    after = numbers_to_read_out(bo_guards_names())

    assert len(before.split()) == 5
    assert after == ""
