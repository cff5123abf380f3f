from __future__ import annotations

import pytest
from clock import Clock
from django.conf import LazySettings
from reviewer import code_now

from fairwitness.office.app_codes import (
    DoesNotFit,
    Wait,
    accepts,
    code_of,
    forget_what_counted,
    keep,
    wrong_since,
)
from fairwitness.office.models import AppSecret, Staff

pytestmark = pytest.mark.usefixtures("office", "clock")
SECRET = b"12345678901234567890"  # of RFC 6238


@pytest.fixture
def amara() -> Staff:
    """With an app."""
    staff = Staff.objects.get(sign_in_name="amara")
    keep(staff, SECRET, code_now(SECRET, -1))
    return staff


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924")],
)
def test_codes_are_those_of_rfc_6238(second: int, code: str) -> None:
    assert code_of(SECRET, second // 30) == code


@pytest.mark.parametrize("later", [-1, 0, 1])
def test_a_code_counts_once(amara: Staff, later: int) -> None:
    AppSecret.objects.update(last=b"")
    code = code_now(SECRET, later)

    assert accepts(amara, code)
    assert not accepts(amara, code)


def test_the_code_with_which_it_was_turned_on_has_counted(amara: Staff) -> None:
    assert not accepts(amara, code_now(SECRET, -1))


def test_after_a_code_none_from_before_counts(amara: Staff) -> None:
    assert accepts(amara, code_now(SECRET, 1))

    assert not accepts(amara, code_now(SECRET))


@pytest.mark.parametrize("later", [-2, 2, 1000])
def test_a_code_of_another_minute_does_not_count(amara: Staff, later: int) -> None:
    assert not accepts(amara, code_now(SECRET, later))


def test_after_a_wrong_code_none_is_looked_at_for_a_while_and_then_longer(amara: Staff) -> None:
    AppSecret.objects.update(wrong=4)
    assert not accepts(amara, "no")

    with pytest.raises(Wait) as wait:
        accepts(amara, code_now(SECRET))

    assert 30 <= wait.value.seconds <= 32


def test_nobody_waits_longer_than_a_quarter_of_an_hour(amara: Staff) -> None:
    AppSecret.objects.update(wrong=9998)
    accepts(amara, "no")

    with pytest.raises(Wait) as wait:
        accepts(amara, code_now(SECRET))

    assert wait.value.seconds <= 901


def test_wrong_codes_are_told_once(amara: Staff) -> None:
    accepts(amara, "no")

    assert (wrong_since(amara), wrong_since(amara)) == (1, 0)


def test_whoever_has_no_app_has_no_code() -> None:
    assert not accepts(Staff.objects.get(sign_in_name="noor"), "123456")


def test_in_the_database_the_secret_cannot_be_read(amara: Staff) -> None:
    kept = AppSecret.objects.get(staff=amara)

    assert SECRET not in kept.secret
    assert kept.secret[12:] != AppSecret.objects.get().secret[:-12]


def test_under_another_key_of_the_folder_no_code_counts(amara: Staff, settings: LazySettings) -> None:
    settings.SECRET_KEY = "another" * 8

    assert not accepts(amara, code_now(SECRET))


def test_what_counted_is_remembered_for_as_long_as_it_might_come_again(amara: Staff, clock: Clock) -> None:
    accepts(amara, code_now(SECRET))
    forget_what_counted()
    assert AppSecret.objects.get().last

    clock.passes(minutes=10)
    forget_what_counted()

    assert not AppSecret.objects.get().last


def test_an_app_that_shows_another_code_is_not_kept(amara: Staff) -> None:
    with pytest.raises(DoesNotFit):
        keep(amara, b"another" * 3, code_now(SECRET))

    assert accepts(amara, code_now(SECRET))
