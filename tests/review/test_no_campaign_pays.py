from __future__ import annotations

import multiprocessing
from collections.abc import Iterator

import pytest
from builders import Told, in_scope_check, told
from clock import Clock
from closings import staff
from pages import Page
from reviewer import Reviewer

from fairwitness.office.charter import current
from fairwitness.review.queue import Asked, page
from fairwitness.sealed.actions.acknowledge import acknowledge_what_waits
from fairwitness.sealed.actions.escalate import escalate_what_is_late
from fairwitness.sealed.arrivals import HOURS, LEAST, TIMES, Hours
from fairwitness.sealed.models import Tip

pytestmark = pytest.mark.usefixtures("office", "clock")
SAID = "Possible campaign."
SAME = "Everybody knows what Mr. Roe does."
DRAWN = {"id", "due"}  # of a row: an id is drawn, and the database works the day out


@pytest.fixture(autouse=True)
def _nothing_came() -> Iterator[None]:
    HOURS.forget()
    yield
    HOURS.forget()


def kept(tip: Told) -> dict[str, object]:
    """All that the line keeps of a tip in the clear, but what is drawn."""
    row = Tip.objects.values().get(pk=tip.tip.pk)
    return {name: value for name, value in row.items() if name not in DRAWN}


def due_days() -> dict[str, object]:
    return dict(Tip.objects.values_list("id", "due"))


def test_fifty_tips_with_one_text_change_no_grade_priority_or_deadline() -> None:
    lins = told("The emergency exit is chained at night.")
    in_scope_check(lins.tip)
    before, days = kept(lins), due_days()
    place = [one.tip.id for one in page(staff("amara"), Asked()).rows]

    fifty = [told(SAME) for _ in range(50)]
    one = told("Something else.")

    assert kept(lins) == before
    assert due_days()[lins.tip.id] == days[lins.tip.id]
    assert {name for tip in fifty for name, value in kept(tip).items() if value != kept(one)[name]} == set()
    assert {due_days()[tip.tip.id] for tip in fifty} == {due_days()[one.tip.id]}
    others = [row.tip.id for row in page(staff("amara"), Asked()).rows if row.tip.id in place]
    assert others == [tip for tip in place if tip in others]


def test_deadlines_hold_behind_a_flood_and_nothing_is_closed_by_itself(clock: Clock) -> None:
    lins = told("The emergency exit is chained at night.")
    fifty = [told(SAME) for _ in range(50)]

    clock.passes(days=6)
    acknowledge_what_waits(current().deadlines)
    escalate_what_is_late(current().deadlines)

    assert {now.state for now in Tip.objects.all()} == {Tip.State.ACKNOWLEDGED}
    assert {now.acknowledged for now in Tip.objects.all()} == {clock.at.date()}
    assert kept(lins) == kept(fifty[0])


def test_a_burst_is_said_at_the_desk_and_is_forgotten_after_a_day(clock: Clock) -> None:
    for _ in range(LEAST - 1):
        HOURS.note()
    quiet = desk()
    told(SAME)
    during = desk()

    clock.passes(hours=23)
    late = desk()
    clock.passes(hours=1)

    assert [SAID in text for text in (quiet, during, late, desk())] == [False, True, True, False]


def test_what_an_hour_always_brings_is_no_burst(clock: Clock) -> None:
    for _ in range(24 * 7):
        clock.passes(hours=1)
        for _ in range(LEAST):
            HOURS.note()
    clock.passes(hours=1)
    for _ in range(LEAST * TIMES - 1):
        HOURS.note()
    before = HOURS.possible_campaign()

    for _ in range(LEAST):
        HOURS.note()

    assert (before, HOURS.possible_campaign()) == (False, True)


def test_all_web_processes_of_a_line_count_together() -> None:
    others = [multiprocessing.get_context("fork").Process(target=HOURS.note) for _ in range(3)]
    for one in others:
        one.start()
        one.join()
    for _ in range(LEAST - 3):
        HOURS.note()

    assert HOURS.possible_campaign()


def test_a_line_that_is_started_again_has_forgotten_them() -> None:
    for _ in range(LEAST):
        HOURS.note()

    assert HOURS.possible_campaign()
    assert not Hours().possible_campaign()


def desk() -> str:
    return Page(Reviewer("amara").client.get("/en/desk/").content.decode()).text
