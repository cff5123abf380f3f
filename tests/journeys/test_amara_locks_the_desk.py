from __future__ import annotations

import hmac
import struct
import time

from journeys.lines import RunningLine
from journeys.passkeys import amara_with_passkeys
from journeys.people import a_reviewer, a_tipster
from playwright.sync_api import Browser, Page, expect

from fairwitness.crypto.codes import StaffPassphrase

STORY, ANSWER = "The alarm of hall 7 is off.", "Since when is it off?"


def unlocks(page: Page, words: str) -> None:
    """In the cover."""
    page.locator("#cover_words").fill(words)
    page.locator("dialog[data-cover] button[data-wakes]").click()
    expect(page.locator("dialog[data-cover]")).to_be_hidden()


def test_the_cover_hides_everything_and_loses_nothing_that_was_typed(
    browser: Browser, line: RunningLine
) -> None:
    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells(STORY)
        amara.signs_in()
        amara.opens_the_tip_that_says(STORY)
        amara.page.locator("#id_text").fill(ANSWER)

        amara.page.locator("[data-lock]").click()
        for _ in range(3):
            amara.page.keyboard.press("Escape")

        expect(amara.page.locator("dialog[data-cover]")).to_be_visible()
        expect(amara.page.locator("#id_text")).to_be_hidden()
        assert STORY not in " ".join(amara.shown("sealed-letter") + amara.shown("sealed-sentences"))
        unlocks(amara.page, amara.me["passphrase"])
        amara.reads(STORY)
        expect(amara.page.locator("#id_text")).to_have_value(ANSWER)
        amara.answers(ANSWER)


def test_a_desk_that_nobody_touches_for_ten_minutes_locks_itself(browser: Browser, line: RunningLine) -> None:
    with a_reviewer(browser, line) as amara:
        amara.page.clock.install()
        amara.signs_in()

        amara.page.clock.fast_forward("09:30")
        amara.page.mouse.move(200, 200)
        amara.page.clock.fast_forward("09:30")
        expect(amara.page.locator("dialog[data-cover]")).to_be_hidden()
        amara.page.clock.fast_forward("00:45")

        expect(amara.page.locator("dialog[data-cover]")).to_be_visible()


def test_locking_one_tab_locks_the_others(browser: Browser, line: RunningLine) -> None:
    with a_reviewer(browser, line) as amara:
        amara.signs_in()
        other = amara.page.context.new_page()
        other.goto(f"{line.address}/en/desk/sign-in/")
        other.locator("#id_words").fill(amara.me["passphrase"])
        other.locator("form[data-sign-in] button[data-wakes]").click()
        expect(other.locator("[data-lock]")).to_be_visible()

        amara.page.locator("[data-lock]").click()

        expect(other.locator("dialog[data-cover]")).to_be_visible()
        unlocks(other, amara.me["passphrase"])


def test_wrong_words_open_no_locked_desk(browser: Browser, line: RunningLine) -> None:
    with a_reviewer(browser, line) as amara:
        amara.signs_in()
        amara.page.locator("[data-lock]").click()

        amara.page.locator("#cover_words").fill(" ".join(StaffPassphrase.generate().words))
        amara.page.locator("dialog[data-cover] button[data-wakes]").click()

        expect(amara.page.locator("dialog[data-cover] [data-problem]")).to_contain_text("do not fit together")
        expect(amara.page.locator("dialog[data-cover]")).to_be_visible()


def test_one_touch_opens_a_locked_desk_and_a_code_of_the_app_another_session(
    browser: Browser, own_line: RunningLine
) -> None:
    with amara_with_passkeys(browser, own_line) as amara:
        amara.signs_in()
        amara.adds_a_passkey()
        app = amara.turns_on_an_app()
        amara.types_the_code("000000")
        expect(amara.page.locator("dialog[data-app] [data-problem]")).to_contain_text("another code")
        amara.types_the_code(code_now(app))
        expect(amara.page.locator("form[action$='/app/remove/']")).to_be_visible()
        amara.page.locator("[data-lock]").click()
        amara.touches()
        expect(amara.page.locator("dialog[data-cover]")).to_be_hidden()

        amara.page.locator("[data-lock]").click()
        amara.page.context.clear_cookies(name="desk")
        amara.page.locator("#cover_words").fill(amara.me["passphrase"])
        amara.page.locator("dialog[data-cover] button[data-wakes]").click()
        amara.page.locator("#cover_code").fill(code_now(app, 1))
        amara.page.locator("dialog[data-cover] button[data-wakes]").click()

        expect(amara.page.locator("dialog[data-cover]")).to_be_hidden()
        amara.looks_at_security()


def code_now(app: bytes, later: int = 0) -> str:
    """What the app shows, or will show so many half minutes later."""
    digest = hmac.digest(app, struct.pack(">Q", int(time.time()) // 30 + later), "sha1")
    at = digest[-1] & 15
    return f"{int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF:010}"[-6:]
