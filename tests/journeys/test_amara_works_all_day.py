from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from journeys.lines import RunningLine
from journeys.nodes import all_within, texts_in
from journeys.people import Reviewer, a_reviewer
from playwright.sync_api import Browser, Page, Route, expect

GUARD = "The guard on press 4"
DRAFT = "Who has the key of the gannet cage?"
KEPT_BY_THE_BROWSER = """async () => {
  const databases = await indexedDB.databases();
  const caches = await self.caches.keys();
  return JSON.stringify([history.state, { ...sessionStorage }, { ...localStorage }, databases, caches, document.cookie]);
}"""


@pytest.fixture
def amara(browser: Browser, line: RunningLine) -> Iterator[Reviewer]:
    with a_reviewer(browser, line) as somebody:
        somebody.signs_in()
        yield somebody


def loads_of(page: Page) -> list[str]:
    """Every document that is loaded from now on."""
    loads = list[str]()
    page.on("domcontentloaded", lambda loaded: loads.append(loaded.url))
    return loads


def is_at(amara: Reviewer, path: str) -> None:
    expect(amara.page).to_have_url(re.compile(rf"/desk/{path}(\?.*)?$"))


def goes_back(amara: Reviewer) -> None:
    amara.page.evaluate("history.back()")


def begins_a_letter(amara: Reviewer, text: str = DRAFT) -> None:
    amara.opens_the_tip_that_says(GUARD)
    amara.page.locator("#id_text").fill(text)


def the_text(amara: Reviewer) -> Any:
    return expect(amara.page.locator("#id_text"))


def not_moved(amara: Reviewer) -> Any:
    return expect(amara.page.locator("[data-not-moved]"))


def test_a_whole_day_is_one_document_and_the_keys_live_as_long(amara: Reviewer) -> None:
    page, loads = amara.page, loads_of(amara.page)

    amara.opens_the_tip_that_says(GUARD)
    page.locator(".desk-top nav a:first-child").first.click()
    is_at(amara, "")
    goes_back(amara)
    amara.reads(GUARD)
    page.locator(".languages a").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    goes_back(amara)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    amara.reads(GUARD)
    page.locator("a.home").click()
    is_at(amara, "")
    page.locator("form#chosen button[value=insufficient]").click()
    expect(page.locator("main [role=alert]:visible")).to_contain_text("Nothing was changed.")
    amara.opens_the_tip_that_says(GUARD)

    assert loads == []
    assert not page.locator("[data-locked]").is_visible()


def test_nothing_opened_is_kept_by_the_browser(amara: Reviewer) -> None:
    begins_a_letter(amara)

    amara.page.locator("a.home").click()
    is_at(amara, "")
    amara.place_of("sealed-summary", GUARD)

    kept = json.loads(amara.page.evaluate(KEPT_BY_THE_BROWSER))
    state, session, local, databases, caches, cookies = kept
    assert sorted(state) == ["htmx", "place"]
    assert (session, databases, caches, cookies) == ({}, [], [], "")
    assert [name for name in local if not name.startswith("sheet ")] == []
    assert GUARD not in json.dumps(kept)
    assert DRAFT not in json.dumps(kept)


def test_a_tip_that_was_left_leaves_no_opened_word_in_the_document(amara: Reviewer) -> None:
    amara.opens_the_tip_that_says(GUARD)

    amara.page.locator(".desk-top nav a:first-child").first.click()
    amara.place_of("sealed-summary", GUARD)
    amara.page.locator(".desk-top form[data-sign-out] button").click()
    is_at(amara, "sign-in/")

    root = amara.page.context.new_cdp_session(amara.page).send(
        "DOM.getDocument", {"depth": -1, "pierce": True}
    )["root"]
    assert not [node for node in all_within(root) if GUARD in " ".join(texts_in(node))]


def test_back_leads_to_where_one_was_and_a_new_page_begins_at_its_beginning(amara: Reviewer) -> None:
    page = amara.page
    page.set_viewport_size({"width": 1280, "height": 400})
    amara.settled("sealed-summary")
    link = page.locator("a.tip").last
    link.scroll_into_view_if_needed()

    link.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    arrived = page.evaluate("scrollY"), page.title()
    goes_back(amara)
    is_at(amara, "")

    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    assert (arrived[0], arrived[1].partition(" of ")[0]) == (0, "Tip")
    assert page.title().startswith("Tips")


