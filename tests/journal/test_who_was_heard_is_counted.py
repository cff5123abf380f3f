"""How often somebody was heard who is reported on: once a hearing, when it is first answered or its time is over."""

from __future__ import annotations

import pytest
from clock import Clock
from hearing import asked, with_own_code

from fairwitness.journal.models import Count
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.heard import count_what_is_over
from fairwitness.sealed.models import Tip

pytestmark = pytest.mark.usefixtures("office")


def counted() -> list[str]:
    count_what_is_over()
    return sorted(Count.objects.filter(kind="hearing-asked").values_list("of", flat=True))


def test_an_answer_is_counted_once_also_where_more_time_is_asked_for_after_it(clock: Clock) -> None:
    del clock
    kim = with_own_code(asked())
    assert counted() == []

    kim.answers("I look for the papers.")
    kim.presses_more()
    kim.answers("Here they are.")

    assert counted() == ["answered"]


def test_whoever_is_silent_is_counted_when_their_time_is_over_and_not_again_when_they_write_late(
    clock: Clock,
) -> None:
    kim = with_own_code(asked())
    clock.passes(days=14)
    assert counted() == []

    clock.passes(days=1)
    first = counted()
    kim.types(kim.code).answers("Too late, and still.")

    assert first == ["silent"]
    assert counted() == ["silent"]


def test_an_adviser_s_letter_is_nobody_s_answer(clock: Clock) -> None:
    del clock

    with_own_code(asked()).lets_in().takes_a_code().answers("We answer in a week.")

    assert counted() == []


def test_nothing_is_counted_of_what_was_taken_back_meanwhile(clock: Clock) -> None:
    asking = asked()

    destroy(asking.tip.tip, Tip.Outcome.WITHDRAWN)
    clock.passes(days=15)

    assert counted() == []
