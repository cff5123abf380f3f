"""What somebody types at the desk while a tip, a session or a letter changes under it: it is said in time, and nothing is lost."""

from __future__ import annotations

from itertools import count

import pytest
from journeys.lines import RunningLine
from journeys.passkeys import amara_with_passkeys
from journeys.people import Reviewer, a_reviewer, a_tipster
from playwright.sync_api import Browser, expect

NUMBERS = count(1)
LETTER = "Since when is the gate of the petrel shed shut?"


def begins(reader: Reviewer, told: str, text: str = LETTER) -> None:
    reader.signs_in()
    reader.opens_the_tip_that_says(told)
    reader.page.locator("#id_text").fill(text)


def presses_send(reader: Reviewer) -> None:
    reader.page.locator("form[data-answer] button:not([type=button])").click()


def test_whoever_signs_out_at_once_finds_the_letter_again(browser: Browser, line: RunningLine) -> None:
    told = f"Told in time {next(NUMBERS)}: the gate is shut."
    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells(told)
        begins(amara, told)

        amara.page.locator(".desk-top form[data-sign-out] button").click()
        amara.page.wait_for_url("**/sign-in/**")
        amara.types_name_and_words()
        amara.opens_the_tip_that_says(told)

        expect(amara.page.locator("#id_text")).to_have_value(LETTER)


def test_whoever_cannot_be_kept_is_asked_and_signs_out_when_pressed_once_more(
    browser: Browser, line: RunningLine
) -> None:
    told = f"Told in time {next(NUMBERS)}: the gate is shut."
    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells(told)
        begins(amara, told)
        amara.page.route("**/drafts/", lambda route: route.abort())
        out = amara.page.locator(".desk-top form[data-sign-out] button")

        out.click()
        expect(amara.page.locator("form[data-answer] [data-kept]")).to_contain_text("This is not kept yet.")
        expect(amara.page.locator("#id_text")).to_have_value(LETTER)
        out.click()

        amara.page.wait_for_url("**/sign-in/**")


def test_a_tip_that_is_taken_back_while_somebody_writes_says_so_and_leaves_the_text(
    browser: Browser, line: RunningLine
) -> None:
    told = f"Told in time {next(NUMBERS)}: the gate is shut."
    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells(told)
        begins(amara, told)
        lin.comes_back()
        lin.withdraws()

        presses_send(amara)
        problem = amara.page.locator("form[data-answer] [data-problem]")
        expect(problem).to_contain_text("it was taken back or destroyed")
        expect(amara.page.locator("#id_text")).to_have_value(LETTER)
        amara.page.locator("#id_text").fill("")
        amara.page.reload()

        expect(amara.page.locator("h1")).to_have_text("This tip is not open to you")
        expect(amara.page.locator(".desk-top nav a").first).to_be_visible()


def test_a_letter_is_held_up_where_a_colleague_has_written_since(browser: Browser, line: RunningLine) -> None:
    told = f"Told in time {next(NUMBERS)}: the gate is shut."
    with (
        a_tipster(browser, line) as lin,
        a_reviewer(browser, line) as amara,
        a_reviewer(browser, line, 1) as noor,
    ):
        lin.tells(told)
        begins(amara, told)
        begins(noor, told, "Which gate is it?")
        presses_send(noor)
        noor.reads("Which gate is it?")

        presses_send(amara)
        held = amara.page.locator("[data-newer]")
        expect(held).to_contain_text("Somebody has written in this tip")
        held.locator("button").first.click()
        amara.reads("Which gate is it?")
        expect(amara.page.locator("#id_text")).to_have_value(LETTER)
        presses_send(amara)
        amara.reads(LETTER)

        expect(amara.page.locator("#id_text")).to_have_value("")


def test_after_sealing_one_stands_where_one_was_and_is_told(browser: Browser, line: RunningLine) -> None:
    told = f"Told in time {next(NUMBERS)}: the gate is shut."
    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells(told)
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        page = amara.page
        page.set_viewport_size({"width": 1280, "height": 400})
        form = page.locator("form[data-note]")
        form.locator("textarea").fill("Ask about the petrel shed.")
        form.scroll_into_view_if_needed()

        form.locator("button").click()
        amara.place_of("sealed-notes", "petrel shed")

        said = page.locator("form[data-note] + [role=status]")
        expect(said).to_have_text("Sealed, and taken up.")
        expect(said).to_be_focused()
        expect(said).to_be_in_viewport()


