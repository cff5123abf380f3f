"""Waiting in a page, whose own requests go on meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

SOON = 60  # seconds, on a busy machine


def until(page: Page, is_so: Callable[[], object], seen: Callable[[], object] = lambda: None) -> None:
    """Until something is so; AssertionError with what is `seen` instead where that takes too long."""
    latest = time.monotonic() + SOON
    while not is_so():
        assert time.monotonic() < latest, seen()
        page.wait_for_timeout(50)
