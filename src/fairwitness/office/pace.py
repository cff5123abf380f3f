"""A line-wide pace: answers that cost a guesser time, whoever and wherever they are."""

from __future__ import annotations

import os
import threading
import time


def workers() -> int:
    """How many processes share the line's pace. Asked anew each time: this module may be loaded before they are made."""
    return int(os.environ.get("FAIRWITNESS_WORKERS", "1"))


class Pace:
    """Lets `per_second` answers out of the whole line, in order of arrival.

    Nobody is told apart: there is no address to count by, and none is kept. No thread sleeps for it: the front
    holds the finished answer back.
    """

    def __init__(self, per_second: float, longest: float = 30.0) -> None:
        self._per_second = per_second
        self._longest = longest  # seconds; more would only tie up connections
        self._next = 0.0
        self._lock = threading.Lock()

    def turn(self) -> float:
        """How many seconds this answer is to be held back."""
        with self._lock:
            now = time.monotonic()
            turn = min(max(now, self._next), now + self._longest)
            self._next = turn + workers() / self._per_second
        return turn - now
