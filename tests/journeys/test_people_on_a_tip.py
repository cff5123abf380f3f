from __future__ import annotations

import re
from itertools import count
from pathlib import Path

import pytest
from journeys.coming_back import coming_back
from journeys.lines import RunningLine
from journeys.people import DESK, PHONE, Reviewer, a_reviewer, a_tipster
from journeys.seeing import axe_source, cut_off, small_targets, violations
from playwright.sync_api import Browser, expect

NUMBERS = count(1)
WORD = "Ask her for the shift list; I am away from Monday."
PEOPLE = ".people"


def opens_the_people(reader: Reviewer) -> None:
    reader.page.locator(f"{PEOPLE} summary").click()


def comes_to_the_tip(reader: Reviewer, told: str) -> None:
    reader.signs_in()
    reader.opens_the_tip_that_says(told)


def takes_it(reader: Reviewer, told: str) -> None:
    """The first step; the page of the tip is there again."""
    reader.page.locator("main button[value=take]").click()
    expect(reader.page.locator("main button[value=take]")).to_have_count(0)
    reader.reads(told)


def hands_it_over(reader: Reviewer, word: str) -> None:
    """To the only colleague."""
    opens_the_people(reader)
    reader.page.locator("form[data-hand-over] input[type=radio]").first.check()
    reader.page.locator("#id_word").fill(word)
    reader.page.locator("form[data-hand-over] button").click()
    expect(reader.page.locator("form[data-hand-over]")).to_have_count(0)


def test_a_note_is_read_by_the_other_reader_and_not_by_the_tipster(
    browser: Browser, line: RunningLine
) -> None:
    told = f"Note {next(NUMBERS)}: the exit is chained."
    with (
        a_tipster(browser, line) as lin,
        a_reviewer(browser, line, 0) as amara,
        a_reviewer(browser, line, 1, "zh-hans", PHONE) as noor,
    ):
        lin.tells(told)
        comes_to_the_tip(amara, told)
        amara.page.locator("form[data-note] button").click()
        expect(amara.page.locator("form[data-note] [data-problem]")).to_have_text("Write your note first.")
        amara.page.locator("#id_note").fill(WORD)
        amara.page.locator("form[data-note] button").click()
        amara.place_of("sealed-notes", WORD)
        expect(amara.page.locator("#id_note")).to_have_value("")
        comes_to_the_tip(noor, told)
        noor.place_of("sealed-notes", WORD)
        lin.comes_back()

        assert WORD not in lin.reads()
        assert (violations(noor.page, axe_source()), cut_off(noor.page)) == ([], [])


def takes_the_other_off(reader: Reviewer) -> None:
    """And the next key is made by itself."""
    opens_the_people(reader)
    reader.page.locator(f"{PEOPLE} a[href*='/off/']").click()
    reader.page.locator("button.grave").click()
    expect(reader.page.locator(PEOPLE)).to_be_visible()
    expect(reader.page.locator("form[data-next-key]")).to_have_count(0)


def adds_the_other(reader: Reviewer) -> None:
    opens_the_people(reader)
    reader.page.locator("form[data-add-reader] input[type=radio]").first.check()
    reader.page.locator("form[data-add-reader] button").click()
    expect(reader.page.locator("form[data-add-reader]")).to_have_count(0)


def says_that_it_concerns(reader: Reviewer) -> None:
    opens_the_people(reader)
    reader.page.locator(f"{PEOPLE} a[href$='/concerned/']").click()
    reader.page.locator("button.grave").click()


def status_of(reader: Reviewer, url: str) -> int:
    return reader.page.request.get(url).status


@pytest.mark.parametrize(("language", "size"), [("en", DESK), ("zh-hans", PHONE)])
def test_a_tip_goes_from_hand_to_hand_and_whoever_is_taken_off_reads_nothing_that_follows(
    browser: Browser, line: RunningLine, language: str, size: dict[str, int]
) -> None:
    told = f"Hand {next(NUMBERS)} {language}: the exit is chained."
    with (
        a_tipster(browser, line) as lin,
        a_reviewer(browser, line, 0, language, size) as amara,
        a_reviewer(browser, line, 1, language, size) as xiao,
    ):
        lin.tells(told)
        comes_to_the_tip(amara, told)
        tip = amara.page.url
        takes_it(amara, told)
        hands_it_over(amara, WORD)

        comes_to_the_tip(xiao, told)
        xiao.place_of("sealed-notes", WORD)
        takes_the_other_off(xiao)
        gone = status_of(amara, tip)
        xiao.answers("Under the key that Amara has not got.")

        lin.comes_back()
        expect(lin.page.locator("main")).to_contain_text("Under the key that Amara has not got.")
        lin.answers("And so is this.")
        xiao.page.reload()
        xiao.reloads()
        xiao.reads("And so is this.")
        adds_the_other(xiao)

        amara.page.goto(tip)
        amara.reloads()
        amara.reads("And so is this.")
        back = amara.shown("sealed-letter"), amara.warned()

    assert gone == 404
    assert len(back[0]) == 3
    assert back[1] == []


