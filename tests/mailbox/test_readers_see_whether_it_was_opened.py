from __future__ import annotations

from datetime import timedelta

import pytest
from builders import Told, answered, awake, told
from clock import Clock
from django.db import DatabaseError, transaction
from reviewer import Reviewer
from tipster import Tipster

from fairwitness.office.clock import today
from fairwitness.retention.actions import round_of_the_clocks
from fairwitness.sealed.actions.opened import look_again
from fairwitness.sealed.models_of_letters import Look, Opened

pytestmark = pytest.mark.usefixtures("office", "clock")
LATER = "Whether it was opened is told later"
YES = "The tipster has opened it."


@pytest.fixture
def tip() -> Told:
    sent = told()
    answered(sent.conversation)
    return sent


def opens(tip: Told) -> None:
    """Without JavaScript."""
    lin = Tipster()
    lin.comes_back(" ".join(tip.code.words))


def said(tip: Told) -> str:
    """What a reader is shown of the letter."""
    page: str = Reviewer("amara").gets(f"tips/{tip.tip.id}/").content.decode()
    return page.partition('class="soft opened">')[2].partition("</p>")[0]


def weeks(clock: Clock, count: int = 1) -> None:
    for _ in range(count):
        clock.passes(days=7)
        look_again()


def test_an_opened_letter_is_said_to_be_so_a_week_later_and_not_before(tip: Told, clock: Clock) -> None:
    look_again()
    opens(tip)
    before = said(tip)
    clock.passes(days=6)
    look_again()
    then = said(tip)

    clock.passes(days=1)
    look_again()

    assert [before.partition(":")[0], then.partition(":")[0], said(tip)] == [LATER, LATER, YES]


def test_of_a_letter_that_was_not_opened_the_day_of_the_look_is_said(tip: Told, clock: Clock) -> None:
    weeks(clock, 2)

    assert said(tip) == f"Not opened up to {today()}."


def test_a_letter_of_this_week_is_never_told_by_a_look_of_today(tip: Told, clock: Clock) -> None:
    opens(tip)
    clock.passes(days=3)

    look_again()

    assert said(tip).startswith(LATER)


def test_a_yes_stays_and_a_new_letter_waits_for_its_own(tip: Told, clock: Clock) -> None:
    opens(tip)
    weeks(clock)
    answered(tip.conversation, "And where?", seq=1)

    page = Reviewer("amara").gets(f"tips/{tip.tip.id}/").content.decode()

    assert (page.count(YES), page.count(LATER)) == (1, 1)


def test_no_row_says_when(tip: Told, clock: Clock) -> None:
    opens(tip)
    weeks(clock)

    names = {field.name for field in Opened._meta.get_fields()}  # noqa: SLF001 - public, for all its name

    assert names == {"id", "office", "conversation", "letters"}
    assert Opened.objects.get().letters == 2


def test_past_the_program_nobody_looks_sooner(tip: Told, clock: Clock) -> None:
    looked = [look_again(), look_again()]
    clock.passes(days=2)

    with pytest.raises(DatabaseError), transaction.atomic():
        Look.objects.update(day=today())

    assert looked == [True, False]
    assert (tip.conversation.letters.count(), Look.objects.get().day) == (2, today() - timedelta(days=2))


def test_the_worker_looks(tip: Told) -> None:
    opens(tip)
    awake()

    round_of_the_clocks()

    assert (Look.objects.get().day, Opened.objects.count()) == (today(), 1)


def test_the_tipster_is_told_that_readers_see_it(tip: Told) -> None:
    lin = Tipster()

    lin.comes_back(" ".join(tip.code.words))

    assert "They do not see when." in lin.response.content.decode()
