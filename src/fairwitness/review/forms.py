"""What the desk's scripts send."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.encoding import EncodingError, unb64
from fairwitness.office.fields import AGE_HEADER

ID = 16  # bytes
MOST_KEYS = 32_767  # what the column of a key's number holds


@dataclass(frozen=True)
class AnswerForm:
    """A sealed letter and the files that it lists."""

    id: str
    number: int
    sealed: Sealed = field(repr=False)
    files: tuple[str, ...]

    @classmethod
    def read(cls, body: bytes) -> AnswerForm | None:
        """None for anything else."""
        try:
            return cls._checked(json.loads(body))
        except (EncodingError, KeyError, TypeError, ValueError, RecursionError):
            return None

    @classmethod
    def _checked(cls, of: dict[str, Any]) -> AnswerForm:
        for one in (of["id"], *of["files"]):
            unb64(one, ID)
        number, sealed = of["number"], unb64(of["sealed"])
        if type(number) is not int or not 0 <= number <= MOST_KEYS or not sealed.startswith(AGE_HEADER):
            raise EncodingError("no sealed letter")
        return cls(of["id"], number, Sealed(sealed), tuple(of["files"]))
