"""Ada turns on an app that shows codes, without JavaScript; the door asks for it, and nobody is locked out."""

from __future__ import annotations

import re

import pytest
from administrator import Administrator, code_now
from closings import staff

from fairwitness.administration.views import door
from fairwitness.office import app_codes
from fairwitness.office.actions import take_up
from fairwitness.office.administrators import add_administrator
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.models import AppSecret, RecoveryCode
from fairwitness.office.problems import OfficeError

PAGE = "signing-in/"


def turns_it_on(ada: Administrator) -> tuple[bytes, list[str]]:
    """What the app holds, and recovery codes."""
    ada.sends(PAGE, do="new", words=ada.made.passphrase)
    secret = app_codes.of_text(ada.answer.context["text"].replace(" ", ""))
    ada.sends(PAGE, do="add", app=ada.answer.context["app"], code=code_now(secret))
    return secret, ada.answer.context["codes"]


def comes(ada: Administrator, code: str = "") -> int:
    """In another browser: how the door answers."""
    other = Administrator(ada.made, signed_in=False)
    typed = {"name": "ada", "words": ada.made.passphrase, "code": code}
    ada.answer = other.sends("sign-in/", **typed)
    return int(ada.answer.status_code)


def test_the_door_asks_for_a_code_once_the_app_is_on(ada: Administrator) -> None:
    assert comes(ada) == 303

    secret, _ = turns_it_on(ada)

    assert comes(ada) == 422
    assert "Your words are right." in ada.says
    assert comes(ada, "abc") == 403
    assert comes(ada, code_now(secret, 1)) == 303


def test_wrong_codes_wait_and_lock_nobody_out(ada: Administrator) -> None:
    secret, codes = turns_it_on(ada)
    AppSecret.objects.update(wrong=3)

    assert comes(ada, code_now(secret, 9)) == 403
    assert comes(ada, code_now(secret, 1)) == 429

    assert comes(ada, codes[0]) == 303
    assert comes(ada, codes[0]) == 403
    assert staff("ada").recovery_codes.count() == 7


def test_whoever_comes_is_told_of_wrong_codes_with_the_right_words(ada: Administrator) -> None:
    _, codes = turns_it_on(ada)
    comes(ada, "000000")

    ada.sends("sign-in/", name="ada", words=ada.made.passphrase, code=codes[0])

    assert "1 wrong code was typed with your right words" in (ada.gets(), ada.says)[1]


@pytest.mark.parametrize("do", ["new", "remove", "codes"])
def test_a_page_that_was_left_open_changes_nothing(ada: Administrator, do: str) -> None:
    turns_it_on(ada)
    before = set(RecoveryCode.objects.values_list("hash"))

    answer = ada.sends(PAGE, do=do, sure="yes", words="abandon " * 8)

    assert answer.status_code == 403
    assert set(RecoveryCode.objects.values_list("hash")) == before
    assert AppSecret.objects.count() == 1


def test_what_no_page_has_shown_is_not_turned_on(ada: Administrator) -> None:
    ada.sends(PAGE, do="new", words=ada.made.passphrase)
    shown = ada.answer.context["app"]

    wrong = ada.sends(PAGE, do="add", app=shown, code="000000")
    again = wrong.context["text"]
    made_up = ada.sends(PAGE, do="add", app="A" * 32, code="000000")

    assert (wrong.status_code, made_up.status_code) == (422, 409)
    assert re.fullmatch(r"([A-Z2-7]{4} ?){8}", again)
    assert not AppSecret.objects.exists()


def test_it_is_turned_off_by_whoever_is_sure(ada: Administrator) -> None:
    turns_it_on(ada)

    unsure = ada.sends(PAGE, do="remove", words=ada.made.passphrase)
    sure = ada.sends(PAGE, do="remove", words=ada.made.passphrase, sure="yes")

    assert (unsure.status_code, sure.status_code) == (409, 303)
    assert comes(ada) == 303
    assert not RecoveryCode.objects.exists()


def test_new_words_from_the_machine_begin_without_app_and_codes(
    ada: Administrator, running: OfficeFolder
) -> None:
    turns_it_on(ada)

    made = add_administrator(running, "ada", again=True)
    take_up(running)

    assert ada.gets().status_code == 302
    assert comes(Administrator(made, signed_in=False)) == 303
    assert comes(ada) == 403
    assert staff("ada").shown_name == "Ada"
    with pytest.raises(OfficeError, match="Nobody runs the line as “amara”"):
        add_administrator(running, "amara", again=True)


def test_while_words_are_worked_out_others_are_asked_to_come_again(ada: Administrator) -> None:
    with door.DERIVING:
        assert comes(ada) == 503
        assert "type your words once more" in ada.says

    assert comes(ada) == 303
