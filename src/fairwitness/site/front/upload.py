"""One file on its way from the event loop to the threads that seal it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from django.db import close_old_connections

from fairwitness.crypto.parts import FileFacts
from fairwitness.sealed.arriving import ArrivedFile, Incoming, Problem
from fairwitness.site.front.budget import Share
from fairwitness.site.front.threads import Threads, to_its_end

Each = Callable[[ArrivedFile], Problem | None]
BATCH = 256 * 1024  # bytes that are handed over together
SMALL_BATCH = 16 * 1024  # the same while memory is short


class Upload:
    """Collects content and hands it over in batches, with at most one batch under way.

    The file is begun with its first batch: a sender who trickles costs no row, no open file and no thread.
    """

    def __init__(self, begin: Callable[[], Incoming], threads: Threads, share: Share) -> None:
        self.incoming: Incoming | None = None
        self._begin = begin
        self._threads = threads
        self._share = share
        self._waiting: list[bytes] = []
        self._waits = 0  # bytes
        self._under_way: asyncio.Future[None] | None = None
        self._handed_over = 0  # bytes under way

    async def write(self, data: bytes) -> None:
        """Take more content; waits while the batch before is being sealed. Raises what sealing it raised."""
        self._share.hold(len(data))
        self._waiting.append(data)
        self._waits += len(data)
        if self._waits >= (SMALL_BATCH if self._share.budget.is_tight else BATCH):
            await self._settle()
            self._hand_over()

    async def finish(self) -> tuple[Incoming, FileFacts]:
        """Seal what is left and close the file."""
        await self._settle()
        self._hand_over()
        await self._settle()
        return await self._threads.run(self._finish)

    async def tell(self, each: Each | None, file: ArrivedFile) -> Problem | None:
        """Call the plan's `each`, if it has one, with a file that is whole."""
        return await self._threads.run(_told, each, file) if each is not None else None

    async def discard(self) -> None:
        """Destroy what there is of it, unless a letter lists it."""
        if self._under_way is not None:
            await asyncio.wait([self._under_way])
        if self.incoming is not None:
            await self._threads.run(self._discard, self.incoming)

    def _hand_over(self) -> None:
        batch, self._waiting = self._waiting, []
        self._handed_over, self._waits = self._waits, 0
        self._under_way = self._threads.start(self._write, batch)

    async def _settle(self) -> None:
        """Wait for the batch that is under way."""
        if self._under_way is None:
            return
        try:
            await to_its_end(self._under_way)
        finally:
            self._under_way = None
            self._share.give_back(self._handed_over)

    def _write(self, batch: Sequence[bytes]) -> None:
        """Runs in a thread."""
        incoming = self.incoming or self._started()
        for data in batch:
            incoming.write(data)

    def _started(self) -> Incoming:
        close_old_connections()
        self.incoming = self._begin()
        return self.incoming

    def _finish(self) -> tuple[Incoming, FileFacts]:
        """Runs in a thread."""
        close_old_connections()
        incoming = self.incoming or self._started()
        return incoming, incoming.finish()

    def _discard(self, incoming: Incoming) -> None:
        """Runs in a thread."""
        close_old_connections()
        incoming.discard()


def _told(each: Each, file: ArrivedFile) -> Problem | None:
    """Runs in a thread."""
    close_old_connections()
    return each(file)
