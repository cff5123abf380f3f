"""What the desk's scripts send of letters that are not sent yet: kept as they are typed, and put by for a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.encoding import EncodingError, in_order, loads, unb64
from fairwitness.crypto.outside import is_letter
from fairwitness.review.forms import ID, UNREADABLE, box_of, letter_in
from fairwitness.sealed.actions.answer_drafts import Box
from fairwitness.sealed.actions.later import PutBy
from fairwitness.sealed.states import State


@dataclass(frozen=True)
class DraftForm:
    """A box, and what stands in it, sealed to its author; nothing where it is to be forgotten."""

    box: Box
    sealed: Sealed | None = field(repr=False)

    @classmethod
    def read(cls, body: bytes) -> DraftForm | None:
        """None for anything else."""
        try:
            of = loads(body)
            in_order(of, ("box", "sealed"))
            return cls(box_of(of["box"]), _sealed(of["sealed"]) if of["sealed"] else None)
        except UNREADABLE:
            return None


def put_by_in(body: bytes) -> PutBy | None:
    """A letter for a day; None for anything else."""
    try:
        of = loads(body)
        more = ["feedback"] if "feedback" in of else []
        in_order(of, ("id", "number", "sealed", "day", "position", "draft", *more))
        unb64(of["id"], ID)
        number, sealed = letter_in(of)
        if not isinstance(of["position"], int) or of["position"] < 0:
            raise EncodingError("no place")
        feedback = State(of["feedback"]) if more else None
        day = date.fromisoformat(of["day"])
        return PutBy(of["id"], number, day, of["position"], sealed, _sealed(of["draft"]), feedback)
    except (*UNREADABLE, ValueError):
        return None


def _sealed(value: str) -> Sealed:
    sealed = unb64(value)
    if not is_letter(sealed):
        raise EncodingError("nothing sealed")
    return Sealed(sealed)
