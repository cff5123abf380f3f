"""Several people at the same moment, each with a connection to the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

Result = TypeVar("Result")


def at_once(works: Sequence[Callable[[], Result]]) -> list[Result]:
    """Begin all of them together; what each returned, in their order."""
    ready = Barrier(len(works))

    def one(work: Callable[[], Result]) -> Result:
        try:
            ready.wait(20)
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as people:
        return list(people.map(one, works))
