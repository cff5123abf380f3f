"""What two readers sign when they do not hear the person reported on yet: which tip, on which ground, and until which day.

Whoever holds a statement learns the kind of reason and two days. The reason in words is a letter, and stands here by its hash.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from fairwitness.crypto.encoding import EncodingError, as_text, b64, dumps, loads, unb64
from fairwitness.crypto.letters import HASH, ID, VERSION

KIND: Final = "left-out"
GROUNDS = ("evidence", "danger", "nobody")


class UnheardError(ValueError):
    """No such statement."""


@dataclass(frozen=True)
class Unheard:
    """There is always an end: `until`, behind the day on which it was asked for."""

    line: bytes  # the line id
    tip: str  # 16 bytes, base64url
    ground: str
    asked: date
    until: date
    why: bytes  # SHA-256, as stored, of the letter among readers that gives the reason

    def to_json(self) -> bytes:
        """The bytes that both sign."""
        return dumps(
            {
                "v": VERSION,
                "line": b64(self.line),
                "tip": self.tip,
                "ground": self.ground,
                "asked": self.asked.isoformat(),
                "until": self.until.isoformat(),
                "why": b64(self.why),
            }
        )

    @classmethod
    def from_json(cls, raw: bytes) -> Unheard:
        """Undo `to_json`; UnheardError for anything that `to_json` would not have written."""
        try:
            statement = _statement(loads(raw))
            same = statement.to_json() == raw
        except (EncodingError, KeyError, TypeError, ValueError):
            raise UnheardError("this says nothing of hearing somebody later") from None
        if not same:
            raise UnheardError("a statement in another form than the protocol's")
        return statement


def _statement(of: dict[str, Any]) -> Unheard:
    ground = as_text(of["ground"])
    asked, until = (date.fromisoformat(as_text(of[name])) for name in ("asked", "until"))
    if ground not in GROUNDS or until <= asked:
        raise EncodingError("a ground that nobody knows, or no end")
    tip = b64(unb64(of["tip"], ID))
    return Unheard(unb64(of["line"], ID), tip, ground, asked, until, unb64(of["why"], HASH))
