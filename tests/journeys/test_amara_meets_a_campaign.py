from __future__ import annotations

from collections.abc import Iterator

import pytest
from journeys.lines import RunningLine
from journeys.people import PHONE, Reviewer, Tipster, a_reviewer
from playwright.sync_api import Browser, expect
from programs import PATIENCE

SAME = "Everybody knows that press 9 has no guard!"
OTHER = "The ladder of silo 2 has lost its rungs."


@pytest.fixture
def amara(browser: Browser, line: RunningLine) -> Iterator[Reviewer]:
    with a_reviewer(browser, line) as somebody:
        somebody.signs_in()
        yield somebody


def tells(browser: Browser, line: RunningLine, text: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]  # a size
    context.set_default_timeout(PATIENCE)
    lin = Tipster(context.new_page(), line)
    lin.tells(text)
    context.close()


def test_tips_that_say_the_same_are_ticked_but_for_one_and_no_other(
    browser: Browser, line: RunningLine, amara: Reviewer
) -> None:
    for text in (SAME, OTHER, f"{SAME} 2", f"  {SAME.lower()}", SAME):
        tells(browser, line, text)
    page, note = amara.page, amara.page.locator("[data-alike]")

    page.locator("a.home").click()
    amara.place_of("sealed-summary", OTHER)
    expect(note).to_contain_text("3 tips on this page say the same", timeout=PATIENCE)
    assert page.locator("input[name=tip]:checked").count() == 0
    note.locator("button").click()

    texts = [text.lower() for text in amara.settled("sealed-summary")]
    boxes = page.locator("[data-alike] ~ ul.tips > li input[name=tip]")
    ticked = [boxes.nth(place).is_checked() for place in range(boxes.count())]
    alike = ["press 9" in text for text in texts[-len(ticked) :]]
    assert ticked.count(True) == 3
    assert [one for one, is_alike in zip(ticked, alike, strict=True) if is_alike] == [False, True, True, True]
    assert not any(one for one, is_alike in zip(ticked, alike, strict=True) if not is_alike)
