from __future__ import annotations

import re

import pytest
from authenticator import Authenticator
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from reviewer import Reviewer, code_now, secret_of

from fairwitness.office.models import AppSecret, Passkey, RecoveryCode, Staff
from fairwitness.office.problems import OfficeError
from fairwitness.office.second_factors import begin_anew_by_name, digits_of

pytestmark = pytest.mark.usefixtures("office", "clock")
MINE = secret_of("amara")


@pytest.fixture
def amara() -> Reviewer:
    """Signed in."""
    return Reviewer("amara")


@pytest.fixture
def somebody() -> Reviewer:
    """At the door."""
    return Reviewer("amara", signed_in=False)


def test_whoever_has_an_app_is_asked_for_its_code(amara: Reviewer, somebody: Reviewer) -> None:
    app, _ = amara.turns_on_an_app()

    assert somebody.signs_in("amara", MINE).json() == {"second": "app"}
    assert somebody.gets("").status_code == 302
    assert somebody.signs_in("amara", MINE, code=code_now(app)).json()["name"] == "Amara"
    assert somebody.gets("").status_code == 200


def test_a_wrong_code_waits_its_turn_and_the_next_one_is_not_looked_at(
    amara: Reviewer, somebody: Reviewer
) -> None:
    app, codes = amara.turns_on_an_app()

    wrong = somebody.signs_in("amara", MINE, code="abc 12")
    AppSecret.objects.update(wrong=3)
    somebody.signs_in("amara", MINE, code=code_now(app, 7))
    later = somebody.signs_in("amara", MINE, code=code_now(app))

    assert (wrong.status_code, wrong.held_back >= 0) == (403, True)
    assert (later.status_code, later.json()["why"]) == (429, "wait")
    assert somebody.signs_in("amara", MINE, code=codes[0]).status_code == 200  # nobody is locked out


def test_wrong_codes_with_the_right_words_are_told_to_whose_words_they_are(
    amara: Reviewer, somebody: Reviewer
) -> None:
    _, codes = amara.turns_on_an_app()
    somebody.signs_in("amara", MINE, code="000000")

    somebody.signs_in("amara", MINE, code=codes[0])

    assert "Before you came, 1 wrong code was typed with your right words." in somebody.page("").text


def test_a_right_code_helps_nobody_who_has_not_the_words(amara: Reviewer, somebody: Reviewer) -> None:
    app, _ = amara.turns_on_an_app()

    assert somebody.signs_in("amara", "A" * 43, code=code_now(app)).status_code == 403
    assert AppSecret.objects.get().wrong == 0


def test_recovery_codes_come_once_and_each_counts_once(amara: Reviewer, somebody: Reviewer) -> None:
    _, codes = amara.turns_on_an_app()
    typed = " ".join(re.findall("....", codes[3]))

    assert len(set(codes)) == 8
    assert not RecoveryCode.objects.filter(hash__contains=codes[3]).exists()
    assert somebody.signs_in("amara", MINE, code=typed).status_code == 200
    assert Reviewer("amara", signed_in=False).signs_in("amara", MINE, code=typed).status_code == 403
    assert "7 codes are left." in somebody.page("security/").text


def test_new_recovery_codes_end_those_from_before(amara: Reviewer, somebody: Reviewer) -> None:
    _, before = amara.turns_on_an_app()

    codes = amara.tells("security/codes/", secret=MINE).json()["codes"]

    assert somebody.signs_in("amara", MINE, code=before[0]).status_code == 403
    assert somebody.signs_in("amara", MINE, code=codes[0]).status_code == 200


def test_recovery_codes_without_anything_to_recover_are_not_made(amara: Reviewer) -> None:
    assert amara.tells("security/codes/", secret=MINE).status_code == 409


@pytest.mark.parametrize("typed", ["123 456", "１２３４５６", "123-456 "])
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert digits_of(typed) == "123456"


CHANGES = (
    "passkeys/",
    "passkeys/AAAAAAAAAAAAAAAAAAAAAA/remove/",
    "app/new/",
    "app/",
    "app/remove/",
    "codes/",
)


@pytest.mark.parametrize("path", CHANGES)
def test_nothing_changes_without_the_words_once_more(amara: Reviewer, path: str) -> None:
    amara.turns_on_an_app()

    others = amara.tells(f"security/{path}", secret=secret_of("noor"))
    none = amara.tells(f"security/{path}", secret="the words themselves")

    assert (others.status_code, none.status_code) == (403, 400)
    assert others.held_back >= 0
    assert AppSecret.objects.exists()


