"""What a script is told that the line did not do: a word of a closed set, and a sentence in the page's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from http import HTTPStatus
from typing import Any, TypeVar

from django.http import JsonResponse

View = TypeVar("View", bound=Callable[..., Any])


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
    GONE = "gone"
    ORDER = "order"
    TOO_LARGE = "too_large"
    NO_ROOM = "no_room"
    FORBIDDEN = "forbidden"
    METHOD = "method"
    BROKEN = "broken"
    BUSY = "busy"
    LATER = "later"


Refusals = Mapping[type[Exception], tuple[Why, Any]]  # the word and the sentence for what an action raises
STATUS = {
    Why.MALFORMED: HTTPStatus.BAD_REQUEST,
    Why.UNKNOWN: HTTPStatus.NOT_FOUND,
    Why.GONE: HTTPStatus.GONE,
    Why.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Why.METHOD: HTTPStatus.METHOD_NOT_ALLOWED,
    Why.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Why.NO_ROOM: HTTPStatus.INSUFFICIENT_STORAGE,
    Why.BROKEN: HTTPStatus.INTERNAL_SERVER_ERROR,
    Why.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    Why.LATER: HTTPStatus.TOO_MANY_REQUESTS,
}  # every other is a conflict


def refused(why: Why, sentence: Any) -> JsonResponse:
    """The answer."""
    status = STATUS.get(why, HTTPStatus.CONFLICT)
    return JsonResponse({"why": why.value, "error": str(sentence)}, status=status)


def refused_for(error: Exception, refusals: Refusals) -> JsonResponse:
    """The answer to this error, which is one of them."""
    return refused(*next(said for kind, said in refusals.items() if isinstance(error, kind)))


def for_scripts(view: View) -> View:
    """Say of a view, where its address is listed, that scripts ask there: whatever refuses them, also before the view, does it in JSON."""
    view.is_for_scripts = True  # type: ignore[attr-defined]  # read by site.refusing
    return view
