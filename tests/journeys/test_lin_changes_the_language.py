"""Another language is the same page in other words: nothing that was typed, picked or shown is lost by it, and nothing is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from journeys.coming_back import ComingBack, coming_back
from journeys.lines import RunningLine
from journeys.people import a_sealing_tipster, a_tipster
from playwright.sync_api import Browser, expect

NUMBERS = count(1)
OURS = {"en": "From you", "zh-hans": "来自您"}


def a_story() -> str:
    return f"The alarm of hall 2 is switched off. ({next(NUMBERS)})"


@dataclass
class Inside:
    """Somebody in an open mailbox, and every page that their browser has loaded since."""

    lin: ComingBack
    told: str
    loads: list[str] = field(default_factory=list)

    def speaks(self, language: str) -> None:
        """Press the other language, and read in it."""
        self.lin.page.locator(".languages a").click()
        self.lin.language = language
        html = {"en": "en", "zh-hans": "zh-Hans"}[language]
        expect(self.lin.page.locator("html")).to_have_attribute("lang", html)

    def history(self) -> int:
        """How many pages the browser would go back."""
        return int(self.lin.page.evaluate("history.length"))

    def heading(self) -> str:
        """What the page is called."""
        return self.lin.page.locator("h1").inner_text()


@pytest.fixture
def code(browser: Browser, line: RunningLine) -> str:
    with a_tipster(browser, line) as lin:
        lin.tells(a_story())
        return lin.code


@pytest.fixture
def inside(browser: Browser, line: RunningLine, code: str) -> Iterator[Inside]:
    with coming_back(browser, line, code) as lin:
        lin.comes_back()
        here = Inside(lin, lin.letters()[0])
        lin.page.on("load", lambda page: here.loads.append(page.url))
        yield here


def test_letters_words_and_files_stay_in_another_language(inside: Inside, tmp_path: Path) -> None:
    lin, photo = inside.lin, tmp_path / "gate.txt"
    photo.write_text("gate 2")
    lin.opens("say/meeting")
    lin.fills_in(meeting="On a Monday.")
    lin.page.go_back()
    lin.chooses_files([photo])
    expect(lin.page.locator(".arrived .sum")).to_be_visible()
    lin.fills_in(text="Half a sentence")
    before = inside.history()

    inside.speaks("zh-hans")

    lin.is_inside()
    lin.is_at("zh-hans/mailbox/letters")
    assert OURS["zh-hans"] in lin.sees_all(inside.told)
    assert (lin.filled_in("text"), inside.history()) == (["Half a sentence"], before)
    expect(lin.page.locator(".arrived li")).to_contain_text(photo.name)
    lin.opens("say/meeting")
    assert lin.filled_in("meeting") == ["On a Monday."]
    lin.page.go_back()
    lin.page.locator("form:not([data-out]) .on button").first.click()
    expect(lin.page.locator("[data-part=sent]")).to_be_visible()
    assert lin.letters() == [inside.told, "Half a sentence"]
    assert lin.downloads(photo.name) == b"gate 2"
    assert inside.loads == []


def test_there_and_back_is_where_one_was(inside: Inside) -> None:
    lin = inside.lin
    lin.opens("say/retaliation")
    lin.fills_in(retaliation="Since May.")

    inside.speaks("zh-hans")
    inside.speaks("en")

    lin.is_at("en/mailbox/say/retaliation")
    assert lin.filled_in("retaliation") == ["Since May."]
    lin.goes_on()
    expect(lin.page.locator("[data-part=sent]")).to_be_visible()
    lin.sees_all("Since May.", OURS["en"])


def test_a_new_code_that_is_shown_stays_the_same(inside: Inside) -> None:
    lin = inside.lin
    lin.opens("code")
    numbers = lin.page.locator(".code .number")
    expect(numbers.first).not_to_be_empty()
    shown = numbers.all_inner_texts()

    inside.speaks("zh-hans")

    expect(numbers).to_have_text(shown)
    lin.notes_the_code()
    lin.goes_on()
    expect(lin.page.locator("[data-part=code]")).to_be_visible()
    inside.speaks("en")
    expect(lin.page.locator("[data-part=code]")).to_contain_text("Your new code is in force")
    lin.comes_back()
    assert lin.letters()[0] == inside.told


def test_where_the_line_is_away_the_language_stays_and_so_does_everything(inside: Inside) -> None:
    lin = inside.lin
    lin.fills_in(text="Half a sentence")
    lin.page.route("**/zh-hans/**", lambda route: route.abort())

    lin.page.locator(".languages a").click()

    assert "The language was not changed" in lin.sent()
    expect(lin.page.locator("html")).to_have_attribute("lang", "en")
    assert lin.filled_in("text") == ["Half a sentence"]
    assert lin.letters() == [inside.told]
    assert inside.loads == []


def test_what_stands_where_a_code_is_typed_stays_there(
    browser: Browser, line: RunningLine, code: str
) -> None:
    with coming_back(browser, line, code) as lin:
        lin.goes_to_the_mailbox()
        here = Inside(lin, "")
        numbers = " ".join(part for part in code.split() if part.isdigit())
        lin.page.locator("#id_code").fill(numbers)
        lin.page.locator("main label.choice input").check()

        here.speaks("zh-hans")

        lin.is_at("zh-hans/mailbox")
        expect(lin.page.locator("#id_code")).to_have_attribute("type", "password")
        expect(lin.page.locator("#id_code")).to_have_value(numbers)
        expect(lin.page.locator("#code-so-far")).not_to_be_empty()
        lin.goes_on()
        lin.is_inside()
        lin.is_at("zh-hans/mailbox/letters")


def test_a_closed_mailbox_still_shows_what_was_typed(browser: Browser, line: RunningLine, code: str) -> None:
    with coming_back(browser, line, code) as lin:
        lin.page.clock.install()
        lin.types(code)
        for _ in range(20):
            lin.page.clock.run_for(200)
        lin.is_inside()
        lin.fills_in(text="Half a sentence")
        Inside(lin, "").speaks("zh-hans")
        lin.is_inside()
        lin.page.clock.run_for(65 * 60 * 1000)
        expect(lin.page.locator("sealed-letter")).to_have_count(0)
        closed = lin.page.locator("h1").inner_text()

        Inside(lin, "").speaks("en")

        assert closed != "Your mailbox is closed"
        expect(lin.page.locator("h1")).to_have_text("Your mailbox is closed")
        assert lin.page.locator("textarea").input_value() == "Half a sentence"


def test_what_is_left_of_a_tip_is_read_in_another_language(inside: Inside) -> None:
    inside.lin.withdraws()
    expect(inside.lin.page.locator("main dl.facts")).to_be_visible()
    dates = inside.lin.page.locator("main dd").all_inner_texts()

    inside.speaks("zh-hans")

    assert inside.lin.page.locator("main dd").all_inner_texts()[0] == dates[0]
    assert "{" not in inside.lin.reads()
    assert inside.loads == []


def test_while_telling_another_language_is_no_page_to_go_back_to(browser: Browser, line: RunningLine) -> None:
    with a_sealing_tipster(browser, line) as lin:
        lin.begins()
        lin.fills_in(text=a_story())
        before = lin.page.evaluate("history.length")

        lin.page.locator(".languages a").click()

        lin.is_at("zh-hans/tell/public/story")
        assert lin.page.evaluate("history.length") == before
        lin.page.go_back()
        lin.is_at("zh-hans/tell/public/scope")
