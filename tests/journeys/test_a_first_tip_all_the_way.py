from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from journeys.lines import RunningLine
from journeys.people import a_reviewer, a_tipster
from playwright.sync_api import Browser

NUMBERS = count(1)
TOLD = {"en": "The exit of hall 3 is chained at night.", "zh-hans": "三号车间的安全出口夜里用铁链锁着。"}
ASKED = {"en": "Since when, and who has the key?", "zh-hans": "从什么时候开始的？钥匙在谁那里？"}
ADDED = {"en": "Since the spring. The shift leader.", "zh-hans": "从春天开始。钥匙在班长那里。"}
STORY = {
    "en": {
        "text": "The filter of kiln 2 is taken out for the night.",
        "where": "Behind the canteen, every Thursday",
        "known": "saw inferred",
        "danger_now": "1",
        "told_anyone": "The foreman. He said “later”.",
    },
    "zh-hans": {
        "text": "二号窑的滤网夜里被拆下来。",
        "where": "食堂后面，每个星期四",
        "known": "saw inferred",
        "danger_now": "1",
        "told_anyone": "告诉过工段长，他说“以后再说”。",
    },
}
YOU = {
    "en": {
        "name": "Lin of kiln 2",
        "contact": "a note under the blue door",
        "guess": "The three of the shift",
        "guard": "1",  # the readers may know it
    },
    "zh-hans": {
        "name": "二号窑的小林",
        "contact": "蓝门下面放张纸条",
        "guess": "同班的三个人",
        "guard": "1",
    },
}
TICKED = ("known", "danger_now", "guard")
ASKED_AND_SHOWN = {
    "en": ["Where and when", "saw or heard it · worked it out", "Is somebody in danger now?", "Perhaps soon"],
    "zh-hans": ["地点和时间", "亲眼看见或亲耳听见 · 推断", "现在有人处在危险中吗？", "可能很快会有"],
}


def a_story(language: str) -> str:
    """One that no other test has told this line."""
    return f"{TOLD[language]} ({next(NUMBERS)})"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_lin_tells_amara_answers_lin_comes_back(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str
) -> None:
    photo, plan = tmp_path / "出口 photo.jpg", tmp_path / "plan.pdf"
    photo.write_bytes(b"\xff\xd8 a photograph " * 40_000)
    plan.write_bytes(b"%PDF a plan of the hall")

    told = a_story(language)

    with a_tipster(browser, line, language) as lin, a_reviewer(browser, line, language=language) as amara:
        lin.tells(told, [photo])
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        received = amara.downloads(photo.name)
        amara.answers(ASKED[language], [plan])
        lin.comes_back()
        sent = lin.downloads(plan.name)
        lin.answers(ADDED[language])
        amara.reloads()
        amara.reads(ADDED[language])

        assert lin.letters() == [told, ASKED[language], ADDED[language]]
        assert received == photo.read_bytes()
        assert sent == plan.read_bytes()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_from_the_first_page_to_sent_in_seven_pages_with_one_sentence_typed(
    browser: Browser, line: RunningLine, language: str
) -> None:
    told = a_story(language)
    pages = list[str]()

    with a_tipster(browser, line, language) as lin:
        lin.page.on("load", lambda page: pages.append(page.url))
        lin.tells(told)

    assert [url.rstrip("/").rpartition("/")[2] for url in pages] == [
        language,
        *("scope", "story", "files", "you", "check", "sent"),
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_everything_that_lin_fills_in_stands_at_the_desk_under_its_question(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str
) -> None:
    filter_ = tmp_path / "滤网 filter.jpg"
    filter_.write_bytes(b"\xff\xd8 a filter " * 9_000)

    with a_tipster(browser, line, language) as lin, a_reviewer(browser, line, language=language) as amara:
        lin.begins(kind=5)
        lin.fills_in(**STORY[language])
        lin.goes_on()
        lin.chooses_files([filter_])
        lin.goes_on()
        lin.fills_in(**YOU[language])
        lin.goes_on()
        looked_at = lin.reads()
        lin.notes_the_code()
        lin.sends()
        amara.signs_in()
        amara.opens_the_tip_that_says(STORY[language]["text"])
        (letter,) = amara.shown("sealed-letter")

    boxes = {**STORY[language], **YOU[language]}
    typed = [told for name, told in boxes.items() if name not in TICKED]
    assert not [told for told in [*typed, filter_.name] if told not in looked_at]
    assert not [told for told in [*typed, filter_.name, *ASKED_AND_SHOWN[language]] if told not in letter]


def test_a_photograph_alone_is_a_tip(browser: Browser, line: RunningLine, tmp_path: Path) -> None:
    page = tmp_path / "手写的一页.jpg"
    page.write_bytes(b"\xff\xd8 a page in somebody's hand " * 3_000)

    with a_tipster(browser, line, "zh-hans") as lin, a_reviewer(browser, line) as amara:
        lin.begins()
        lin.goes_on()
        lin.chooses_files([page])
        lin.goes_on()
        lin.goes_on()
        lin.notes_the_code()
        lin.sends()
        amara.signs_in()
        amara.opens_the_tip_that_says(page.name)

        assert amara.downloads(page.name) == page.read_bytes()


def test_whom_lin_leaves_out_sees_nothing_of_it(browser: Browser, line: RunningLine) -> None:
    with (
        a_tipster(browser, line) as lin,
        a_reviewer(browser, line) as amara,
        a_reviewer(browser, line, number=1) as noor,
    ):
        lin.begins()
        lin.fills_in(text="The coordinator signs for two.")
        lin.goes_on()
        lin.goes_on()
        lin.fills_in(exclude="coordinator")
        lin.goes_on()
        lin.sends()
        noor.signs_in()
        noor.opens_the_tip_that_says("The coordinator signs for two.")
        amara.signs_in()
        amara.place_of("sealed-summary", "The guard on press 4")

        assert not [one for one in amara.shown("sealed-summary") if "signs for two" in one]


def test_both_reviewers_can_read_what_came(browser: Browser, line: RunningLine) -> None:
    with a_tipster(browser, line) as lin, a_reviewer(browser, line, number=1) as noor:
        lin.tells("Both of you should know.")
        noor.signs_in()

        noor.opens_the_tip_that_says("Both of you should know.")
