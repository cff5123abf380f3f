from __future__ import annotations

import pytest
from journeys.lines import RunningLine
from journeys.people import a_sealing_tipster
from playwright.sync_api import Browser, expect

GONE = {"en": "What you wrote is not on this page any more.", "zh-hans": "您写的内容没有保存在这个页面里"}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_page_that_is_loaded_again_says_that_it_has_nothing_any_more(
    browser: Browser, line: RunningLine, language: str
) -> None:
    with a_sealing_tipster(browser, line, language) as lin:
        lin.begins()
        lin.fills_in(text="The fan of hall 3 sparks.")
        lin.keeps_it_for_later()
        lin.page.on("dialog", lambda dialog: dialog.accept())

        lin.page.reload()

        lin.is_at("scope")
        lin.is_sealed_here()
        expect(lin.page.locator("main")).to_contain_text(GONE[language])
        lin.page.locator("main .note a").click()
        expect(lin.page.locator("#code-so-far")).to_be_attached()


def test_going_on_from_there_says_it_no_more(browser: Browser, line: RunningLine) -> None:
    with a_sealing_tipster(browser, line) as lin:
        lin.page.goto(f"{line.address}/en/tell/public/files/")
        expect(lin.page.get_by_text(GONE["en"])).to_be_visible()

        lin.chooses()
        lin.goes_on()
        lin.is_at("story")
        lin.goes_back()

        lin.is_at("scope")
        expect(lin.page.get_by_text(GONE["en"])).to_be_hidden()
