from __future__ import annotations

import pytest
from journeys.every_page import Walk
from journeys.lines import RunningLine
from journeys.office_pages import NAME, words_of_ada
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def ada(browser: Browser, own_line: RunningLine) -> Walk:
    """Signed in to the pages of whoever runs the line."""
    walk = Walk(browser.new_page(), own_line, "en")
    walk.goes_to("desk/office/")
    walk.page.locator("[name=name]").fill(NAME)
    walk.page.locator("[name=words]").fill(words_of_ada(own_line))
    walk.goes_on()
    return walk


def shows_days(page: Page, days: str) -> None:
    page.locator("main button[value=show]").click()
    page.locator("main button[value=publish]").wait_for()
    assert days in page.locator("main").inner_text()


def test_back_leads_to_what_was_typed_and_after_the_click_to_what_counts(ada: Walk) -> None:
    ada.goes_to("desk/office/deadlines/")
    before = ada.page.locator("[name=feedback_days]").input_value()
    ada.page.locator("[name=feedback_days]").fill("60")
    shows_days(ada.page, "60")

    ada.page.go_back()
    expect(ada.page.locator("[name=feedback_days]")).to_have_value("60")
    ada.page.go_forward()
    ada.page.locator("main button[value=publish]").click()
    expect(ada.page.locator("main form[action$='/withdraw/']")).to_be_visible()
    ada.page.go_back()

    expect(ada.page.locator("[name=feedback_days]")).to_have_value(before)
    assert ada.page.url.endswith("/desk/office/deadlines/")
