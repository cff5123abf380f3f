"""What a script is told that sends sealed things: why they were not taken, as one word of a closed set and as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpResponseBase, JsonResponse
from django.utils.translation import gettext_lazy as _


class Why(StrEnum):
    """The words. A script acts on them; a person reads the sentence."""

    TAKEN = "taken"
    CONFLICT = "conflict"
    SHEET = "sheet"
    FILES = "files"
    MALFORMED = "malformed"
    UNKNOWN = "unknown"


SENTENCES: dict[Why, tuple[HTTPStatus, Any]] = {
    Why.TAKEN: (HTTPStatus.CONFLICT, _("This code is taken. A new one is needed.")),
    Why.CONFLICT: (HTTPStatus.CONFLICT, _("This was sent before, with other words. Nothing was changed.")),
    Why.SHEET: (HTTPStatus.CONFLICT, _("The list of readers has changed. It has to be sealed once more.")),
    Why.FILES: (HTTPStatus.CONFLICT, _("A file is no longer there. Please choose it again.")),
    Why.MALFORMED: (HTTPStatus.BAD_REQUEST, _("The line could not read what your browser sent.")),
    Why.UNKNOWN: (HTTPStatus.NOT_FOUND, _("There is nothing here.")),
}


class Refused(Exception):
    """Something was not taken; nothing was changed."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def in_words(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Tell a script why its request was refused."""

    @wraps(view)
    def told(*args: Any, **named: Any) -> HttpResponseBase:
        try:
            return view(*args, **named)
        except Refused as refused:
            status, sentence = SENTENCES[refused.why]
            return JsonResponse({"why": refused.why, "error": str(sentence)}, status=status)

    return told
