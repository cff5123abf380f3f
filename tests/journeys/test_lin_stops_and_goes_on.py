from __future__ import annotations

from pathlib import Path

import pytest
from journeys.lines import RunningLine
from journeys.people import a_reviewer, a_tipster
from playwright.sync_api import Browser

HALF = {"en": "The brake of lift 3 slips.", "zh-hans": "三号电梯的刹车打滑。"}
WHERE = {"en": "In the old mill", "zh-hans": "在老磨坊"}
NEUTRAL = "https://"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_kept_for_later_goes_on_in_another_browser(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str
) -> None:
    photo = tmp_path / "brake.jpg"
    photo.write_bytes(b"\xff\xd8 a brake " * 5_000)

    with a_tipster(browser, line, language) as lin:
        lin.begins()
        lin.fills_in(text=HALF[language], where=WHERE[language])
        lin.keeps_it_for_later()
    with a_tipster(browser, line, language) as later, a_reviewer(browser, line) as amara:
        later.types(lin.code)
        later.is_at("check")
        later.goes_back()
        later.goes_back()
        later.chooses_files([photo])
        later.goes_on()
        later.goes_on()
        later.notes_the_code()
        later.sends()
        amara.signs_in()
        amara.opens_the_tip_that_says(HALF[language])
        (letter,) = amara.shown("sealed-letter")

    assert later.code == lin.code
    assert WHERE[language] in letter
    assert photo.name in letter


def test_a_choice_of_files_stays_when_lin_keeps_it_for_later(
    browser: Browser, line: RunningLine, tmp_path: Path
) -> None:
    photo = tmp_path / "ladder.jpg"
    photo.write_bytes(b"\xff\xd8 a ladder " * 5_000)

    with a_tipster(browser, line) as lin:
        lin.begins()
        lin.goes_on()
        lin.chooses_files([photo])
        lin.keeps_it_for_later()
    with a_tipster(browser, line) as later:
        later.types(lin.code)

        assert photo.name in later.reads()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_back_and_forward_lose_nothing(browser: Browser, line: RunningLine, language: str) -> None:
    with a_tipster(browser, line, language) as lin:
        lin.begins()
        lin.fills_in(text=HALF[language], where=WHERE[language], known="told", danger_now="2")
        lin.goes_on()
        lin.goes_on()
        lin.fills_in(name="林", guess=WHERE[language])
        lin.goes_on()
        before = lin.reads()
        for _ in ("you", "files", "story"):
            lin.goes_back()
        written = lin.filled_in("text", "where")
        for _ in ("files", "you", "check"):
            lin.goes_on()

        assert lin.reads() == before
        assert written == [HALF[language], WHERE[language]]


def test_the_browsers_own_back_shows_what_was_typed(browser: Browser, line: RunningLine) -> None:
    with a_tipster(browser, line) as lin:
        lin.begins()
        lin.fills_in(text=HALF["en"])
        lin.goes_on()
        lin.goes_on()
        for screen in ("you", "files", "story"):
            lin.is_at(screen)
            lin.page.go_back()
        lin.page.go_forward()

        assert lin.filled_in("text") == [HALF["en"]]


def test_leaving_before_a_code_was_shown_leaves_nothing(browser: Browser, line: RunningLine) -> None:
    with a_tipster(browser, line) as lin:
        lin.begins()
        lin.fills_in(text=HALF["en"])
        lin.goes_on()

        assert lin.leaves().startswith(NEUTRAL)
        assert [cookie.get("name") for cookie in lin.page.context.cookies()] == ["left"]
        lin.page.goto(f"{line.address}/en/tell/public/story/")
        lin.is_at("scope")


def test_leaving_after_a_code_was_shown_leaves_what_the_code_opens(
    browser: Browser, line: RunningLine
) -> None:
    with a_tipster(browser, line) as lin:
        lin.begins()
        lin.fills_in(text=HALF["en"])
        lin.keeps_it_for_later()

        assert lin.leaves().startswith(NEUTRAL)
        assert [cookie.get("name") for cookie in lin.page.context.cookies()] == ["left"]
        lin.types(lin.code)
        assert HALF["en"] in lin.reads()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_whoever_cannot_keep_a_code_is_read_and_cannot_be_answered(
    browser: Browser, line: RunningLine, language: str
) -> None:
    no_way = {"en": "No way to answer", "zh-hans": "无法答复"}[language]
    told = {"en": "No code, please.", "zh-hans": "我留不住取信码。"}[language]

    with a_tipster(browser, line, language) as lin, a_reviewer(browser, line, language=language) as amara:
        lin.begins()
        lin.fills_in(text=told)
        lin.goes_on()
        lin.goes_on()
        lin.goes_on()
        lin.notes_the_code()
        lin.sends_without_a_code()
        shows_a_code = lin.page.locator(".code").count()
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        facts, boxes = amara.facts(), amara.page.locator("#id_text").count()
        lin.types(lin.code)

        assert no_way in facts
        assert shows_a_code == boxes == 0
        assert told not in lin.reads()


def test_somebody_turned_away_can_still_tell_of_the_harm(browser: Browser, line: RunningLine) -> None:
    with a_tipster(browser, line, "zh-hans") as lin:
        lin.begins(about="opinion")
        lin.is_at("aside")
        lin.page.locator("main a[href$='/scope/harm/']").click()
        lin.page.locator("input[name=kind]").first.check()
        lin.goes_on()

        lin.is_at("story")