def test_a_letter_that_was_begun_waits_while_somebody_looks_at_another_page(amara: Reviewer) -> None:
    begins_a_letter(amara)
    amara.page.locator("#id_files").set_input_files(
        {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"a plan"}
    )
    expect(amara.page.locator("form[data-answer]")).to_contain_text("plan.txt")

    amara.page.locator("a.home").click()
    is_at(amara, "")
    amara.opens_the_tip_that_says(GUARD)

    the_text(amara).to_have_value(DRAFT)
    expect(amara.page.locator("form[data-answer]")).to_contain_text("plan.txt")


def test_a_claim_that_was_begun_waits_whole_while_something_else_is_sealed(amara: Reviewer) -> None:
    amara.opens_the_tip_that_says("The basin behind the plating shop")
    form = amara.page.locator("form[data-allegation]")
    amara.page.locator(".alleged summary").click()
    form.locator("#id_alleged").fill("The papers were signed beforehand.")
    form.locator("input[value=document]").check()

    amara.page.locator("form[data-note] textarea").fill("Look at the razorbill first.")
    amara.page.locator("form[data-note] button").click()
    amara.place_of("sealed-notes", "razorbill")

    expect(form.locator("#id_alleged")).to_be_visible()
    expect(form.locator("#id_alleged")).to_have_value("The papers were signed beforehand.")
    expect(form.locator("input[value=document]")).to_be_checked()


def test_what_is_ticked_stays_ticked_while_somebody_looks_at_a_tip(amara: Reviewer) -> None:
    amara.settled("sealed-summary")
    box = amara.page.locator(".tips input[type=checkbox]").first
    box.check()
    chosen = box.input_value()

    amara.page.locator("a.tip").last.click()
    expect(amara.page.locator("dl.facts")).to_be_visible()
    amara.page.locator("h1").click()
    amara.page.keyboard.press("u")
    is_at(amara, "")

    ticked = amara.page.locator(".tips input:checked")
    expect(ticked).to_have_count(1)
    assert ticked.input_value() == chosen


def test_a_letter_that_was_sent_does_not_stand_in_its_box_again(amara: Reviewer) -> None:
    amara.opens_the_tip_that_says(GUARD)
    amara.answers("Since when is it off, the fulmar?")

    amara.page.locator("a.home").click()
    is_at(amara, "")
    amara.opens_the_tip_that_says(GUARD)

    the_text(amara).to_have_value("")


def test_who_signs_out_leaves_no_word_for_the_next(amara: Reviewer) -> None:
    begins_a_letter(amara)

    amara.page.locator(".desk-top form[data-sign-out] button").click()
    is_at(amara, "sign-in/")
    noor = Reviewer(amara.page, amara.line, 1)  # in the same document
    noor.types_name_and_words()
    noor.opens_the_tip_that_says(GUARD)

    the_text(noor).to_have_value("")


@pytest.mark.parametrize(
    ("status", "kind", "body", "told"),
    [
        (500, "text/html", "<html><body><h1>Something broke</h1></body></html>", "The line did not do this."),
        (404, "text/html", "<html><body>gone</body></html>", "This is not there any more"),
        (403, "application/json", '{"error": "You are not signed in any more."}', "You are not signed in"),
    ],
)
def test_what_the_line_refuses_is_said_in_place_and_nothing_typed_is_lost(
    amara: Reviewer, status: int, kind: str, body: str, told: str
) -> None:
    begins_a_letter(amara)
    address = amara.page.url

    def refuses(route: Route) -> None:
        route.fulfill(status=status, content_type=kind, body=body)

    amara.page.route("**/desk/", refuses)
    amara.page.locator(".desk-top nav a:first-child").first.click()

    not_moved(amara).to_contain_text(told)
    the_text(amara).to_have_value(DRAFT)
    assert amara.page.url == address


