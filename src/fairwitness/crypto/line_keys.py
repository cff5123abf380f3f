"""The line's key: what the running line signs with, and the office key's word that it is this line's."""

from __future__ import annotations

from dataclasses import dataclass

from fairwitness.crypto.encoding import EncodingError, b64, dumps, loads, unb64
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.letters import ID, KEY, VERSION
from fairwitness.crypto.published import publish_json, signed_json


class LineKeyError(ValueError):
    """What was read is no line's key, or not signed by this office."""


@dataclass(frozen=True)
class LineKey:
    """It signs heads of the journal and receipts, and opens nothing."""

    line: bytes  # the line id
    office: bytes  # the office's verifying key
    key: bytes  # verifying key

    def to_json(self) -> bytes:
        """The bytes that are signed."""
        return dumps({"v": VERSION, "line": b64(self.line), "office": b64(self.office), "key": b64(self.key)})


def publish_line_key(line: bytes, key: bytes, office: SigningKey) -> bytes:
    """JSON, a line end, the office key's signature."""
    json = LineKey(line, office.verifying_key, key).to_json()
    return publish_json("line-key", json, office)


def read_line_key(published: bytes, office: bytes) -> LineKey:
    """The key, if the holder of the verifying key `office` signed it; LineKeyError otherwise."""
    json = signed_json("line-key", published.strip(), office)
    if json is None:
        raise LineKeyError("this line's key is not signed by the office")
    try:
        told = loads(json)
        read = LineKey(unb64(told["line"], ID), unb64(told["office"], KEY), unb64(told["key"], KEY))
    except (EncodingError, KeyError, TypeError):
        raise LineKeyError("this is no line's key") from None
    if read.to_json() != json or read.office != office:
        raise LineKeyError("this line's key is another office's")
    return read
