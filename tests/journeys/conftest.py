"""What every journey needs: a line of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.lines import (
    RunningLine,
    ServedLine,
    copied_line,
    database_of_its_own,
    free_port,
    running_line,
    started,
)
from journeys.people import SealingTipster, a_sealing_tipster
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningLine]:
    """One for the journeys of a module that leave it as they found it, so that what they told stands on the queue's first page. With a database of the kind that these tests run on."""
    folder = tmp_path_factory.mktemp("line")
    with database_of_its_own() as database:
        starting = running_line(folder, database) if database else copied_line(folder)
        with starting as running:
            yield running


@pytest.fixture
def lin(browser: Browser, line: RunningLine) -> Iterator[SealingTipster]:
    """Somebody whose browser seals."""
    with a_sealing_tipster(browser, line) as somebody:
        yield somebody


@pytest.fixture
def own_line(tmp_path: Path) -> Iterator[RunningLine]:
    """One for a journey that kills it or looks through all of it."""
    with copied_line(tmp_path) as running:
        yield running


@pytest.fixture
def real_line(tmp_path: Path) -> Iterator[ServedLine]:
    """A real office with two reviewers, served."""
    line = ServedLine(tmp_path, free_port())
    line.found("amara", "noor")
    with started(line):
        yield line
