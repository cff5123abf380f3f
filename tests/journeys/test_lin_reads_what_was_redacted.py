from __future__ import annotations

from pathlib import Path

import pytest
from journeys.coming_back import coming_back
from journeys.lines import RunningLine
from journeys.people import a_reviewer, a_tipster
from journeys.seeing import axe_source, cut_off, violations
from journeys.test_two_take_a_tip_out import ILL, redacts
from playwright.sync_api import Browser

LEFT = "The exit of hall 6 is chained."
BY = {"en": "Redacted by Amara", "zh-hans": "Amara"}
WHY = {
    "en": "It is about somebody who has nothing to do with it.",
    "zh-hans": "涉及与此事无关的人。",
}


@pytest.fixture(scope="module")
def code(browser: Browser, line: RunningLine, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Of a tip of which a reader has redacted the first letter, and answered."""
    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells(f"{LEFT}\n{ILL}")
        amara.signs_in()
        amara.opens_the_tip_that_says(LEFT)
        redacts(amara, Path(tmp_path_factory.mktemp("seen")) / "redact.png", ILL)
        amara.answers("Since when?")
    return lin.code


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_her_browser_says_who_redacted_it_and_that_nothing_is_missing(
    browser: Browser, line: RunningLine, code: str, language: str
) -> None:
    with coming_back(browser, line, code, language) as lin:
        lin.comes_back()
        seen = lin.sees_all(BY[language], WHY[language], LEFT)
        found = [*lin.warned(), *violations(lin.page, axe_source()), *cut_off(lin.page)]
        lin.answers("Since the spring.")

    assert "Oyelaran" not in seen
    assert found == []


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Redacted by a reader on"), ("zh-hans", "删去了部分内容")]
)
def test_without_javascript_she_is_told_the_same(
    browser: Browser, line: RunningLine, code: str, language: str, said: str
) -> None:
    with a_tipster(browser, line, language) as lin:
        lin.code = code
        lin.comes_back()
        page, found = lin.reads(), cut_off(lin.page)

    assert [one in page for one in (said, WHY[language], LEFT, "Oyelaran")] == [True, True, True, False]
    assert found == []
