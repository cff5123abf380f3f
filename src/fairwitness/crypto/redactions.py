"""What a reader's browser writes into the letter that takes the place of a redacted one: which letter stood there, and why it went.

It is an answer of that letter, so its reader has signed it. Whoever holds it learns who wrote the letter before, on which day and as the how many-th, and its hash.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from fairwitness.crypto.encoding import EncodingError, as_text, b64, dumps, loads, unb64
from fairwitness.crypto.letters import HASH, KEY, TIERS, Letter

QUESTION: Final = "redacted"
REASONS: Final = ("not-needed", "others", "sensitive", "asked")  # a closed list, in the words of the page


@dataclass(frozen=True)
class Redacted:
    """The letter that was there: what its author had signed of its place, and the hash that later letters may name."""

    hash: bytes  # SHA-256, as stored
    author: bytes
    seq: int
    tier: str
    day: date
    why: str
    seen: bytes | None = None

    def to_text(self) -> str:
        """As it stands in the answer."""
        value: dict[str, Any] = {
            "hash": b64(self.hash),
            "author": b64(self.author),
            "seq": self.seq,
            "tier": self.tier,
            "day": self.day.isoformat(),
            "why": self.why,
        }
        return dumps(value | {"seen": b64(self.seen)} if self.seen else value).decode()


def redacted_in(letter: Letter | None) -> Redacted | None:
    """What a letter says that it stands in the place of; None where it stands in its own. Whether its author may say so, the key sheets say."""
    said = [one.text for one in letter.answers if one.question == QUESTION] if letter else []
    try:
        return _read(loads(said[0].encode())) if len(said) == 1 else None
    except (EncodingError, KeyError, TypeError, ValueError):
        return None


def _read(of: dict[str, Any]) -> Redacted:
    if of["tier"] not in TIERS or of["why"] not in REASONS or not isinstance(of["seq"], int):
        raise EncodingError("a tier or a reason that nobody knows")
    return Redacted(
        unb64(of["hash"], HASH),
        unb64(of["author"], KEY),
        of["seq"],
        as_text(of["tier"]),
        date.fromisoformat(of["day"]),
        of["why"],
        unb64(of["seen"], HASH) if "seen" in of else None,
    )