def test_taken_in_hand_on_its_page_one_stays_on_it(browser: Browser, line: RunningLine) -> None:
    told = f"Told in time {next(NUMBERS)}: the gate is shut."
    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells(told)
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        address = amara.page.url

        amara.page.locator("main button[value=take]").click()
        expect(amara.page.locator("main button[value=take]")).to_have_count(0)
        amara.reads(told)

        assert amara.page.url == address


@pytest.mark.parametrize("times", [1, 3])
def test_recovery_codes_stay_until_somebody_has_them(
    browser: Browser, own_line: RunningLine, times: int
) -> None:
    with amara_with_passkeys(browser, own_line) as amara:
        amara.signs_in()
        amara.begins_to_add_a_passkey()
        codes = amara.page.locator("dialog[data-codes]")
        codes.locator("li").first.wait_for()

        for _ in range(times):
            amara.page.keyboard.press("Escape")
        expect(codes).to_be_visible()
        amara.page.locator("dialog[data-codes] [data-kept]").click()

        expect(codes).to_be_hidden()


def test_no_code_stands_on_a_locked_desk_and_they_are_there_again_afterwards(
    browser: Browser, own_line: RunningLine
) -> None:
    with amara_with_passkeys(browser, own_line) as amara:
        amara.signs_in()
        amara.begins_to_add_a_passkey()
        codes = amara.page.locator("dialog[data-codes]")
        codes.locator("li").first.wait_for()

        amara.page.evaluate("new BroadcastChannel('desk').postMessage('lock')")  # as another tab does
        expect(amara.page.locator("dialog[data-cover]")).to_be_visible()
        amara.page.wait_for_timeout(500)
        expect(codes).to_be_hidden()
        amara.page.locator("#cover_words").fill(amara.me["passphrase"])
        amara.page.locator("dialog[data-cover] button[data-wakes]").click()

        expect(codes).to_be_visible()
        amara.page.locator("dialog[data-codes] [data-kept]").click()
        expect(codes).to_be_hidden()


def test_an_unlocked_desk_is_where_one_was(browser: Browser, line: RunningLine) -> None:
    told = f"Told in time {next(NUMBERS)}: the gate is shut."
    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells(told)
        begins(amara, told)
        amara.page.locator("#id_text").focus()

        amara.page.evaluate("new BroadcastChannel('desk').postMessage('lock')")
        amara.page.locator("#cover_words").fill(amara.me["passphrase"])
        amara.page.locator("dialog[data-cover] button[data-wakes]").click()

        expect(amara.page.locator("dialog[data-cover]")).to_be_hidden()
        expect(amara.page.locator("#id_text")).to_be_focused()


@pytest.mark.parametrize("elsewhere", ["signs in again", "has no cookie"])
def test_a_cover_opens_whatever_happened_in_another_tab(
    browser: Browser, line: RunningLine, elsewhere: str
) -> None:
    told = f"Told in time {next(NUMBERS)}: the gate is shut."
    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells(told)
        begins(amara, told)
        if elsewhere == "has no cookie":
            amara.page.context.clear_cookies(name="form")
            amara.page.locator("[data-lock]").click()
        else:
            other = Reviewer(amara.page.context.new_page(), line)
            other.page.goto(f"{line.address}/en/desk/")
            other.page.locator(".desk-top form[data-sign-out] button").click()
            other.types_name_and_words()
            other.page.close()

        expect(amara.page.locator("dialog[data-cover]")).to_be_visible()
        amara.page.locator("#cover_words").fill(amara.me["passphrase"])
        amara.page.locator("dialog[data-cover] button[data-wakes]").click()

        expect(amara.page.locator("dialog[data-cover]")).to_be_hidden()
        expect(amara.page.locator("#id_text")).to_have_value(LETTER)
