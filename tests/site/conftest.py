"""The small line and a demo, each served once for a test process that needs it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from server import DemoLine, SmallLine, running, running_demo


@pytest.fixture(scope="session")
def small_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallLine]:
    place = tmp_path_factory.mktemp("small-line")
    own = {"DJANGO_SETTINGS_MODULE": "small_line", "SMALL_LINE": str(place), "FAIRWITNESS_BEHIND_PROXY": ""}
    with running(place, own) as server:
        yield SmallLine(server.port, place, server.log)


@pytest.fixture
def line(small_server: SmallLine) -> Iterator[SmallLine]:
    """The line, with nothing left by the test before."""
    yield small_server
    for left in [*small_server.kept, *(small_server.place / name for name in ("called", "closed", "full"))]:
        left.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def demo_line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoLine]:
    with running_demo(tmp_path_factory.mktemp("demo-line")) as demo:
        yield demo
