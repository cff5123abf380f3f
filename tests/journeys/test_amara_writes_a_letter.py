from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from journeys.lines import RunningLine
from journeys.people import DESK, PHONE, Reviewer, a_reviewer, a_tipster
from journeys.seeing import axe_source, cut_off, small_targets, violations
from playwright.sync_api import Browser, expect

NUMBERS = count(1)
NOTE = "The night guard says that Chen has the only key."
LETTER = "Is it true that Chen has the only key?"


def comes_to(reader: Reviewer, told: str) -> None:
    reader.signs_in()
    reader.opens_the_tip_that_says(told)


def hands_it_over_with(reader: Reviewer, word: str) -> None:
    """And with that a letter among the readers is there."""
    reader.page.locator("main button[value=take]").click()
    expect(reader.page.locator("main button[value=take]")).to_have_count(0)
    reader.page.locator(".people summary").click()
    reader.page.locator("form[data-hand-over] input[type=radio]").first.check()
    reader.page.locator("#id_word").fill(word)
    reader.page.locator("form[data-hand-over] button").click()
    expect(reader.page.locator("form[data-hand-over]")).to_have_count(0)


def presses(reader: Reviewer, button: str) -> None:
    reader.page.locator(f"form[data-answer] {button}").click()


def empties(reader: Reviewer) -> None:
    presses(reader, "[data-discard]")
    expect(reader.page.locator("[data-kept]")).to_contain_text("The box stays empty.")


def takes_a_letter_back(reader: Reviewer) -> None:
    """One that waits for tomorrow; its text comes back into the box."""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    reader.page.locator("details.later summary").click()
    reader.page.locator("#id_text").fill(LETTER)
    reader.page.locator("#id_send_day").fill(tomorrow)
    presses(reader, "button:not([type=button])")
    reader.page.locator("form[action$='/later/back/'] button.quiet").click()
    expect(reader.page.locator("#id_text")).to_have_value(LETTER)


def waits_until_it_is_kept(reader: Reviewer) -> None:
    expect(reader.page.locator("[data-kept]")).to_contain_text("Kept", timeout=30_000)


def loads_it_again(reader: Reviewer) -> None:
    reader.reloads()
    expect(reader.page.locator("#id_text")).to_have_value(LETTER)


@pytest.mark.parametrize(
    "before",
    [[], [waits_until_it_is_kept], [waits_until_it_is_kept, loads_it_again]],
    ids=["at once", "kept", "kept and loaded again"],
)
def test_what_came_back_of_a_letter_and_was_emptied_stays_away(
    browser: Browser, line: RunningLine, before: list[Callable[[Reviewer], None]]
) -> None:
    told = f"Letter {next(NUMBERS)}"
    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells(told)
        comes_to(amara, told)
        takes_a_letter_back(amara)
        for step in before:
            step(amara)

        empties(amara)
        amara.reloads()
        amara.reads(told)
        expect(amara.page.locator("[data-put-back]")).to_be_visible()

        expect(amara.page.locator("#id_text")).to_have_value("")


def test_undo_adds_to_what_was_typed_since(browser: Browser, line: RunningLine) -> None:
    told = f"Letter {next(NUMBERS)}"
    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells(told)
        comes_to(amara, told)
        box = amara.page.locator("#id_text")
        box.fill(LETTER)

        presses(amara, "[data-discard]")
        box.fill("And since when?")
        presses(amara, "[data-undo]")

        expect(box).to_have_value(f"{LETTER}\n\nAnd since when?")
        expect(amara.page.locator("[data-undo]")).to_be_hidden()


@pytest.mark.parametrize(("language", "size"), [("en", DESK), ("zh-hans", PHONE)])
def test_it_is_kept_warned_of_seen_put_off_and_sent_after_all(
    browser: Browser, line: RunningLine, language: str, size: dict[str, int]
) -> None:
    told = f"Letter {next(NUMBERS)} {language}: the exit is chained."
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    with a_tipster(browser, line) as lin, a_reviewer(browser, line, 0, language, size) as amara:
        lin.tells(told)
        comes_to(amara, told)
        hands_it_over_with(amara, NOTE)
        box = amara.page.locator("#id_text")

        box.fill(LETTER)
        expect(amara.page.locator("[data-kept]")).not_to_be_empty(timeout=30_000)
        amara.reloads()
        expect(box).to_have_value(LETTER)
        presses(amara, "[data-show-preview]")
        amara.place_of("letter-preview", LETTER)
        amara.page.locator("details.later summary").click()
        amara.page.locator("#id_send_day").fill(tomorrow)
        presses(amara, "button:not([type=button])")
        expect(amara.page.locator("[data-quoted] li")).to_have_text([LETTER])
        seen = [violations(amara.page, axe_source()), cut_off(amara.page), small_targets(amara.page)]
        presses(amara, "[data-all-the-same]")
        expect(amara.page.locator("[data-send-now]")).to_be_visible()
        amara.page.locator("[data-send-now]").click()
        amara.reads(LETTER)

        assert [list(one) for one in seen] == [[], [], []]
        expect(amara.page.locator("[data-send-now]")).to_have_count(0)
        expect(box).to_have_value("")
