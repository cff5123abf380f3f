from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.lines import ServedLine, free_port, run_fairwitness, started
from journeys.people import Reviewer, a_reviewer, a_tipster
from playwright.sync_api import Browser, Locator, Page, Route, expect

TOLD = "The exit of hall 3 is chained."
TYPED = "Since when is it chained?"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ServedLine]:
    line = ServedLine(tmp_path, free_port())
    line.found("amara", "noor")
    with started(line):
        yield line


def makes_new_keys(amara: Reviewer) -> tuple[str, str]:
    """With new words. Returns these, and the numbers that her browser shows."""
    page = amara.page
    page.locator("nav a[href$='/security/']").click()
    page.locator("form[data-secured=keys] input[type=checkbox]").check()
    page.locator("form[data-secured=keys] button").click()
    page.locator("#confirm_words").fill(amara.me["passphrase"])
    page.locator("form[data-confirmed] button:not([type])").click()
    expect(page.locator("[data-eight] li")).to_have_count(8)
    words = " ".join(page.locator("[data-eight] li").all_inner_texts())
    page.locator("#new_words").fill(words)
    page.locator("form[data-words-again] button:not([type])").click()
    numbers = page.locator("[data-numbers] [data-fingerprint]")
    expect(numbers).to_have_text(re.compile(r"^[0-9a-f]{4}( [0-9a-f]{4}){4}$"))
    shown = numbers.inner_text()
    page.locator("[data-numbers] [data-kept]").click()
    expect(page.locator(".fingerprint").first).to_contain_text(shown)
    return words, shown


def news_of(amara: Reviewer) -> Locator:
    """What her desk says of the key sheet."""
    return amara.page.locator("[data-sheet-news]")


def types_and_leaves(amara: Reviewer, text: str) -> None:
    """Something that she does not send, and that is kept."""
    amara.opens_the_tip_that_says(TOLD)
    with amara.page.expect_response(
        lambda answer: answer.url.endswith("/drafts/") and answer.request.method == "POST"
    ):
        amara.page.locator("#id_text").fill(text)


def under_new_keys(amara: Reviewer, office: ServedLine) -> Locator:
    """The form with which she seals what waits, once the office has signed them."""
    amara.signs_in()
    words, _ = makes_new_keys(amara)
    signs_the_sheet(office)
    office.reviewers[0] = {"sign_in_name": "amara", "passphrase": words}
    amara.signs_in()
    return to_her_keys(amara)


def to_her_keys(amara: Reviewer) -> Locator:
    amara.page.locator("nav a[href$='/security/']").click()
    return amara.page.locator("form[data-seal-anew]")


