"""A demo of its own for these tests: they look at it from outside, as a visitor does, for no test process may import it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from demo.visiting import Visit
from journeys.lines import RunningLine, running_line


@pytest.fixture(scope="session")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningLine]:
    """One for all of these tests."""
    with running_line(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture
def visit(line: RunningLine) -> Iterator[Visit]:
    """Somebody who looks around; afterwards it is today again."""
    visiting = Visit(line.address)
    yield visiting
    visiting.moves_the_clock("today")
