"""What the desk's scripts send."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.encoding import EncodingError, as_list, in_order, loads, unb64
from fairwitness.crypto.outside import is_letter

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
            return cls._checked(loads(body))
        except EncodingError:
            return None

    @classmethod
    def _checked(cls, of: dict[str, Any]) -> AnswerForm:
        in_order(of, ("id", "number", "sealed", "uploads"))
        unb64(of["id"], ID)
        uploads = tuple(_upload(one) for one in as_list(of["uploads"]))
        number, sealed = of["number"], unb64(of["sealed"])
        if not isinstance(number, int) or number > MOST_KEYS or not is_letter(sealed):
            raise EncodingError("no sealed letter")
        return cls(of["id"], number, Sealed(sealed), uploads)


def _upload(of: Any) -> tuple[str, bytes]:
    in_order(of, ("id", "secret"))
    unb64(of["id"], ID)
    return of["id"], unb64(of["secret"], SECRET)
