"""A request that will not be taken further, and how a body can end before its end."""

from __future__ import annotations

from http import HTTPStatus


class Refused(Exception):
    """Answer with our own page of this status; what is left of the body is not read."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Cut(Exception):
    """The client is gone before the end of its body: there is nobody to answer."""
