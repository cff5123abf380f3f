from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from builders import Told, answered, told
from clock import Clock
from closings import closed, in_hand, locked, now, presses, staff
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pages import Page
from reviewer import DESK, Reviewer

from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.review import queue
from fairwitness.review.queue import Place, View
from fairwitness.sealed.actions.assign import NextStep, assign, give_back, plan, take
from fairwitness.sealed.models import InHand, Tip
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "ROWS", 2)


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


def shown(reviewer: Reviewer, address: str = "") -> list[str]:
    """The tips of that page, in order."""
    links = reviewer.page(address).links()
    return [link.split("/")[-2] for link in links if link.startswith(f"{DESK}tips/")]


def ids(*tips: Told) -> list[str]:
    return [one.tip.id for one in tips]


def a_day_apart(clock: Clock, count: int) -> list[Told]:
    tips = []
    for _ in range(count):
        tips.append(told())
        clock.passes(days=1)
    return tips


def led_to(page: Page, rel: str) -> str:
    """Where the link to the next page or the one before leads, within the desk."""
    found = [of["href"] for tag, of in page.tags if tag == "a" and of.get("rel") == rel]
    return "".join(found).removeprefix(DESK)


@pytest.mark.usefixtures("small_pages")
def test_page_by_page_everything_is_seen_once_and_back_again(clock: Clock) -> None:
    tips, amara = a_day_apart(clock, 5), Reviewer("amara")

    forth = [""]
    while following := led_to(amara.page(forth[-1]), "next"):
        forth.append(following)
    seen = [shown(amara, address) for address in forth]
    before = led_to(amara.page("?before=last"), "prev")

    assert seen == [ids(*tips[:2]), ids(*tips[2:4]), ids(tips[4])]
    assert shown(amara, "?before=last") == ids(*tips[3:])
    assert shown(amara, before) == ids(*tips[1:3])


@pytest.mark.usefixtures("small_pages")
def test_of_one_day_none_is_left_out_and_none_stands_twice(amara: Reviewer) -> None:
    tips = [told() for _ in range(5)]

    first = shown(amara)
    second = shown(amara, led_to(amara.page(""), "next"))
    last = shown(amara, "?before=last")

    assert [*first, *second, last[-1]] == sorted(ids(*tips))


def test_each_view_shows_what_it_says(clock: Clock) -> None:
    late = told()
    answered(late.conversation)
    clock.passes(days=85)
    soon, over = told(), closed()
    mine = in_hand()
    clock.passes(days=6)

    amara = Reviewer("amara")
    views = {view: shown(amara, f"?view={view}") for view in queue.View.values}

    assert views["all"] == ids(late, soon, mine)
    assert views["late"] == ids(late)
    assert views["soon"] == ids(soon)
    assert views["tipster"] == ids(late)
    assert views["us"] == ids(soon, mine)
    assert views["ended"] == ids(over)
    assert set(views["mine"]) | set(views["unassigned"]) >= set(ids(late, soon, mine))


def test_what_somebody_has_in_hand_is_theirs_and_in_nobody_s_hand_no_more(amara: Reviewer) -> None:
    tips = told("The alarm is off."), told()

    take(tips[0].tip.id, by=staff("amara").id)

    assert shown(amara, "?view=mine") == ids(tips[0])
    assert shown(amara, "?view=unassigned") == ids(tips[1])
    assert shown(Reviewer("noor"), "?view=mine") == []
    give_back(tips[0].tip.id, by=staff("amara").id)
    assert shown(amara, "?view=mine") == []


def test_one_s_own_next_step_puts_a_tip_first_among_mine(clock: Clock) -> None:
    first, then = a_day_apart(clock, 2)
    for one in (first, then):
        take(one.tip.id, by=staff("amara").id)
    before = shown(Reviewer("amara"), "?view=mine")

    plan(then.tip.id, NextStep(InHand.Step.ASK, today()), by=staff("amara").id)

    assert before == ids(first, then)
    assert shown(Reviewer("amara"), "?view=mine") == ids(then, first)
    assert f"Ask the tipster ({today()})" in Reviewer("amara").page("?view=mine").text


def test_filters_by_state_and_mark_go_together_with_a_view(amara: Reviewer) -> None:
    new, checked = told(), in_hand("The alarm is off.")

    assert shown(amara, "?state=received") == ids(new)
    assert shown(amara, "?state=scope-check") == ids(checked)
    assert set(shown(amara, "?mark=unmarked")) == set(ids(new, checked))
    assert shown(amara, "?mark=marked") == []
    assert "No tip is like that." in amara.page("?state=triage").text


@pytest.mark.parametrize(
    "address",
    [
        "?view=nothing",
        "?view=all&state=destroyed",
        "?after=x",
        "?after=2026-13-40~A",
        "?before=%00~%00",
        "?channel=workers",
        "?mark='",
        "?q=chained&person=Lin",
    ],
)
def test_whatever_an_address_says_nothing_of_others_is_shown(amara: Reviewer, address: str) -> None:
    mine, other = told(), told(to="workers")

    page = amara.gets(address)

    assert page.status_code == 200
    assert other.tip.id not in page.content.decode()
    assert mine.tip.id in page.content.decode() or "channel" in address


