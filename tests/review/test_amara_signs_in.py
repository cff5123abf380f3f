from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from made_up_office import secrets_of
from reviewer import DESK, Reviewer, secret_of

from fairwitness.crypto.age import open_sealed
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.keys import StaffKeys
from fairwitness.office.hashing import hash_of_secret
from fairwitness.office.models import Staff, StaffKey
from fairwitness.office.sessions import SessionStore

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def somebody() -> Reviewer:
    """At the door."""
    return Reviewer("amara", signed_in=False)


def test_name_and_derived_value_open_the_desk_and_bring_the_sealed_seed(somebody: Reviewer) -> None:
    answer = somebody.signs_in("amara", secret_of("amara")).json()

    unlock = secrets_of("amara").unlock
    keys = StaffKeys.from_seed(open_sealed(unb64(answer["sealed_seed"]), [unlock]))
    assert answer["name"] == "Amara"
    assert keys.signing.verifying_key == StaffKey.objects.get(staff__sign_in_name="amara").verifying_key
    assert somebody.gets("").status_code == 200


@pytest.mark.parametrize(
    "secret", ["", "short", "abandon " * 8, "A" * 42, "A" * 44, "A" * 42 + "\n", "é" * 43]
)
def test_what_is_no_derived_value_is_refused_even_where_it_would_fit(somebody: Reviewer, secret: str) -> None:
    Staff.objects.update(password=hash_of_secret(secret))

    answer = somebody.signs_in("amara", secret)

    assert answer.status_code == 400
    assert "ask for new ones" in answer.json()["error"]


@pytest.mark.parametrize("name", ["amara", "nobody", "Amara", "", "a\0", "阿玛拉", "a" * 5000])
def test_a_wrong_value_and_an_unknown_name_look_the_same_and_wait_their_turn(
    somebody: Reviewer, name: str
) -> None:
    first, second = (somebody.signs_in(name, "A" * 43) for _ in range(2))

    assert first.status_code == second.status_code == 403
    assert first.json()["error"] == "Name and words do not fit together. Check each word."
    assert second.held_back > 0
    assert "desk" not in somebody.client.cookies


def test_whoever_has_the_right_words_never_waits(somebody: Reviewer) -> None:
    somebody.signs_in("amara", "A" * 43)

    assert not hasattr(somebody.signs_in("amara", secret_of("amara")), "held_back")


def test_another_reviewer_s_value_does_not_fit(somebody: Reviewer) -> None:
    assert somebody.signs_in("amara", secret_of("noor")).status_code == 403


def test_only_reviewers_come_to_the_desk(somebody: Reviewer) -> None:
    Staff.objects.filter(sign_in_name="amara").update(role=Staff.Role.ADMINISTRATOR)

    assert somebody.signs_in("amara", secret_of("amara")).status_code == 403


def test_signing_out_ends_the_session_on_the_line_too() -> None:
    amara = Reviewer("amara")
    kept = amara.client.cookies["desk"].value

    answer = amara.posts("sign-out/")

    assert answer.status_code == 303
    assert not Session.objects.exists()
    stolen = Client()
    stolen.cookies["desk"] = kept
    assert stolen.get(DESK).status_code == 403


def test_a_session_s_row_holds_no_cookie_no_address_and_no_second() -> None:
    amara = Reviewer("amara")
    cookie = amara.client.cookies["desk"]

    row = Session.objects.get()

    assert cookie.value not in row.session_key
    assert (row.expire_date.minute, row.expire_date.second, row.expire_date.microsecond) == (0, 0, 0)
    assert set(SessionStore().decode(row.session_data)) == {
        "_auth_user_id",
        "_auth_user_backend",
        "_auth_user_hash",
    }
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Strict", "")


def test_what_a_session_s_row_holds_opens_no_desk() -> None:
    Reviewer("amara")
    thief = Client()

    thief.cookies["desk"] = Session.objects.get().session_key

    assert thief.get(DESK).status_code == 403


def test_a_session_that_somebody_wrote_into_the_database_is_none() -> None:
    amara, noor = Reviewer("amara"), Staff.objects.get(sign_in_name="noor")
    row = Session.objects.get()

    Session.objects.update(
        session_data=row.session_data.replace(row.session_data[:8], b64(noor.id.encode())[:8])
    )

    assert amara.client.get(DESK).status_code == 403


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/en/desk/tips/abc/", "/en/desk/tips/abc/"),
        ("https://elsewhere.example/", "/en/desk/"),
        ("//elsewhere.example/", "/en/desk/"),
        ("javascript:alert(1)", "/en/desk/"),
    ],
)
def test_signing_in_leads_on_within_the_desk_and_never_elsewhere(
    client: Client, wanted: str, goes_to: str
) -> None:
    page: Any = client.get(f"{DESK}sign-in/", {"next": wanted})

    assert page.context["next"] == goes_to


def test_whoever_is_not_signed_in_is_sent_to_the_door_and_a_script_is_told(client: Client) -> None:
    page = client.get(DESK, headers={"Accept": "text/html"})
    script = client.get(DESK, headers={"Accept": "application/json"})

    assert page["Location"] == "/en/desk/sign-in/?next=%2Fen%2Fdesk%2F"
    assert script.status_code == 403
    assert "You are not signed in any more." in script.json()["error"]
