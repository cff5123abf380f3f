from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from journeys.coming_back import coming_back, everything_sent
from journeys.lines import RunningLine
from journeys.people import Tipster, a_reviewer, a_tipster
from playwright.sync_api import Browser, expect

from fairwitness.crypto.receipts import read_receipt
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder

NUMBERS = count(1)
LANGUAGES = ["en", "zh-hans"]
TOLD = {"en": "The scale of gate 9 weighs too little.", "zh-hans": "九号门的地磅少称。"}
SIGNED = {"en": "This line has signed it", "zh-hans": "这是本站签的"}
ANSWERED = {"en": "Acknowledged", "zh-hans": "已确认收到"}
RECEIPT = ".receipt:visible"


def a_story(language: str) -> str:
    """One that no other test has told this line."""
    return f"{TOLD[language]} ({next(NUMBERS)})"


def takes_a_receipt(lin: Tipster) -> str:
    """From the mailbox: read what it is, press the button, copy it."""
    lin.page.locator(".also :is(a[href$='/receipt/'], button[value='receipt'])").click()
    expect(lin.page.locator("main .problem")).to_be_visible()
    expect(lin.page.locator(RECEIPT)).to_have_count(0)
    lin.goes_on()
    expect(lin.page.locator(RECEIPT)).to_be_visible()
    return lin.page.locator(RECEIPT).inner_text()


def saved(lin: Tipster, button: str) -> str:
    """The file that the button saves."""
    with lin.page.expect_download() as download:
        lin.page.locator(button).click()
    assert download.value.suggested_filename == "receipt.txt"
    return Path(download.value.path()).read_text()


def checked(lin: Tipster, text: str) -> str:
    """What the line's page says of it."""
    lin.page.goto(f"{lin.line.address}/{lin.language}/receipt/")
    lin.fills_in(text=text)
    lin.goes_on()
    return lin.page.locator("main").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_lin_takes_a_receipt_and_the_line_s_page_says_what_it_says(
    browser: Browser, line: RunningLine, language: str
) -> None:
    told = a_story(language)

    with a_tipster(browser, line, language) as lin:
        lin.tells(told)
        lin.comes_back()
        text = takes_a_receipt(lin)
        file = saved(lin, "button[name=as]")
        says = checked(lin, text)

    assert file == text
    assert SIGNED[language] in says
    assert str(today()) in says
    assert read_receipt(text, OfficeFolder(line.folder / "office").verifying_key()).received == today()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_that_opens_by_itself_takes_one_and_sends_no_code_for_it(
    browser: Browser, line: RunningLine, language: str
) -> None:
    told, sent = a_story(language), list[bytes]()
    with a_tipster(browser, line, language) as lin:
        lin.tells(told)
        code = lin.code
    with a_reviewer(browser, line, language=language) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        amara.answers("Since when?")

    with coming_back(browser, line, code, language) as lin:
        everything_sent(lin.page, sent)
        lin.comes_back()
        text = takes_a_receipt(lin)
        file = saved(lin, "[data-save]")
        says = checked(lin, text)

    assert file == text
    assert SIGNED[language] in says
    assert ANSWERED[language] in says
    assert told not in text
    assert not [word for word in code.split() if word.isdigit() and word.encode() in b"".join(sent)]


def test_another_language_makes_none_by_itself(browser: Browser, line: RunningLine) -> None:
    with a_tipster(browser, line) as lin:
        lin.tells(a_story("en"))
        code = lin.code

    with coming_back(browser, line, code) as lin:
        lin.comes_back()
        takes_a_receipt(lin)
        lin.page.locator(".languages a").click()
        expect(lin.page.locator("h1")).to_have_text("回执")
        expect(lin.page.locator(RECEIPT)).to_have_count(0)
        lin.goes_on()
        expect(lin.page.locator(RECEIPT)).to_be_visible()


def test_a_line_that_cannot_be_reached_is_said_and_the_button_works_again(
    browser: Browser, line: RunningLine
) -> None:
    with a_tipster(browser, line) as lin:
        lin.tells(a_story("en"))
        code = lin.code

    with coming_back(browser, line, code) as lin:
        lin.comes_back()
        lin.page.locator(".also :is(a[href$='/receipt/'], button[value='receipt'])").click()
        lin.page.route("**/sealed/receipt/", lambda route: route.abort())
        lin.goes_on()
        said = lin.sent()
        lin.page.unroute("**/sealed/receipt/")
        lin.goes_on()
        expect(lin.page.locator(RECEIPT)).to_be_visible()

    assert "Not made yet" in said
