from __future__ import annotations

from itertools import count

import pytest
from journeys.coming_back import coming_back
from journeys.lines import RunningLine
from journeys.people import Reviewer, Tipster, a_reviewer, a_sealing_tipster, a_tipster
from playwright.sync_api import Browser, expect

NUMBERS = count(1)
OPEN_AGAIN = {"en": "Open it again", "zh-hans": "重新开启"}
HARM = {"en": "It was about harm", "zh-hans": "有人受到了伤害"}


def a_story() -> str:
    """One that no other test has told this line."""
    return f"The gate of yard {next(NUMBERS)} does not close. 七号院的门关不上。"


def ticks(reviewer: Reviewer, *stories: str) -> None:
    """The boxes beside these tips, by the keyboard."""
    for story in stories:
        reviewer.place_of("sealed-summary", story)
        reviewer.settled("sealed-summary")  # what is urgent is put before the others once it is open
        place = reviewer.place_of("sealed-summary", story)
        box = reviewer.page.locator("li:has(sealed-summary)").nth(place).locator("input[type=checkbox]")
        box.focus()
        reviewer.page.keyboard.press("Space")
        expect(box).to_be_checked()


def with_ticked(reviewer: Reviewer, do: str) -> None:
    """Press one of the buttons below the list, and be where it leads."""
    reviewer.page.locator(f"#chosen button[value={do}]").click()
    expect(reviewer.page.locator("#chosen")).to_have_count(0)


def takes_in_hand(reviewer: Reviewer, *stories: str) -> None:
    ticks(reviewer, *stories)
    with_ticked(reviewer, "take")
    reviewer.page.locator(".desk-top nav a:first-child").click()
    expect(reviewer.page.locator("#chosen")).to_be_visible()
    for story in stories:
        reviewer.place_of("sealed-summary", story)


def closes(reviewer: Reviewer, outcome: str, *stories: str) -> str:
    """Ticks, is asked, says yes. Returns what the page said that each tipster is told."""
    ticks(reviewer, *stories)
    with_ticked(reviewer, outcome)
    told = reviewer.page.locator("blockquote").inner_text()
    reviewer.page.locator("button[name=sure]").click()
    expect(reviewer.page.locator("main [role=status].note").last).to_be_visible()
    return told


def test_two_are_closed_at_once_and_lin_opens_one_again_without_a_script(
    browser: Browser, line: RunningLine
) -> None:
    mine, other = a_story(), a_story()

    with (
        a_tipster(browser, line) as lin,
        a_tipster(browser, line) as somebody,
        a_reviewer(browser, line) as amara,
    ):
        lin.tells(mine)
        somebody.tells(other)
        amara.signs_in()
        takes_in_hand(amara, mine, other)
        told = closes(amara, "out-of-scope", mine, other)
        lin.comes_back()
        before = lin.reads()
        lin.page.get_by_role("button", name=OPEN_AGAIN["en"]).click()
        lin.is_at("mailbox/letters")
        after = lin.reads()
        somebody.comes_back()

        assert told in before
        assert "Your tip is open again, and a reader looks at it." in after
        assert told in somebody.reads()
        assert somebody.page.get_by_role("button", name=OPEN_AGAIN["en"]).is_visible()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_lin_s_own_browser_opens_it_again_and_objects_to_a_lock(
    browser: Browser, line: RunningLine, language: str
) -> None:
    story = a_story()

    with a_sealing_tipster(browser, line, language) as telling:
        telling.tells(story)
    with (
        coming_back(browser, line, telling.code, language) as lin,
        a_reviewer(browser, line, language=language) as amara,
    ):
        amara.signs_in()
        takes_in_hand(amara, story)
        closes(amara, "insufficient", story)
        lin.comes_back()
        opens_again(lin, OPEN_AGAIN[language])
        amara.page.goto(f"{line.address}/{language}/desk/")
        amara.reloads()
        locks(amara, story)
        lin.comes_back()
        opens_again(lin, HARM[language])
        amara.page.goto(f"{line.address}/{language}/desk/")
        amara.reloads()

        assert lin.letters() == [story]
        assert not any(story in shown for shown in amara.settled("sealed-summary"))


def opens_again(lin: Tipster, button: str) -> None:
    """One click; what was offered is offered no more."""
    lin.page.get_by_role("button", name=button).click()
    expect(lin.page.get_by_role("button", name=button)).to_be_hidden()


def locks(reviewer: Reviewer, story: str) -> None:
    """From the tip's page, past the question."""
    reviewer.opens_the_tip_that_says(story)
    reviewer.page.locator("main a[href$='/protected/']").click()
    reviewer.page.locator("main button.grave").click()
    expect(reviewer.page.locator("#main h1")).to_be_visible()
    expect(reviewer.page.locator("main button.grave")).to_have_count(0)
