"""From the first page to *sent* with Tab, Space, Enter and arrows, on a small screen and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest
from journeys.every_page import TOLD
from journeys.lines import RunningLine
from journeys.seeing import Focus, focus
from playwright.sync_api import Browser, Page, expect

MOST_STOPS = 60  # of one page


@dataclass
class Keyboard:
    """Somebody without a pointer. `stops` is every place where the focus has been."""

    page: Page
    stops: list[Focus] = field(default_factory=list)

    def tabs_to(self, name: str) -> None:
        """Press Tab until a link, a button or a field of this name has the focus."""
        for pressed in count(1):
            self.page.keyboard.press("Tab")
            stop = focus(self.page)
            self.stops.append(stop)
            if name in {stop.name, stop.field}:
                return
            assert pressed < MOST_STOPS, [stop.name or stop.field for stop in self.stops[-MOST_STOPS:]]

    def follows(self, name: str) -> None:
        """Enter, on what has this name."""
        self.tabs_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture
def keyboard(browser: Browser) -> Iterator[Keyboard]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 480})
    yield Keyboard(context.new_page())
    context.close()


def test_lin_tells_something_by_keyboard_alone(keyboard: Keyboard, line: RunningLine) -> None:
    page = keyboard.page
    page.goto(f"{line.address}/en/")

    keyboard.follows("Tell something")
    keyboard.tabs_to("about")
    page.keyboard.press("ArrowDown")
    keyboard.tabs_to("kind")
    page.keyboard.press("Space")
    keyboard.follows("Continue")
    keyboard.tabs_to("text")
    page.keyboard.type(TOLD["en"])
    keyboard.tabs_to("known")
    page.keyboard.press("Space")
    keyboard.follows("Continue")
    keyboard.follows("Continue")
    keyboard.follows("Continue")
    keyboard.follows("Send")

    expect(page.locator("h1")).to_have_text("Your tip has arrived")
    unseen = [stop for stop in keyboard.stops if not (stop.outlined and stop.uncovered)]
    assert unseen == []


def test_leave_is_the_second_stop_of_every_page(keyboard: Keyboard, line: RunningLine) -> None:
    for path in ("", "about/", "tell/public/scope/", "mailbox/"):
        keyboard.page.goto(f"{line.address}/en/{path}")

        keyboard.tabs_to("Leave")

    assert [stop.name for stop in keyboard.stops] == ["Skip to the page", "Leave"] * 4


def test_skipping_goes_past_the_header(keyboard: Keyboard, line: RunningLine) -> None:
    keyboard.page.goto(f"{line.address}/en/mailbox/")

    keyboard.follows("Skip to the page")
    keyboard.tabs_to("code")

    assert len(keyboard.stops) == 2


def test_an_error_leads_to_its_field(keyboard: Keyboard, line: RunningLine) -> None:
    keyboard.page.goto(f"{line.address}/en/tell/public/scope/")
    keyboard.follows("Continue")

    keyboard.follows("Choose the sentence that comes closest.")
    keyboard.tabs_to("about")

    assert keyboard.stops[-2].tag == "A"