def test_a_letter_that_comes_after_the_end_stands_among_what_is_open(clock: Clock) -> None:
    tip = closed(State.INSUFFICIENT)
    clock.passes(days=15)
    Tip.objects.filter(pk=tip.tip.id).update(state=State.CLOSED, second_look="", since=today())
    before = shown(Reviewer("amara"))

    answered(tip.conversation, from_office=False)

    assert (before, shown(Reviewer("amara"))) == ([], ids(tip))
    assert "They wait for us" in Reviewer("amara").page("").text


def test_what_is_locked_stands_in_no_view(amara: Reviewer) -> None:
    tip = locked()

    views = [shown(amara, f"?view={view}") for view in queue.View.values]

    assert not any(views)
    assert now(tip).state == State.PROTECTED_CONDUCT


def test_nothing_due_today_is_said_kindly(amara: Reviewer) -> None:
    empty = amara.page("").text
    tip = told()

    calm = amara.page("").text

    assert "Nothing is due today. No tip waits to be looked into." in empty
    assert f"Nothing is due today. The next day is {now(tip).due}." in calm


def test_many_are_given_to_a_colleague_at_once(amara: Reviewer) -> None:
    tips, noor = [told("The alarm is off."), told()], staff("noor")

    answer = gives(amara, noor, *tips)

    assert "2 tips were given to their reader." in Page(answer.content.decode()).text
    assert shown(Reviewer("noor"), "?view=mine") == sorted(ids(*tips))


def test_what_somebody_else_has_taken_meanwhile_is_left_and_named(amara: Reviewer) -> None:
    tip, noor = told(), staff("noor")
    take(tip.tip.id, by=noor.id)

    answer = gives(amara, staff("amara"), tip)

    assert "Somebody else has it in hand by now." in Page(answer.content.decode()).text
    assert InHand.objects.get(tip=tip.tip).staff == noor


def test_from_hand_to_hand_where_the_page_showed_who_has_it(amara: Reviewer) -> None:
    tip, noor = told(), staff("noor")
    assign(tip.tip.id, noor.id, seen="", by=staff("amara").id)
    (box,) = [of["value"] for _, of in amara.page("").tags if of.get("name") == "tip"]

    presses(amara, "chosen/", {"tip": [box], "do": "assign", "to": staff("amara").id})

    assert InHand.objects.get(tip=tip.tip).staff == staff("amara")


def test_who_does_not_read_a_channel_is_given_nothing_of_it(amara: Reviewer) -> None:
    tip, wei = told(), staff("wei")

    answer = gives(amara, wei, tip)

    assert answer.status_code == 422
    assert not InHand.objects.exists()
    assert wei.id not in amara.gets("").content.decode()


def gives(reviewer: Reviewer, to: Staff, *tips: Told) -> Any:
    boxes = [f"{one.tip.id} received" for one in tips]
    return presses(reviewer, "chosen/", {"tip": boxes, "do": "assign", "to": to.id})


def test_after_a_question_one_is_back_in_the_view_from_which_one_came(amara: Reviewer) -> None:
    tip = in_hand()
    boxes = [f"{tip.tip.id} scope-check"]

    asked = presses(amara, "chosen/?view=unassigned", {"tip": boxes, "do": "insufficient"})
    back = presses(amara, "chosen/?view=unassigned", {"tip": boxes, "do": "insufficient", "back": "yes"})

    assert "chosen/?view=unassigned" in asked.content.decode()
    current = [of["href"] for _, of in Page(back.content.decode()).tags if "aria-current" in of]
    assert [parse_qs(address.partition("?")[2]) for address in current] == [{"view": ["unassigned"]}]


def test_a_page_asks_as_much_of_the_database_however_many_tips_there_are(
    amara: Reviewer, small_pages: None
) -> None:
    del small_pages
    tips = [told() for _ in range(2)]
    few = asked_for(amara, "?view=unassigned")
    tips += [told() for _ in range(6)]

    many = asked_for(amara, "?view=unassigned")

    assert len(many) == len(few)
    assert len(tips) == 8


def test_no_page_asks_more_of_the_database_than_was_promised(amara: Reviewer) -> None:
    tips = [told() for _ in range(3)]

    asked = {view: len(asked_for(amara, f"?view={view}")) for view in View.values}

    assert len(tips) == 3
    assert max(asked.values()) <= 22, asked  # as bench/desk.py measured it


def asked_for(reviewer: Reviewer, address: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        reviewer.gets(address)
    return [one["sql"] for one in asked]


@pytest.mark.parametrize(
    ("view", "index"),
    [
        ("all", "tips_by_what_is_due"),
        ("unassigned", "tips_by_what_is_due"),
        ("soon", "tips_by_what_is_due"),
        ("late", "tips_by_what_is_due"),
        ("tipster", "tips_that_were_answered"),
        ("ended", "tips_by_their_state"),
    ],
)
@pytest.mark.parametrize("place", [None, Place(today() - timedelta(days=30), "B" * 22)])
def test_every_view_is_read_in_the_order_of_an_index(
    amara: Reviewer, view: str, index: str, place: Place | None
) -> None:
    if connection.vendor != "sqlite":
        connection.cursor().execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    address = f"?view={view}" + (f"&after={place}" if place else "")

    streams = [one for one in asked_for(amara, address) if "LIMIT 51" in one and "sealed_tip" in one]

    plans = [plan_of(one) for one in streams if "since" in one or "due" in one]
    assert plans
    assert [one for one in plans if index not in one or "TEMP B-TREE" in one or "Sort" in one] == []


def plan_of(statement: str) -> str:
    """How the database reads it."""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {statement}")
        return "\n".join(str(row) for row in cursor.fetchall())
