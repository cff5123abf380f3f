"""What is signed before a name that two keys guard is opened: by two readers, by the tipster, and by whoever guards names.

Whoever holds these statements learns that a name was asked for, on which ground, and what became of it. They hold no name and no word of the matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from fairwitness.crypto.encoding import EncodingError, as_text, b64, dumps, in_order, loads, unb64
from fairwitness.crypto.letters import HASH, ID, KEY, VERSION

ASKED: Final = "name-asked"  # kinds of what is signed
CONSENT: Final = "consent"
ANSWERED: Final = "name-answered"
BY_CONSENT: Final = "consent"
DUTIES = ("court-order", "prosecutor", "law")
BEFORE, JEOPARDISES = "before", "jeopardises"
REASONS = ("not-in-order", "not-shown", "concerned")  # why whoever guards names refuses


class RequestError(ValueError):
    """No such statement."""


Statement = TypeVar("Statement", "NameAsked", "Consent", "NameAnswered")


@dataclass(frozen=True)
class NameAsked:
    """What two readers sign: which name, and on which ground."""

    line: bytes  # the line id
    tip: str  # 16 bytes, base64url
    conversation: str  # with the tipster: that of the name, as the outer layer binds it
    name: bytes  # SHA-256 of the sealed name, as stored
    mailbox: bytes  # the verifying key that consents
    ground: str  # the tipster's consent, or a duty
    told: str  # of a duty: whether the tipster is told before, or that would jeopardise proceedings; else ""
    asked: date
    why: bytes  # SHA-256, as stored, of the letter among readers that gives the reason

    def to_json(self) -> bytes:
        """The bytes that both sign."""
        return dumps(
            {
                "v": VERSION,
                "line": b64(self.line),
                "tip": self.tip,
                "conversation": self.conversation,
                "name": b64(self.name),
                "mailbox": b64(self.mailbox),
                "ground": self.ground,
                **({"told": self.told} if self.told else {}),
                "asked": self.asked.isoformat(),
                "why": b64(self.why),
            }
        )

    @classmethod
    def from_json(cls, raw: bytes) -> NameAsked:
        """Undo `to_json`; RequestError for anything that `to_json` would not have written."""
        return _read(raw, _asked)


@dataclass(frozen=True)
class Consent:
    """What the mailbox signs: yes or no to one request, which is named by the hash of its statement."""

    line: bytes
    asked: bytes  # SHA-256 of what two readers have signed
    says: str  # yes or no
    day: date

    def to_json(self) -> bytes:
        """The bytes that are signed."""
        return dumps(
            {
                "v": VERSION,
                "line": b64(self.line),
                "asked": b64(self.asked),
                "says": self.says,
                "day": self.day.isoformat(),
            }
        )

    @classmethod
    def from_json(cls, raw: bytes) -> Consent:
        """As above."""
        return _read(raw, _consent)


@dataclass(frozen=True)
class NameAnswered:
    """What whoever guards names signs: opened, and for which bytes; or refused, and why."""

    line: bytes
    asked: bytes
    day: date
    sealed: bytes | None = None  # SHA-256 of what they sealed to the two who asked
    reason: str = ""

    def to_json(self) -> bytes:
        """The bytes that are signed."""
        return dumps(
            {
                "v": VERSION,
                "line": b64(self.line),
                "asked": b64(self.asked),
                "day": self.day.isoformat(),
                **({"reason": self.reason} if self.sealed is None else {"sealed": b64(self.sealed)}),
            }
        )

    @classmethod
    def from_json(cls, raw: bytes) -> NameAnswered:
        """As above."""
        return _read(raw, _answered)


def _read(raw: bytes, read: Callable[[dict[str, Any]], Statement]) -> Statement:
    try:
        statement = read(loads(raw))
        same = statement.to_json() == raw
    except (EncodingError, KeyError, TypeError, ValueError):
        raise RequestError("this says nothing of a sealed name") from None
    if not same:
        raise RequestError("a statement in another form than the protocol's")
    return statement


def _asked(of: dict[str, Any]) -> NameAsked:
    ground, told = as_text(of["ground"]), as_text(of.get("told", ""))
    right = told == "" if ground == BY_CONSENT else ground in DUTIES and told in {BEFORE, JEOPARDISES}
    if not right:
        raise EncodingError("a ground that nobody knows")
    return NameAsked(
        unb64(of["line"], ID),
        b64(unb64(of["tip"], ID)),
        b64(unb64(of["conversation"], ID)),
        unb64(of["name"], HASH),
        unb64(of["mailbox"], KEY),
        ground,
        told,
        date.fromisoformat(as_text(of["asked"])),
        unb64(of["why"], HASH),
    )


def _consent(of: dict[str, Any]) -> Consent:
    in_order(of, ("v", "line", "asked", "says", "day"))
    if of["says"] not in {"yes", "no"}:
        raise EncodingError("neither yes nor no")
    day = date.fromisoformat(as_text(of["day"]))
    return Consent(unb64(of["line"], ID), unb64(of["asked"], HASH), of["says"], day)


def _answered(of: dict[str, Any]) -> NameAnswered:
    in_order(of, ("v", "line", "asked", "day", "sealed", "reason"), frozenset({"sealed", "reason"}))
    if ("sealed" in of) is ("reason" in of) or of.get("reason", REASONS[0]) not in REASONS:
        raise EncodingError("neither opened nor refused")
    sealed = unb64(of["sealed"], HASH) if "sealed" in of else None
    day = date.fromisoformat(as_text(of["day"]))
    return NameAnswered(unb64(of["line"], ID), unb64(of["asked"], HASH), day, sealed, of.get("reason", ""))
