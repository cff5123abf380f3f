from __future__ import annotations

import pytest
from builders import answered
from clock import Clock
from tipster import Tipster

from fairwitness.crypto.codes import TipCode
from fairwitness.office.charter import current
from fairwitness.sealed.models import Conversation

FAULT = "not your fault"
OUTSIDE = "Outside this office you can turn to others:"


@pytest.fixture
def lin(clock: Clock) -> Tipster:
    del clock
    lin = Tipster()
    lin.tells("The exit is chained.")
    return lin


def first_row(lin: Tipster) -> str:
    return " ".join(TipCode.read(lin.code).words[:4])


def outside(language: str = "en") -> str:
    return current().about.outside.in_language(language)


def test_an_answer_that_has_not_come_is_late_and_the_fault_is_not_the_tipster_s(
    lin: Tipster, clock: Clock
) -> None:
    clock.passes(days=8)

    lin.comes_back()

    assert "The readers were to answer by 2026-12-01, and have not: they are late." in lin.page.text
    assert FAULT in lin.page.text
    assert f"{OUTSIDE} {outside()}" in lin.page.text


def test_on_the_day_itself_nothing_is_late(lin: Tipster, clock: Clock) -> None:
    clock.passes(days=7)

    lin.comes_back()

    assert "The readers answer by 2026-12-01." in lin.page.text
    assert FAULT not in lin.page.text


def test_what_was_done_and_is_not_said_in_time_is_late(lin: Tipster, clock: Clock) -> None:
    answered(Conversation.objects.get(), "Since when?")
    clock.passes(days=91)

    lin.comes_back()

    assert "By 2027-02-22 the readers were to tell you what was done, and why." in lin.page.text
    assert "If no letter below says so, they are late." in lin.page.text
    assert outside() in lin.page.text


def test_it_is_said_in_chinese_with_the_charter_s_own_words(lin: Tipster, clock: Clock) -> None:
    elsewhere = Tipster("zh-hans")
    clock.passes(days=8)

    elsewhere.comes_back(lin.code)

    assert "审阅人最迟应在 2026-12-01 答复，到现在还没有：他们逾期了。" in elsewhere.page.text
    assert outside("zh-hans") in elsewhere.page.text


def test_row_one_says_that_its_date_has_passed_and_whom_else_to_tell(lin: Tipster, clock: Clock) -> None:
    lin.comes_back(first_row(lin))
    assert FAULT not in lin.page.text
    clock.passes(days=8)

    lin.comes_back(first_row(lin))

    assert "The next date was 2026-12-01" in lin.page.text
    assert FAULT in lin.page.text
    assert outside() in lin.page.text


def test_row_one_tells_by_a_passed_date_no_more_than_the_date(lin: Tipster, clock: Clock) -> None:
    clock.passes(days=8)
    lin.comes_back(first_row(lin))
    unanswered = lin.page.text
    answered(Conversation.objects.get(), "Since when?")
    lin.comes_back()
    clock.passes(days=83)

    lin.comes_back(first_row(lin))

    assert lin.page.text == unanswered.replace("2026-12-01", "2027-02-22")
