"""Which duties of an office one person may have: a small office is four people, two who read, one who runs the line and one from outside.

Who has two accounts, no program sees; so the office writes down who does what. What a program does see: an account has one role, a key stands once on a sheet, and
what needs two people counts accounts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from itertools import combinations


class Duty(StrEnum):
    """What somebody does for an office."""

    READS = "reads tips"
    RUNS = "runs the line"
    KEEPS_KEY = "keeps the office key"
    GUARDS_NAMES = "guards sealed names"
    GRADES_THIRD = "grades third, where two differ"
    OVERSEES = "oversees, and hears complaints"
    HOLDS_HALF = "holds a half of the recovery key"


NEEDED = {Duty.READS: 2, Duty.RUNS: 1, Duty.KEEPS_KEY: 1, Duty.GRADES_THIRD: 1, Duty.OVERSEES: 1}
APART: Mapping[frozenset[Duty], str] = {
    frozenset({one, other}): why
    for one, other, why in (
        (Duty.RUNS, Duty.READS, "Whoever runs the machines opens no tip."),
        (Duty.RUNS, Duty.KEEPS_KEY, "Together they could put a key of their own on the sheet."),
        (Duty.RUNS, Duty.GUARDS_NAMES, "Whoever runs the machines opens no name."),
        (Duty.RUNS, Duty.GRADES_THIRD, "Whoever grades has to open the tip."),
        (Duty.RUNS, Duty.OVERSEES, "Nobody oversees themselves."),
        (Duty.RUNS, Duty.HOLDS_HALF, "A half of a key belongs to nobody who has the backups."),
        (Duty.READS, Duty.KEEPS_KEY, "Whoever reads says not who else may."),
        (Duty.READS, Duty.GUARDS_NAMES, "A name is sealed from those who read the tip."),
        (Duty.READS, Duty.GRADES_THIRD, "The third has graded neither first nor second."),
        (Duty.READS, Duty.OVERSEES, "Nobody oversees themselves."),
        (Duty.GUARDS_NAMES, Duty.HOLDS_HALF, "Two keys that are to be apart would lie together."),
    )
}


def problems(people: Mapping[str, Collection[Duty]]) -> list[str]:
    """What is wrong with who does what, in sentences; nothing where it is right."""
    return [*_together(people), *_missing(people)]


def _together(people: Mapping[str, Collection[Duty]]) -> Iterator[str]:
    for name, duties in people.items():
        for pair in combinations(sorted(duties), 2):
            if why := APART.get(frozenset(pair)):
                yield f"{name} {pair[0]} and {pair[1]}. {why}"


def _missing(people: Mapping[str, Collection[Duty]]) -> Iterator[str]:
    for duty, number in NEEDED.items():
        there = sum(duty in duties for duties in people.values())
        if there < number:
            yield f"{number} must be there who {duty}: there are {there}."
    halves = sum(Duty.HOLDS_HALF in duties for duties in people.values())
    if halves not in (0, 2):
        yield f"The recovery key has two halves, for two people: there are {halves}."


def table() -> str:
    """For the page about running an office: which two one person may not have, and why."""
    rows = [f"| {' | '.join(sorted(pair))} | {why} |" for pair, why in APART.items()]
    return "\n".join(["| one | other | why |", "| --- | --- | --- |", *rows])
