"""Lin gives her name under two keys, two readers ask, she says yes in her mailbox, and it stands readable nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.asking_for_a_name import beside, bo_guards_names
from journeys.canaries import CANARY, said
from journeys.coming_back import coming_back
from journeys.lines import ServedLine, free_port, started
from journeys.looking import Look
from journeys.people import DESK, Tipster, a_sealing_tipster, a_tipster
from journeys.seeing import axe_source, cut_off, small_targets, violations
from playwright.sync_api import Browser, Page, Route, expect

STORY = {"en": "The exit of hall 2 is chained.", "zh-hans": "二号厅的出口被铁链锁住了。"}
KEYS = {"en": "Two keys guard my name", "zh-hans": "用两把钥匙保管我的姓名"}
AGREED = {"en": "You have said yes", "zh-hans": "您已同意"}
OPENED = {"en": "Your name was opened for two readers", "zh-hans": "您的姓名已为两位审阅人打开"}
SMALL = {"width": 360, "height": 780}


@pytest.fixture
def guarded_line(tmp_path: Path) -> Iterator[ServedLine]:
    """A real office with two readers, where Mr Bo guards names."""
    line = ServedLine(tmp_path, free_port())
    line.found("amara", "noor")
    bo_guards_names(line)
    with started(line):
        yield line


def tells(lin: Tipster, folder: Path, *, seals: bool = True) -> None:
    """With a canary in name and telephone; what was chosen already is left."""
    lin.begins()
    lin.fills_in(text=STORY[lin.language])
    lin.goes_on()
    lin.goes_on()
    lin.fills_in(name=said("name", lin.language), contact=said("contact", lin.language))
    assert lin.page.locator("[name=guard]:checked").get_attribute("value") == "two-keys"
    looked_at(lin.page, f"you-{lin.language}", folder, seals=seals)
    lin.goes_on()
    expect(lin.page.locator("main")).to_contain_text(KEYS[lin.language])
    lin.notes_the_code()
    looked_at(lin.page, f"check-{lin.language}", folder, seals=seals)
    lin.sends()


def says_yes(page: Page, language: str, folder: Path, *, seals: bool) -> None:
    looked_at(page, f"asked-{language}", folder, seals=seals)
    page.locator("main section :is(a[href$='/name/'], button[value=name]):visible").first.click()
    looked_at(page, f"name-{language}", folder, seals=seals)
    page.locator("button[value=first]:visible").click()
    looked_at(page, f"sure-{language}", folder, seals=seals)
    page.locator("button[value=yes]:visible").click()
    expect(page.locator("main .note:visible").first).to_contain_text(AGREED[language])
    looked_at(page, f"agreed-{language}", folder, seals=seals)


def looked_at(page: Page, name: str, folder: Path, *, seals: bool) -> None:
    """A picture of it; nothing is there that somebody could not see, read or hit. axe itself needs scripts."""
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    found = violations(page, axe_source()) if seals else []
    assert [*found, *cut_off(page), *small_targets(page)] == []


@pytest.mark.parametrize(("language", "seals"), [("en", True), ("zh-hans", False)])
def test_lin_s_name_is_opened_with_her_yes_and_stands_readable_nowhere(
    browser: Browser, guarded_line: ServedLine, tmp_path: Path, language: str, *, seals: bool
) -> None:
    look = Look(guarded_line)
    shots = tmp_path.parent / f"{tmp_path.name}-shots"

    with (a_sealing_tipster if seals else a_tipster)(browser, guarded_line, language) as lin:
        lin.page.set_viewport_size(DESK if seals else SMALL)  # type: ignore[arg-type]  # a size
        lin.page.emulate_media(color_scheme="light" if seals else "dark")
        tells(lin, shots, seals=seals)
        beside(guarded_line, "ask")
        with coming_back(browser, guarded_line, lin.code, language) as back:
            one: Tipster = back if seals else lin
            one.page.emulate_media(color_scheme="light" if seals else "dark")
            one.comes_back()
            says_yes(one.page, language, shots, seals=seals)
            read = beside(guarded_line, "open_it")
            one.comes_back()
            expect(one.page.locator("main")).to_contain_text(OPENED[language])

    assert read == [said("name", language)] * 2
    assert look.found({"canary": CANARY[language].encode()}) == set()


def test_her_browser_offers_no_yes_to_what_two_readers_have_not_signed(
    browser: Browser, guarded_line: ServedLine, tmp_path: Path
) -> None:
    def by_one_alone(route: Route) -> None:
        told = route.fetch().json()
        told["name"]["second"] = told["name"]["first"]
        route.fulfill(body=json.dumps(told), content_type="application/json")

    with a_sealing_tipster(browser, guarded_line) as lin:
        tells(lin, tmp_path.parent / f"{tmp_path.name}-shots")
    beside(guarded_line, "ask")
    with coming_back(browser, guarded_line, lin.code) as back:
        back.page.route("**/sealed/open/", by_one_alone)
        back.comes_back()
        back.page.locator("main a[href$='/name/']:visible").click()

        expect(back.page.locator("main .problem:visible")).to_contain_text("finds no two signatures")
        expect(back.page.locator("button[value=first]")).to_be_hidden()
