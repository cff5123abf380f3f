"""A letter for somebody who was reported on: that what was alleged was not confirmed. The line signs it, and it names nobody and no tip.

Its text has the form of a receipt (`receipts.py`): what is signed stands in it as it is, and white space counts for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from fairwitness.crypto.encoding import EncodingError, b64, dumps, loads, unb64
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.letters import ID, VERSION
from fairwitness.crypto.receipts import ReceiptError, publish, signed_in

KIND: Final = "not-confirmed"
NOT_CONFIRMED = "not-confirmed"


@dataclass(frozen=True)
class NotConfirmed:
    """Whoever holds it was asked by the office on one day, and on another nothing was confirmed."""

    line: bytes  # the line id
    made: date
    asked: date
    ended: date

    def to_json(self) -> bytes:
        """The bytes that are signed."""
        return dumps(
            {
                "v": VERSION,
                "line": b64(self.line),
                "made": self.made.isoformat(),
                "asked": self.asked.isoformat(),
                "ended": self.ended.isoformat(),
                "outcome": NOT_CONFIRMED,
            }
        )

    @classmethod
    def from_json(cls, raw: bytes) -> NotConfirmed:
        """Undo `to_json`; ReceiptError for anything that `to_json` would not have written."""
        try:
            told = loads(raw)
            days = [date.fromisoformat(told[name]) for name in ("made", "asked", "ended")]
            letter = cls(unb64(told["line"], ID), *days)
            same = letter.to_json() == raw
        except (EncodingError, KeyError, TypeError, ValueError):
            raise ReceiptError("this is no such letter") from None
        if not same:
            raise ReceiptError("a letter in another form than the protocol's")
        return letter


def publish_not_confirmed(letter: NotConfirmed, key: SigningKey, line_key: bytes) -> str:
    """The text, in lines of 64 characters at most."""
    return publish(letter.to_json(), KIND, key, line_key)


def read_not_confirmed(text: str, office: bytes) -> NotConfirmed:
    """The letter, if its line signed it with a key that the holder of `office` signed; ReceiptError otherwise."""
    json, line = signed_in(text, KIND, office)
    letter = NotConfirmed.from_json(json)
    if letter.line != line:
        raise ReceiptError("this letter is signed with the key of another line")
    return letter
