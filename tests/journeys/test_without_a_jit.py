"""In a browser that interprets scripts and compiles none, as stricter browsers do: slower, and otherwise the same."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path

import pytest
from journeys.lines import RunningLine
from journeys.people import Tipster, a_reviewer, a_tipster
from playwright.sync_api import Browser
from programs import WITHOUT_A_JIT

NUMBERS = count(1)
TOLD, ASKED, ADDED = "The scales of gate 2 are set wrong.", "Since when?", "Since the new lease."
Way = Callable[[Browser, RunningLine], AbstractContextManager[Tipster]]
WAYS: list[Way] = [a_tipster]  # in which somebody tells something


@pytest.mark.parametrize("browser", [WITHOUT_A_JIT], indirect=True, ids=["jitless"])
@pytest.mark.parametrize("a_way", WAYS, ids=["a_tipster"])
def test_lin_tells_amara_answers_lin_comes_back(
    browser: Browser, line: RunningLine, tmp_path: Path, a_way: Way
) -> None:
    told, photo = f"{TOLD} ({next(NUMBERS)})", tmp_path / "scales.jpg"
    photo.write_bytes(b"\xff\xd8 a photograph " * 4_000)

    with a_way(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells(told, [photo])
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        received = amara.downloads(photo.name)
        amara.answers(ASKED)
        lin.comes_back()
        lin.answers(ADDED)
        amara.reloads()
        amara.reads(ADDED)

        assert lin.letters() == [told, ASKED, ADDED]
        assert received == photo.read_bytes()
        assert amara.page.evaluate("typeof WebAssembly") == "undefined"
