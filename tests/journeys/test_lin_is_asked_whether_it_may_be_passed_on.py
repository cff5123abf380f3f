from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bodies import asked_as
from journeys.asking import asks_to_pass_it_on
from journeys.coming_back import ComingBack, coming_back, everything_sent
from journeys.hostile_line import HostileLine, Told, letters_in
from journeys.lines import RunningLine
from journeys.people import Reviewer, a_reviewer, a_tipster
from playwright.sync_api import Browser, Route, expect

from fairwitness.crypto.codes import TipCode

BODY = "labour-inspectorate"
WHY = "It is theirs to look into."
ASKED = {
    "en": "May the readers pass this on to “Labour inspectorate”?",
    "zh-hans": "审阅人可以把这件事转交给“劳动监察机构”吗？",
}
YES = {"en": "Yes, pass it on to “Labour inspectorate”", "zh-hans": "同意转交给“劳动监察机构”"}
NO = {"en": "No, do not pass it on to “Labour inspectorate”", "zh-hans": "不同意转交给“劳动监察机构”"}
CANARY = "The canary of hall 7 sings no more."


@contextmanager
def asked(
    browser: Browser, line: RunningLine, told: str, language: str = "en"
) -> Iterator[tuple[Reviewer, str]]:
    """Amara, who has asked on the page of this tip, and Lin's code."""
    with a_tipster(browser, line, language) as lin, a_reviewer(browser, line, language=language) as amara:
        lin.tells(told)
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        asks_to_pass_it_on(amara, BODY, WHY)
        yield amara, lin.code


def answers(lin: ComingBack, said: str, words: str = "") -> None:
    """From the letters to the question, and press that button."""
    lin.page.locator("main section:visible a[href$='/pass-on/']").click()
    lin.fills_in(**{"pass-on": words})
    lin.page.locator(f"button[value^='{BODY} '][value$=' {said}']").click()
    expect(lin.page.locator("[data-part=sent]")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_browser_that_seals_says_yes_and_then_no_and_the_desk_reads_both_as_sentences(
    browser: Browser, line: RunningLine, language: str
) -> None:
    told, sent = f"{CANARY} ({language})", list[bytes]()

    with (
        asked(browser, line, told, language) as (amara, code),
        coming_back(browser, line, code, language) as lin,
    ):
        everything_sent(lin.page, sent)
        lin.comes_back()
        assert ASKED[language] in lin.reads()
        answers(lin, "yes", CANARY)
        lin.sees_all(ASKED[language], YES[language])
        answers(lin, "no")
        lin.sees_all(NO[language])
        amara.reloads()
        amara.reads(NO[language])
        letters, warned = amara.settled("sealed-letter"), amara.warned()

    assert ASKED[language] in letters[1]
    assert YES[language] in letters[2]
    assert CANARY in letters[2]
    assert BODY not in " ".join(letters)
    assert not warned
    assert not [one for one in sent if BODY.encode() in one or CANARY.encode() in one]


def test_what_is_typed_comes_with_lin_into_the_other_language(browser: Browser, line: RunningLine) -> None:
    with (
        asked(browser, line, "Hall 8 has no exit.") as (_, code),
        coming_back(browser, line, code) as lin,
    ):
        lin.comes_back()
        lin.page.locator("main section:visible a").click()
        lin.fills_in(**{"pass-on": "Not my name."})
        lin.page.locator(".languages a").click()
        expect(lin.page.locator("main h2:visible").first).to_have_text(ASKED["zh-hans"])

        assert lin.filled_in("pass-on") == ["Not my name."]
        assert lin.page.locator("button[name=said]:visible").count() == 2


def asks_as_a_reader(hostile: HostileLine, told: Told) -> None:
    asks = asked_as(BODY, hostile.line.folder / "office" / "charter.toml")
    hostile.puts_in(told, hostile.writes(told, WHY, asks=asks), from_office=True)


def asks_as_lin(hostile: HostileLine, told: Told) -> None:
    asks = asked_as(BODY, hostile.line.folder / "office" / "charter.toml")
    hostile.puts_in(told, hostile.writes(told, WHY, asks=asks), from_office=False)


def says_that_the_reader_s_is_lin_s(hostile: HostileLine, told: Told) -> None:
    del hostile
    letters_in(told)[-1]["from_office"] = False


@pytest.mark.parametrize("lie", [asks_as_a_reader, asks_as_lin])
def test_a_line_that_asks_by_itself_is_offered_no_answer(
    browser: Browser, line: RunningLine, lie: object
) -> None:
    with a_tipster(browser, line) as lin:
        lin.tells("The valve of tank 3 is stuck.")
    with coming_back(browser, line, lin.code) as back:
        HostileLine(back.page, line, TipCode.read(lin.code)).lies(lie)  # type: ignore[arg-type]  # one of these
        back.comes_back()

        assert "This letter is not from whom it says." in " ".join(back.warned())
        assert back.page.locator("a[href$='/pass-on/']:visible").count() == 0


def test_a_line_that_says_that_a_reader_s_question_is_lin_s_is_offered_no_answer(
    browser: Browser, line: RunningLine
) -> None:
    with asked(browser, line, "Hall 9 is locked.") as (_, code), coming_back(browser, line, code) as lin:
        HostileLine(lin.page, line, TipCode.read(code)).lies(says_that_the_reader_s_is_lin_s)
        lin.comes_back()

        assert lin.page.locator("a[href$='/pass-on/']:visible").count() == 0


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_no_that_comes_after_it_was_passed_on_is_sent_and_said_to_be_too_late(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str
) -> None:
    def passed_on(route: Route) -> None:
        told = route.fetch().json()
        told["standing"] |= {"can_be_passed_on": False, "passed_on": True}
        route.fulfill(json=told)

    with (
        asked(browser, line, f"Hall 10 is locked ({language}).", language) as (_, code),
        coming_back(browser, line, code, language) as lin,
    ):
        lin.comes_back()
        lin.page.locator("main section:visible a[href$='/pass-on/']").click()
        lin.page.set_viewport_size({"width": 360, "height": 780})
        lin.page.screenshot(path=tmp_path / f"pass-on-{language}.png", full_page=True)
        lin.page.route("**/sealed/open/", passed_on)
        lin.page.locator("button[value$=' no']:visible").click()
        expect(lin.page.locator("[data-part=late]")).to_be_visible()
        lin.page.screenshot(path=tmp_path / f"late-{language}.png", full_page=True)
        lin.sees_all(NO[language])
        lin.page.locator("main a[href$='/withdraw/']").click()
        expect(lin.page.locator("[data-part=passed-on]")).to_be_visible()

        assert lin.page.locator("[data-part=sent]:visible").count() == 0
