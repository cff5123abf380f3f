from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client
from offices import change, fairwitness, new_office

from fairwitness.crypto.codes import StaffPassphrase
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.keys import SigningKey
from fairwitness.office.actions import take_up
from fairwitness.office.administrators import add_administrator
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import add_staff, new_line_key, read_office_key, sign_sheet
from fairwitness.office.models import Channel, Office, Seat, SignedSheet, Staff, StaffKey
from fairwitness.office.problems import OfficeError
from fairwitness.office.reading import channel, current_sheet

pytestmark = pytest.mark.django_db
SIGN_IN = "/en/desk/sign-in/"


@pytest.fixture
def folder(tmp_path: Path) -> OfficeFolder:
    """An office that was taken up once."""
    folder = new_office(tmp_path / "office", "amara", "noor")
    take_up(folder)
    return folder


def signs_in(client: Client, folder: OfficeFolder, name: str, passphrase: str) -> int:
    secret = StaffPassphrase.read(passphrase).derive(folder.line(), name).sign_in
    return client.post(SIGN_IN, {"name": name, "secret": secret}).status_code


def test_taking_up_twice_changes_nothing(folder: OfficeFolder) -> None:
    models = (Office, Channel, Staff, StaffKey, Seat, SignedSheet)
    before = [set(model.objects.values_list("pk", flat=True)) for model in models]

    take_up(folder)

    assert [set(model.objects.values_list("pk", flat=True)) for model in models] == before
    assert [len(rows) for rows in before] == [1, 1, 2, 2, 2, 1]


def test_a_channel_that_left_the_charter_is_closed(folder: OfficeFolder) -> None:
    change(folder.charter, 'slug = "public"', 'slug = "everybody"')

    take_up(folder)

    assert channel("public") is None
    assert channel("everybody") is not None


@pytest.mark.parametrize("name", ["line.id", "office.pub"])
def test_a_database_of_another_line_is_refused(folder: OfficeFolder, tmp_path: Path, name: str) -> None:
    other = new_office(tmp_path / "other")
    (folder.path / name).write_bytes((other.path / name).read_bytes())

    with pytest.raises(OfficeError, match="The database belongs to another line or office key"):
        take_up(folder)


def test_a_published_sheet_that_vanished_is_refused(folder: OfficeFolder) -> None:
    (folder.sheets / "public.1.sheet").unlink()

    with pytest.raises(OfficeError, match="Sheet 1 of “public” was published and is now gone or changed"):
        take_up(folder)


def test_a_published_sheet_that_was_signed_anew_is_refused(folder: OfficeFolder) -> None:
    (folder.sheets / "public.1.sheet").unlink()
    add_staff(folder, "lin", "public", role="board")
    sign_sheet(folder, "public")

    with pytest.raises(OfficeError, match="Sheet 1 of “public” was published and is now gone or changed"):
        take_up(folder)

    assert SignedSheet.objects.count() == 1


def test_what_is_refused_changes_nothing(folder: OfficeFolder) -> None:
    (folder.sheets / "public.1.sheet").unlink()
    (folder.staff / "noor.json").unlink()

    with pytest.raises(OfficeError):
        take_up(folder)

    assert Staff.objects.get(sign_in_name="noor").is_active


def test_a_new_sheet_is_the_one_that_counts(folder: OfficeFolder) -> None:
    add_staff(folder, "lin", "public", role="board")
    signed = sign_sheet(folder, "public")

    take_up(folder)

    way_in = channel("public")
    assert way_in is not None
    assert current_sheet(way_in).hash == signed.hash


def test_whoever_was_taken_off_signs_in_no_more_and_loses_the_seat(
    folder: OfficeFolder, client: Client
) -> None:
    lin = add_staff(folder, "lin", "public", role="board")
    take_up(folder)
    assert signs_in(client, folder, "lin", lin.passphrase) == 200
    assert client.get("/en/desk/").status_code == 200

    (folder.staff / "lin.json").unlink()
    take_up(folder)

    assert client.get("/en/desk/").status_code == 403
    assert signs_in(Client(), folder, "lin", lin.passphrase) == 403
    assert not Seat.objects.filter(staff__sign_in_name="lin").exists()


