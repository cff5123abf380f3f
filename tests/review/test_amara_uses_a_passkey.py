from __future__ import annotations

from dataclasses import replace

import pytest
from authenticator import FLAG, Authenticator
from builders import rows
from made_up_office import FOLDER
from reviewer import Reviewer, secret_of

from fairwitness.crypto.age import seal
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.passkeys import unlocked_by
from fairwitness.office.actions import take_up
from fairwitness.office.models import Passkey, PasskeySeed, Staff, StaffKey

pytestmark = pytest.mark.usefixtures("office")
SEALED = seal(b"s" * 32, [unlocked_by(b"p" * 32).recipient])


@pytest.fixture
def passkey() -> Authenticator:
    """Amara's, which is known here."""
    passkey = Authenticator()
    assert Reviewer("amara").adds_a_passkey(passkey, sealed_seed=b64(SEALED)).status_code == 200
    return passkey


@pytest.fixture
def somebody() -> Reviewer:
    """At the door."""
    return Reviewer("amara", signed_in=False)


def test_one_touch_signs_in_and_brings_the_seed_that_was_sealed_to_it(
    passkey: Authenticator, somebody: Reviewer
) -> None:
    answer = somebody.shows(passkey).json()

    assert (answer["name"], unb64(answer["sealed_seed"])) == ("Amara", SEALED)
    assert somebody.gets("").status_code == 200
    assert "last used" in somebody.page("security/").text


def test_a_passkey_that_works_out_no_key_signs_in_and_the_words_open_the_rest(somebody: Reviewer) -> None:
    passkey = Authenticator()
    Reviewer("amara").adds_a_passkey(passkey)

    answer = somebody.shows(passkey).json()

    assert (answer["sign_in_name"], answer["sealed_seed"]) == ("amara", None)
    assert somebody.signs_in("amara", secret_of("amara")).json()["sealed_seed"]


def test_whoever_has_a_passkey_is_asked_for_more_than_the_words(
    passkey: Authenticator, somebody: Reviewer
) -> None:
    del passkey

    answer = somebody.signs_in("amara", secret_of("amara"))

    assert answer.json() == {"second": "passkey"}
    assert somebody.gets("").status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "elsewhere.example"},
        {"origin": "https://elsewhere.example"},
        {"origin": "http://testserver"},
        {"origin": "https://sub.testserver"},
        {"flags": FLAG.UP},
        {"flags": FLAG.UV},
        {"credential": b"another" * 5},
        {"key": Authenticator().key},
    ],
    ids=lambda wrong: " ".join(f"{name}" for name in wrong),
)
def test_what_another_passkey_or_page_has_signed_opens_nothing(
    passkey: Authenticator, somebody: Reviewer, wrong: dict[str, object]
) -> None:
    answer = somebody.shows(replace(passkey, **wrong))  # type: ignore[arg-type]  # one of its fields

    assert answer.status_code == 403
    assert somebody.gets("").status_code == 302


def test_what_was_asked_is_answered_once(passkey: Authenticator, somebody: Reviewer) -> None:
    answer = passkey.shown(somebody.is_asked())
    assert somebody.tells("sign-in/passkey/", **answer).status_code == 200

    assert somebody.tells("sign-in/passkey/", **answer).status_code == 403
    assert Reviewer("amara", signed_in=False).tells("sign-in/passkey/", **answer).status_code == 403


@pytest.mark.parametrize("given", [{}, {"id": "é"}, {"id": "AAAA", "clientDataJSON": "AAAA"}])
def test_what_no_passkey_sends_is_refused(somebody: Reviewer, given: dict[str, str]) -> None:
    somebody.is_asked()

    assert somebody.tells("sign-in/passkey/", **given).status_code == 403


def test_bytes_that_are_no_answer_of_a_passkey_are_refused(somebody: Reviewer) -> None:
    good = Authenticator().shown(somebody.is_asked())

    for name in good:
        somebody.is_asked()
        assert somebody.tells("sign-in/passkey/", **{**good, name: "AAAA"}).status_code == 403


def test_of_a_passkey_nothing_is_kept_but_what_checks_it_and_two_days(passkey: Authenticator) -> None:
    kept = Passkey.objects.get()

    assert (kept.credential, kept.address, kept.name) == (passkey.credential, "testserver", "Laptop")
    fields = {field.name for field in Passkey._meta.concrete_fields}  # noqa: SLF001 - public, for all its name
    assert fields == {"id", "office", "staff", "name", "address", "credential", "public", "made", "used"}


def test_a_passkey_without_a_name_or_with_no_sealed_seed_is_not_kept() -> None:
    amara = Reviewer("amara")

    nameless = amara.adds_a_passkey(Authenticator(), name="  ")
    unsealed = amara.adds_a_passkey(Authenticator(), sealed_seed=b64(b"s" * 32))

    assert (nameless.status_code, unsealed.status_code) == (400, 400)
    assert not Passkey.objects.exists()


def test_the_same_passkey_is_kept_once(passkey: Authenticator) -> None:
    again = Reviewer("noor").adds_a_passkey(passkey)

    assert again.status_code == 400
    assert Passkey.objects.get().staff.sign_in_name == "amara"


def test_new_words_end_every_passkey_and_every_session(passkey: Authenticator, somebody: Reviewer) -> None:
    assert somebody.shows(passkey).status_code == 200
    StaffKey.objects.filter(staff__sign_in_name="amara").update(holder=b"h" * 32, verifying_key=b"k" * 32)

    take_up(FOLDER)

    assert somebody.gets("").status_code == 302
    assert not PasskeySeed.objects.exists()
    assert not {name for name, count in rows("office_").items() if count and "passkey" in name}
    assert Staff.objects.get(sign_in_name="amara").offered is None
