"""What the scripts of these pages send."""

from __future__ import annotations

from dataclasses import dataclass, field

from fairwitness.crypto.encoding import EncodingError, as_list, in_order, loads, unb64
from fairwitness.crypto.keys import SIGNATURE, verify
from fairwitness.decisions.actions.grade import Sent
from fairwitness.review.forms import ID, UNREADABLE, letter_in, signed

GRADE = ("tip", "allegation", "version", "number", "sealed")
HOLDER = 32  # bytes
MOST_WORDINGS = 32_767  # what the column holds


@dataclass(frozen=True)
class GradeForm:
    """A sealed grade: JSON, a line end, and the signature of who sends it. What is inside the server cannot look at."""

    tip: str
    sent: Sent
    json: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @classmethod
    def read(cls, body: bytes) -> GradeForm | None:
        """None for anything else."""
        try:
            of, json, signature = signed(body)
            in_order(of, GRADE)
            unb64(of["tip"], ID)
            unb64(of["allegation"], ID)
            version = of["version"]
            if not isinstance(version, int) or not 0 < version <= MOST_WORDINGS:
                raise EncodingError("no wording")
            return cls(of["tip"], Sent(of["allegation"], version, *letter_in(of)), json, signature)
        except UNREADABLE:
            return None

    def is_signed_by(self, verifying_key: bytes, tip: str) -> bool:
        """Whether the holder of this key has sent it, about this tip."""
        return self.tip == tip and verify(verifying_key, "note", self.json, self.signature)


@dataclass(frozen=True)
class PaperForm:
    """The second signature over what a colleague has signed of a tipster, and the paper, sealed to whoever may judge it from outside."""

    asked: str
    signature: bytes = field(repr=False)
    paper: bytes = field(repr=False)
    papers_for: tuple[bytes, ...]  # their holders

    @classmethod
    def read(cls, body: bytes) -> PaperForm | None:
        """None for anything else."""
        try:
            of = loads(body)
            in_order(of, ("asked", "signature", "paper", "papers_for"))
            unb64(of["asked"], ID)
            holders = tuple(unb64(one, HOLDER) for one in as_list(of["papers_for"]))
            return cls(of["asked"], unb64(of["signature"], SIGNATURE), unb64(of["paper"]), holders)
        except EncodingError:
            return None


@dataclass(frozen=True)
class JudgementForm:
    """What somebody from outside has signed."""

    asked: str
    statement: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @classmethod
    def read(cls, body: bytes) -> JudgementForm | None:
        """None for anything else."""
        try:
            of = loads(body)
            in_order(of, ("asked", "statement", "signature"))
            unb64(of["asked"], ID)
            return cls(of["asked"], unb64(of["statement"]), unb64(of["signature"], SIGNATURE))
        except EncodingError:
            return None
