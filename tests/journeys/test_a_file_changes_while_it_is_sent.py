"""A file that is shortened or taken away on the disk while it is read: its row says so, and *Send* names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from journeys.lines import RunningLine
from journeys.people import SealingTipster, a_sealing_tipster
from journeys.sending import MIB
from playwright.sync_api import Browser, Route, expect

CANNOT = "This file can no longer be read"
SPOILT: dict[str, Callable[[Path], object]] = {
    "is shortened": lambda film: film.write_bytes(b"cut"),
    "is deleted": lambda film: film.unlink(),
}


@pytest.fixture
def lin(browser: Browser, line: RunningLine) -> Iterator[SealingTipster]:
    """On the files screen."""
    with a_sealing_tipster(browser, line) as somebody:
        somebody.begins()
        somebody.fills_in(text="The pump was running dry. It is on the film.")
        somebody.goes_on()
        yield somebody


@pytest.mark.parametrize("how", SPOILT)
def test_the_row_says_it_and_send_names_the_file(lin: SealingTipster, tmp_path: Path, how: str) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as content:
        content.truncate(200 * MIB)
    held = list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    lin.page.route("**/uploads/*/*/", hold)
    with lin.page.expect_request("**/uploads/*/0/"):
        lin.chooses_files([film])
    row = lin.page.locator(".arrived > li", has_text=film.name)

    SPOILT[how](film)
    for _ in range(60):
        if row.get_by_text(CANNOT).is_visible():
            break
        if held:
            held.pop(0).continue_()
        lin.page.wait_for_timeout(500)
    for route in held:  # the part that was on its way arrives later
        with lin.page.expect_response(route.request.url):
            route.continue_()
    lin.page.wait_for_timeout(500)

    expect(row.locator(".error")).to_contain_text(CANNOT)
    expect(row.locator("progress")).to_be_hidden()
    expect(row.get_by_role("button", name="Pause")).to_have_count(0)
    lin.goes_on()
    lin.goes_on()
    lin.notes_the_code()
    lin.goes_on()
    expect(lin.page.locator("[data-problem]")).to_contain_text("film.mp4 could not be sent")