@pytest.mark.parametrize("path", [*CHANGES, "not-now/", "here/", "others/end/"])
def test_whoever_is_not_signed_in_changes_nothing(somebody: Reviewer, path: str) -> None:
    assert somebody.tells(f"security/{path}", secret=MINE).status_code == 403


def test_an_app_that_shows_another_code_is_not_kept(amara: Reviewer) -> None:
    app = amara.tells("security/app/new/", secret=MINE).json()["app"]

    for wrong in ({"app": app, "code": "000000"}, {"app": "é"}, {"app": "AAAA", "code": "1"}, {}):
        assert amara.tells("security/app/", secret=MINE, **wrong).status_code == 400

    assert not AppSecret.objects.exists()


def test_the_last_one_goes_only_when_somebody_is_sure(amara: Reviewer) -> None:
    amara.turns_on_an_app()

    asked = amara.tells("security/app/remove/", secret=MINE)
    assert (asked.status_code, asked.json()["why"]) == (409, "last")
    assert amara.tells("security/app/remove/", secret=MINE, sure="yes").status_code == 200

    assert not RecoveryCode.objects.exists()
    assert Reviewer("amara").gets("").status_code == 200


def test_one_of_two_goes_at_once(amara: Reviewer) -> None:
    amara.turns_on_an_app()
    amara.adds_a_passkey(Authenticator())

    removed = amara.tells(f"security/passkeys/{Passkey.objects.get().id}/remove/", secret=MINE)

    assert removed.status_code == 200
    assert RecoveryCode.objects.count() == 8


def test_nobody_removes_somebody_else_s_passkey(amara: Reviewer) -> None:
    noor = Reviewer("noor")
    noor.adds_a_passkey(Authenticator())

    removed = amara.tells(f"security/passkeys/{Passkey.objects.get().id}/remove/", secret=MINE, sure="yes")

    assert removed.status_code == 404
    assert Passkey.objects.exists()


def test_it_is_offered_until_it_is_taken_or_put_aside(amara: Reviewer) -> None:
    noor = Reviewer("noor")
    assert "Today your eight words alone sign you in." in amara.page("").text

    amara.sends("security/not-now/")
    noor.turns_on_an_app()

    assert "Today your eight words" not in amara.page("").text + noor.page("").text
    assert Staff.objects.filter(offered=None, sign_in_name__in=["amara", "noor"]).count() == 0


def test_whoever_has_lost_all_but_the_words_is_let_in_with_them_and_told(amara: Reviewer) -> None:
    amara.turns_on_an_app()

    begin_anew_by_name("amara")

    assert amara.gets("").status_code == 302
    assert "Today your eight words alone sign you in." in Reviewer("amara").page("").text
    with pytest.raises(OfficeError, match="Nobody signs in as “wen”"):
        begin_anew_by_name("wen")


def test_boxes_for_words_and_codes_have_no_name_and_the_button_sleeps(
    somebody: Reviewer, amara: Reviewer
) -> None:
    for page in (somebody.page("sign-in/"), amara.page(""), amara.page("security/")):
        boxes = [
            box for tag, box in page.tags if tag == "input" and ("data-words" in box or "data-code" in box)
        ]
        buttons = [button for tag, button in page.tags if tag == "button" and "data-wakes" in button]

        assert boxes
        assert not [box for box in boxes if "name" in box]
        assert all("disabled" in button for button in buttons)


def test_whoever_is_signed_in_opens_the_keys_again_with_the_words_alone(amara: Reviewer) -> None:
    amara.turns_on_an_app()
    session = amara.client.cookies["desk"].value

    assert amara.signs_in("amara", MINE).json()["sealed_seed"]
    assert amara.client.cookies["desk"].value == session


def test_no_address_of_the_line_is_another_program_s_way_of_signing_in() -> None:
    found = list(views(get_resolver()))

    assert len(found) > 50
    assert {module.split(".")[0] for module in found} <= {"fairwitness"}
    assert not [app for app in settings.INSTALLED_APPS if "allauth" in app]
    assert not [model for model in apps.get_models() if model.__name__ in {"UserSession", "EmailAddress"}]


def views(of: URLResolver) -> list[str]:
    """The module of every view of the line."""
    found = []
    for one in of.url_patterns:
        found += [one.callback.__module__] if isinstance(one, URLPattern) else views(one)
    return found
