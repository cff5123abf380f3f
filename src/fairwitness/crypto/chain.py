"""The journal's chain: each entry carries the hash of the one before it, and the line signs the latest.

Whoever has kept a head can tell later that nothing before it was changed, taken out or put in another order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairwitness.crypto.encoding import EncodingError, b64, dumps, loads, unb64
from fairwitness.crypto.keys import SigningKey, tagged_hash
from fairwitness.crypto.letters import HASH, ID, VERSION
from fairwitness.crypto.published import publish_json, signed_json

START = bytes(HASH)  # what stands before the first entry
DAY_OVER = "day-over"  # the kind of the entry that ends a day: a head is signed over it


class ChainError(ValueError):
    """The chain does not hold; the sentence says where."""


@dataclass(frozen=True)
class Link:
    """One entry in its place: what was done, on which day, to which tip and by whom. Ids are random, and no word is content."""

    number: int  # from 0
    id: str  # of 128 random bits: without them whoever knows two heads could try what was done between
    day: date
    kind: str
    tip: str = ""
    by: str = ""

    def hash(self, before: bytes) -> bytes:
        """32 bytes over this entry and the hash of the one before."""
        told = {
            "v": VERSION,
            "n": self.number,
            "id": self.id,
            "day": self.day.isoformat(),
            "kind": self.kind,
            "tip": self.tip,
            "by": self.by,
        }
        return tagged_hash("fairwitness/1/journal", before, dumps(told))


@dataclass(frozen=True)
class Head:
    """Where the chain was when a day was over. Whoever sees it learns neither how many entries there are, nor whether there is a new one."""

    line: bytes  # the line id
    day: date
    hash: bytes  # of the entry that ends the day
    rewards: bytes | None = None  # hash of the reward sheet in force: everybody is shown the same keys

    def to_json(self) -> bytes:
        """The bytes that are signed. Without a reward sheet they are those of a head that knows of none."""
        told = {
            "v": VERSION,
            "line": b64(self.line),
            "day": self.day.isoformat(),
            "hash": b64(self.hash),
        }
        return dumps(told if self.rewards is None else told | {"rewards": b64(self.rewards)})

    @classmethod
    def from_json(cls, raw: bytes) -> Head:
        """Undo `to_json`; ChainError for anything that `to_json` would not have written."""
        try:
            told = loads(raw)
            day = date.fromisoformat(told["day"])
            rewards = unb64(told["rewards"], HASH) if "rewards" in told else None
            head = cls(unb64(told["line"], ID), day, unb64(told["hash"], HASH), rewards)
            same = head.to_json() == raw
        except (EncodingError, KeyError, TypeError, ValueError):
            raise ChainError("this is no head of a journal") from None
        if not same:
            raise ChainError("a head in another form than the protocol's")
        return head


@dataclass(frozen=True)
class End:
    """Where a day ends in the chain."""

    number: int
    day: date


def publish_head(head: Head, key: SigningKey) -> bytes:
    """JSON, a line end, the signature of the line's key."""
    return publish_json("head", head.to_json(), key)


def read_head(published: bytes, verifying_key: bytes) -> Head:
    """The head, if that key signed it; ChainError otherwise."""
    json = signed_json("head", published.strip(), verifying_key)
    if json is None:
        raise ChainError("this head is not signed by the line's key")
    return Head.from_json(json)


def follow(links: Iterable[tuple[Link, bytes]], heads: Sequence[Head] = ()) -> tuple[int, dict[bytes, End]]:
    """Go along the whole chain: how many entries there are, and where its days end, by their hashes.

    ChainError at the first entry that is not what was chained there. `links` come with the hashes that are stored, in order; `heads` are all that were
    published, and those that somebody kept.
    """
    hash_, ends, reached = START, dict[bytes, End](), 0
    for link, stored in links:
        if link.number != reached:
            raise ChainError(f"entry {reached} is missing: entry {link.number} stands in its place")
        hash_ = link.hash(hash_)
        if hash_ != stored:
            raise ChainError(f"entry {reached} was changed, or one before it was put in another order")
        if link.kind == DAY_OVER:
            ends[hash_] = End(reached, link.day)
        reached += 1
    _meet(heads, ends)
    if reached and hash_ not in ends:
        raise ChainError(f"entry {reached - 1} was put in behind the end: no day that is over has it")
    return reached, ends


def _meet(heads: Sequence[Head], ends: Mapping[bytes, End]) -> None:
    """Each head is one of the ends, and each end has its head."""
    days = {end.day for end in ends.values()}
    for head in heads:
        end = ends.get(head.hash)
        if end is not None and end.day == head.day:
            continue
        if head.day in days:
            raise ChainError(f"what was chained until {head.day} was another thing: it was chained anew")
        raise ChainError(f"the end is missing: a head of {head.day} was signed, and nothing leads to it now")
    signed = {head.hash for head in heads}
    for hash_, end in ends.items():
        if hash_ not in signed:
            raise ChainError(f"the head of {end.day} is missing, or the line never signed one")