def holds_back(page: Page) -> list[Route]:
    """Whatever is sealed anew is not sent before it is let go."""
    held: list[Route] = []
    page.route(
        "**/keys/", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    return held


def waits_for(page: Page, held: list[Route]) -> None:
    for _ in range(600):
        if held:
            return
        page.wait_for_timeout(50)
    raise AssertionError("nothing was sent")


def lets_go(page: Page, held: list[Route]) -> None:
    """That, and whatever comes."""
    for route in held:
        route.continue_()
    page.unroute("**/keys/")


def signs_the_sheet(office: ServedLine) -> str:
    """The keeper of the office key, on a line that stands still."""
    office.stop()
    where = ["--channel", "public", "--dir", str(office.folder / "office")]
    said = run_fairwitness("keys", "sign-sheet", "--key", str(office.medium), *where)
    office.start()
    return said


def test_new_keys_are_signed_and_what_was_sealed_before_is_sealed_anew(
    browser: Browser, office: ServedLine
) -> None:
    with a_tipster(browser, office) as lin, a_reviewer(browser, office, 0) as amara:
        lin.tells(TOLD)
        amara.signs_in()
        expect(news_of(amara)).to_contain_text(
            "This browser has not seen this key sheet before. It is number 1."
        )
        amara.page.locator("[data-news-read]").click()
        types_and_leaves(amara, TYPED)
        words, numbers = makes_new_keys(amara)
        said = signs_the_sheet(office)
        office.reviewers[0] = {"sign_in_name": "amara", "passphrase": words}

        amara.signs_in()
        amara.opens_the_tip_that_says(TOLD)
        expect(news_of(amara)).to_contain_text(f"With other keys than before: amara ({numbers}).")
        amara.page.locator("[data-news-read]").click()
        expect(news_of(amara)).to_be_hidden()
        amara.page.locator("nav a[href$='/security/']").click()
        expect(news_of(amara)).to_be_hidden()
        if where := os.environ.get("SEEN"):
            amara.page.screenshot(path=f"{where}/keys-en.png", full_page=True)
        amara.page.locator("form[data-seal-anew] button").first.click()
        expect(amara.page.locator("form[data-seal-anew] [data-status]")).to_have_text("Sealed anew: 1 of 1")
        amara.reloads()
        amara.page.locator(".desk-top nav a").first.click()
        amara.opens_the_tip_that_says(TOLD)
        expect(amara.page.locator("#id_text")).to_have_value(TYPED)
        warned = amara.warned()

    assert f"{numbers}  amara" in said
    assert warned == []


def test_she_pauses_loses_the_network_and_goes_on_where_it_stood(
    browser: Browser, office: ServedLine
) -> None:
    with a_tipster(browser, office) as lin, a_reviewer(browser, office, 0) as amara:
        for text in (TOLD, "The alarm is off.", "The guard has no key."):
            lin.tells(text)
        form = under_new_keys(amara, office)
        status, go = form.locator("[data-status]"), form.locator("button").first

        held = holds_back(amara.page)
        go.click()
        waits_for(amara.page, held)
        form.locator("[data-pause]").click()
        lets_go(amara.page, held)
        expect(status).to_have_text("Sealed anew: 1 of 3")
        expect(go).to_have_text("Go on")

        held = holds_back(amara.page)
        go.click()
        waits_for(amara.page, held)
        amara.page.context.set_offline(True)
        held[0].abort("internetdisconnected")
        amara.page.unroute("**/keys/")
        expect(form.locator("[data-problem]")).to_be_visible()
        amara.page.context.set_offline(False)
        expect(status).to_have_text("Sealed anew: 3 of 3")

        amara.reloads()
        expect(amara.page.locator("#keys + p")).to_contain_text(
            "Make new keys if somebody may have seen yours."
        )


def test_two_tabs_seal_each_tip_once(browser: Browser, office: ServedLine) -> None:
    with a_tipster(browser, office) as lin, a_reviewer(browser, office, 0) as amara:
        lin.tells(TOLD)
        lin.tells("The alarm is off.")
        form = under_new_keys(amara, office)
        with a_reviewer(browser, office, 0) as again:
            again.signs_in()
            other = to_her_keys(again)
            held = holds_back(amara.page)
            form.locator("button").first.click()
            waits_for(amara.page, held)

            other.locator("button").first.click()
            expect(other.locator("[data-status]")).to_have_text("Sealed anew: 2 of 2")
            lets_go(amara.page, held)
            expect(form.locator("[data-status]")).to_have_text("Sealed anew: 1 of 2")
            again.reloads()

        amara.page.locator(".desk-top nav a").first.click()
        amara.opens_the_tip_that_says(TOLD)
        assert amara.warned() == []


def test_keys_that_the_line_says_are_hers_and_are_not_get_nothing(
    browser: Browser, office: ServedLine
) -> None:
    with a_tipster(browser, office) as lin, a_reviewer(browser, office, 0) as amara:
        lin.tells(TOLD)
        form = under_new_keys(amara, office)
        form.evaluate("form => { form.dataset.holder = 'A'.repeat(43) }")

        form.locator("button").first.click()

        expect(form.locator("[data-problem]")).to_contain_text("other keys as yours")
        expect(form.locator("[data-status]")).to_have_text("Sealed anew: 0 of 1")
