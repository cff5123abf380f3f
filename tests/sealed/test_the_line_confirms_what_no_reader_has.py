from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from at_once import at_once
from builders import Told, answered, told
from clock import Clock

from fairwitness.journal.models import Entry
from fairwitness.office.charter import Deadlines
from fairwitness.office.clock import today
from fairwitness.sealed.actions.acknowledge import acknowledge_what_waits
from fairwitness.sealed.models import Notice, Tip
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")
DEADLINES = Deadlines(acknowledge_days=7, feedback_days=90)


def confirmations(of: Told) -> list[object]:
    notices = of.conversation.notices.filter(template=Notice.Template.ACKNOWLEDGED)
    return list(notices.values_list("day", flat=True))


def acknowledged(of: Told) -> object:
    return Tip.objects.get(pk=of.tip.pk).acknowledged


@pytest.mark.parametrize(("days", "confirmed"), [(5, False), (6, True), (7, True), (40, True)])
def test_on_the_sixth_day_or_when_the_worker_wakes(clock: Clock, days: int, *, confirmed: bool) -> None:
    tip = told()

    clock.passes(days=days)
    acknowledge_what_waits(DEADLINES)

    assert confirmations(tip) == [today()] * confirmed
    assert acknowledged(tip) == (today() if confirmed else None)


def test_once_however_often_the_worker_looks(clock: Clock) -> None:
    tip = told()

    clock.passes(days=6)
    counts = [acknowledge_what_waits(DEADLINES) for _ in range(3)]

    assert counts == [1, 0, 0]
    assert len(confirmations(tip)) == 1
    assert Entry.objects.filter(kind=State.ACKNOWLEDGED, tip=tip.tip.id, by="").count() == 1


def test_not_whom_a_reader_has_answered(clock: Clock) -> None:
    tip = told()
    answered(tip.conversation)
    day = acknowledged(tip)

    clock.passes(days=6)
    acknowledge_what_waits(DEADLINES)

    assert confirmations(tip) == []
    assert acknowledged(tip) == day


def test_a_reader_s_first_letter_still_comes_after_it(clock: Clock) -> None:
    tip = told()
    clock.passes(days=6)
    acknowledge_what_waits(DEADLINES)

    clock.passes(days=1)
    answered(tip.conversation)

    assert acknowledged(tip) == today() - timedelta(days=1)
    assert tip.conversation.letters.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_a_reader_at_the_same_moment_confirm_it_once(clock: Clock) -> None:
    tip = told()
    clock.passes(days=6)

    worker = partial(acknowledge_what_waits, DEADLINES)
    at_once(list[Callable[[], object]]([worker, worker, partial(answered, tip.conversation)]))

    assert Entry.objects.filter(kind=State.ACKNOWLEDGED, tip=tip.tip.id).count() == 1
    assert acknowledged(tip) == today()
    assert tip.conversation.letters.count() == 2


def test_over_new_year_and_a_leap_day(clock: Clock) -> None:
    for year, month, day in ((2027, 12, 28), (2028, 2, 25)):
        clock.at = clock.at.replace(year=year, month=month, day=day)
        tip = told(f"Since {year}.")

        clock.passes(days=6)
        acknowledge_what_waits(DEADLINES)

        assert confirmations(tip) == [tip.tip.received + timedelta(days=6)]
