"""Ada invites people and takes people out; nothing of that lets her read a tip."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from administrator import Administrator
from builders import told
from closings import staff
from django.db import IntegrityError, transaction
from django.test import Client
from new_keys import NewKeys
from people import recipient_of
from reviewer import Reviewer

from fairwitness.crypto.age import seal
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.keys import StaffKeys
from fairwitness.journal.models import Entry, Kind
from fairwitness.office import inviting
from fairwitness.office.actions import take_on, take_up
from fairwitness.office.administrators import add_administrator
from fairwitness.office.clock import today
from fairwitness.office.fields import AGE_HEADER
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import sign_sheet
from fairwitness.office.inviting import MadeKeys
from fairwitness.office.models import Seat, SignedSheet, Staff, StaffKey
from fairwitness.sealed.models import Grant

INES = {"name": "ines", "shown_name": "Ines", "seat": "public board", "days": "7"}


def secret_in(page: str) -> str:
    found = re.search(r"/desk/join/#ines/([\w-]+)", page)
    assert found is not None
    return found[1]


def joins(folder: OfficeFolder, secret: str) -> Staff:
    keys = StaffKeys.from_seed(b"i" * 32)
    made = MadeKeys(keys.identity.recipient, keys.signing.verifying_key, "p" * 43, AGE_HEADER + b"sealed")
    return take_on(folder, inviting.accept(folder, "ines", secret, made))


def signs(folder: OfficeFolder) -> None:
    """Whoever keeps the office key, and the line starts again."""
    sign_sheet(folder, "public")
    take_up(folder)


def test_the_line_keeps_that_ada_has_let_somebody_in(ada: Administrator, running: OfficeFolder) -> None:
    made = ada.sends("invitations/", **INES)

    ines = joins(running, secret_in(made.content.decode()))

    assert ines.keys.get().invited_by == "ada"


def test_an_invitation_is_shown_once_and_counts_for_days(ada: Administrator) -> None:
    made = ada.sends("invitations/", **INES)

    secret = secret_in(made.content.decode())

    again = ada.gets("invitations/").content.decode()
    assert secret not in again
    assert f"counts until {today() + timedelta(days=7)}" in ada.says
    assert Entry.objects.filter(kind=Kind.INVITED, by=staff("ada").id).count() == 1


@pytest.mark.parametrize("shown", ["Noor", "noor", "ＮＯＯＲ", "N o o r"])
def test_nobody_is_invited_under_a_name_by_which_a_colleague_is_shown(ada: Administrator, shown: str) -> None:
    answer = ada.sends("invitations/", **INES | {"shown_name": shown})

    assert answer.status_code == 422
    assert "A colleague is shown by this name already." in ada.says


def test_with_invitation_and_database_she_obtains_no_grant(ada: Administrator, running: OfficeFolder) -> None:
    secret = secret_in(ada.sends("invitations/", **INES).content.decode())
    tip = told()

    herself = joins(running, secret)

    assert not Grant.objects.filter(holder__in=herself.keys.values("holder")).exists()
    assert not Grant.objects.filter(
        conversation=told().conversation, holder__in=herself.keys.values("holder")
    )
    assert Grant.objects.filter(conversation=tip.conversation).exists()


def test_a_cancelled_invitation_lets_nobody_in(ada: Administrator, running: OfficeFolder) -> None:
    secret = secret_in(ada.sends("invitations/", **INES).content.decode())

    ada.sends("invitations/cancel/", name="ines")

    with pytest.raises(inviting.NotInvited):
        joins(running, secret)
    assert ada.sends("invitations/cancel/", name="../charter").status_code == 303
    assert running.charter.is_file()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "amara"),
        ("name", "ada"),
        ("name", "../x"),
        ("shown_name", "a\u202eb"),
        ("seat", "public safety"),
        ("seat", "nowhere board"),
        ("days", "31"),
        ("again", "on"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_at_its_field(
    ada: Administrator, running: OfficeFolder, field: str, value: str
) -> None:
    answer = ada.sends("invitations/", **{**INES, field: value})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert inviting.invitations(running) == []


def test_nobody_is_taken_out_where_fewer_than_two_would_read(
    ada: Administrator, running: OfficeFolder
) -> None:
    answer = ada.sends(f"people/{staff('noor').id}/out/")

    assert answer.status_code == 409
    assert "Fewer than two would read here" in ada.says
    assert (running.staff / "noor.json").exists()
    assert Staff.objects.get(sign_in_name="noor").is_active


def test_whom_no_sheet_names_yet_is_no_second_reader(ada: Administrator, running: OfficeFolder) -> None:
    ines = joins(running, secret_in(ada.sends("invitations/", **INES).content.decode()))

    refused = ada.sends(f"people/{staff('noor').id}/out/")
    taken_out = ada.sends(f"people/{ines.id}/out/")  # nobody reads less without her

    assert (refused.status_code, taken_out.status_code) == (409, 303)
    assert staff("noor").is_active
    assert not Staff.objects.get(pk=ines.pk).is_active


def test_the_name_of_whoever_is_out_is_nobody_elses(ada: Administrator, running: OfficeFolder) -> None:
    secret = secret_in(ada.sends("invitations/", **INES).content.decode())
    ines = joins(running, secret)
    ada.sends(f"people/{ines.id}/out/")

    answer = ada.sends("invitations/", **INES)
    other = inviting.invite(running, "ines", "public", role="board")  # where no database could be asked
    keys = StaffKeys.from_seed(b"o" * 32)
    sent = {
        "name": "ines",
        "secret": other,
        "password": b64(bytes(32)),
        "key": b64(keys.signing.verifying_key),
    }
    sent["recipient"] = str(keys.identity.recipient)
    sent["sealed_seed"] = b64(seal(b"o" * 32, [keys.identity.recipient]))
    came = Client().post("/en/desk/join/", sent)

    assert answer.status_code == 422
    assert "what they signed stays under it" in ada.says
    assert "does not count any more" in came.content.decode()
    assert not Staff.objects.get(pk=ines.pk).is_active
    assert not (running.staff / "ines.json").exists()


def test_who_is_taken_out_is_signed_out_and_sits_nowhere(ada: Administrator, running: OfficeFolder) -> None:
    joins(running, secret_in(ada.sends("invitations/", **INES).content.decode()))
    signs(running)
    noor = Reviewer("noor")

    ada.sends(f"people/{staff('noor').id}/out/")
    take_up(running)

    assert noor.gets("").status_code == 302
    assert not Seat.objects.filter(staff__sign_in_name="noor").exists()
    assert not Staff.objects.get(sign_in_name="noor").is_active
    assert "Out of the office" in (ada.gets("people/"), ada.says)[1]
    assert Entry.objects.filter(kind=Kind.TAKEN_OUT, by=staff("ada").id).count() == 1


@pytest.mark.parametrize("who", ["amara", "noor"])
def test_whom_the_sheet_names_with_former_keys_reads_it_too(ada: Administrator, who: str) -> None:
    NewKeys("amara").count()
    SignedSheet.objects.get(channel__slug="public", serial=2).delete()  # another way in had it signed

    answer = ada.sends(f"people/{staff(who).id}/out/")

    assert answer.status_code == 409
    assert "Fewer than two would read here" in ada.says


def test_of_three_one_can_be_taken_out_though_another_stands_there_with_former_keys(
    ada: Administrator, running: OfficeFolder
) -> None:
    joins(running, secret_in(ada.sends("invitations/", **INES).content.decode()))
    signs(running)
    NewKeys("amara").count()
    SignedSheet.objects.get(channel__slug="public", serial=3).delete()

    assert ada.sends(f"people/{staff('noor').id}/out/").status_code == 303

    assert not staff("noor").is_active


def test_whose_words_are_lost_is_no_second_reader(ada: Administrator) -> None:
    NewKeys("amara").count(lost=True)
    SignedSheet.objects.get(channel__slug="public", serial=2).delete()

    answer = ada.sends(f"people/{staff('amara').id}/out/")  # nobody reads less without her

    assert answer.status_code == 303


def test_nobody_is_taken_out_who_reads_a_tip_alone(ada: Administrator, running: OfficeFolder) -> None:
    joins(running, secret_in(ada.sends("invitations/", **INES).content.decode()))
    signs(running)
    tip = told()
    Grant.objects.filter(conversation=tip.conversation).exclude(holder=recipient_of("noor").holder).delete()

    answer = ada.sends(f"people/{staff('noor').id}/out/")

    assert answer.status_code == 409
    assert "nobody else reads" in ada.says


def test_whoever_opens_a_tip_with_former_keys_alone_reads_it_alone(
    ada: Administrator, running: OfficeFolder
) -> None:
    joins(running, secret_in(ada.sends("invitations/", **INES).content.decode()))
    signs(running)
    tip, before = told(), NewKeys("noor").count()
    Grant.objects.filter(conversation=tip.conversation).exclude(
        holder=before.identity.recipient.holder
    ).delete()

    answer = ada.sends(f"people/{staff('noor').id}/out/")

    assert answer.status_code == 409
    assert "nobody else reads" in ada.says


def test_who_is_taken_out_leaves_no_keys_that_wait(ada: Administrator, running: OfficeFolder) -> None:
    joins(running, secret_in(ada.sends("invitations/", **INES).content.decode()))
    signs(running)
    Reviewer("noor").tells("security/keys/", **NewKeys("noor").sent())
    waits = (running.staff / "noor.next").exists()

    ada.sends(f"people/{staff('noor').id}/out/")

    assert waits
    assert not list(running.staff.glob("noor.*"))


def test_who_is_out_stays_out_though_their_file_could_not_be_removed(
    ada: Administrator, running: OfficeFolder, caplog: pytest.LogCaptureFixture
) -> None:
    ines = joins(running, secret_in(ada.sends("invitations/", **INES).content.decode()))
    in_the_way = running.staff / "ines.next"
    in_the_way.mkdir()
    with pytest.raises(OSError, match=r"ines\.next"):
        ada.sends(f"people/{ines.id}/out/")
    in_the_way.rmdir()

    take_up(running)

    assert not Staff.objects.get(pk=ines.pk).is_active
    assert not Seat.objects.filter(staff=ines).exists()
    assert not (running.staff / "ines.json").exists()
    said = [record.getMessage() for record in caplog.records if record.name == "fairwitness.leaving"]
    assert said == ["somebody who is out of the office still had a file: it is removed"]


def test_keys_that_a_sheet_names_by_now_bring_nobody_back(ada: Administrator, running: OfficeFolder) -> None:
    joins(running, secret_in(ada.sends("invitations/", **INES).content.decode()))
    signs(running)
    Reviewer("noor").tells("security/keys/", **NewKeys("noor").sent())
    left = [(file, file.read_bytes()) for file in running.staff.glob("noor.*")]
    ada.sends(f"people/{staff('noor').id}/out/")
    for file, raw in left:
        file.write_bytes(raw)

    signs(running)

    assert len(left) == 2
    assert not staff("noor").is_active
    assert not list(running.staff.glob("noor.*"))


def test_whose_file_is_still_there_is_not_invited_back(ada: Administrator, running: OfficeFolder) -> None:
    ines = joins(running, secret_in(ada.sends("invitations/", **INES).content.decode()))
    file, raw = running.staff / "ines.json", (running.staff / "ines.json").read_bytes()
    ada.sends(f"people/{ines.id}/out/")
    file.write_bytes(raw)

    answer = ada.sends("invitations/", **INES, again="on")

    assert answer.status_code == 422
    assert "what they signed stays under it" in ada.says


def test_another_who_ran_the_line_stays_out_too(ada: Administrator, running: OfficeFolder) -> None:
    add_administrator(running, "bo")
    take_up(running)
    file, raw = running.staff / "bo.json", (running.staff / "bo.json").read_bytes()
    ada.sends(f"people/{staff('bo').id}/out/")
    file.write_bytes(raw)

    take_up(running)

    assert (staff("bo").is_active, file.exists()) == (False, False)


def test_the_last_who_runs_the_line_stays(ada: Administrator) -> None:
    assert ada.sends(f"people/{staff('ada').id}/out/").status_code == 409

    assert ada.gets("people/").status_code == 200


def test_she_has_no_key_and_the_database_lets_nobody_give_her_one(ada: Administrator) -> None:
    del ada
    key = StaffKey.objects.get(staff__sign_in_name="amara")
    seat = Seat.objects.get(staff__sign_in_name="amara")

    for row in (key, seat):
        row.staff = staff("ada")
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(update_fields=["staff"])

    assert not StaffKey.objects.filter(staff__sign_in_name="ada").exists()


def test_she_does_not_come_to_the_desk(ada: Administrator) -> None:
    tip = told()

    assert ada.client.get("/en/desk/").status_code in {302, 403}
    assert ada.client.get(f"/en/desk/tips/{tip.tip.id}/").status_code in {302, 403}
    assert "The exit is chained." not in str(ada.gets("").content)
