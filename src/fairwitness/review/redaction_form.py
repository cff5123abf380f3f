"""What the desk's script sends that redacts: what is left of each letter, and which files go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.encoding import EncodingError, as_list, in_order, unb64
from fairwitness.crypto.keys import verify
from fairwitness.crypto.outside import is_letter
from fairwitness.review.forms import ID, MOST_KEYS, UNREADABLE, signed
from fairwitness.sealed.actions.redact import Replacement

HASH = 32  # bytes
MOST = 2  # letters: one, and the mark that quotes it


@dataclass(frozen=True)
class RedactionForm:
    """JSON, a line end, and the signature of who sends it: a session alone is not enough."""

    tip: str
    left: tuple[Replacement, ...]
    files: tuple[str, ...]
    json: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @classmethod
    def read(cls, body: bytes) -> RedactionForm | None:
        """None for anything else."""
        try:
            of, json, signature = signed(body)
            in_order(of, ("tip", "letters", "files"))
            unb64(of["tip"], ID)
            left = tuple(_replacement(one) for one in as_list(of["letters"]))
            files = tuple(_id(one) for one in as_list(of["files"]))
        except UNREADABLE:
            return None
        is_one = 0 < len(left) <= MOST and len({one.letter for one in left}) == len(left)
        return cls(of["tip"], left, files, json, signature) if is_one else None

    @property
    def asked(self) -> str:
        """The id of the letter that it is about."""
        return self.left[0].letter

    def is_signed_by(self, verifying_key: bytes, tip: str) -> bool:
        """Whether the holder of this key has sent it, about this tip."""
        return self.tip == tip and verify(verifying_key, "note", self.json, self.signature)


def _replacement(of: Any) -> Replacement:
    in_order(of, ("id", "before", "number", "sealed"))
    number, sealed = of["number"], unb64(of["sealed"])
    if not isinstance(number, int) or number > MOST_KEYS or not is_letter(sealed):
        raise EncodingError("no sealed letter")
    return Replacement(_id(of["id"]), unb64(of["before"], HASH), number, Sealed(sealed))


def _id(text: Any) -> str:
    unb64(text, ID)
    return str(text)
