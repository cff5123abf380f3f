"""Sending what Django answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import cast

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from fairwitness.site.front.body import Body, Message
from fairwitness.site.front.refused import Cut
from fairwitness.site.front.threads import Threads, to_its_end

Send = Callable[[Message], Awaitable[None]]
STALLED = 120.0  # seconds in which a client reads nothing
PIECE = 64 * 1024  # bytes that are sent together, at least
WITHOUT_CONTENT = frozenset({204, 304})


class Way:
    """The way out to one client. An answer whose last message never comes is cut by the server: no browser takes it for whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.is_used = False

    async def send(self, message: Message) -> None:
        """Send, as fast as the client reads. Raises Cut when it does not."""
        self.is_used = True
        try:
            async with asyncio.timeout(STALLED):
                await self._send(message)
        except TimeoutError:
            raise Cut from None


class Answer:
    """One response on its way out; a streaming one is closed in a thread of Django's, however it ends."""

    def __init__(self, response: HttpResponseBase, method: str, threads: Threads) -> None:
        self._response = response
        self._threads = threads
        self._has_content = method != "HEAD" and response.status_code not in WITHOUT_CONTENT

    async def send(self, way: Way, body: Body) -> None:
        """Send it, after the time for which the view wants it held back.

        What is left of a body is drained first: browsers read no answer before they have sent their form, and the
        server cuts the connection when an answer is complete before the body is.
        """
        try:
            await body.drain()
            if held_back := getattr(self._response, "held_back", 0.0):
                await asyncio.sleep(held_back)
            await way.send(self._start())
            if self._has_content and isinstance(self._response, StreamingHttpResponse):
                await self._stream(way, body)
            else:
                await way.send({"type": "http.response.body", "body": self._content()})
        finally:
            if self._response.streaming:
                await self._threads.run(self._response.close)

    def _start(self) -> Message:
        headers = [(name, value) for name, value in self._response.items() if name.lower() != "connection"]
        cookies = [
            ("set-cookie", cookie.output(header="").strip()) for cookie in self._response.cookies.values()
        ]
        return {
            "type": "http.response.start",
            "status": self._response.status_code,
            "headers": [
                (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers + cookies
            ],
        }

    def _content(self) -> bytes:
        return cast("HttpResponse", self._response).content if self._has_content else b""

    async def _stream(self, way: Way, body: Body) -> None:
        """Pull pieces in a thread, one ahead of what is being sent, until the end or until the client is gone."""
        pieces = iter(cast("StreamingHttpResponse", self._response))
        gone = asyncio.ensure_future(body.gone())
        ahead = self._threads.start(_next_piece, pieces)
        try:
            while piece := await to_its_end(ahead):
                if gone.done():
                    return
                ahead = self._threads.start(_next_piece, pieces)
                await way.send({"type": "http.response.body", "body": piece, "more_body": True})
            await way.send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()
            with suppress(Exception):  # it has been raised above, or nobody is there to be told
                await to_its_end(ahead)


def _next_piece(pieces: Iterator[bytes]) -> bytes:
    """Gather small pieces; nothing when there are no more. Runs in a thread."""
    gathered = bytearray()
    for piece in pieces:
        gathered += piece
        if len(gathered) >= PIECE:
            break
    return bytes(gathered)