def test_a_line_that_cannot_be_reached_is_said_in_place(amara: Reviewer) -> None:
    begins_a_letter(amara)

    amara.page.route("**/desk/", lambda route: route.abort())
    amara.page.locator(".desk-top nav a:first-child").first.click()

    not_moved(amara).to_be_visible()
    the_text(amara).to_have_value(DRAFT)


def test_whose_session_has_ended_signs_in_and_finds_her_letter(amara: Reviewer) -> None:
    begins_a_letter(amara)
    loads = loads_of(amara.page)

    amara.page.context.clear_cookies(name="desk")
    amara.page.locator("a.home").click()
    is_at(amara, "sign-in/")
    amara.page.locator("#id_name").fill(amara.me["sign_in_name"])
    amara._types_the_words()  # noqa: SLF001 - as `signs_in`, in the same document
    amara.opens_the_tip_that_says(GUARD)

    the_text(amara).to_have_value(DRAFT)
    assert loads == []


def test_every_address_opens_by_itself_once_the_words_are_typed(amara: Reviewer) -> None:
    amara.opens_the_tip_that_says(GUARD)
    address = amara.page.url

    amara.reloads()

    amara.reads(GUARD)
    assert amara.page.url == address


def test_no_script_but_the_desk_s_makes_a_page_out_of_text(amara: Reviewer) -> None:
    tried = amara.page.evaluate(
        """() => {
          const refused = [];
          for (const attempt of [
            () => { document.body.innerHTML = "<p>x</p>"; },
            () => trustedTypes.createPolicy("desk", { createHTML: (text) => text }),
            () => trustedTypes.createPolicy("another", { createHTML: (text) => text }),
          ]) {
            try { attempt(); } catch (error) { refused.push(error.name); }
          }
          return refused.length;
        }"""
    )

    assert tried == 3


def test_by_single_keys_through_the_list_and_never_while_somebody_types(amara: Reviewer) -> None:
    page = amara.page
    amara.settled("sealed-summary")

    for key in ("j", "j", "k", "x", "j", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    ticked = page.locator(".tips input:checked").count()
    page.keyboard.press("Enter")
    expect(page.locator("dl.facts")).to_be_visible()
    page.locator("#id_text").fill("")
    page.locator("#id_text").press_sequentially("jux?/")

    assert ticked == 1
    the_text(amara).to_have_value("jux?/")
    page.locator("#id_text").fill("")
    page.locator("h1").click()
    page.keyboard.press("u")
    is_at(amara, "")


def test_the_keys_are_told_and_can_be_turned_off(amara: Reviewer) -> None:
    page = amara.page
    amara.settled("sealed-summary")

    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.locator("dialog#keys [data-keys-on]").uncheck()
    page.locator("dialog#keys button").click()
    page.keyboard.press("j")

    assert page.locator("a.tip:focus").count() == 0


def test_words_are_found_in_the_tip_that_is_open_and_nowhere_else(amara: Reviewer) -> None:
    asked = list[str]()
    amara.opens_the_tip_that_says(GUARD)
    amara.page.wait_for_load_state("networkidle")  # what stands beside the letters is fetched after them
    amara.page.on("request", lambda request: asked.append(request.url))

    amara.page.locator("#id_search").fill("GUARD ON")
    expect(amara.page.locator("[data-found]")).to_have_text("Found: 1")
    amara.page.locator("#id_search").fill("[a-z]")
    expect(amara.page.locator("[data-found]")).to_have_text("Not found here.")

    assert asked == []


def test_a_headline_stands_in_the_list_in_place_of_the_first_words(amara: Reviewer) -> None:
    amara.opens_the_tip_that_says("I drive cattle")

    amara.page.locator("#id_headline").fill("Papers of the vet, guillemot")
    amara.page.locator("form[data-headline] button").click()
    expect(amara.page.locator("#id_headline")).to_have_value("")
    amara.page.locator("a.home").click()

    amara.place_of("sealed-summary", "Papers of the vet, guillemot")
    assert not [one for one in amara.settled("sealed-summary") if "I drive cattle" in one]
