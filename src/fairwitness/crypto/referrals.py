"""What two readers sign when a tip is passed on to a body outside: which tip, why it may be, to whom, and on whose word.

Whoever holds a statement learns which body it was and on which of the two grounds. The reason and the tipster's yes are letters, and stand here by their hashes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, Literal

from fairwitness.crypto.encoding import EncodingError, as_text, b64, dumps, loads, unb64
from fairwitness.crypto.letters import HASH, ID, VERSION

Ground = Literal["confirmed", "danger-to-life"]
CONFIRMED: Final = "confirmed"
DANGER: Final = "danger-to-life"
_BODY = re.compile(r"[a-z][a-z0-9-]{0,39}", re.ASCII)  # as a charter names it


class StatementError(ValueError):
    """No statement, or one that does not go with its ground."""


@dataclass(frozen=True)
class Statement:
    """With `confirmed` the tipster's yes is named; with `danger-to-life` there was no time to ask, and `consent` is None."""

    line: bytes  # the line id
    tip: str  # 16 bytes, base64url
    ground: Ground
    body: str  # its slug in the charter
    charter: bytes  # SHA-256 of the charter's file
    why: bytes  # SHA-256, as stored, of the letter among readers that gives the reason
    consent: bytes | None = None  # SHA-256, as stored, of the tipster's letter that says yes

    def to_json(self) -> bytes:
        """The bytes that both sign."""
        value: dict[str, Any] = {
            "v": VERSION,
            "line": b64(self.line),
            "tip": self.tip,
            "ground": self.ground,
            "body": self.body,
            "charter": b64(self.charter),
            "why": b64(self.why),
        }
        return dumps(value | {"consent": b64(self.consent)} if self.consent else value)

    @classmethod
    def from_json(cls, raw: bytes) -> Statement:
        """Undo `to_json`; StatementError for anything that `to_json` would not have written."""
        try:
            statement = _statement(loads(raw))
            same = statement.to_json() == raw
        except (EncodingError, KeyError, TypeError):
            raise StatementError("this is no statement of a referral") from None
        if not same:
            raise StatementError("a statement in another form than the protocol's")
        return statement


def _statement(of: dict[str, Any]) -> Statement:
    ground, body = as_text(of["ground"]), as_text(of["body"])
    if ground not in (CONFIRMED, DANGER) or not _BODY.fullmatch(body):
        raise EncodingError("a ground or a body that nobody knows")
    if (ground == CONFIRMED) != ("consent" in of):
        raise EncodingError("the tipster's yes belongs to what is confirmed, and to nothing else")
    return Statement(
        unb64(of["line"], ID),
        b64(unb64(of["tip"], ID)),
        CONFIRMED if ground == CONFIRMED else DANGER,
        body,
        unb64(of["charter"], HASH),
        unb64(of["why"], HASH),
        unb64(of["consent"], HASH) if "consent" in of else None,
    )
