"""Findings that nobody has signed as they have to be: told by `fairwitness check`, `verify office` and the line's start."""

from __future__ import annotations

from collections.abc import Iterator

from fairwitness.decisions.checking import confirmed
from fairwitness.decisions.checking_knowing import knowingly_false


def warning(found: str) -> str:
    """What whoever runs the line reads of one, at its start and from `fairwitness check`."""
    return f"Not signed by two: {found}. Nobody may rely on it."


def unfounded() -> Iterator[str]:
    """In a sentence, each tip of which the tables or its mailbox say what was not so signed: somebody has written it past the program."""
    for tip, problems in confirmed():
        if problems:
            yield f"the tip {tip} is called confirmed, and is not: {'; '.join(problems)}"
    for tip, problems in knowingly_false():
        if problems:
            yield f"the tip {tip} is said to be told against better knowledge, and it is not shown: {'; '.join(problems)}"
