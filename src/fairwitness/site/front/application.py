"""A request's whole way: body, Django, answer, and what is destroyed afterwards."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponseBase, parse_cookie

from fairwitness.sealed.arriving import ENVIRON, SPOOLED, WAITED, Plan
from fairwitness.site.front.answer import Answer, Send, Way
from fairwitness.site.front.body import Body, Receive
from fairwitness.site.front.budget import Budget, Share
from fairwitness.site.front.environ import Environ, Scope, declared_length, environ_of
from fairwitness.site.front.form import TEXT, Form
from fairwitness.site.front.handler import BYTES, FIELDS, Handler, Takes, refusal, what_it_takes
from fairwitness.site.front.origins import is_foreign
from fairwitness.site.front.reader import FormReader, boundary_of, is_form
from fairwitness.site.front.refused import Cut, Refused
from fairwitness.site.front.spool import Spool
from fairwitness.site.front.threads import Threads

log = logging.getLogger("fairwitness.front")
SMALL = 1024 * 1024  # bytes that every view takes
WITHOUT_BODY = frozenset({"GET", "HEAD", "OPTIONS"})


class Answered(Exception):
    """Django has answered before the body was read, for instance that there is no such page."""

    def __init__(self, response: HttpResponseBase) -> None:
        super().__init__()
        self.response = response


class Front:
    """The ASGI application."""

    def __init__(self, handler: Handler, budget: Budget, *, file_threads: int = 2) -> None:
        self._handler = handler
        self._budget = budget
        # One: of two, the one that works lets the one that holds the line's write lock wait. More at once is done by more processes.
        self._views = Threads(1, "view")
        self._files = Threads(file_threads, "file")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return
        environ, way = environ_of(scope), Way(send)
        body = Body(receive, declared_length(environ))
        try:
            response = await self._answer(environ, body)
            await self._send(response, environ, body, way)
        except Cut:
            return
        except Exception:  # its words must not reach the server's own log
            log.exception("a request was not answered")
            await self._apologise(environ, body, way)

    async def _answer(self, environ: Environ, body: Body) -> HttpResponseBase:
        """Return Django's answer. Of the files that came, only those are left that the view has claimed."""
        try:
            if environ["REQUEST_METHOD"] in WITHOUT_BODY:
                body.ended = True
                return await self._views.run(self._handler.respond, environ)
            async with self._taken(environ, body) as whole:
                return await self._in_turn(whole)
        except Refused as refused:
            return await self._page(refused.status, environ)
        except Answered as answered:
            return answered.response

    async def _in_turn(self, environ: Environ) -> HttpResponseBase:
        """Call the view; where it says that the turn of this request comes later, hold the request until then and call it with the same bytes. Where memory is short, nobody waits in it."""
        response = await self._views.run(self._handler.respond, environ)
        seconds = getattr(response, "turn_in", None)
        if seconds is None:
            return response
        if self._budget.is_tight:
            return await self._page(HTTPStatus.SERVICE_UNAVAILABLE, environ)
        await asyncio.sleep(seconds)
        return await self._views.run(self._handler.respond, {**environ, WAITED: True})

    async def _apologise(self, environ: Environ, body: Body, way: Way) -> None:
        """Show the page for our own faults, unless an answer had begun: the server cuts that, and nobody takes it for whole."""
        if way.is_used:
            return
        try:
            page = await self._page(HTTPStatus.INTERNAL_SERVER_ERROR, environ)
            await self._send(page, environ, body, way)
        except Cut:
            return
        except Exception:
            log.exception("nor could that be said")

    async def _page(self, status: HTTPStatus, environ: Environ) -> HttpResponseBase:
        return await self._views.run(self._handler.respond_with, refusal(status), environ)

    async def _send(self, response: HttpResponseBase, environ: Environ, body: Body, way: Way) -> None:
        await Answer(response, environ["REQUEST_METHOD"], self._views).send(way, body)

    @asynccontextmanager
    async def _taken(self, environ: Environ, body: Body) -> AsyncIterator[Environ]:
        """Take up the body, and destroy at the end, whatever it is, every file that was not claimed."""
        if is_foreign(environ):
            raise Refused(HTTPStatus.FORBIDDEN)
        with Share(self._budget) as share:
            if not is_form(environ):
                async with self._content(environ, body, share) as content:
                    yield {**environ, **content}
                return
            boundary = boundary_of(environ)
            form = Form(await self._plan(environ), share)
            try:
                await FormReader(form, self._files, share).read(body, boundary)
                yield {**environ, FIELDS: form.fields, ENVIRON: form.arrived}
            finally:
                await form.discard_unclaimed()

    @asynccontextmanager
    async def _content(self, environ: Environ, body: Body, share: Share) -> AsyncIterator[Environ]:
        """Yield a body that is no form: in memory, or a large age file in a file that is gone afterwards."""
        length = declared_length(environ)
        if length is not None and length <= SMALL:
            yield {BYTES: await body.whole(SMALL, share)}
            return
        takes = await self._asked(environ)
        if takes.room is None:
            yield {BYTES: await body.whole(_most_bytes(environ, takes), share)}
            return
        spool = Spool(takes.room, self._files, share)
        try:
            await spool.read(body)
            yield {BYTES: spool.beginning, SPOOLED: spool.file}
        finally:
            await spool.close()

    async def _plan(self, environ: Environ) -> Plan | None:
        """Return the view's plan. A form without its cookie will be shown again: its words are kept, its files are not."""
        plan = (await self._asked(environ)).files
        has_cookie = settings.CSRF_COOKIE_NAME in parse_cookie(environ.get("HTTP_COOKIE", ""))
        return plan if plan is None or has_cookie else replace(plan, begin=None)

    async def _asked(self, environ: Environ) -> Takes:
        response = await self._views.run(self._handler.respond_with, what_it_takes, environ)
        if not isinstance(response, Takes):
            raise Answered(response)
        return response


def _most_bytes(environ: Environ, takes: Takes) -> int:
    is_fields = environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded")
    return max(TEXT if is_fields else SMALL, takes.most_bytes)
