"""An age file on its way into a file without a name: however slowly it comes, no more than a piece of it waits in memory."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import BinaryIO

from fairwitness.office.fields import AGE_HEADER
from fairwitness.sealed.arriving import Room
from fairwitness.site.front.body import Body
from fairwitness.site.front.budget import Share
from fairwitness.site.front.refused import Refused
from fairwitness.site.front.threads import Threads
from fairwitness.site.front.upload import BATCH, SMALL_BATCH

log = logging.getLogger("fairwitness.front")


class Spool:
    """Takes one body. What is no age file is not written anywhere: its beginning alone is kept, for the view to refuse."""

    def __init__(self, room: Room, threads: Threads, share: Share) -> None:
        self.file: BinaryIO | None = None
        self.beginning = b""
        self._room = room
        self._threads = threads
        self._share = share

    async def read(self, body: Body) -> None:
        """Read to the end of the body, or to the point where it is seen to be no age file."""
        waiting: list[bytes] = []
        held = 0
        async for chunk in body.chunks(self._room.most):
            self._share.hold(len(chunk))
            waiting.append(chunk)
            held += len(chunk)
            if len(self.beginning) < len(AGE_HEADER):
                self.beginning = b"".join(waiting)[: len(AGE_HEADER)]
                if not AGE_HEADER.startswith(self.beginning):
                    return
            if held >= (SMALL_BATCH if self._share.budget.is_tight else BATCH):
                await self._write(waiting, held)
                waiting, held = [], 0
        if self.beginning == AGE_HEADER:
            await self._write(waiting, held)

    async def close(self) -> None:
        """Let it go, unless the view has named it."""
        if self.file is not None:
            await self._threads.run(self.file.close)

    async def _write(self, pieces: Sequence[bytes], held: int) -> None:
        try:
            await self._threads.run(self._append, pieces)
        except OSError:  # no room, or no more open files
            log.exception("a part could not be taken up")
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE) from None
        self._share.give_back(held)

    def _append(self, pieces: Sequence[bytes]) -> None:
        """Runs in a thread."""
        if self.file is None:
            self.file = self._room.open()
        self.file.writelines(pieces)
        self.file.flush()
