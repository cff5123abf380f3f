"""Whoever guards names signs in at the same door, and has a desk of their own: no queue, no tip, no key."""

from __future__ import annotations

import pytest
from authenticator import Authenticator
from builders import told
from django.db import IntegrityError, transaction
from guarding import bo_guards_names, bo_is_here
from people import recipient_of
from reviewer import Reviewer

from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.models import Grant, Tip


@pytest.fixture
def bo(office: OfficeFolder) -> Reviewer:
    del office
    bo_guards_names()
    return Reviewer("bo")


def test_he_signs_in_at_the_desk_and_comes_to_his_own(bo: Reviewer) -> None:
    desk = bo.gets("")

    assert (desk.status_code, desk["Location"]) == (302, "/en/desk/names/")
    assert "No name is asked for." in bo.page("names/").text
    assert "Record a tip" not in bo.page("names/").text


def test_he_adds_a_passkey_that_signs_him_in(bo: Reviewer) -> None:
    passkey = Authenticator()
    bo.adds_a_passkey(passkey)

    answer = Reviewer("bo", signed_in=False).shows(passkey)

    assert answer.json()["sign_in_name"] == "bo"


@pytest.mark.usefixtures("office")
def test_no_sheet_names_him_yet_and_he_has_numbers_to_read_out() -> None:
    bo_is_here()

    page = Reviewer("bo").page("names/").text

    assert "Read these numbers to whoever keeps the office key:" in page


@pytest.mark.parametrize("of_tip", ["", "sealed/", "letters/", "decision/", "export/", "passing-on/"])
def test_every_tip_is_to_him_as_if_there_were_none(bo: Reviewer, of_tip: str) -> None:
    tip = told()

    found = bo.gets(f"tips/{tip.tip.id}/{of_tip}").status_code

    assert found in {404, 405}


def test_a_script_of_his_is_told_that_he_reads_nothing(bo: Reviewer) -> None:
    answer = bo.posts("chosen/")

    assert answer.status_code == 403
    assert "Whoever guards names reads no tip" in answer.content.decode()


@pytest.mark.usefixtures("bo")
def test_whoever_reads_does_not_come_to_his_desk() -> None:
    amara = Reviewer("amara")

    assert amara.gets("names/")["Location"] == "/en/desk/"
    assert "Names that are asked for" not in amara.page("").text


@pytest.mark.usefixtures("bo")
def test_nothing_of_a_tip_is_sealed_to_him() -> None:
    tip = told()

    holders = set(tip.conversation.grants.values_list("holder", flat=True))

    assert recipient_of("bo").holder not in holders
    assert recipient_of("amara").holder in holders


@pytest.mark.usefixtures("bo")
def test_a_shell_gives_him_no_key_to_a_tip() -> None:
    tip = told()
    first = Grant.objects.filter(conversation=tip.conversation).first()
    assert first is not None

    with pytest.raises(IntegrityError, match="holds no key to a tip"), transaction.atomic():
        Grant.objects.filter(pk=first.pk).update(holder=recipient_of("bo").holder)
    first.pk, first.holder = "b" * 22, recipient_of("bo").holder
    with pytest.raises(IntegrityError, match="holds no key to a tip"), transaction.atomic():
        first.save(force_insert=True)

    assert Tip.objects.get() == tip.tip
