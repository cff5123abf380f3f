from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import count

import pytest
from journeys.coming_back import ComingBack, coming_back
from journeys.lines import RunningLine
from journeys.people import SealingTipster, a_reviewer, a_sealing_tipster, a_tipster
from playwright.sync_api import Browser, Page, Request, Route, expect

from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.recipients import HybridIdentity

NUMBERS = count(1)
NO_CRYPTO = "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })"
Spoil = Callable[[Page], object]


def a_story() -> str:
    return f"The ladder of the silo is rusted through. ({next(NUMBERS)})"


def posted(lin: SealingTipster | ComingBack) -> list[str]:
    """What is posted from now on."""
    found = list[str]()

    def note(request: Request) -> None:
        if request.method == "POST":
            found.append(request.url.rstrip("/").rpartition("/")[2])

    lin.page.on("request", note)
    return found


def with_another_reader(route: Route) -> None:
    """The line adds somebody to the sheet, whom the office has not signed for."""
    told = route.fetch().json()
    published = unb64(told["sheet"]).decode()
    stranger = {"name": "W", "recipient": str(HybridIdentity.generate().recipient), "key": b64(bytes(32))}
    inside = json.dumps(stranger, separators=(",", ":"))
    told["sheet"] = b64(published.replace('"reviewers":[', f'"reviewers":[{inside},', 1).encode())
    route.fulfill(json=told)


def of_another_channel(route: Route) -> None:
    route.fulfill(json=route.fetch(url=route.request.url.replace("/public/", "/staff/")).json())


def naming_a_later_serial(route: Route) -> None:
    page = route.fetch()
    route.fulfill(response=page, body=re.sub(r'data-serial="\d+"', 'data-serial="9"', page.text()))


