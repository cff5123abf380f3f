from __future__ import annotations

from datetime import timedelta

from demo.visiting import Visit
from journeys.lines import RunningLine
from journeys.people import a_reviewer, a_tipster
from playwright.sync_api import Browser

INSIDE = "Write to the readers"


def test_the_office_goes_on_by_days_and_back_to_today(visit: Visit) -> None:
    today = visit.date_of_the_office()

    days = [visit.moves_the_clock(to) - today for to in ("1", "7", "90", "today")]

    assert days == [timedelta(1), timedelta(8), timedelta(98), timedelta(0)]


def test_nothing_but_the_three_steps_moves_it(visit: Visit) -> None:
    today = visit.date_of_the_office()

    moved = [visit.moves_the_clock(to) for to in ("-7", "100000000", "tomorrow")]

    assert moved == [today] * 3


def test_what_is_told_in_a_week_is_due_a_week_later(
    browser: Browser, line: RunningLine, visit: Visit
) -> None:
    today = visit.date_of_the_office()
    visit.moves_the_clock("7")

    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells("The lift is stuck between two floors again.")
        amara.page.goto(line.doors["ways"]["first-reviewer"]["en"][0])
        last = amara.page.locator(".tip", has_text=f"Received {today + timedelta(7)}")

        last.locator(".due", has_text=f"Due {today + timedelta(14)}").wait_for()


def test_what_nobody_told_in_time_is_late_and_that_a_tip_arrived_is_not(visit: Visit) -> None:
    visit.moves_the_clock("7")
    assert " late." not in visit.reads("/en/demo/").text

    visit.moves_the_clock("90")

    assert " late." in visit.reads("/en/demo/").text


def test_a_mailbox_is_closed_a_day_later(line: RunningLine, visit: Visit) -> None:
    assert INSIDE in visit.reads(line.doors["ways"]["come-back"]["en"][0]).text

    visit.moves_the_clock("1")

    assert INSIDE not in visit.reads("/en/mailbox/letters/").text


def test_a_reviewer_is_signed_out_a_day_later(browser: Browser, line: RunningLine, visit: Visit) -> None:
    with a_reviewer(browser, line) as amara:
        amara.signs_in()

        visit.moves_the_clock("1")
        amara.page.goto(f"{line.address}/en/desk/")

        assert "/desk/sign-in/" in amara.page.url
