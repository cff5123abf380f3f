from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from reviewer import Reviewer, secret_of

from fairwitness.office.clock import today
from fairwitness.office.models import SignedIn

pytestmark = pytest.mark.usefixtures("office")


def signed_in_as(name: str, place: str) -> Reviewer:
    somebody = Reviewer(name, signed_in=False)
    assert somebody.signs_in(name, secret_of(name), place=place).status_code == 200
    return somebody


def test_a_place_shows_the_name_that_it_was_given_and_a_day() -> None:
    laptop = signed_in_as("amara", "Laptop")
    signed_in_as("amara", "  The\tmachine at\u202e home ")

    text = laptop.page("security/").text

    assert f"Laptop Since {today()} · this one" in " ".join(text.split())
    assert "The machine at home" in text


def test_of_a_place_nothing_else_is_kept() -> None:
    signed_in_as("amara", "Laptop")

    fields = {field.name for field in SignedIn._meta.concrete_fields}  # noqa: SLF001 - public, for all its name

    assert fields == {"id", "office", "session", "staff", "name", "day"}


def test_one_place_is_ended_and_the_others_stay() -> None:
    laptop, lost, third = (signed_in_as("amara", name) for name in ("Laptop", "Lost", "Third"))

    laptop.sends(f"security/places/{SignedIn.objects.get(name='Lost').id}/end/")

    assert (lost.gets("").status_code, laptop.gets("").status_code) == (302, 200)
    assert third.gets("").status_code == 200


def test_all_others_are_ended_at_once() -> None:
    others = [signed_in_as("amara", "") for _ in range(3)]
    noor, laptop = signed_in_as("noor", "Hers"), signed_in_as("amara", "Laptop")

    laptop.sends("security/others/end/")

    assert {other.gets("").status_code for other in others} == {302}
    assert (laptop.gets("").status_code, noor.gets("").status_code) == (200, 200)


def test_nobody_ends_or_sees_where_somebody_else_is_signed_in() -> None:
    noor, amara = signed_in_as("noor", "Hers"), signed_in_as("amara", "Laptop")

    amara.sends(f"security/places/{SignedIn.objects.get(name='Hers').id}/end/")

    assert noor.gets("").status_code == 200
    assert "Hers" not in amara.page("security/").text


def test_a_place_gets_another_name() -> None:
    amara = signed_in_as("amara", "")
    signed_in_as("amara", "Laptop")

    amara.sends("security/here/", place="Desk in the office" + "!" * 100)

    assert sorted(SignedIn.objects.values_list("name", flat=True)) == [
        "Desk in the office" + "!" * 22,
        "Laptop",
    ]


def test_signing_out_takes_it_off_the_list() -> None:
    signed_in_as("amara", "Laptop").posts("sign-out/")

    assert not SignedIn.objects.exists()
    assert not Session.objects.exists()


def test_whoever_signs_in_gets_another_session_than_the_one_before() -> None:
    somebody = Reviewer("amara", signed_in=False)
    somebody.is_asked()
    before = somebody.client.cookies["desk"].value

    somebody.signs_in("amara", secret_of("amara"))

    assert somebody.client.cookies["desk"].value != before
    assert Session.objects.count() == 1