def test_whom_it_concerns_is_out_at_once_and_the_tipster_s_browser_goes_on_with_the_next_key(
    browser: Browser, line: RunningLine
) -> None:
    told = f"Hand {next(NUMBERS)}: it is about Amara's brother."
    with (
        a_tipster(browser, line) as lin,
        a_reviewer(browser, line, 0) as amara,
        a_reviewer(browser, line, 1) as xiao,
    ):
        lin.tells(told)
        comes_to_the_tip(amara, told)
        tip = amara.page.url
        says_that_it_concerns(amara)
        expect(amara.page).to_have_url(re.compile("/desk/$"))
        gone = status_of(amara, tip)

        comes_to_the_tip(xiao, told)
        expect(xiao.page.locator("form[data-next-key]")).to_have_count(0)
        xiao.answers("We go on without her.")
        says_that_it_concerns(xiao)
        expect(xiao.page.locator("[role=alert]:visible")).to_contain_text("Nobody else reads this tip")
        with coming_back(browser, line, lin.code) as again:
            again.comes_back()
            again.sees_all("We go on without her.")
            warned = again.warned()

    assert (gone, warned) == (404, [])


def test_a_letter_that_was_being_written_when_a_colleague_left_is_sent_under_the_next_key(
    browser: Browser, line: RunningLine
) -> None:
    told = f"Hand {next(NUMBERS)}: while somebody writes."
    with (
        a_tipster(browser, line) as lin,
        a_reviewer(browser, line, 0) as amara,
        a_reviewer(browser, line, 1) as xiao,
    ):
        lin.tells(told)
        comes_to_the_tip(xiao, told)
        xiao.page.locator("#id_text").fill("Half a letter")
        comes_to_the_tip(amara, told)
        says_that_it_concerns(amara)
        expect(amara.page).to_have_url(re.compile("/desk/$"))

        xiao.answers("Half a letter, and the other half.")

        lin.comes_back()
        expect(lin.page.locator("main")).to_contain_text("Half a letter, and the other half.")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_file_that_was_picked_before_a_reader_left_is_opened_by_those_who_go_on(
    browser: Browser, line: RunningLine, language: str, tmp_path: Path
) -> None:
    told = f"Hand {next(NUMBERS)}: with a file, {language}."
    picked, later = tmp_path / "first.txt", tmp_path / "second.txt"
    picked.write_text("before")
    later.write_text("after")
    with (
        a_tipster(browser, line, language) as lin,
        a_reviewer(browser, line, 0) as amara,
        a_reviewer(browser, line, 1) as xiao,
    ):
        lin.tells(told)
        with coming_back(browser, line, lin.code, language) as again:
            again.comes_back()
            again.chooses_files([picked])
            expect(again.page.locator("ul.arrived .sum")).to_have_count(1)
            comes_to_the_tip(amara, told)
            says_that_it_concerns(amara)
            expect(amara.page).to_have_url(re.compile("/desk/$"))
            comes_to_the_tip(xiao, told)
            expect(xiao.page.locator("form[data-next-key]")).to_have_count(0)

            again.answers("Both are here.", [later])
        xiao.page.reload()
        xiao.reloads()
        xiao.reads("Both are here.")
        opened = [xiao.downloads(one.name) for one in (picked, later)]

    assert opened == [b"before", b"after"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_people_s_part_is_for_everybody(
    browser: Browser, line: RunningLine, language: str, scheme: str
) -> None:
    told = f"Hand {next(NUMBERS)}: to be looked at, {language} {scheme}."
    narrow = {"width": 360, "height": 800}
    with a_tipster(browser, line) as lin, a_reviewer(browser, line, 0, language, narrow) as amara:
        lin.tells(told)
        amara.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two
        comes_to_the_tip(amara, told)
        takes_it(amara, told)
        opens_the_people(amara)
        found = [violations(amara.page, axe_source()), small_targets(amara.page), cut_off(amara.page)]
        pages = amara.page.locator(f"{PEOPLE} a.button")
        for place in range(pages.count()):
            if place:
                opens_the_people(amara)
            pages.nth(place).click()
            amara.page.locator("button.grave").wait_for()
            found += [violations(amara.page, axe_source()), small_targets(amara.page), cut_off(amara.page)]
            amara.page.locator(".on a.button.quiet").click()
            amara.page.locator(PEOPLE).wait_for()

    assert found == [[]] * len(found)
