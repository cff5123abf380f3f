"""A receipt: what the line signs for a tipster who asks for it. It names a tip by hashes and random ids, and holds no word of it.

Whoever reads the text reads what is signed: the JSON stands in it as it is, broken into lines. White space counts for nothing, so that a receipt outlives a
mail, a printer and being typed off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fairwitness.crypto.encoding import EncodingError, as_list, as_text, b64, dumps, loads, unb64
from fairwitness.crypto.keys import Kind, SigningKey, verify
from fairwitness.crypto.letters import HASH, ID, VERSION
from fairwitness.crypto.line_keys import LineKeyError, read_line_key

WIDTH = 64  # characters of a line, at most
_PARTS = re.compile(r"(\{[^{}]*\})([\w-]{86})(\{[^{}]*\})([\w-]{86})", re.ASCII)
_STATE = re.compile(r"[a-z]+(-[a-z]+)*", re.ASCII)
_BREAKS = re.compile(r',(?=\[|"[a-z]+":)')  # before a name, and before a state


class ReceiptError(ValueError):
    """No receipt, or not the whole of one."""


class AnotherOffice(ReceiptError):
    """The office has not signed the key in it."""


class NotSigned(ReceiptError):
    """The line has not signed this."""


@dataclass(frozen=True)
class Receipt:
    """What the line said on the day `made`: whoever holds it learns neither how many tips there are nor how much was done."""

    line: bytes  # the line id
    made: date
    received: date
    sealed: bytes  # SHA-256 of the first letter, as it is kept
    states: tuple[tuple[str, date], ...]  # after the first; the last is where it stood
    entry: str  # the journal's, of the day of receipt: its random id
    chain: bytes = b""  # the hash of that entry, once its day is chained

    def to_json(self) -> bytes:
        """The bytes that are signed."""
        return dumps(
            {
                "v": VERSION,
                "line": b64(self.line),
                "made": self.made.isoformat(),
                "received": self.received.isoformat(),
                "sealed": b64(self.sealed),
                "states": [[state, day.isoformat()] for state, day in self.states],
                "entry": self.entry,
                "chain": b64(self.chain),
            }
        )

    @classmethod
    def from_json(cls, raw: bytes) -> Receipt:
        """Undo `to_json`; ReceiptError for anything that `to_json` would not have written."""
        try:
            told = loads(raw)
            receipt = cls(
                unb64(told["line"], ID),
                date.fromisoformat(told["made"]),
                date.fromisoformat(told["received"]),
                unb64(told["sealed"], HASH),
                tuple(_state(one) for one in as_list(told["states"])),
                b64(unb64(told["entry"], ID)),
                unb64(told["chain"], HASH if told["chain"] else 0),
            )
            same = receipt.to_json() == raw
        except (EncodingError, KeyError, TypeError, ValueError):
            raise ReceiptError("this is no receipt") from None
        if not same:
            raise ReceiptError("a receipt in another form than the protocol's")
        return receipt


def publish_receipt(receipt: Receipt, key: SigningKey, line_key: bytes) -> str:
    """The text: the receipt, the line's signature, and the line's key as the office has published it. ASCII, in lines of 64 at most."""
    return publish(receipt.to_json(), "receipt", key, line_key)


def publish(json: bytes, kind: Kind, key: SigningKey, line_key: bytes) -> str:
    """The same of anything that the line signs in this form."""
    signed = f"{json.decode('ascii')}\n{b64(key.sign(kind, json))}\n{line_key.decode('ascii')}"
    return "".join(f"{line}\n" for line in _lines(signed))


def read_receipt(text: str, office: bytes) -> Receipt:
    """The receipt, if its line signed it with a key that the holder of `office` signed; ReceiptError otherwise."""
    json, line = signed_in(text, "receipt", office)
    receipt = Receipt.from_json(json)
    if receipt.line != line:
        raise NotSigned("this receipt is signed with the key of another line")
    return receipt


def signed_in(text: str, kind: Kind, office: bytes) -> tuple[bytes, bytes]:
    """What stands signed in such a text, and of which line the key is; ReceiptError otherwise."""
    whole = "".join(text.split())
    found = _PARTS.fullmatch(whole)
    if found is None or not whole.isascii():
        raise ReceiptError("this is no receipt, or not the whole of one")
    json, signature, key, signed = (part.encode("ascii") for part in found.groups())
    try:
        line_key = read_line_key(key + b"\n" + signed, office)
    except LineKeyError:
        raise AnotherOffice("the key in this receipt is not signed by this office") from None
    if not verify(line_key.key, kind, json, _signature(signature)):
        raise NotSigned("this receipt is not signed by the line's key")
    return json, line_key.line


def _state(of: object) -> tuple[str, date]:
    state, day = (as_text(one) for one in as_list(of))
    if not _STATE.fullmatch(state):
        raise EncodingError("no state")
    return state, date.fromisoformat(day)


def _signature(text: bytes) -> bytes:
    try:
        return unb64(text.decode("ascii"))
    except EncodingError:
        return b""


def _lines(signed: str) -> Iterator[str]:
    for line in _BREAKS.sub(",\n", signed).split():
        yield from (line[start : start + WIDTH] for start in range(0, len(line), WIDTH))
