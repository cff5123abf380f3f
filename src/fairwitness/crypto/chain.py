"""The journal's chain: each entry carries the hash of the one before it, and the line signs the latest.

Whoever has kept a head can tell later that nothing before it was changed, taken out or put in another order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from fairwitness.crypto.encoding import EncodingError, b64, dumps, loads, unb64
from fairwitness.crypto.keys import SIGNATURE, SigningKey, tagged_hash, verify
from fairwitness.crypto.letters import HASH, ID, VERSION

START = bytes(HASH)  # what stands before the first entry


class ChainError(ValueError):
    """The chain does not hold; the sentence says where."""


@dataclass(frozen=True)
class Link:
    """One entry in its place: what was done, on which day, to which tip and by whom. Ids are random, and no word is content."""

    number: int  # from 0
    day: date
    kind: str
    tip: str = ""
    by: str = ""

    def hash(self, before: bytes) -> bytes:
        """32 bytes over this entry and the hash of the one before."""
        told = {
            "v": VERSION,
            "n": self.number,
            "day": self.day.isoformat(),
            "kind": self.kind,
            "tip": self.tip,
            "by": self.by,
        }
        return tagged_hash("fairwitness/1/journal", before, dumps(told))


@dataclass(frozen=True)
class Head:
    """How far the chain reached at the end of a day."""

    line: bytes  # the line id
    day: date
    count: int  # entries
    hash: bytes  # of the last of them; START where there is none

    def to_json(self) -> bytes:
        """The bytes that are signed."""
        return dumps(
            {
                "v": VERSION,
                "line": b64(self.line),
                "day": self.day.isoformat(),
                "count": self.count,
                "hash": b64(self.hash),
            }
        )

    @classmethod
    def from_json(cls, raw: bytes) -> Head:
        """Undo `to_json`; ChainError for anything that `to_json` would not have written."""
        try:
            told = loads(raw)
            head = cls(
                unb64(told["line"], ID),
                date.fromisoformat(told["day"]),
                int(told["count"]),
                unb64(told["hash"], HASH),
            )
            same = head.to_json() == raw
        except (EncodingError, KeyError, TypeError, ValueError):
            raise ChainError("this is no head of a journal") from None
        if not same:
            raise ChainError("a head in another form than the protocol's")
        return head


def publish_head(head: Head, key: SigningKey) -> bytes:
    """JSON, a line end, the signature of the line's key."""
    json = head.to_json()
    return json + b"\n" + b64(key.sign("head", json)).encode("ascii")


def read_head(published: bytes, verifying_key: bytes) -> Head:
    """The head, if that key signed it; ChainError otherwise."""
    json, _, signature = published.strip().partition(b"\n")
    try:
        signed = verify(verifying_key, "head", json, unb64(signature.decode("ascii"), SIGNATURE))
    except (EncodingError, UnicodeDecodeError):
        signed = False
    if not signed:
        raise ChainError("this head is not signed by the line's key")
    return Head.from_json(json)


def follow(links: Iterable[tuple[Link, bytes]], heads: Iterable[Head] = ()) -> Iterator[bytes]:
    """Go along the chain and yield each hash; ChainError at the first entry that is not what was chained there.

    `links` come with the hashes that are stored, in order; `heads` are what was published or kept elsewhere.
    """
    at: dict[int, list[Head]] = {}
    for head in heads:
        at.setdefault(head.count, []).append(head)
    hash_, reached = START, 0
    _meets(at.pop(0, []), START)
    for number, (link, stored) in zip(count(), links, strict=False):
        if link.number != number:
            raise ChainError(f"entry {number} is missing: entry {link.number} stands in its place")
        hash_ = link.hash(hash_)
        if hash_ != stored:
            raise ChainError(f"entry {number} was changed, or one before it was put in another order")
        reached = number + 1
        _meets(at.pop(reached, []), hash_)
        yield hash_
    if at:
        furthest = max(at)
        day = at[furthest][0].day.isoformat()
        raise ChainError(f"the end is missing: on {day} there were {furthest} entries, and now {reached}")


def _meets(heads: Iterable[Head], reached: bytes) -> None:
    for head in heads:
        if head.hash != reached:
            raise ChainError(
                f"the first {head.count} entries are not those of {head.day.isoformat()}: all were chained anew"
            )
