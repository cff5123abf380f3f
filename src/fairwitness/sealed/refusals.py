"""What a script is told that the line did not do: a word of a closed set, and a sentence in the page's language."""

from __future__ import annotations

from enum import StrEnum
from http import HTTPStatus

from django.http import JsonResponse


class Why(StrEnum):
    """What was wrong, for the script that asked."""

    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    TAKEN = "taken"
    CONFLICT = "conflict"
    SENT = "sent"
    SHEET = "sheet"
    FILES = "files"
    BYTES = "bytes"
    DESTROYED = "destroyed"
    ORDER = "order"
    TOO_LARGE = "too_large"
    NO_ROOM = "no_room"
    FORBIDDEN = "forbidden"
    METHOD = "method"


STATUS = {
    Why.MALFORMED: HTTPStatus.BAD_REQUEST,
    Why.UNKNOWN: HTTPStatus.NOT_FOUND,
    Why.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Why.METHOD: HTTPStatus.METHOD_NOT_ALLOWED,
    Why.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Why.NO_ROOM: HTTPStatus.INSUFFICIENT_STORAGE,
}  # every other is a conflict


def refused(why: Why, sentence: str) -> JsonResponse:
    """The answer."""
    status = STATUS.get(why, HTTPStatus.CONFLICT)
    return JsonResponse({"why": why.value, "error": sentence}, status=status)