def test_a_name_of_somebody_who_left_is_nobody_elses(folder: OfficeFolder) -> None:
    file = folder.staff / "noor.json"
    before = file.read_bytes()
    file.unlink()
    take_up(folder)
    add_staff(folder, "noor", "public", role="board")

    with pytest.raises(OfficeError, match="“noor” was somebody’s sign-in name here"):
        take_up(folder)

    assert not Staff.objects.get(sign_in_name="noor").is_active
    file.write_bytes(before)  # the very same person
    take_up(folder)
    assert not Staff.objects.get(sign_in_name="noor").is_active
    assert not file.exists()


def test_a_folder_of_people_that_is_not_there_takes_nobody_out(folder: OfficeFolder) -> None:
    elsewhere = folder.staff.rename(folder.path / "elsewhere")

    with pytest.raises(
        OfficeError, match="Put it back: whoever has no file there at a start is out for good"
    ):
        take_up(folder)

    assert Staff.objects.filter(is_active=True).count() == 2
    elsewhere.rename(folder.staff)
    take_up(folder)


def test_an_administrator_has_no_name_of_a_reader(folder: OfficeFolder) -> None:
    (folder.staff / "noor.json").unlink()

    with pytest.raises(OfficeError, match="Choose another one"):
        add_administrator(folder, "noor")
    Staff.objects.filter(sign_in_name="noor").update(sign_in_name="lin")
    add_administrator(folder, "noor")
    Staff.objects.filter(sign_in_name="lin").update(sign_in_name="noor")
    with pytest.raises(OfficeError, match="Choose another one"):
        take_up(folder)

    assert Staff.objects.get(sign_in_name="noor").role == Staff.Role.REVIEWER


def test_somebody_moved_to_another_channel_sits_only_there(folder: OfficeFolder) -> None:
    file = folder.staff / "noor.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"reads": {}}))

    take_up(folder)

    assert [seat.staff.sign_in_name for seat in Seat.objects.all()] == ["amara"]


def test_whoever_lost_their_words_signs_in_with_new_ones(folder: OfficeFolder, client: Client) -> None:
    (folder.staff / "noor.json").unlink()
    noor = add_staff(folder, "noor", "public", role="board")
    sign_sheet(folder, "public")

    take_up(folder)

    assert signs_in(client, folder, "noor", noor.passphrase) == 200
    assert StaffKey.objects.filter(staff__sign_in_name="noor").count() == 1


@pytest.mark.parametrize("broken", ["staff", "sheet", "line"])
def test_a_line_that_cannot_be_taken_up_stays_closed_with_one_clear_line(tmp_path: Path, broken: str) -> None:
    folder = new_office(tmp_path / "office", "amara", "noor")
    file = {
        "staff": folder.staff / "noor.json",
        "sheet": folder.sheets / "public.1.sheet",
        "line": folder.line_id,
    }
    file[broken].write_text("{}")

    said = fairwitness("serve", folder.path)

    assert said.code == 1
    assert f"{file[broken]} " in said.sentence
    assert "Put it back from a copy" in said.sentence


def test_a_database_of_another_line_keeps_the_line_closed_with_one_clear_line(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "office", "amara", "noor")
    assert fairwitness("manage", folder.path, "migrate", "--verbosity", "0").code == 0
    told = "from fairwitness.site.starting import make_ready; from django.conf import settings; print(make_ready(settings.FOLDER))"
    assert fairwitness("manage", folder.path, "shell", "--no-imports", "--command", told).out == "[]\n"

    key = SigningKey.generate()
    folder.line_id.write_text(b64(bytes(16)))
    folder.office_pub.write_text(b64(key.verifying_key))
    folder.office_key.write_text(b64(key.seed))
    (folder.sheets / "public.1.sheet").unlink()
    sign_sheet(folder, "public")
    folder.line_key.unlink()
    new_line_key(folder)
    said = fairwitness("serve", folder.path)

    assert read_office_key(folder.office_key) == key
    assert said.sentence == (
        "The database belongs to another line or office key. Put back line.id and office.pub."
    )
