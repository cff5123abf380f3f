"""The list of what was destroyed: which grants and mailboxes no restored backup may bring back.

It is public, so it names none. Each making hashes their ids with a new salt and fills up with random hashes: who has no backup sees noise that is
always new, of a size that only doubles. Who has one can tell what of it is gone, and that is what the list is for.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fairwitness.crypto.encoding import EncodingError, b64, dumps, loads, unb64
from fairwitness.crypto.keys import SigningKey, tagged_hash
from fairwitness.crypto.letters import HASH, ID, VERSION
from fairwitness.crypto.published import publish_json, signed_json

SALT = 32  # bytes
FEWEST = 4096  # hashes, 190 kB; then twice as many, and so on


class ListError(ValueError):
    """What was read is no list of what was destroyed; the sentence says why."""


@dataclass(frozen=True)
class Salted:
    """Hashes of ids under one salt, and others that are of nothing."""

    salt: bytes
    hashes: frozenset[bytes]

    @classmethod
    def of(cls, ids: Iterable[str]) -> Salted:
        """Under a new salt, filled up."""
        salt = secrets.token_bytes(SALT)
        hashes = {_hash(salt, one) for one in ids}
        size = max(FEWEST, 1 << (len(hashes) - 1).bit_length() if hashes else 0)
        while len(hashes) < size:
            hashes.add(secrets.token_bytes(HASH))
        return cls(salt, frozenset(hashes))

    def names(self, id_: str) -> bool:
        """Whether this id is among them."""
        return _hash(self.salt, id_) in self.hashes


@dataclass(frozen=True)
class DestroyedList:
    """What a line has destroyed while there may be backups that hold it, as of a day."""

    line: bytes  # the line id
    day: date
    parts: tuple[Salted, ...]  # the line's own, and those of lists that were applied when it was restored

    def names(self, id_: str) -> bool:
        """Whether the grant or the mailbox with this id was destroyed."""
        return any(part.names(id_) for part in self.parts)

    def to_json(self) -> bytes:
        """The bytes that are signed."""
        lists = [
            {"salt": b64(part.salt), "ids": [b64(one) for one in sorted(part.hashes)]} for part in self.parts
        ]
        return dumps({"v": VERSION, "line": b64(self.line), "day": self.day.isoformat(), "lists": lists})

    @classmethod
    def from_json(cls, raw: bytes) -> DestroyedList:
        """Undo `to_json`; ListError for anything that `to_json` would not have written."""
        try:
            told = loads(raw)
            day = date.fromisoformat(told["day"])
            read = cls(unb64(told["line"], ID), day, tuple(_part(part) for part in told["lists"]))
            same = read.to_json() == raw
        except (EncodingError, KeyError, TypeError, ValueError):
            raise ListError("this is no list of what was destroyed") from None
        if not same:
            raise ListError("a list in another form than the protocol's")
        return read


def publish_list(listed: DestroyedList, key: SigningKey) -> bytes:
    """JSON, a line end, the signature of the line's key."""
    return publish_json("destroyed", listed.to_json(), key)


def read_list(published: bytes, verifying_key: bytes) -> DestroyedList:
    """The list, if that key signed it; ListError otherwise."""
    json = signed_json("destroyed", published.strip(), verifying_key)
    if json is None:
        raise ListError("this list is not signed by the line's key")
    return DestroyedList.from_json(json)


def list_within(published: bytes) -> DestroyedList:
    """The list, whoever signed it: for one that was checked when it came, while the line may have another key by now. ListError where it is none."""
    json, _, _ = published.partition(b"\n")
    return DestroyedList.from_json(json)


def _part(told: dict[str, object]) -> Salted:
    ids = told["ids"]
    if not isinstance(ids, Sequence):
        raise ListError("this is no list of what was destroyed")
    return Salted(unb64(told["salt"], SALT), frozenset(unb64(one, HASH) for one in ids))


def _hash(salt: bytes, id_: str) -> bytes:
    return tagged_hash("fairwitness/1/destroyed", salt, id_.encode("ascii"))