SPOILT: dict[str, tuple[str, Spoil]] = {
    "no WebCrypto": ("cannot seal here", lambda page: page.add_init_script(NO_CRYPTO)),
    "a module does not load": (
        "did not load",
        lambda page: page.route("**/intake/telling.js", lambda route: route.abort()),
    ),
    "the library does not load": (
        "did not load",
        lambda page: page.route("**/vendor/age.js", lambda route: route.abort()),
    ),
    "a reader too many on the sheet": (
        "not signed by this office",
        lambda page: page.route("**/sheet/", with_another_reader),
    ),
    "an older sheet": (
        "older than the one that this page names",
        lambda page: page.route("**/scope/", naming_a_later_serial),
    ),
    "a sheet whose last day is over": (
        "is too old now",
        lambda page: page.clock.set_fixed_time("2199-01-01"),
    ),
    "a device that is in another year": (
        "This device says that today is 2199-01-01",
        lambda page: page.clock.set_fixed_time("2199-01-01"),
    ),
    "no sheet": ("could not be reached", lambda page: page.route("**/sheet/", lambda route: route.abort())),
    "no screens": (
        "could not be reached",
        lambda page: page.route("**/screens/", lambda route: route.abort()),
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_the_page_says_why_and_nothing_is_sent(lin: SealingTipster, name: str) -> None:
    why, spoil = SPOILT[name]
    spoil(lin.page)
    sent = posted(lin)

    lin.page.goto(f"{lin.line.address}/en/tell/public/scope/")

    expect(lin.page.locator(".problem [data-why]")).to_contain_text(why)
    expect(lin.page.locator("form")).to_be_hidden()
    expect(lin.page.locator(".in-force")).to_contain_text("Sealed on arrival")
    assert sent == []


def test_trying_again_works_once_the_line_is_there(lin: SealingTipster) -> None:
    lin.page.route("**/sheet/", lambda route: route.abort())
    lin.page.goto(f"{lin.line.address}/en/tell/public/scope/")
    expect(lin.page.locator(".problem [data-why]")).to_be_visible()

    lin.page.unroute("**/sheet/")
    lin.page.locator("[data-again]").click()

    lin.is_sealed_here()
    expect(lin.page.locator("form")).to_be_visible()


def test_the_plain_form_is_a_choice_that_says_what_it_means(
    browser: Browser, line: RunningLine, lin: SealingTipster
) -> None:
    told = a_story()
    lin.page.add_init_script(NO_CRYPTO)
    lin.page.goto(f"{line.address}/en/tell/public/scope/")
    assert "you have to trust our server" in lin.page.locator(".problem").inner_text()

    lin.page.locator("[data-plain]").click()
    lin.page.locator("input[name=about][value=harm]").check()
    lin.page.locator("input[name=kind]").first.check()
    lin.goes_on()
    lin.fills_in(text=told)
    lin.goes_on()
    lin.goes_on()
    lin.goes_on()
    lin.sends()

    with a_reviewer(browser, line) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        assert "Sealed on arrival" in amara.facts()


@pytest.mark.parametrize("script", ["intake/start.js", "sealed/taking-over.js"])
def test_a_guide_whose_script_does_not_come_is_held_until_somebody_chooses(
    lin: SealingTipster, script: str
) -> None:
    lin.page.route(f"**/{script}", lambda route: route.abort())
    sent = posted(lin)

    lin.page.goto(f"{lin.line.address}/en/tell/public/scope/harm/")
    expect(lin.page.locator(".held")).to_contain_text("a part of the page did not load")
    expect(lin.page.locator("main form")).to_be_hidden()
    tabs_past_the_form(lin)
    assert sent == []
    lin.page.get_by_role("link", name="Go on, sealed on arrival").click()

    expect(lin.page.locator(".in-force")).to_contain_text("Sealed on arrival")
    lin.goes_on()  # what comes of a form that lacks an answer is the plain form again
    expect(lin.page.locator(".problem")).to_contain_text("Please look at this again")
    lin.page.locator("input[name=kind]").first.check()
    lin.goes_on()
    lin.is_at("story")


AS_AN_EXTENSION = """
    for (const hidden of document.querySelectorAll("noscript")) {
        const shown = document.createElement("link");
        shown.rel = "stylesheet";
        shown.href = hidden.textContent.match(/href="([^"]+)"/)[1];
        hidden.replaceWith(shown);
    }
"""


def test_the_plain_form_is_open_where_an_extension_blocks_scripts_and_shows_what_stands_instead(
    lin: SealingTipster,
) -> None:
    lin.page.route("**/start.js", lambda route: route.abort())
    lin.page.goto(f"{lin.line.address}/en/tell/public/scope/")
    assert not lin.page.locator("main form").is_visible()

    lin.page.evaluate(AS_AN_EXTENSION)

    expect(lin.page.locator("main form")).to_be_visible()
    expect(lin.page.locator(".held")).not_to_be_visible()


@pytest.mark.parametrize("script", ["mailbox/start.js", "sealed/taking-over.js"])
def test_a_box_for_the_code_whose_script_does_not_come_is_held_until_somebody_chooses(
    lin: SealingTipster, script: str
) -> None:
    lin.page.route(f"**/{script}", lambda route: route.abort())
    sent = posted(lin)

    lin.page.goto(f"{lin.line.address}/en/mailbox/")
    expect(lin.page.locator(".held")).to_contain_text("a part of the page did not load")
    expect(lin.page.locator("main form")).to_be_hidden()
    tabs_past_the_form(lin)
    assert sent == []
    lin.page.get_by_role("link", name="Go on, opened on the server").click()

    expect(lin.page.locator(".in-force")).to_contain_text("this server could read everything")
    lin.page.locator("#id_code").fill("0001")
    lin.goes_on()
    expect(lin.page.locator("#code-error")).to_be_visible()
    expect(lin.page.locator("textarea[name=code]")).to_be_visible()


def test_a_script_that_comes_late_frees_the_form(lin: SealingTipster) -> None:
    held = list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    lin.page.route("**/intake/start.js", hold)
    lin.page.goto(f"{lin.line.address}/en/tell/public/scope/", wait_until="commit")
    expect(lin.page.locator(".held")).to_be_visible()
    expect(lin.page.locator("main form")).to_be_hidden()

    held[0].continue_()

    lin.is_sealed_here()
    expect(lin.page.locator("main form")).to_be_visible()
    expect(lin.page.locator(".held")).to_have_count(0)


def test_trying_again_loads_what_did_not_come(lin: SealingTipster) -> None:
    lin.page.route("**/intake/start.js", lambda route: route.abort())
    lin.page.goto(f"{lin.line.address}/en/tell/public/scope/")

    lin.page.unroute("**/intake/start.js")
    lin.page.get_by_role("link", name="Try again").click()

    lin.is_sealed_here()


@pytest.mark.parametrize("path", ["tell/public/scope/", "mailbox/"])
def test_without_javascript_no_form_is_held(browser: Browser, line: RunningLine, path: str) -> None:
    with a_tipster(browser, line) as plain:
        plain.page.goto(f"{line.address}/en/{path}")

        expect(plain.page.locator(".held")).to_be_hidden()
        expect(plain.page.locator("main form")).to_be_visible()


def test_no_code_is_shown_before_something_is_kept_that_it_opens(lin: SealingTipster) -> None:
    lin.page.route("**/draft/", lambda route: route.abort())
    up_to_the_last_look(lin, a_story())
    expect(lin.page.locator("[data-problem]")).to_contain_text("Your code is not shown yet")
    assert not lin.page.locator(".code").is_visible()

    lin.page.unroute("**/draft/")
    lin.page.get_by_role("button", name="Try again").click()

    expect(lin.page.locator(".code")).to_be_visible()


def test_a_tip_whose_answer_was_lost_arrives_once(
    browser: Browser, line: RunningLine, lin: SealingTipster
) -> None:
    told = a_story()
    bodies = list[bytes]()
    up_to_the_last_look(lin, told)
    lin.notes_the_code()

    def lose_the_answer(route: Route) -> None:
        bodies.append(route.request.post_data_buffer or b"")
        route.fetch()
        route.abort()

    lin.page.route("**/commit/", lose_the_answer, times=1)
    lin.goes_on()
    expect(lin.page.locator("[data-problem]")).to_contain_text("Perhaps it was sent, perhaps not")
    with lin.page.expect_request("**/commit/") as again:
        lin.sends()

    assert again.value.post_data_buffer == bodies[0]
    with a_reviewer(browser, line) as amara:
        amara.signs_in()
        amara.place_of("sealed-summary", told)
        assert len([one for one in amara.settled("sealed-summary") if told in one]) == 1


def refusing(why: str) -> Callable[[Route], None]:
    """The line says no, in this word."""
    return lambda route: route.fulfill(status=409, json={"why": why, "error": f"no: {why}"})


NO_RANDOM = (
    "Object.defineProperty(Crypto.prototype, 'getRandomValues', { value() { throw new Error('no'); } })"
)
GO_ON = {"en": "Go on, sealed on arrival", "zh-hans": "继续，到达时加密封存"}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_where_sealing_fails_the_words_come_along_to_the_plain_form_and_not_before_that_is_chosen(
    browser: Browser, line: RunningLine, language: str
) -> None:
    told = f"{a_story()}\nSecond line."
    with a_sealing_tipster(browser, line, language=language) as lin:
        lin.begins()
        lin.fills_in(text=told, where="Silo 2")
        sent = posted(lin)
        lin.page.evaluate(NO_RANDOM)
        lin.goes_on()
        lin.goes_on()
        lin.goes_on()
        button = lin.page.get_by_role("button", name=GO_ON[language])
        expect(button).to_be_visible()
        assert sent == []

        with lin.page.expect_request("**/plainly/"):
            button.click()

        lin.is_at("check")
        expect(lin.page.locator("main")).to_contain_text("Second line.")
        assert sent == ["plainly"]
        assert all(line in lin.page.locator("main").inner_text() for line in [*told.splitlines(), "Silo 2"])


def test_where_the_mailbox_cannot_seal_the_words_come_along_to_the_server_s_and_not_before_that_is_chosen(
    browser: Browser, line: RunningLine
) -> None:
    with a_tipster(browser, line) as somebody:
        somebody.tells(a_story())
    with coming_back(browser, line, somebody.code) as lin:
        lin.comes_back()
        lin.fills_in(text="Since the spring.\nBy the foreman.")
        sent = posted(lin)
        lin.page.evaluate(NO_RANDOM)
        lin.page.locator("form:not([data-out]) .on button").first.click()
        expect(lin.page.locator("[data-problem]")).to_contain_text("It could read everything in it")
        assert not {"mailbox", "letters", "answer"} & set(sent)

        lin.page.get_by_role("button", name="Go on, opened on the server").click()

        expect(lin.page.locator("#id_text")).to_have_value("Since the spring.\nBy the foreman.")
        expect(lin.page.locator("article.letter")).to_have_count(1)


def test_what_the_line_itself_refuses_is_no_reason_for_the_plain_form(lin: SealingTipster) -> None:
    lin.page.route("**/draft/", lambda route: route.abort())
    lin.page.route("**/plainly.js", lambda route: route.abort())

    up_to_the_last_look(lin, a_story())

    expect(lin.page.locator("[data-problem]")).to_contain_text("Your code is not shown yet")
    expect(lin.page.get_by_role("button", name=GO_ON["en"])).to_have_count(0)


def test_where_the_way_to_the_plain_form_does_not_load_the_page_still_says_what_went_wrong(
    lin: SealingTipster,
) -> None:
    lin.page.route("**/plainly.js", lambda route: route.abort())
    lin.begins()
    lin.fills_in(text=a_story())
    lin.page.evaluate(NO_RANDOM)

    lin.goes_on()
    lin.goes_on()
    lin.goes_on()

    expect(lin.page.locator("[data-problem]")).to_contain_text("Your code is not shown yet")
    expect(lin.page.get_by_role("button", name="Try again")).to_be_visible()


def test_a_code_that_is_taken_is_never_exchanged_silently(lin: SealingTipster) -> None:
    up_to_the_last_look(lin, a_story())
    lin.notes_the_code()
    before = lin.code
    lin.page.route("**/commit/", refusing("taken"), times=1)

    lin.goes_on()
    expect(lin.page.locator("[data-problem]")).to_contain_text("You have another code now")
    lin.notes_the_code()
    lin.sends()

    assert lin.code != before
    assert lin.page.locator(".code").inner_text() == lin.code


def test_where_the_readers_have_changed_it_is_sealed_to_the_new_ones(lin: SealingTipster) -> None:
    up_to_the_last_look(lin, a_story())
    lin.notes_the_code()
    lin.page.route("**/commit/", refusing("sheet"), times=1)

    with lin.page.expect_request("**/sheet/"):
        lin.sends()


def test_a_forged_sheet_stops_it_also_at_the_end(lin: SealingTipster) -> None:
    up_to_the_last_look(lin, a_story())
    lin.notes_the_code()
    lin.page.route("**/commit/", refusing("sheet"), times=1)
    lin.page.route("**/sheet/", with_another_reader)

    lin.goes_on()

    expect(lin.page.locator("[data-problem]")).to_contain_text("not signed by this office")
    lin.is_at("check")


def tabs_past_the_form(lin: SealingTipster) -> None:
    """Nothing of the form can be reached."""
    for _ in range(12):
        lin.page.keyboard.press("Tab")
        assert not lin.page.evaluate("document.activeElement.closest('main form') !== null")


def up_to_the_last_look(lin: SealingTipster, told: str) -> None:
    lin.begins()
    lin.fills_in(text=told)
    lin.goes_on()
    lin.goes_on()
    lin.goes_on()
    lin.is_at("check")
