"""Whoever runs a line and puts another number into what it publishes, one at a time, and what somebody outside sees of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from builders import counted
from clock import Clock
from django.test import Client

from fairwitness.cli.outside.line import Wrong
from fairwitness.cli.outside.numbers import Edition, changed_since, edition_in, wrong_within
from fairwitness.journal.entering import Sums, enter
from fairwitness.journal.models import Kind
from fairwitness.journal.quarters import Quarter
from fairwitness.office.clock import today
from fairwitness.office.reading import current_office

pytestmark = pytest.mark.usefixtures("office", "clock")  # it stands in November 2026
LAST, SPRING = date(2026, 9, 30), date(2025, 5, 1)
File = dict[str, Any]


@pytest.fixture
def file(clock: Clock) -> File:
    """What a line publishes that has run for a year and a half."""
    counted(27, month=SPRING)
    counted(12, Kind.ACKNOWLEDGED, month=SPRING, in_time=True, days=3)
    counted(12, Kind.CONFIRMED, month=date(2025, 11, 1))
    counted(9, month=date(2026, 8, 1), channel="workers")
    now = clock.at.date()
    says(clock, Quarter(2025, 2))
    clock.goes_to(now)
    return published()


def says(clock: Clock, quarter: Quarter) -> None:
    """The office enters what it was told of in a quarter, while the next one runs."""
    clock.goes_to(quarter.next.last)
    enter(current_office(), quarter, Sums(5, 61_000, 1_000, "EUR"), by="")


def published() -> File:
    found: File = json.loads(Client().get("/numbers.json").content)
    return found


def edition(file: File) -> Edition:
    return edition_in(json.dumps(file).encode())


def wrong(file: File, reached: date | None = LAST) -> list[str]:
    return list(wrong_within(edition(file), reached=reached))


def put(file: File, when: str, measure: str, number: int, **more: str) -> None:
    """Another number in its place."""
    for one in file["numbers"]:
        if (one["period"], one["measure"]) == (when, measure):
            one.update(number=number, **more)


def test_what_a_line_publishes_holds_together(file: File) -> None:
    assert wrong(file) == []
    assert {one["measure"] for one in file["numbers"] if one["unit"] == "EUR"} == {"damage", "recovered"}


def test_a_number_below_the_step_is_told(file: File) -> None:
    for period in ("2025-Q4", "2025"):
        put(file, period, "destroyed", 7)

    assert wrong(file) == [
        "numbers: destroyed of 2025-Q4 is 7, and no step of 5",
        "numbers: destroyed of 2025 is 7, and no step of 5",
    ]


def test_a_year_that_is_not_its_quarters_is_told(file: File) -> None:
    put(file, "2025", "destroyed", 5)

    assert wrong(file) == ["numbers: destroyed of 2025 is 5, and its quarters are 0"]


def test_a_year_without_its_line_is_told(file: File) -> None:
    file["numbers"] = [
        one for one in file["numbers"] if (one["period"], one["measure"]) != ("2025", "confirmed")
    ]

    assert "numbers: confirmed of 2025 is 0, and its quarters are 10" in wrong(file)


def test_ways_in_that_are_not_what_was_received_are_told(file: File) -> None:
    for period in ("2025-Q2", "2025"):
        put(file, period, "received-by-way-in", 10)  # each of two

    assert wrong(file) == [
        "numbers: the ways in of 2025 are 20, and not what was received",
        "numbers: the ways in of 2025-Q2 are 20, and not what was received",
    ]


def test_a_part_that_is_more_than_its_whole_is_told(file: File) -> None:
    for period in ("2025-Q2", "2025"):
        put(file, period, "acknowledged-in-time", 15)

    assert wrong(file) == [
        "numbers: until 2025-Q2, acknowledged-in-time cannot be so many beside acknowledged"
    ]


def test_more_destroyed_than_were_received_is_told(file: File) -> None:
    for period in ("2025-Q2", "2025"):
        put(file, period, "destroyed", 50)

    assert "numbers: until 2025-Q2, destroyed cannot be so many beside received" in wrong(file)


def test_a_bound_of_days_for_too_few_is_told(file: File) -> None:
    for period in ("2025-Q2", "2025"):
        put(file, period, "acknowledged", 5)
        put(file, period, "acknowledged-in-time", 5)

    assert wrong(file) == [
        "numbers: acknowledged-half-within of 2025-Q2 is told of fewer than 10",
        "numbers: acknowledged-half-within of 2025 is told of fewer than 10",
    ]


def test_days_to_the_day_are_told(file: File) -> None:
    put(file, "2025-Q2", "acknowledged-half-within", 4)

    assert wrong(file) == ["numbers: acknowledged-half-within of 2025-Q2 is 4, and no bound of days"]


def test_a_sum_to_the_last_digit_is_told(file: File) -> None:
    put(file, "2025", "damage", 61_728)

    assert wrong(file) == ["numbers: damage of 2025 is 61728, and has more than two digits"]


def test_money_of_a_year_that_is_not_over_is_told(file: File) -> None:
    put(file, "2025", "damage", 61_000, period="2026")

    assert wrong(file) == ["numbers: damage of 2026 is told too early, or of fewer than 10 confirmed"]


def test_a_quarter_that_is_left_out_is_told(file: File) -> None:
    file["numbers"] = [one for one in file["numbers"] if one["period"] != "2025-Q3"]

    assert wrong(file) == [
        "numbers: between 2025-Q1 and 2026-Q3 a quarter is missing, or one is told that is not over"
    ]


@pytest.mark.parametrize("until", ["2026-12-31", "2026-09-29", "2026-03-31"])
def test_a_file_of_days_that_cannot_be_is_told(until: str, file: File) -> None:
    file["until"] = until

    assert any(one.startswith(f"numbers: they are told until {until}, ") for one in wrong(file))


def test_numbers_that_the_journal_has_not_reached_are_told(file: File) -> None:
    assert wrong(file, date(2026, 9, 1)) == [
        "numbers: they are told until 2026-09-30, and the journal reaches 2026-09-01"
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file["numbers"].append(file["numbers"][0]),
        lambda file: file["numbers"][0].update(number=5.0),
        lambda file: file["numbers"][0].update(number=-5),
        lambda file: file["numbers"][0].update(period="2025-Q5"),
        lambda file: file.pop("until"),
        lambda file: file.update(numbers=5),
    ],
)
def test_a_file_that_is_none_is_told(change: Callable[[File], object], file: File) -> None:
    change(file)

    with pytest.raises(Wrong):
        edition(file)


def test_a_quarter_that_has_changed_without_a_word_is_told(file: File) -> None:
    seen = edition(file)
    put(file, "2025-Q4", "confirmed", 0)

    assert list(changed_since(today(), seen, edition(file))) == [
        f"numbers: confirmed of 2025-Q4 was 10 on {today()}, and is now 0"
    ]


def test_what_the_office_enters_is_told_a_quarter_later_and_changes_nothing(file: File, clock: Clock) -> None:
    seen, then = edition(file), today()
    says(clock, Quarter(2026, 3))

    clock.goes_to(date(2027, 1, 2))

    now = edition(published())
    assert now.counts("2026-Q3")["retaliation"] == 5
    assert list(changed_since(then, seen, now)) == []


def test_a_quarter_more_changes_nothing_of_what_was_told_before(file: File, clock: Clock) -> None:
    seen, then = edition(file), today()
    counted(23, month=then.replace(day=1), channel="workers")

    clock.passes(days=62)

    assert list(changed_since(then, seen, edition(published()))) == []


def test_numbers_that_go_back_are_told(file: File) -> None:
    seen = edition(file)
    file["until"] = "2026-06-30"

    assert list(changed_since(today(), seen, edition(file))) == [
        f"numbers: on {today()} they were told until 2026-09-30, and now until 2026-06-30"
    ]
