"""Somebody tells it on the phone: Amara writes it down, hands over a code, and whoever told it looks at the text in a browser of their own."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest
from journeys.coming_back import coming_back
from journeys.lines import RunningLine
from journeys.people import DESK, PHONE, Reviewer, a_reviewer
from journeys.seeing import cut_off
from playwright.sync_api import Browser, Locator, expect

CALLED = {
    "en": "The exit of hall 3 is chained at night, a caller says.",
    "zh-hans": "来电人说，三号车间的出口夜里用铁链锁着。",
}


def comes_to_the_form(amara: Reviewer) -> Locator:
    """Through the guide; how it came and what the caller has agreed to are chosen."""
    page = amara.page
    page.locator("main a[href*='/record/']").click()
    page.locator("[data-guide] input[name=about][value=harm]").check()
    page.locator("[data-guide] input[name=kind]:visible").first.check()
    page.locator("[data-guide] button:not([type=button]):visible").first.click()
    form = page.locator("form[data-record-form]")
    form.locator("input[name=way]").first.check()
    form.locator("input[name=consent]").first.check()
    return form


@pytest.mark.parametrize(("language", "size"), [("en", DESK), ("zh-hans", PHONE)])
def test_a_call_is_written_down_and_its_caller_comes_back(
    browser: Browser, line: RunningLine, language: str, size: dict[str, int]
) -> None:
    with a_reviewer(browser, line, 0, language, size) as amara:
        amara.signs_in()
        page = amara.page
        form = comes_to_the_form(amara)
        form.locator("#id_text").fill(CALLED[language])
        assert cut_off(page) == []
        form.locator(".on button").last.click()
        expect(page.locator(".code .number").first).to_be_visible()
        code = " ".join(
            re.findall(r"\b\d{4}\b", " ".join(page.locator(".code .number:visible").all_inner_texts()))
        )
        assert cut_off(page) == []

    with coming_back(browser, line, code, language) as caller:
        caller.comes_back()
        expect(caller.page.locator("[data-part=written-down]")).to_be_visible()
        assert CALLED[language] in " ".join(caller.letters())


@pytest.mark.parametrize(
    "way", [".desk-top nav a:first-child", ".desk-top form[data-sign-out] button", "back"]
)
def test_nobody_leaves_the_sheet_with_the_code_unasked(browser: Browser, line: RunningLine, way: str) -> None:
    def goes() -> None:
        page.evaluate("history.back()") if way == "back" else page.locator(way).first.click()

    with a_reviewer(browser, line, 0, "en", DESK) as amara:
        amara.signs_in()
        page = amara.page
        form = comes_to_the_form(amara)
        form.locator("#id_text").fill("The whimbrel of hall 3 is chained.")
        form.locator(".on button").last.click()
        number = page.locator("[data-printed] .code .number").first
        expect(number).to_be_visible()
        address = page.url

        goes()
        question = page.locator("[data-sheet-stays]")
        expect(question).to_contain_text("this code is gone")
        question.locator("button").first.click()
        expect(question).to_be_hidden()
        expect(number).to_be_visible()
        assert page.url == address
        goes()
        question.locator("[data-leave]").click()

        expect(number).to_be_hidden()
        page.wait_for_url("**/sign-in/**" if "sign-out" in way else "**/desk/")


def test_a_recording_that_was_destroyed_is_no_file_any_more(browser: Browser, line: RunningLine) -> None:
    with a_reviewer(browser, line, 0, "en", DESK) as amara:
        amara.signs_in()
        page = amara.page
        form = comes_to_the_form(amara)
        form.locator("#id_text").fill("The avocet of hall 3 is chained.")
        form.locator("input[name=consent][value=recording]").check()
        page.locator("#id_recordings").set_input_files(
            {"name": "call.wav", "mimeType": "audio/wav", "buffer": b"a voice"}
        )
        expect(form).to_contain_text("call.wav")
        form.locator(".on button").last.click()
        page.locator("[data-handed-over]").click()
        amara.opens_the_tip_that_says("The avocet of hall 3")
        before = " ".join(amara.settled("sealed-letter"))
        with closing(sqlite3.connect(line.folder / "office/data/line.sqlite3")) as database, database:
            database.execute("UPDATE sealed_recording SET destroyed = '2026-11-30'")

        amara.reloads()
        amara.reads("The avocet of hall 3")
        after = " ".join(amara.settled("sealed-letter"))

    assert ("call.wav" in before, "Download" in before) == (True, True)
    assert "The recording was destroyed on 2026-11-30." in after
    assert "Download" not in after
