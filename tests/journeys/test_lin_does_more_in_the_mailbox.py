from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from journeys.lines import RunningLine
from journeys.people import a_reviewer, a_tipster
from playwright.sync_api import Browser

from fairwitness.office.clock import today

NUMBERS = count(1)
TOLD = {"en": "The scale of gate 5 weighs too little.", "zh-hans": "五号门的地磅少称。"}
SAID = {
    "en": {
        "else": "A broken cell.",
        "wrong": "A test weight.",
        "others": "The night guard.",
        "record": "Book 12.",
    },
    "zh-hans": {
        "else": "传感器坏了。",
        "wrong": "用砝码试一次。",
        "others": "夜班门卫。",
        "record": "第十二本账。",
    },
}
ASKED = {
    "en": "Which record, account or place could show whether it is so?",
    "zh-hans": "看哪份记录、哪笔账目或哪个地方，可以核实这件事？",
}
PUNISHED = {"en": "They are being punished for speaking up", "zh-hans": "对方因为反映问题受到报复"}
ABOVE = "ul.tips:has(~ nav.views) sealed-summary"  # what somebody else is called to: the queue itself comes after it
MEETING = {"en": "They ask for a meeting", "zh-hans": "对方要求当面谈"}
TOOK = {"en": "A new code was taken here", "zh-hans": "对方换了取信码"}


def a_story(language: str) -> str:
    """One that no other test has told this line."""
    return f"{TOLD[language]} ({next(NUMBERS)})"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_row_one_alone_shows_a_date_and_whether_something_waits(
    browser: Browser, line: RunningLine, language: str
) -> None:
    told = a_story(language)

    with a_tipster(browser, line, language) as lin, a_reviewer(browser, line, language=language) as amara:
        lin.tells(told)
        row_one = " ".join(lin.code.split()[:8])  # four entries, each in two forms
        lin.types(row_one)
        nothing = lin.page.locator("h1").inner_text()
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        amara.answers("A letter waits.")
        lin.types(row_one)

        assert lin.page.locator("h1").inner_text() != nothing
        assert str(today() + timedelta(90))[:7] in lin.reads()
        assert told not in lin.reads()


def test_the_pad_of_buttons_types_a_code_without_a_keyboard(browser: Browser, line: RunningLine) -> None:
    with a_tipster(browser, line, "zh-hans") as lin:
        lin.tells(TOLD["zh-hans"])
        numbers = "".join(filter(str.isdigit, lin.code))
        lin.page.goto(f"{line.address}/zh-hans/mailbox/")
        lin.presses(numbers[:5])
        (begun,) = lin.filled_in("code")
        lin.presses(["back"])
        (one_group,) = lin.filled_in("code")
        lin.fills_in(code=f"{one_group} {numbers[4:]}")
        lin.goes_on()

        assert (begun, one_group) == (f"{numbers[:4]} {numbers[4]}", numbers[:4])
        assert lin.letters() == [TOLD["zh-hans"]]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_whatever_is_clicked_on_what_is_typed_stands_in_its_box_again(
    browser: Browser, line: RunningLine, language: str
) -> None:
    told, half = a_story(language), "Half a sentence"

    with a_tipster(browser, line, language) as lin:
        lin.tells(told)
        lin.comes_back()
        lin.fills_in(text=half)
        lin.opens("say/meeting")
        lin.fills_in(meeting="On Sunday.")
        lin.goes_back()
        for way in ("header .home", "footer button >> nth=0", ".languages button", ".languages button"):
            lin.page.locator(way).click()
            lin.page.goto(f"{line.address}/{language}/mailbox/letters/")
            assert lin.filled_in("text") == [half]
        lin.opens("say/meeting")
        assert lin.filled_in("meeting") == ["On Sunday."]
        lin.goes_back()
        lin.answers(f"{half}, and the other one.")

        assert lin.filled_in("text") == [""]
        assert lin.letters()[1:] == [f"{half}, and the other one."]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_lin_says_later_stands_at_the_desk_and_what_is_urgent_first(
    browser: Browser, line: RunningLine, language: str
) -> None:
    told = a_story(language)

    with a_tipster(browser, line, language) as lin, a_reviewer(browser, line, language=language) as amara:
        lin.tells(told)
        lin.comes_back()
        lin.says("questions", **SAID[language])
        lin.says("meeting")
        lin.says("retaliation", retaliation="夜班 again, since I told you")
        amara.signs_in()
        amara.place_of("sealed-summary", told)
        above = amara.page.locator(ABOVE).count()
        summaries = amara.settled("sealed-summary")[above:]
        amara.opens_the_tip_that_says(told)
        letters, warned = amara.shown("sealed-letter"), amara.warned()

    place = next(place for place, summary in enumerate(summaries) if told in summary)
    assert PUNISHED[language] in summaries[place]
    assert all(PUNISHED[language] in one or MEETING[language] in one for one in summaries[: place + 1])
    assert len(letters) == 4
    assert all(said in letters[1] for said in [ASKED[language], *SAID[language].values()])
    assert "yes" not in letters[2]
    assert "夜班 again, since I told you" in letters[3]
    assert not warned


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_new_code_makes_the_old_one_useless_and_no_reader_suspicious(
    browser: Browser, line: RunningLine, language: str
) -> None:
    told = a_story(language)

    with a_tipster(browser, line, language) as lin, a_reviewer(browser, line, language=language) as amara:
        lin.tells(told)
        old = lin.code
        lin.comes_back()
        lin.takes_a_new_code()
        lin.answers("From the new code.")
        lin.types(old)
        refused = lin.page.url
        lin.comes_back()
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        amara.reads("From the new code.")
        letters, warned = amara.shown("sealed-letter"), amara.warned()
        amara.answers("Read, under the new code.")
        lin.comes_back()

        assert refused.endswith("/mailbox/")
        assert TOOK[language] in letters[1]
        assert not warned
        assert lin.letters() == [told, "From the new code.", "Read, under the new code."]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_tip_that_was_taken_back_is_gone_from_the_desk(
    browser: Browser, line: RunningLine, language: str
) -> None:
    told = a_story(language)

    with a_tipster(browser, line, language) as lin, a_reviewer(browser, line, language=language) as amara:
        lin.tells(told)
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        place = amara.page.url
        lin.comes_back()
        lin.withdraws()
        lin.types(lin.code)
        left = lin.reads()
        answer = amara.page.goto(place)

        assert answer is not None
        assert answer.status == 404
        assert str(today()) in left
        assert told not in left
