"""Waiting for what a server does in its own time."""

from __future__ import annotations

import time
from collections.abc import Callable


def comes_true(condition: Callable[[], bool], within: float = 60) -> bool:
    """Whether it is true within so many seconds."""
    end = time.monotonic() + within
    while not (is_so := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return is_so
