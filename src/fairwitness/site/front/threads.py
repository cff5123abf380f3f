"""The few threads of a process, and how the event loop hands work to them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Threads:
    """A small pool. Work that has begun is never left alone: who waits for it is told when it is done, even if cancelled."""

    def __init__(self, count: int, name: str) -> None:
        self._pool = ThreadPoolExecutor(count, thread_name_prefix=name)

    def start(
        self, work: Callable[Given, Result], *args: Given.args, **named: Given.kwargs
    ) -> asyncio.Future[Result]:
        """Hand work over, to be waited for later."""
        return asyncio.wrap_future(self._pool.submit(work, *args, **named))

    async def run(self, work: Callable[Given, Result], *args: Given.args, **named: Given.kwargs) -> Result:
        """Hand work over and wait for its end."""
        return await to_its_end(self.start(work, *args, **named))


async def to_its_end(work: asyncio.Future[Result]) -> Result:
    """Wait for work in a thread; cancelled, wait all the same, and then be cancelled."""
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait([work])
        raise
