"""The parts of a form while they arrive: a field, a file, or something that is read and thrown away."""

from __future__ import annotations

import logging
from typing import Protocol

from django.db import DatabaseError

from fairwitness.sealed.arriving import ArrivedFile, Kind, Plan, Problem
from fairwitness.site.front.form import Form, discard
from fairwitness.site.front.names import NAMELESS
from fairwitness.site.front.upload import Upload
from fairwitness.site.templatetags.sizes import size

log = logging.getLogger("fairwitness.front")
MIB = 1024 * 1024
STORING = (OSError, DatabaseError)  # what a full or failing disk raises
REPLACED = "\N{REPLACEMENT CHARACTER}"


class Part(Protocol):
    """Takes the content of one part, and its end."""

    async def write(self, data: bytes) -> None:
        """Take more of the content."""

    async def end(self) -> None:
        """Take note that the part is whole."""


class Field:
    """Text, kept in memory."""

    def __init__(self, form: Form, name: str) -> None:
        self._form = form
        self._name = name
        self._content: list[bytes] = []

    async def write(self, data: bytes) -> None:
        """Hold it, within the form's limit for text."""
        self._form.hold_text(len(data))
        self._content.append(data)

    async def end(self) -> None:
        """Read it as UTF-8. What is none comes back to its writer with � in its place, and a problem that says so."""
        raw = b"".join(self._content)
        text = raw.decode("utf-8", "replace").replace("\0", REPLACED)
        if REPLACED in text and text.encode() != raw:
            self._form.problem(Problem(Kind.UNREADABLE_TEXT))
        self._form.fields.append((self._name, text))


class Ignored:
    """Content that nothing keeps; what it means has been said before."""

    async def write(self, data: bytes) -> None:
        """Forget it."""

    async def end(self) -> None:
        """Nothing to do."""


class Unwanted:
    """A file that cannot be taken up. An input without a chosen file has neither name nor content and is no problem."""

    def __init__(self, form: Form, problem: Problem, *, named: bool) -> None:
        self._form = form
        self._problem = problem
        self._sent = named

    async def write(self, data: bytes) -> None:
        """Forget it, but remember that it was there."""
        self._sent = self._sent or bool(data)

    async def end(self) -> None:
        """Say so."""
        if self._sent:
            self._form.problem(self._problem)


class File:
    """A file that is taken up."""

    def __init__(self, form: Form, plan: Plan, upload: Upload, name: str, media_type: str) -> None:
        self._form = form
        self._upload = upload
        self._name = name
        self._type = media_type
        self._most = plan.max_file_bytes
        self._each = plan.each
        self._size = 0
        self._given_up = False

    async def write(self, data: bytes) -> None:
        """Hand it on to be sealed, while it is within the limit."""
        self._size += len(data)
        if self._given_up:
            return
        if self._size > self._most:
            await self._give_up(
                Problem(Kind.FILE_TOO_LARGE, {"name": self._shown, "limit": size(self._most // MIB)})
            )
            return
        try:
            await self._upload.write(data)
        except STORING as error:
            await self._not_stored(error)

    async def end(self) -> None:
        """List it among what arrived; an input without a chosen file is nothing."""
        if self._given_up or not (self._name or self._size):
            return
        try:
            incoming, facts = await self._upload.finish()
            file = ArrivedFile(incoming, facts, self._shown, self._type)
            problem = await self._upload.tell(self._each, file)
        except STORING as error:
            await self._not_stored(error)
            return
        self._form.files.append(file)
        if self._each is not None and not file.claimed:
            await discard(self._upload)  # forty files that come once more take the room of one
        if problem is not None:
            self._form.problem(problem)

    @property
    def _shown(self) -> str:
        return self._name or NAMELESS

    async def _not_stored(self, error: Exception) -> None:
        """A full disk, or a failing one."""
        log.error("a file could not be stored", exc_info=error)
        await self._give_up(Problem(Kind.NOT_STORED, {"name": self._shown}))

    async def _give_up(self, problem: Problem) -> None:
        self._given_up = True
        self._form.problem(problem)
        await self._upload.discard()
