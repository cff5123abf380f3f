from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path

import pytest
from journeys.lines import RunningLine
from journeys.people import (
    DESK,
    PHONE,
    SealingTipster,
    a_reviewer,
    a_sealing_tipster,
    a_tipster,
)
from journeys.spellings import found_in
from journeys.wire import Wire, wired
from playwright.sync_api import Browser, expect

from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.commits import Commit
from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.grants import open_grant
from fairwitness.crypto.keys import MailboxKeys

NUMBERS = count(1)
STORIES = json.loads((Path(__file__).parents[1] / "intake" / "stories.json").read_text("utf-8"))
TOLD = {"en": "The brake of lift 4 is tied up with wire.", "zh-hans": "四号电梯的刹车是用铁丝绑住的。"}
TIER = {"en": "Sealed in their browser", "zh-hans": "在对方的浏览器里加密封存"}
WHERE = "Behind the boiler house"
NAME = "Lin Xiaomei"


def a_story(language: str = "en") -> str:
    return f"{TOLD[language]} ({next(NUMBERS)})"


@dataclass
class Listening:
    """Somebody whose browser is behind a wire, and what it has asked the line for since they were on the scope page."""

    lin: SealingTipster
    wire: Wire
    before: int = 0

    def since(self) -> list[str]:
        """The requests that came later, by their method and the last part of their address."""
        asked = [str(one) for one in self.wire.asked()][self.before :]
        return [f"{one.split()[0]} {one.rstrip('/').rpartition('/')[2]}" for one in asked]


@pytest.fixture
def listening(browser: Browser, line: RunningLine) -> Iterator[Listening]:
    with wired(line) as (by_wire, wire), a_sealing_tipster(browser, by_wire) as lin:
        lin.page.goto(f"{by_wire.address}/en/tell/public/scope/")
        lin.is_sealed_here()
        yield Listening(lin, wire, len(wire.asked()))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_lin_seals_it_and_amara_reads_it(
    browser: Browser, line: RunningLine, language: str, size: dict[str, int]
) -> None:
    told = a_story(language)

    with (
        a_sealing_tipster(browser, line, language, size) as lin,
        a_reviewer(browser, line, language=language) as amara,
    ):
        lin.tells(told)
        amara.signs_in()
        amara.opens_the_tip_that_says(told)

        assert TIER[language] in amara.facts()
        assert amara.warned() == []


def test_nothing_that_the_browser_sends_can_be_read(browser: Browser, line: RunningLine) -> None:
    told = a_story("zh-hans")

    with wired(line) as (by_wire, wire), a_sealing_tipster(browser, by_wire) as lin:
        lin.begins()
        lin.fills_in(text=told, where=WHERE)
        lin.goes_on()
        lin.goes_on()
        lin.fills_in(name=NAME)
        lin.goes_on()
        lin.notes_the_code()
        lin.sends()

    code, sent = TipCode.read(lin.code), wire.sent
    line_id = unb64((line.folder / "office" / "line.id").read_text().strip())
    keys = MailboxKeys.from_seed(code.mailbox_seed(line_id))
    (body,) = (one.body for one in wire.asked() if str(one).endswith("/commit/"))
    tip = Commit.from_json(body)
    key = open_grant(tip.grants[-1].sealed, keys.identity, tip.conversation, 0).identity
    secrets = {"told": told.encode(), "where": WHERE.encode(), "name": NAME.encode()}
    secrets |= {"seed": code.mailbox_seed(line_id), "entropy": code.entropy, "key 0": key.seed}
    secrets |= {"key 0 as age writes it": key.reveal().encode()}
    secrets |= {f"{one} {two}": f"{one} {two}".encode() for one, two in pairwise(code.words)}
    assert b"age-encryption.org" not in sent  # base64url: as it is, it would be found
    assert found_in(sent, secrets) == set()
    assert found_in(sent + told.encode(), secrets) == {"told"}


def test_no_request_tells_which_screen_lin_is_on(listening: Listening) -> None:
    lin = listening.lin

    lin.chooses()
    lin.goes_on()
    lin.fills_in(text=a_story())
    lin.goes_on()
    lin.goes_on()
    lin.goes_on()
    lin.notes_the_code()
    lin.sends()

    assert sorted(listening.since()) == ["POST commit", "POST draft"]


@pytest.mark.parametrize(("about", "screen"), [("opinion", "aside"), ("unsure", "which")])
def test_whoever_is_turned_away_asks_the_line_for_nothing(
    listening: Listening, about: str, screen: str
) -> None:
    listening.lin.chooses(about=about)

    listening.lin.goes_on()

    listening.lin.is_at(screen)
    assert listening.since() == []


