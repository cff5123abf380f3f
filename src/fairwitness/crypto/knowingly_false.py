"""What is signed before it is said that a tipster knew that something was untrue: by two readers, and over both by somebody from outside.

Whoever holds these statements learns the random ids of claims, and what the outsider says. What is held against the tipster, and what they answered, stands in a paper that is sealed;
its hash has a salt, so nobody finds out by guessing what it says. There is no name in any of them, and none of them opens one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Final, TypeVar

from fairwitness.crypto import framing
from fairwitness.crypto.age import Sealed, open_sealed, seal
from fairwitness.crypto.encoding import EncodingError, as_list, as_text, b64, dumps, in_order, loads, unb64
from fairwitness.crypto.errors import AgeError
from fairwitness.crypto.findings import Claim, claim_in, is_in_order
from fairwitness.crypto.keys import SIGNATURE
from fairwitness.crypto.letters import HASH, ID, VERSION
from fairwitness.crypto.outside import plaintext_size
from fairwitness.crypto.padding import bucket
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient

KIND: Final = "knowingly-false"  # what two readers sign
OUTSIDE: Final = "outsider"  # what somebody from outside signs over both
YES, NO = "yes", "no"
REASONS = ("not-shown", "not-heard", "not-in-order")  # why the outsider does not sign it
LONGEST = 4000  # characters of each part of a paper
SALT = 16  # bytes


class NotSoSaid(ValueError):
    """No such statement, or no such paper."""


Told = TypeVar("Told", "Paper", "KnowinglyFalse", "Outsider")


@dataclass(frozen=True)
class Paper:
    """What somebody from outside judges by, in the readers' words: none of it is copied from a letter."""

    line: bytes  # the line id
    tip: str  # 16 bytes, base64url
    alleged: str = field(repr=False)  # what was told
    untrue: str = field(repr=False)  # why it is untrue
    knew: str = field(repr=False)  # what shows that the tipster knew, when they told it
    answered: str = field(repr=False)  # what the tipster says to that, or that they say nothing
    salt: bytes = field(repr=False)

    def to_json(self) -> bytes:
        """The bytes that two readers name by their hash."""
        return dumps(
            {
                "v": VERSION,
                "line": b64(self.line),
                "tip": self.tip,
                "alleged": self.alleged,
                "untrue": self.untrue,
                "knew": self.knew,
                "answered": self.answered,
                "salt": b64(self.salt),
            }
        )

    @property
    def hash(self) -> bytes:
        """By which the statement names it."""
        return sha256(self.to_json()).digest()

    @classmethod
    def from_json(cls, raw: bytes) -> Paper:
        """Undo `to_json`; NotSoSaid for anything that `to_json` would not have written."""
        return _read(raw, _paper)


@dataclass(frozen=True)
class KnowinglyFalse:
    """What two readers sign: of which claims, by which grades and sheet, after which letter to the tipster and which answers of theirs."""

    line: bytes
    tip: str
    claims: tuple[Claim, ...]  # in order of their ids, each once
    grades: bytes  # `hash_of_grades` of every grade of these claims
    sheet: bytes  # SHA-256, as stored, of the letter among readers with the rival explanations
    letter: bytes  # SHA-256, as stored, of the letter that told the tipster what is held against them
    answers: bytes  # `hash_of_answers` of every letter of the tipster's since then
    paper: bytes  # `Paper.hash`
    why: bytes  # SHA-256, as stored, of the letter among readers in which that paper stands
    day: date

    def to_json(self) -> bytes:
        """The bytes that both sign."""
        return dumps(
            {
                "v": VERSION,
                "line": b64(self.line),
                "tip": self.tip,
                "claims": [{"id": one.id, "version": one.version} for one in self.claims],
                "grades": b64(self.grades),
                "sheet": b64(self.sheet),
                "letter": b64(self.letter),
                "answers": b64(self.answers),
                "paper": b64(self.paper),
                "why": b64(self.why),
                "day": self.day.isoformat(),
            }
        )

    @classmethod
    def from_json(cls, raw: bytes) -> KnowinglyFalse:
        """As above."""
        return _read(raw, _knowingly_false)


