"""What the scripts of these pages send."""

from __future__ import annotations

from dataclasses import dataclass, field

from fairwitness.crypto.encoding import EncodingError, in_order, unb64
from fairwitness.crypto.keys import verify
from fairwitness.decisions.actions.grade import Sent
from fairwitness.review.forms import ID, UNREADABLE, letter_in, signed

GRADE = ("tip", "allegation", "version", "number", "sealed")
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
