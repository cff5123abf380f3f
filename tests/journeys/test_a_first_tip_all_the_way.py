from __future__ import annotations

from pathlib import Path

import pytest
from journeys.lines import RunningLine
from journeys.people import a_reviewer, a_tipster
from playwright.sync_api import Browser

TOLD = {"en": "The exit of hall 3 is chained at night.", "zh-hans": "三号车间的安全出口夜里用铁链锁着。"}
ASKED = {"en": "Since when, and who has the key?", "zh-hans": "从什么时候开始的？钥匙在谁那里？"}
ADDED = {"en": "Since the spring. The shift leader.", "zh-hans": "从春天开始。钥匙在班长那里。"}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_lin_tells_amara_answers_lin_comes_back(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str
) -> None:
    photo, plan = tmp_path / "出口 photo.jpg", tmp_path / "plan.pdf"
    photo.write_bytes(b"\xff\xd8 a photograph " * 40_000)
    plan.write_bytes(b"%PDF a plan of the hall")

    with a_tipster(browser, line, language) as lin, a_reviewer(browser, line, language=language) as amara:
        lin.tells(TOLD[language], [photo])
        amara.signs_in()
        amara.opens_the_tip_that_says(TOLD[language])
        received = amara.downloads(photo.name)
        amara.answers(ASKED[language], [plan])
        lin.comes_back()
        sent = lin.downloads(plan.name)
        lin.answers(ADDED[language])
        amara.reloads()
        amara.reads(ADDED[language])

        assert lin.letters() == [TOLD[language], ASKED[language], ADDED[language]]
        assert received == photo.read_bytes()
        assert sent == plan.read_bytes()


def test_both_reviewers_can_read_what_came(browser: Browser, line: RunningLine) -> None:
    with a_tipster(browser, line) as lin, a_reviewer(browser, line, number=1) as noor:
        lin.tells("Both of you should know.")
        noor.signs_in()

        noor.opens_the_tip_that_says("Both of you should know.")
