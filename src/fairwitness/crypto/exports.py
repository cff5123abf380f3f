"""What two readers sign before a tip leaves the line: which tip, on which legal basis, how far, and what goes along.

Whoever holds a statement learns the kind of basis and what was chosen. The basis in words is a letter among the readers, and stands here by its hash.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from fairwitness.crypto.encoding import EncodingError, as_list, as_text, b64, dumps, loads, unb64
from fairwitness.crypto.letters import HASH, ID, VERSION

AUTHORITY: Final = "authority"  # with the tipster's yes
TIPSTER: Final = "tipster"  # who asks for a copy of their own
BASES: Final = ("court-order", "prosecutor", AUTHORITY, TIPSTER)  # no other takes a tip out
BY_LETTER: Final = (AUTHORITY, TIPSTER)  # a letter of the tipster's says so
ALONG: Final = ("files", "known", "notes")  # what stays here unless it is chosen
KIND: Final = "export"


class ExportError(ValueError):
    """No statement of an export."""


@dataclass(frozen=True)
class Export:
    """`letters` of the tipster's conversation go along, from the first on; what is written later was agreed to by nobody."""

    line: bytes  # the line id
    tip: str  # 16 bytes, base64url
    basis: str
    along: tuple[str, ...]  # in the order of `ALONG`
    letters: int
    why: bytes  # SHA-256, as stored, of the letter among readers that gives the legal basis
    consent: bytes | None = (
        None  # SHA-256, as stored, of the tipster's letter that says so: with `BY_LETTER`, and only then
    )

    def to_json(self) -> bytes:
        """The bytes that both sign."""
        value: dict[str, Any] = {
            "v": VERSION,
            "line": b64(self.line),
            "tip": self.tip,
            "basis": self.basis,
            "along": list(self.along),
            "letters": self.letters,
            "why": b64(self.why),
        }
        return dumps(value | {"consent": b64(self.consent)} if self.consent else value)

    @classmethod
    def from_json(cls, raw: bytes) -> Export:
        """Undo `to_json`; ExportError for anything that `to_json` would not have written."""
        try:
            export = _export(loads(raw))
            same = export.to_json() == raw
        except (EncodingError, KeyError, TypeError):
            raise ExportError("this is no statement of an export") from None
        if not same:
            raise ExportError("a statement in another form than the protocol's")
        return export


def _export(of: dict[str, Any]) -> Export:
    basis, along = as_text(of["basis"]), tuple(as_text(one) for one in as_list(of["along"]))
    letters = of["letters"]
    if basis not in BASES or along != tuple(one for one in ALONG if one in along):
        raise EncodingError("a basis or a thing to take along that nobody knows")
    if not isinstance(letters, int) or letters < 1 or (basis in BY_LETTER) != ("consent" in of):
        raise EncodingError(
            "no letters, or a letter of the tipster's that does not belong here, or is not named"
        )
    return Export(
        unb64(of["line"], ID),
        b64(unb64(of["tip"], ID)),
        basis,
        along,
        letters,
        unb64(of["why"], HASH),
        unb64(of["consent"], HASH) if "consent" in of else None,
    )
