from __future__ import annotations

import pytest
from demo.visiting import Visit
from journeys.coming_back import coming_back
from journeys.lines import RunningLine
from journeys.people import a_reviewer, a_tipster
from journeys.test_the_other_side_is_heard import Person, person_of
from playwright.sync_api import Browser, expect

SUMMARY = {"en": "why others come to you", "zh-hans": "选定它时没有比价"}
STORY = {"en": "change the last digits", "zh-hans": "饮食清淡"}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_words_on_the_page_of_doors_open_a_summary_that_says_nothing_of_the_tipster(
    browser: Browser, line: RunningLine, language: str
) -> None:
    code = line.doors["asked"][language]
    assert code in Visit(line.address).reads(line.doors["doors"][language]).text

    with a_tipster(browser, line) as plain:
        plain.page.goto(line.doors["ways"]["reported-on"][language][0])
        plain.page.locator("#id_code").fill(code)
        plain.page.locator("main form .on button").first.click()
        expect(plain.page.locator("main")).to_contain_text(SUMMARY[language])

        assert STORY[language] not in plain.page.locator("main").inner_text()


def test_a_browser_opens_it_by_itself_and_finds_nothing_wrong(browser: Browser, line: RunningLine) -> None:
    with coming_back(browser, line, line.doors["asked"]["en"]) as back:
        kim: Person = person_of(back)
        kim.comes_back()
        kim.sees_all(SUMMARY["en"])

        assert not [one for one in kim.warned() if "Somebody of the office has seen this code" not in one]


def test_the_desk_has_the_mark_and_the_hearing(browser: Browser, line: RunningLine) -> None:
    with a_reviewer(browser, line) as amara:
        amara.page.goto(line.doors["ways"]["first-reviewer"]["en"][0])
        expect(amara.page.locator(".desk-top")).to_be_visible()
        amara.opens_the_tip_that_says("The booking page of the counselling centre")
        amara.page.locator("main a[href$='/hearing/']").click()

        amara.place_of("sealed-letter", SUMMARY["en"])
        assert not amara.warned()
