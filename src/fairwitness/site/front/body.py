"""A request's body while it arrives. No thread waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

from fairwitness.site.front.budget import Share
from fairwitness.site.front.refused import Cut, Refused

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

IDLE = 120.0  # seconds without a byte
LONGEST = (
    20 * 60 * 60.0
)  # seconds for a whole body: less than the day after which the sweep takes its files for lost
SLOWEST = 100  # bytes a second, on the average after the first two minutes: slower than any modem
DRAINED = 256 * 1024 * 1024  # bytes that are read and thrown away so that a browser comes to see our answer
DRAINED_FOR = 60.0  # seconds


class Body:
    """The chunks of one body, to be gone through once."""

    def __init__(self, receive: Receive, declared: int | None) -> None:
        self._receive = receive
        self._declared = declared  # bytes
        self.count = 0
        self.ended = False

    async def chunks(self, most: int) -> AsyncIterator[bytes]:
        """Yield what arrives, to the end of the body.

        Raises Cut when it ends before its end, and Refused when it is longer than `most` bytes or too slow.
        """
        if self._declared is not None and self._declared > most:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        begun = asyncio.get_running_loop().time()
        while not self.ended:
            chunk = await self._next(begun + min(IDLE + self.count / SLOWEST, LONGEST))
            if self.count > most:
                raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            if chunk:
                yield chunk

    async def whole(self, most: int, share: Share) -> bytes:
        """Return all of it, held in memory."""
        held = []
        async for chunk in self.chunks(most):
            share.hold(len(chunk))
            held.append(chunk)
        return b"".join(held)

    async def drain(self) -> None:
        """Read and forget what is left, within bounds: a browser reads no answer before it has sent its form."""
        if self.ended:
            return
        try:
            async with asyncio.timeout(DRAINED_FOR):
                most = self.count + DRAINED
                while not self.ended and self.count <= most:
                    await self._take()
        except (Cut, TimeoutError):
            self.ended = True

    async def gone(self) -> None:
        """Return when the client is gone. For use after the body's end."""
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                return

    async def _next(self, latest: float) -> bytes:
        now = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(min(IDLE, latest - now)):
                return await self._take()
        except TimeoutError:
            raise Refused(HTTPStatus.BAD_REQUEST) from None

    async def _take(self) -> bytes:
        message = await self._receive()
        if message["type"] == "http.disconnect":
            self.ended = True
            raise Cut
        chunk: bytes = message.get("body", b"")
        self.count += len(chunk)
        self.ended = not message.get("more_body", False)
        if self.ended and self._declared is not None and self.count != self._declared:
            raise Cut
        return chunk
