"""What a multipart form holds, so far."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fairwitness.sealed.arriving import Arrived, ArrivedFile, Plan, Problem
from fairwitness.site.front.budget import Share
from fairwitness.site.front.refused import Refused
from fairwitness.site.front.upload import Upload

log = logging.getLogger("fairwitness.front")
TEXT = 4 * 1024 * 1024  # bytes of fields that come back to their writer, however long a text may be


class Form:
    """Fields and files in their order. `plan` is None where the view takes no files."""

    def __init__(self, plan: Plan | None, share: Share) -> None:
        self.plan = plan
        self.fields: list[tuple[str, str]] = []
        self.files: list[ArrivedFile] = []
        self.uploads: list[Upload] = []
        self._problems: list[Problem] = []
        self._share = share
        self._text = 0  # bytes

    @property
    def arrived(self) -> Arrived:
        """What the view comes to read beside the fields."""
        return Arrived(self.files, self._problems)

    def hold_text(self, count: int) -> None:
        """Hold more bytes of fields, or 413."""
        self._text += count
        if self._text > most_text(self.plan):
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        self._share.hold(count)

    def problem(self, problem: Problem) -> None:
        """Something that the person has to know. Said once; a view that could not say it is not called."""
        if self.plan is None:
            raise Refused(HTTPStatus.BAD_REQUEST)
        if problem not in self._problems:
            self._problems.append(problem)

    async def discard_unclaimed(self) -> None:
        """Destroy every file that no stored letter lists, whole or half."""
        claimed = {file.id for file in self.files if file.claimed}
        for upload in self.uploads:
            if upload.incoming is None or upload.incoming.id not in claimed:
                await discard(upload)


async def discard(upload: Upload) -> None:
    """What cannot be destroyed now is found by the sweep; the other files are not to wait for it."""
    try:
        await upload.discard()
    except Exception:
        log.exception("a file could not be destroyed yet")


def most_text(plan: Plan | None) -> int:
    """How many bytes of fields are taken up: room to be told by how much a text is too long."""
    return max(TEXT, 2 * plan.max_text_bytes if plan else 0)
