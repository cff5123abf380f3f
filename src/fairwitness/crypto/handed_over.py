"""What a reader signs who knows that a code has reached the person reported on: which conversation it opens, how it was handed over, and on which day.

Whoever made the code does not sign it. Who holds a statement learns no name and no word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from fairwitness.crypto.encoding import EncodingError, as_text, b64, dumps, loads, unb64
from fairwitness.crypto.letters import ID, VERSION

KIND: Final = "handed-over"
WAYS = ("person", "post", "adviser")


class HandedOverError(ValueError):
    """No such statement."""


@dataclass(frozen=True)
class HandedOver:
    """In one of few ways, on a day."""

    line: bytes  # the line id
    tip: str  # 16 bytes, base64url
    hearing: str  # the same, of the conversation that the code opens
    way: str
    day: date

    def to_json(self) -> bytes:
        """The bytes that are signed."""
        return dumps(
            {
                "v": VERSION,
                "line": b64(self.line),
                "tip": self.tip,
                "hearing": self.hearing,
                "way": self.way,
                "day": self.day.isoformat(),
            }
        )

    @classmethod
    def from_json(cls, raw: bytes) -> HandedOver:
        """Undo `to_json`; HandedOverError for anything that `to_json` would not have written."""
        try:
            statement = _statement(loads(raw))
            same = statement.to_json() == raw
        except (EncodingError, KeyError, TypeError, ValueError):
            raise HandedOverError("this says of no code that it was handed over") from None
        if not same:
            raise HandedOverError("a statement in another form than the protocol's")
        return statement


def _statement(of: dict[str, Any]) -> HandedOver:
    way, day = as_text(of["way"]), date.fromisoformat(as_text(of["day"]))
    if way not in WAYS:
        raise EncodingError("a way that nobody knows")
    tip, hearing = (b64(unb64(of[name], ID)) for name in ("tip", "hearing"))
    return HandedOver(unb64(of["line"], ID), tip, hearing, way, day)
