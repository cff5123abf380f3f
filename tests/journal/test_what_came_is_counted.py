from __future__ import annotations

from datetime import date

import pytest
from builders import answered, told
from clock import Clock

from fairwitness.journal.models import Count
from fairwitness.journal.reading import totals
from fairwitness.office.charter import Deadlines
from fairwitness.office.clock import today
from fairwitness.sealed.actions.acknowledge import acknowledge_what_waits
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.models import Tip

pytestmark = pytest.mark.usefixtures("office")
DEADLINES = Deadlines(acknowledge_days=7, feedback_days=90)


def of_all_months() -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for (_, channel, kind), number in totals().items():
        found[channel, kind] = found.get((channel, kind), 0) + number
    return found


def test_each_step_is_counted_once_by_channel() -> None:
    tip = told()
    told("Another.")
    answered(tip.conversation)
    answered(tip.conversation)

    assert of_all_months() == {("public", "tip-received"): 2, ("public", "acknowledged"): 1}


def test_the_counts_stay_when_the_tip_is_destroyed_and_when_its_row_is_gone() -> None:
    tip = told()
    answered(tip.conversation)
    before = totals()

    destroy(tip.tip, Tip.Outcome.WITHDRAWN)
    assert totals() == {**before, (today().replace(day=1), "public", "destroyed"): 1}
    Tip.objects.all().delete()

    assert totals() == {**before, (today().replace(day=1), "public", "destroyed"): 1}


def test_a_count_tells_the_month_and_whether_it_was_in_time_and_nothing_else(clock: Clock) -> None:
    clock.at = clock.at.replace(year=2028, month=2, day=24)
    told()
    clock.passes(days=9)
    acknowledge_what_waits(DEADLINES)

    rows = list(Count.objects.order_by("month").values("month", "channel", "kind", "in_time"))

    assert rows == [
        {"month": date(2028, 2, 1), "channel": "public", "kind": "tip-received", "in_time": None},
        {"month": date(2028, 3, 1), "channel": "public", "kind": "acknowledged", "in_time": False},
    ]


def test_what_is_not_done_is_not_counted() -> None:
    tip = told()
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)
    before = totals()

    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    assert totals() == before
