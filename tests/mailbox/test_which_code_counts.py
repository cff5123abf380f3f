from __future__ import annotations

from datetime import UTC, datetime

import pytest
from clock import Clock
from tipster import Tipster

from fairwitness.office.folder import OfficeFolder

NOT_YET = "The new code that you were shown is not in force, and opens nothing. Your old code still opens"
IN_FORCE = "A new code was put in force for this mailbox. It alone opens it"
UNCERTAIN = "If you are not sure, keep both: try the old one first, then the new one."


@pytest.fixture
def clock(office: OfficeFolder, monkeypatch: pytest.MonkeyPatch) -> Clock:
    del office
    return Clock(monkeypatch, datetime(2026, 11, 24, 9, 10, tzinfo=UTC))


@pytest.fixture
def lin(clock: Clock) -> Tipster:
    """Before a new code, which is shown and not yet in force."""
    del clock
    lin = Tipster()
    lin.tells("The exit is chained.")
    lin.comes_back()
    lin.goes_to("/mailbox/code/")
    return lin


def opens(code: str) -> bool:
    elsewhere = Tipster()
    elsewhere.comes_back(code)
    return elsewhere.page.letters[:1] == ["The exit is chained."]


def test_the_mailbox_says_that_the_new_code_is_in_force(lin: Tipster) -> None:
    new = lin.page.code

    lin.goes_on()

    assert "Your new code is in force. From now on it alone opens this mailbox" in lin.page.text
    assert (opens(new), opens(lin.code)) == (True, False)


def test_whoever_confirms_when_the_hour_is_over_is_told_that_the_old_code_counts(
    lin: Tipster, clock: Clock
) -> None:
    new = lin.page.code
    clock.passes(minutes=61)

    lin.goes_on()

    assert "Your mailbox is closed" in lin.page.text
    assert NOT_YET in lin.page.text
    assert (opens(new), opens(lin.code)) == (False, True)


def test_whoever_comes_back_after_a_confirmation_whose_answer_was_lost_is_told_that_the_new_code_counts(
    lin: Tipster,
) -> None:
    form, new = lin.page.forms[0], lin.page.code
    before = {name: cookie.value for name, cookie in lin.client.cookies.items()}
    lin.sends(form)
    for name, value in before.items():
        lin.client.cookies[name] = value

    lin.sends(form)

    assert IN_FORCE in lin.page.text
    assert (opens(new), opens(lin.code)) == (True, False)


def test_a_browser_that_has_forgotten_everything_does_not_guess(lin: Tipster) -> None:
    form = lin.page.forms[0]
    lin.client.cookies.clear()

    lin.sends(form)

    assert UNCERTAIN in lin.page.text
    assert NOT_YET not in lin.page.text


def test_a_mailbox_that_closes_without_a_new_code_speaks_of_none(lin: Tipster) -> None:
    lin.client.cookies.clear()

    lin.goes_to("/mailbox/letters/")

    assert "Open it again with your twelve words." in lin.page.text
    assert not any(said in lin.page.text for said in (NOT_YET, IN_FORCE, UNCERTAIN))


def test_a_code_that_was_noted_and_is_not_the_newest_shown_is_never_put_in_force(
    lin: Tipster, clock: Clock
) -> None:
    noted, stale = lin.page.code, lin.page.forms[0]
    for _ in range(2):
        clock.passes(minutes=40)
        lin.goes_to("/mailbox/letters/")
    lin.goes_to("/mailbox/code/")
    other = lin.page.code

    lin.sends(stale)

    assert noted != other
    assert lin.page.code == other
    assert "Cross it out, and write this one down instead." in lin.page.text
    assert [opens(code) for code in (noted, other, lin.code)] == [False, False, True]


def test_a_code_that_waited_for_longer_than_an_hour_is_shown_to_be_another(
    lin: Tipster, clock: Clock
) -> None:
    noted, stale = lin.page.code, lin.page.forms[0]
    for _ in range(2):
        clock.passes(minutes=40)
        lin.goes_to("/mailbox/letters/")

    lin.sends(stale)
    assert lin.page.code != noted
    assert "the code that this page showed before was not put in force" in lin.page.text

    new = lin.page.code
    lin.goes_on()
    assert (opens(new), opens(lin.code)) == (True, False)


def test_confirming_in_the_second_tab_what_the_first_has_put_in_force_changes_nothing(lin: Tipster) -> None:
    form, new = lin.page.forms[0], lin.page.code
    lin.sends(form)

    lin.sends(form)

    assert "Your new code is in force." in lin.page.text
    assert opens(new)
