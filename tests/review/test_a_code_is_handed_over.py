from __future__ import annotations

from datetime import timedelta

import pytest
from clock import Clock
from hearing import Asking, asked, asks, hands_over, in_fact_finding, staff
from recording import in_state, recorded
from reviewer import Reviewer
from tipster import Tipster

from fairwitness.decisions.heard import evidence, why_not_yet
from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def asking(clock: Clock) -> Asking:  # noqa: ARG001 - its day is the clock's
    """Amara has made a code, and nobody has signed that it was handed over."""
    return asked(handed_by="")


def answers(asking: Asking) -> None:
    """With a code of their own: whoever has the sheet."""
    kim = Tipster()
    kim.goes_to("/reply/")
    kim.sends(kim.page.forms[0], code=" ".join(asking.code.words))
    kim.goes_to("/reply/code/")
    kim.goes_on()
    kim.answers("I admit it.")


def test_another_reader_signs_and_the_fourteen_days_begin(asking: Asking) -> None:
    before = asking.row.until

    answer = hands_over(Reviewer("noor"), asking, way="post")

    assert (before, answer.status_code) == (None, 200)
    row = asking.row
    assert (row.way, row.handed_by, row.until) == ("post", staff("noor").id, today() + timedelta(days=14))
    assert Entry.objects.filter(kind="handed-over", tip=asking.tip.tip.id).count() == 1
    assert hands_over(Reviewer("noor"), asking, way="post").status_code == 200


def test_whoever_made_the_code_says_nothing_of_whether_it_reached_anybody(asking: Asking) -> None:
    answers(asking)

    signed = [
        hands_over(Reviewer("amara"), asking),
        hands_over(Reviewer("amara"), asking, signed_by="noor"),
        hands_over(Reviewer("noor"), asking, signed_by="amara"),
    ]

    assert [one.status_code for one in signed] == [409, 409, 403]
    assert evidence(asking.tip.tip) == []
    assert "no other reader has signed" in str(why_not_yet(asking.tip.tip))


def test_nobody_signs_for_a_code_that_was_taken_before_that_day(asking: Asking, clock: Clock) -> None:
    answers(asking)
    clock.passes(days=1)

    answer = hands_over(Reviewer("noor"), asking)

    assert answer.status_code == 409
    assert "taken a new code with it before that day" in answer.json()["error"]


@pytest.mark.parametrize("days", [-1, 1, 8])
def test_the_day_is_neither_before_the_code_nor_to_come_nor_long_ago(
    asking: Asking, clock: Clock, days: int
) -> None:
    day = today() - timedelta(days=1) if days < 0 else today() + timedelta(days=days)
    clock.passes(days=20 if days == 8 else 0)

    assert hands_over(Reviewer("noor"), asking, day).status_code == 409
    assert asking.row.handed is None


def test_whoever_recorded_the_tip_signs_no_such_thing() -> None:
    tip = in_state(recorded(Reviewer("amara")), State.FACT_FINDING)
    asking = Asking(tip, "noor")
    assert asks(Reviewer("noor"), asking).status_code == 200

    assert hands_over(Reviewer("amara"), asking).status_code == 403


def test_a_code_for_which_nobody_signs_is_waited_for_thirty_days_and_counts_for_nothing(
    asking: Asking, clock: Clock
) -> None:
    clock.passes(days=30)
    during = str(why_not_yet(asking.tip.tip))
    clock.passes(days=1)

    assert "no other reader has signed" in during
    assert "has not been heard" in str(why_not_yet(asking.tip.tip))
    assert "nobody is waited for" in Reviewer("amara").page(f"tips/{asking.tip.tip.id}/hearing/").text


def test_the_page_asks_a_colleague_and_not_whoever_made_the_code(asking: Asking) -> None:
    there = f"tips/{asking.tip.tip.id}/hearing/"

    mine, other = (Reviewer(name).gets(there).content.decode() for name in ("amara", "noor"))

    assert ("data-reached" in mine, "data-reached" in other) == (False, True)


def test_somebody_else_s_tip_has_no_such_code() -> None:
    asking, other = asked(handed_by=""), in_fact_finding()

    asking.tip = other
    assert hands_over(Reviewer("noor"), asking).status_code == 409
