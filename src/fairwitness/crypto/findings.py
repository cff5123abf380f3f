"""What two readers sign who have graded apart from one another: what they found, of which claims, and on which grades and sheet it rests.

Whoever holds a statement learns the verdict, and the random ids of claims. What is alleged, the grades, the sheet and the reason stand here by their hashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fairwitness.crypto.encoding import EncodingError, as_list, as_text, b64, dumps, in_order, loads, unb64
from fairwitness.crypto.keys import tagged_hash
from fairwitness.crypto.letters import HASH, ID, VERSION

CONFIRMED: Final = "confirmed"
VERDICTS: Final = (
    CONFIRMED,
)  # that something was told against better knowledge is another statement: `knowingly_false.py`
YES: Final = "yes"
ABOUT: Final = (YES, "no")
KIND: Final = "finding"


class FindingError(ValueError):
    """No statement of a finding."""


@dataclass(frozen=True, order=True)
class Claim:
    """One wording of one thing alleged."""

    id: str  # 16 bytes, base64url
    version: int  # how many wordings of it there were, this one included


@dataclass(frozen=True, order=True)
class Asked:
    """One conversation with somebody who was reported on, and whether the finding is about them."""

    id: str  # 16 bytes, base64url
    about: str  # yes or no


@dataclass(frozen=True)
class Finding:
    """Of at least one claim; what is not named among them is not confirmed by it."""

    line: bytes  # the line id
    tip: str  # 16 bytes, base64url
    verdict: str
    claims: tuple[Claim, ...]  # in order of their ids, each once
    grades: bytes  # `hash_of_grades` of every grade of these claims
    sheet: bytes  # SHA-256, as stored, of the letter among readers with the rival explanations
    answers: bytes  # `hash_of_answers` of every letter with which whoever was asked answered in time
    asked: tuple[Asked, ...]  # all of them, in order of their ids, each once
    why: bytes  # SHA-256, as stored, of the letter that gives the reason

    def to_json(self) -> bytes:
        """The bytes that both sign."""
        return dumps(
            {
                "v": VERSION,
                "line": b64(self.line),
                "tip": self.tip,
                "verdict": self.verdict,
                "claims": [{"id": one.id, "version": one.version} for one in self.claims],
                "grades": b64(self.grades),
                "sheet": b64(self.sheet),
                "answers": b64(self.answers),
                "asked": [{"id": one.id, "about": one.about} for one in self.asked],
                "why": b64(self.why),
            }
        )

    @classmethod
    def from_json(cls, raw: bytes) -> Finding:
        """Undo `to_json`; FindingError for anything that `to_json` would not have written."""
        try:
            finding = _finding(loads(raw))
            same = finding.to_json() == raw
        except (EncodingError, KeyError, TypeError):
            raise FindingError("this is no statement of a finding") from None
        if not same:
            raise FindingError("a statement in another form than the protocol's")
        return finding


def hash_of_grades(hashes: Iterable[bytes]) -> bytes:
    """Of several grades by the SHA-256 of each as stored, in whichever order they come."""
    return tagged_hash("fairwitness/1/grades", *sorted(hashes))


def hash_of_answers(hashes: Iterable[bytes]) -> bytes:
    """The same of letters of the other side; also where there are none."""
    return tagged_hash("fairwitness/1/answers", *sorted(hashes))


def _finding(of: dict[str, Any]) -> Finding:
    verdict, claims = as_text(of["verdict"]), tuple(claim_in(one) for one in as_list(of["claims"]))
    asked = tuple(_asked(one) for one in as_list(of["asked"]))
    if verdict not in VERDICTS or not claims or not (is_in_order(claims) and is_in_order(asked)):
        raise EncodingError("a verdict that nobody knows, or claims in another order")
    return Finding(
        unb64(of["line"], ID),
        b64(unb64(of["tip"], ID)),
        verdict,
        claims,
        unb64(of["grades"], HASH),
        unb64(of["sheet"], HASH),
        unb64(of["answers"], HASH),
        asked,
        unb64(of["why"], HASH),
    )


def is_in_order(named: Sequence[Claim] | Sequence[Asked]) -> bool:
    """By their ids, each once."""
    ids = [one.id for one in named]
    return ids == sorted(set(ids))


def _asked(of: Any) -> Asked:
    in_order(of, ("id", "about"))
    if of["about"] not in ABOUT:
        raise EncodingError("neither about them nor not")
    return Asked(b64(unb64(of["id"], ID)), of["about"])


def claim_in(of: Any) -> Claim:
    """One of a list; EncodingError for anything else."""
    in_order(of, ("id", "version"))
    if not isinstance(of["version"], int) or of["version"] < 1:
        raise EncodingError("no wording")
    return Claim(b64(unb64(of["id"], ID)), of["version"])
