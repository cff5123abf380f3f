"""A name that two keys guard, from the desk of a reader to the custodian's and back, in a real browser: at a wide one in English, and in Chinese at a phone's width."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from journeys.lines import RunningLine, running_line
from journeys.people import DESK, Reviewer, a_reviewer
from journeys.seeing import axe_source, cut_off, small_targets, violations
from playwright.sync_api import Browser, expect

SMALL = {"width": 360, "height": 780}
NAME = "Joan Whitfield"
REASON = "The health inspectorate wants to hear"
BOTH = "Amara Okafor · 林晓"


def comes_in(reader: Reviewer, line: RunningLine, door: str) -> None:
    """By the demo's door, and in the dark where the language is Chinese."""
    if reader.language != "en":
        reader.page.emulate_media(color_scheme="dark")
    reader.page.goto(line.doors["ways"][door][reader.language][0])
    expect(reader.page.locator(".desk-top")).to_be_visible()


def goes_to_the_name(reader: Reviewer) -> None:
    reader.opens_the_tip_that_says("I vaccinate children at a village clinic.")
    reader.page.locator("main a[href$='/name/']").click()
    expect(reader.page.locator("h1")).to_be_visible()


def looked_at(reader: Reviewer, picture: str, folder: Path) -> list[Any]:
    reader.page.screenshot(path=folder / f"{picture}.png", full_page=True)
    return [*violations(reader.page, axe_source()), *cut_off(reader.page), *small_targets(reader.page)]


def opens_it(nadia: Reviewer, folder: Path) -> list[Any]:
    """With two presses; returns what somebody could not see."""
    nadia.place_of("sealed-name-request", BOTH)
    found = looked_at(nadia, f"asked-of-{nadia.language}", folder)
    nadia.page.locator("main a[href$='?to=open']").click()
    nadia.place_of("sealed-name-request", BOTH)
    found += looked_at(nadia, f"opening-{nadia.language}", folder)
    nadia.page.locator("form[data-answer-name] button").click()
    expect(nadia.page.locator("main > ul li").first).to_be_visible()
    return found + looked_at(nadia, f"opened-{nadia.language}", folder)


def asks_by_law(amara: Reviewer, why: str) -> None:
    form = amara.page.locator("form[data-ask-name]")
    form.locator("input[value=law]").check()
    form.locator("input[value=jeopardises]").check()
    form.locator("textarea").fill(why)
    form.locator("button").click()
    amara.place_of("sealed-name-asked", why)


def test_two_ask_somebody_from_outside_opens_it_and_only_the_two_read_it(
    browser: Browser, tmp_path: Path
) -> None:
    with (
        running_line(tmp_path) as line,
        a_reviewer(browser, line, 0, "en", DESK) as amara,
        a_reviewer(browser, line, 1, "zh-hans", SMALL) as lin,
        a_reviewer(browser, line, 0, "zh-hans", SMALL) as nadia,
        a_reviewer(browser, line, 0, "en", DESK) as nadia_again,
    ):
        comes_in(amara, line, "first-reviewer")
        goes_to_the_name(amara)
        amara.place_of("sealed-name-asked", REASON)
        assert NAME not in " ".join(amara.shown("sealed-name-asked"))
        found = looked_at(amara, "waits-en", tmp_path)
        comes_in(nadia, line, "custodian")
        found += opens_it(nadia, tmp_path)
        assert NAME not in nadia.page.content() + " ".join(nadia.shown("sealed-name-request"))

        amara.reloads()
        amara.place_of("sealed-name", NAME)
        found += looked_at(amara, "read-en", tmp_path)
        comes_in(lin, line, "second-reviewer")
        goes_to_the_name(lin)
        lin.place_of("sealed-name", NAME)
        found += looked_at(lin, "read-zh", tmp_path)

        asks_by_law(amara, "The court summons whoever kept the log.")
        found += looked_at(amara, "signed-first-en", tmp_path)
        lin.reloads()
        lin.place_of("sealed-name-asked", "The court summons")
        found += looked_at(lin, "to-be-signed-zh", tmp_path)
        lin.page.locator("form[data-agree-name] button").click()
        expect(lin.page.locator("form[data-agree-name]")).to_have_count(0)
        comes_in(nadia_again, line, "custodian")
        found += opens_it(nadia_again, tmp_path)

        assert found == []
        assert not [*amara.warned(), *lin.warned(), *nadia.warned(), *nadia_again.warned()]