@dataclass(frozen=True)
class Outsider:
    """What somebody from outside signs, over what two readers have signed and both of their signatures: yes; or no, and why."""

    line: bytes
    asked: bytes  # SHA-256 of what two readers have signed
    first: bytes  # the signatures
    second: bytes
    day: date
    reason: str = ""  # of a no

    @property
    def says(self) -> str:
        """Yes or no."""
        return NO if self.reason else YES

    def to_json(self) -> bytes:
        """The bytes that are signed."""
        return dumps(
            {
                "v": VERSION,
                "line": b64(self.line),
                "asked": b64(self.asked),
                "first": b64(self.first),
                "second": b64(self.second),
                "day": self.day.isoformat(),
                "says": self.says,
                **({"reason": self.reason} if self.reason else {}),
            }
        )

    @classmethod
    def from_json(cls, raw: bytes) -> Outsider:
        """As above."""
        return _read(raw, _outsider)


def seal_paper(paper: Paper, second: bytes, outsiders: Sequence[HybridRecipient]) -> Sealed:
    """Framed with the second reader's signature over the statement that names it, and sealed to whoever may judge it."""
    return seal(framing.pack(paper.to_json(), second), outsiders)


def open_paper(sealed: bytes, identities: Sequence[HybridIdentity]) -> Paper:
    """What was sealed for the outsider. AgeError, NotSoSaid; whether it is the one that two have signed, its hash says."""
    try:
        return Paper.from_json(framing.unpack(open_sealed(sealed, identities)).json)
    except framing.FrameError as error:
        raise NotSoSaid(str(error)) from None


def is_sealed_paper(sealed: bytes, outsiders: int) -> bool:
    """Whether it can be one, sealed to so many: by its size and its recipients, which is all that the line sees."""
    try:
        size = plaintext_size(sealed, outsiders) if outsiders > 0 else 0
    except AgeError:
        return False
    return size > 0 and bucket(size) == size


def _read(raw: bytes, read: Callable[[dict[str, Any]], Told]) -> Told:
    try:
        told = read(loads(raw))
        same = told.to_json() == raw
    except (EncodingError, KeyError, TypeError, ValueError):
        raise NotSoSaid("this says nothing of what somebody knew") from None
    if not same:
        raise NotSoSaid("in another form than the protocol's")
    return told


def _paper(of: dict[str, Any]) -> Paper:
    in_order(of, ("v", "line", "tip", "alleged", "untrue", "knew", "answered", "salt"))
    alleged, untrue, knew, answered = (_part(of[name]) for name in ("alleged", "untrue", "knew", "answered"))
    tip, salt = b64(unb64(of["tip"], ID)), unb64(of["salt"], SALT)
    return Paper(unb64(of["line"], ID), tip, alleged, untrue, knew, answered, salt)


def _part(value: object) -> str:
    text = as_text(value)
    if not 0 < len(text) <= LONGEST:
        raise EncodingError("a paper with a gap, or too long")
    return text


def _knowingly_false(of: dict[str, Any]) -> KnowinglyFalse:
    claims = tuple(claim_in(one) for one in as_list(of["claims"]))
    if not claims or not is_in_order(claims):
        raise EncodingError("no claims, or in another order")
    return KnowinglyFalse(
        unb64(of["line"], ID),
        b64(unb64(of["tip"], ID)),
        claims,
        unb64(of["grades"], HASH),
        unb64(of["sheet"], HASH),
        unb64(of["letter"], HASH),
        unb64(of["answers"], HASH),
        unb64(of["paper"], HASH),
        unb64(of["why"], HASH),
        date.fromisoformat(as_text(of["day"])),
    )


def _outsider(of: dict[str, Any]) -> Outsider:
    in_order(of, ("v", "line", "asked", "first", "second", "day", "says", "reason"), frozenset({"reason"}))
    if (of["says"] == NO) is not ("reason" in of) or of.get("reason", REASONS[0]) not in REASONS:
        raise EncodingError("neither a yes nor a no with its reason")
    first, second = unb64(of["first"], SIGNATURE), unb64(of["second"], SIGNATURE)
    day = date.fromisoformat(as_text(of["day"]))
    return Outsider(unb64(of["line"], ID), unb64(of["asked"], HASH), first, second, day, of.get("reason", ""))
