"""What the desk's scripts send."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.encoding import EncodingError, unb64
from fairwitness.office.fields import AGE_HEADER

ID = 16  # bytes
SECRET = 32
MOST_KEYS = 32_767  # what the column of a key's number holds


@dataclass(frozen=True)
class AnswerForm:
    """A sealed letter and the files that it lists."""

    id: str
    number: int
    sealed: Sealed = field(repr=False)
    uploads: tuple[tuple[str, bytes], ...] = field(repr=False)  # id and secret of each

    @classmethod
    def read(cls, body: bytes) -> AnswerForm | None:
        """None for anything else."""
        try:
            return cls._checked(json.loads(body))
        except (EncodingError, KeyError, TypeError, ValueError, RecursionError):
            return None

    @classmethod
    def _checked(cls, of: dict[str, Any]) -> AnswerForm:
        unb64(of["id"], ID)
        uploads = tuple(_upload(one) for one in of["uploads"])
        number, sealed = of["number"], unb64(of["sealed"])
        if type(number) is not int or not 0 <= number <= MOST_KEYS or not sealed.startswith(AGE_HEADER):
            raise EncodingError("no sealed letter")
        return cls(of["id"], number, Sealed(sealed), uploads)


def _upload(of: dict[str, Any]) -> tuple[str, bytes]:
    unb64(of["id"], ID)
    return of["id"], unb64(of["secret"], SECRET)
