"""Passing a tip on: by which answers a letter asks its tipster, and the tipster's letter says yes or no.

A question is a body's slug and a short hash of how the charter describes it (`Body.asked_as`), and an answer is the question with
yes or no behind it. So neither says anything of a body that the charter describes otherwise by now.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

QUESTION = "pass-on"
_FORM = re.compile(r"(?P<slug>[a-z][a-z0-9-]{0,39})(?: [A-Za-z0-9_-]{22})?(?: (?P<said>yes|no))?")
_ANSWER = re.compile(r"(?P<asked>[a-z][a-z0-9-]{0,39} [A-Za-z0-9_-]{22}) (?P<said>yes|no)")


@dataclass(frozen=True)
class OfNoBody:
    """A question or an answer that none of the charter's bodies is asked about by now."""

    slug: str
    said: str  # yes or no, or asked


def answer(asked: str, yes: bool) -> str:  # noqa: FBT001 - the word itself
    """What the tipster says to this question."""
    return f"{asked} {'yes' if yes else 'no'}"


def read(text: str) -> tuple[str, bool] | None:
    """To which question that answers, and whether it is a yes; None where it is no such answer."""
    found = _ANSWER.fullmatch(text)
    return (found["asked"], found["said"] == "yes") if found else None


def of_no_body(text: str) -> OfNoBody | None:
    """What can still be said of it where no body of today's has these words; None where it is neither question nor answer."""
    found = _FORM.fullmatch(text)
    return OfNoBody(found["slug"], found["said"] or "asked") if found else None
