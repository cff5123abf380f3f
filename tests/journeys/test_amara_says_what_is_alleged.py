from __future__ import annotations

import os
from itertools import count

import pytest
from journeys.lines import RunningLine
from journeys.people import DESK, PHONE, Reviewer, a_reviewer, a_tipster
from journeys.seeing import axe_source, cut_off, violations
from playwright.sync_api import Browser, expect

NUMBERS = count(1)
WITHDRAWN = {"en": "Withdrawn: 1", "zh-hans": "已撤下：1 条"}
CLAIM, AGAINST = "The exit of hall 3 is chained at night.", "A photo of the open exit, taken at night."


def alleges(reader: Reviewer, text: str, way: str) -> None:
    """Fill the form in, seal it, and see it among the others."""
    form = reader.page.locator("form[data-allegation]")
    if not form.is_visible():
        reader.page.locator(".alleged summary").click()
    form.locator("#id_alleged").fill(text)
    form.locator(f"input[value={way}]").check()
    form.locator("#id_wrong").fill(AGAINST)
    form.locator("button:not([type])").click()
    reader.place_of("sealed-allegations", text)


def presses_the_last_button(reader: Reviewer, *, before: int = 0) -> None:
    """Of those beside what is alleged, or one before it: by the keyboard, for no script comes to it."""
    reader.page.locator(".alleged summary").focus()
    for _ in range(1 + before):
        reader.page.keyboard.press("Shift+Tab")
    reader.page.keyboard.press("Enter")


@pytest.mark.parametrize(("language", "size"), [("en", DESK), ("zh-hans", PHONE)])
def test_a_reader_says_what_is_alleged_and_ticks_what_is_done(
    browser: Browser, line: RunningLine, language: str, size: dict[str, int]
) -> None:
    told = f"Alleged {next(NUMBERS)} {language}: the exit is chained."
    with a_tipster(browser, line) as lin, a_reviewer(browser, line, 0, language, size) as amara:
        lin.tells(told)
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        alleges(amara, CLAIM, "told")
        alleges(amara, "The guard has the only key.", "direct")
        shown = amara.settled("sealed-allegations")[0]
        if where := os.environ.get("SEEN"):
            amara.page.emulate_media(color_scheme="dark" if language != "en" else "light")
            amara.page.screenshot(path=f"{where}/alleged-{language}.png", full_page=True)
        wrong = violations(amara.page, axe_source()), cut_off(amara.page)
        presses_the_last_button(amara)
        amara.place_of("sealed-allegations", WITHDRAWN[language])
        expect(amara.page.locator("form[data-ticks] button")).to_be_visible()
        amara.page.locator("form[data-ticks] button").focus()
        amara.page.keyboard.press("Shift+Tab")
        amara.page.keyboard.press("Space")
        amara.page.locator("form[data-ticks] button").click()
        amara.place_of("sealed-checklist", "Amara" if language == "en" else "勾选")
        warned = amara.warned()

    assert shown.index("The guard has the only key.") < shown.index(CLAIM)
    assert warned == []
    assert wrong == ([], [])


def test_what_is_being_said_otherwise_is_no_second_claim_once_a_headline_was_sealed(
    browser: Browser, line: RunningLine
) -> None:
    told = f"Alleged {next(NUMBERS)} otherwise: the exit is chained."
    with a_tipster(browser, line) as lin, a_reviewer(browser, line, 0, "en", DESK) as amara:
        lin.tells(told)
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        alleges(amara, CLAIM, "told")
        presses_the_last_button(amara, before=1)
        form = amara.page.locator("form[data-allegation]")
        expect(form.locator("#id_alleged")).to_have_value(CLAIM)
        form.locator("#id_alleged").fill("The exit of hall 3 was chained on 4 May.")

        amara.page.locator("#id_headline").fill("A chained exit")
        amara.page.locator("form[data-headline] button").click()
        amara.place_of("sealed-summary", "A chained exit")
        said = form.locator("[data-changing]")
        expect(said).to_be_visible()
        form.locator("button:not([type])").click()
        amara.place_of("sealed-allegations", "chained on 4 May")
        shown = amara.settled("sealed-allegations")[0]

    assert "Earlier wordings: 1" in shown