def test_the_ways_back_in_have_their_answer_chosen(lin: SealingTipster) -> None:
    lin.page.goto(f"{lin.line.address}/en/tell/public/scope/")
    lin.chooses(about="opinion")
    lin.goes_on()

    lin.page.locator("main a[href$='/press/']").click()

    lin.is_at("scope")
    expect(lin.page.locator("input[name=about]:checked")).to_have_value("pressed")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_story_reaches_its_branch_in_the_browser(
    browser: Browser, line: RunningLine, language: str
) -> None:
    reached = {}

    with a_sealing_tipster(browser, line, language) as lin:
        for about in ("harm", "misuse", "pressed", "opinion", "unsure"):
            lin.page.goto(f"{line.address}/{language}/tell/public/scope/")
            lin.chooses(about=about)
            lin.goes_on()
            expect(lin.page).not_to_have_url(re.compile("/scope/"))
            reached[about] = lin.page.url.rstrip("/").rpartition("/")[2]

    for story in STORIES[language]:
        assert {reached[answer] for answer in story["answers"]} == {story["branch"]}, story["story"]


def test_going_back_and_forward_loses_nothing(lin: SealingTipster) -> None:
    told = a_story()
    lin.begins()
    lin.fills_in(text=told, where=WHERE)
    lin.goes_on()

    lin.page.go_back()
    lin.page.go_back()
    lin.page.go_forward()

    assert lin.filled_in("text", "where") == [told, WHERE]
    lin.is_at("story")


def test_enter_and_a_second_click_send_nothing_plain(listening: Listening) -> None:
    lin = listening.lin
    lin.chooses()
    lin.page.locator("input[name=kind]").first.press("Enter")
    lin.fills_in(text=a_story())
    lin.page.locator("input[name=where]").press("Enter")
    lin.is_at("files")
    lin.goes_on()
    lin.goes_on()
    lin.notes_the_code()
    lin.page.locator("main .on button:not(.quiet)").dblclick()

    lin.is_at("sent")
    assert sorted(listening.since()) == ["POST commit", "POST draft"]


def test_what_is_too_long_is_said_before_anything_is_sent(listening: Listening) -> None:
    lin = listening.lin
    lin.chooses()
    lin.goes_on()

    lin.fills_in(text="x" * 50_001, where="y" * 301)
    lin.goes_on()

    expect(lin.page.locator("[data-problem] li")).to_have_count(2)
    lin.is_at("story")
    assert listening.since() == []


def test_the_code_of_a_kept_draft_opens_it_on_another_day(
    browser: Browser, line: RunningLine, lin: SealingTipster
) -> None:
    told = a_story()
    lin.begins()
    lin.fills_in(text=told)

    lin.keeps_it_for_later()

    with a_tipster(browser, line) as later:
        later.types(lin.code)
        later.is_at("check")
        assert told in later.reads()


def test_the_last_look_offers_no_way_back_to_where_nobody_stopped(lin: SealingTipster) -> None:
    lin.begins()
    lin.fills_in(text=a_story())
    for _ in ("files", "you", "check"):
        lin.goes_on()
    lin.notes_the_code()

    expect(lin.page.locator("[data-part=go-on]")).to_be_hidden()
    assert lin.page.locator("[hidden]:visible").count() == 0


def test_lin_sends_without_a_code(browser: Browser, line: RunningLine, lin: SealingTipster) -> None:
    told = a_story()
    lin.begins()
    lin.fills_in(text=told)
    lin.goes_on()
    lin.goes_on()
    lin.goes_on()
    lin.notes_the_code()

    lin.sends_without_a_code()

    assert lin.page.locator(".code").count() == 0
    with a_reviewer(browser, line) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says(told)


def test_whom_lin_leaves_out_gets_no_key(browser: Browser, line: RunningLine, lin: SealingTipster) -> None:
    told = a_story()
    lin.begins()
    lin.fills_in(text=told)
    lin.goes_on()
    lin.goes_on()
    lin.fills_in(exclude="coordinator")
    lin.goes_on()
    lin.notes_the_code()
    lin.sends()

    with a_reviewer(browser, line, number=1) as noor, a_reviewer(browser, line) as amara:
        noor.signs_in()
        noor.opens_the_tip_that_says(told)
        amara.signs_in()
        amara.place_of("sealed-summary", "The guard on press 4")

        assert not [one for one in amara.shown("sealed-summary") if told in one]


def test_after_sending_the_page_holds_the_code_and_no_word(lin: SealingTipster) -> None:
    told = a_story()

    lin.tells(told)
    lin.page.go_back()

    lin.is_at("sent")
    assert lin.page.locator(".code").inner_text() == lin.code
    assert told not in lin.page.content()


def test_the_first_page_says_what_depends_on_the_browser(
    browser: Browser, line: RunningLine, lin: SealingTipster
) -> None:
    first = f"{line.address}/en/"

    lin.page.goto(first)

    expect(lin.page.get_by_text("Sealed in your browser, if it can.")).to_be_visible()
    expect(lin.page.get_by_text("Sealed on arrival.")).to_be_hidden()
    with a_tipster(browser, line) as other:
        other.page.goto(first)
        expect(other.page.get_by_text("Sealed on arrival.")).to_be_visible()
        expect(other.page.get_by_text("Sealed in your browser, if it can.")).to_be_hidden()
