from __future__ import annotations

import pytest
from journeys.lines import RunningLine
from journeys.people import a_reviewer
from playwright.sync_api import Browser, expect


@pytest.mark.parametrize(("door", "number"), [("first-reviewer", 0), ("second-reviewer", 1)])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_door_ends_on_the_desk_with_the_keys_unlocked(
    browser: Browser, line: RunningLine, door: str, number: int, language: str
) -> None:
    with a_reviewer(browser, line, number, language) as reviewer:
        reviewer.page.goto(line.doors["doors"][language])
        with reviewer.page.context.expect_page() as opened:
            reviewer.page.locator(f".{door} a").click()
        reviewer.page = opened.value

        expect(reviewer.page.locator(".desk-top")).to_be_visible()
        assert reviewer.page.url == line.doors["desk"][language]
        reviewer.place_of("sealed-summary", "The guard on press 4")


def test_made_up_letters_are_whole_and_from_whom_they_say(browser: Browser, line: RunningLine) -> None:
    with a_reviewer(browser, line) as amara:
        amara.page.goto(line.doors["ways"]["first-reviewer"]["en"][0])
        expect(amara.page.locator(".desk-top")).to_be_visible()

        amara.opens_the_tip_that_says("The basin behind the plating shop")
        amara.reads("go near the basin")
        letters = amara.shown("sealed-letter")

    assert len(letters) == 5
    assert "From Amara Okafor" in letters[1]
    assert not any("missing" in letter or "not from whom" in letter for letter in letters)


def test_a_photograph_of_a_page_is_a_tip_and_opens(browser: Browser, line: RunningLine) -> None:
    with a_reviewer(browser, line) as amara:
        amara.page.goto(line.doors["ways"]["first-reviewer"]["en"][0])
        expect(amara.page.locator(".desk-top")).to_be_visible()
        amara.opens_the_tip_that_says("page.png")

        page = amara.downloads("page.png")

    assert page.startswith(b"\x89PNG\r\n\x1a\n")


def test_the_desk_shows_what_is_urgent_first_and_what_was_answered_beside_the_story(
    browser: Browser, line: RunningLine
) -> None:
    with a_reviewer(browser, line) as amara:
        amara.page.goto(line.doors["ways"]["first-reviewer"]["en"][0])
        expect(amara.page.locator(".desk-top")).to_be_visible()
        amara.opens_the_tip_that_says("The guard on press 4")
        (press,) = amara.shown("sealed-letter")
        amara.page.go_back()
        amara.place_of("sealed-summary", "我们十二个人住一间宿舍")
        amara.place_of("sealed-summary", "They ask for a meeting")
        summaries = amara.settled("sealed-summary")
        no_way = amara.page.locator(".tip", has_text="No way to answer").count()

    first = " ".join(
        summaries[:2]
    )  # which of them is due before the other depends on how far the clock was moved
    assert "They are being punished for speaking up" in first
    assert "They ask for a meeting" in first
    assert "Is somebody in danger now? Yes" in press
    assert no_way == 1


def test_nobody_else_has_such_a_door(line: RunningLine, browser: Browser) -> None:
    with a_reviewer(browser, line) as wei:
        answer = wei.page.goto(f"{line.address}/en/demo/sign-in/wei/")

    assert answer is not None
    assert answer.status == 404


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_custodian_s_door_ends_where_a_name_is_asked_for_and_shows_no_tip(
    browser: Browser, line: RunningLine, language: str
) -> None:
    with a_reviewer(browser, line, language=language) as nadia:
        nadia.page.goto(line.doors["ways"]["custodian"][language][0])
        expect(nadia.page.locator(".desk-top")).to_be_visible()

        nadia.place_of("sealed-name-request", "Amara Okafor · 林晓")

        assert nadia.page.url == f"{line.address}/{language}/desk/names/"
        assert nadia.page.locator("main a[href$='?to=open']").count() == 1
        assert not nadia.page.locator("a[href*='/tips/']").count()
        assert not nadia.warned()
