"""Grades: how credible one reader finds one thing alleged, sealed among the readers and signed by that reader.

Whoever holds the readers' key learns who graded what and why. Somebody without it learns that there is a grade, and the bucket of its size.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from fairwitness.crypto import framing
from fairwitness.crypto.age import Sealed, open_sealed, seal
from fairwitness.crypto.encoding import EncodingError, as_list, as_text, b64, dumps, in_order, loads, unb64
from fairwitness.crypto.keys import SigningKey, verify
from fairwitness.crypto.letters import HASH, ID, KEY, VERSION
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient

STEPS: Final = (1, 2, 3, 4, 5, 6)  # from shown by several things to cannot be judged
WAYS: Final = ("direct", "document", "told", "inferred", "unknown")
SPEAKS: Final = ("for", "against", "neither")  # of what is alleged
KIND: Final = "grade"


class GradeError(ValueError):
    """What was opened is no grade, or not from the key that it names."""


@dataclass(frozen=True)
class Marked:
    """One letter with which somebody who was reported on has answered, and what it says of the claim."""

    id: str  # of the letter: 16 bytes, base64url
    speaks: str  # for, against, or neither


@dataclass(frozen=True)
class Grade:
    """One reader's, of one wording of one thing alleged."""

    line: bytes  # the line id
    tip: str  # 16 bytes, base64url
    allegation: str  # the same
    version: int  # how many wordings of it there were, this one included
    said: bytes  # SHA-256, as stored, of the letter among readers in which this wording stands
    author: bytes  # the reader's verifying key
    day: date
    credibility: int
    access: str  # how it is known
    answers: tuple[Marked, ...]  # in order of their ids, each once
    reasons: str = field(repr=False)

    def to_json(self) -> bytes:
        """The bytes that are signed."""
        return dumps(
            {
                "v": VERSION,
                "line": b64(self.line),
                "tip": self.tip,
                "allegation": self.allegation,
                "version": self.version,
                "said": b64(self.said),
                "author": b64(self.author),
                "day": self.day.isoformat(),
                "credibility": self.credibility,
                "access": self.access,
                "answers": [{"id": one.id, "speaks": one.speaks} for one in self.answers],
                "reasons": self.reasons,
            }
        )

    @classmethod
    def from_json(cls, raw: bytes) -> Grade:
        """Undo `to_json`; GradeError for anything that `to_json` would not have written."""
        try:
            grade = _grade(loads(raw))
            same = grade.to_json() == raw
        except (EncodingError, KeyError, TypeError, ValueError):
            raise GradeError("what was opened is no grade") from None
        if not same:
            raise GradeError("a grade in another form than the protocol's")
        return grade


def _grade(of: dict[str, Any]) -> Grade:
    version, credibility, access, reasons = (
        of["version"],
        of["credibility"],
        as_text(of["access"]),
        as_text(of["reasons"]),
    )
    if not isinstance(version, int) or version < 1 or credibility not in STEPS or access not in WAYS:
        raise EncodingError("a step or a way that nobody knows")
    answers = tuple(_marked(one) for one in as_list(of["answers"]))
    ids = [one.id for one in answers]
    if reasons.strip() == "" or ids != sorted(set(ids)):
        raise EncodingError("a grade without reasons, or answers in another order")
    return Grade(
        unb64(of["line"], ID),
        b64(unb64(of["tip"], ID)),
        b64(unb64(of["allegation"], ID)),
        version,
        unb64(of["said"], HASH),
        unb64(of["author"], KEY),
        date.fromisoformat(of["day"]),
        credibility,
        access,
        answers,
        reasons,
    )


def _marked(of: Any) -> Marked:
    in_order(of, ("id", "speaks"))
    if of["speaks"] not in SPEAKS:
        raise EncodingError("neither for, nor against, nor neither")
    return Marked(b64(unb64(of["id"], ID)), of["speaks"])


def seal_grade(grade: Grade, signing: SigningKey, recipient: HybridRecipient) -> Sealed:
    """Sign it with the key that it names, and seal it."""
    json = grade.to_json()
    return seal(framing.pack(json, signing.sign(KIND, json)), [recipient])


def open_grade(sealed: bytes, identity: HybridIdentity) -> Grade:
    """Open one that is signed by whom it names. AgeError or GradeError where not; whether that is a reader, the key sheets say."""
    try:
        frame = framing.unpack(open_sealed(sealed, [identity]))
    except framing.FrameError as error:
        raise GradeError(str(error)) from None
    grade = Grade.from_json(frame.json)
    if not verify(grade.author, KIND, frame.json, frame.signature):
        raise GradeError("not signed by whom it names")
    return grade
