"""Everything that is looked at from outside, in the order in which it is told. A check more is a line more in `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from fairwitness.cli.outside import charter, files, guide, heads, numbers, overseer, receipt, telling
from fairwitness.cli.outside.files import Walk
from fairwitness.cli.outside.line import Line, Wrong, line_in

Look = Callable[[Line, Walk], Iterator[str]]
Lack = Callable[[Line], str]


class Outcome(Enum):
    """What came of a check."""

    PROVEN = auto()
    FAILED = auto()
    OPEN = auto()  # it could not be looked at; not the line's fault


@dataclass(frozen=True)
class Check:
    """One thing that can be seen from outside."""

    proves: str  # where nothing is wrong
    look: Look  # what is wrong, a sentence each
    lacks: Lack = lambda _: ""  # what the command would have to be told first
    left: Look = lambda _line, _walk: iter(())  # what of it could not be looked at
    for_all: bool = True  # whether everybody can, and a look without it is no whole one


@dataclass(frozen=True)
class Found:
    """A check, and what came of it."""

    proves: str
    outcome: Outcome
    said: tuple[str, ...] = ()
    is_whole: bool = True  # whether all that everybody can look at was looked at


def _other_release(line: Line) -> str:
    """Pages can be made anew by the program of their own release alone."""
    return "the list is another release's; take that release's program" if line.told.other_release else ""


def _no_memory(line: Line) -> str:
    return (
        "" if heads.seen(line) else "nothing was seen earlier; keep it with --seen DIR, or name --head FILE"
    )


def _no_history_seen(line: Line) -> str:
    seen = line.folder is not None and (line.folder / "history.json").is_file()
    return "" if seen else "nothing was seen earlier; keep it with --seen DIR"


def _no_numbers_seen(line: Line) -> str:
    return "" if numbers.has_seen(line) else "nothing was seen earlier; keep it with --seen DIR"


def _no_head(line: Line) -> str:
    return "the line's first day is not over" if heads.is_new(line) else ""


def _no_office(line: Line) -> str:
    first = line.folder is not None and (line.folder / "line.pub").is_file()
    return (
        ""
        if line.told.office or first
        else "the line itself has named it; name the one on paper, --office FILE"
    )


CHECKS = (
    Check("Every file that runs in a browser is the release's, however it is packed.", files.wrong_files),
    Check(
        "No page that links lead to runs anything else, lets browsers do more, asks for words or leads away.",
        files.wrong_pages,
        left=files.not_walked,
    ),
    Check(
        "The scope guide and the pages that turn away are the release's word for word, in each language.",
        guide.wrong_words,
        _other_release,
    ),
    Check(
        "So are the screens on which somebody tells something, until it is sent; nothing is kept of a draft that is left.",
        telling.wrong_screens,
        _other_release,
    ),
    Check(
        "The kinds of harm that are offered are the charter's, and all of the closed list.",
        lambda line, _: guide.wrong_kinds(line),
    ),
    Check(
        "Whoever chooses the fourth answer is turned away, and nothing of it can be opened afterwards.",
        guide.wrong_turning_away,
        _other_release,
    ),
    Check(
        "The charter asks and keeps nothing that this release refuses.",
        lambda line, _: charter.wrong_rules(line),
    ),
    Check(
        "The key sheets are signed by the office key, still good, and name this charter or one before it.",
        lambda line, _: charter.wrong_signatures(line),
    ),
    Check("That key is the one that was known before.", lambda line, _: _signed(line), _no_office),
    Check(
        "Each change of the charter was published in its own words, and waited as long as it has to.",
        lambda line, _: charter.wrong_history(line),
    ),
    Check(
        "No version of the charter that was seen earlier has changed.",
        lambda line, _: charter.wrong_memory(line),
        _no_history_seen,
    ),
    Check(
        "The newest head of the journal is signed, and of these days.",
        lambda line, _: heads.wrong_newest(line),
        _no_head,
    ),
    Check(
        "The journal goes on from each head that was seen earlier.",
        lambda line, _: heads.wrong_seen(line),
        _no_memory,
    ),
    Check(
        "The public numbers are the same on the page, in each language, and in both files.",
        numbers.wrong_copies,
        _other_release,
    ),
    Check(
        "They go up in steps, their quarters add up to years, and no part is more than its whole.",
        lambda line, _: numbers.wrong_sums(line),
    ),
    Check(
        "No number of a quarter that was seen earlier has changed.",
        lambda line, _: numbers.wrong_memory(line),
        _no_numbers_seen,
    ),
    Check(
        "The line stands by the receipt.",
        receipt.wrong_receipt,
        lambda line: "" if line.told.receipt else "no receipt was named, --receipt FILE",
        for_all=False,
    ),
    Check(
        "The overseer names this charter, on its own site, within the last 13 months.",
        lambda line, _: overseer.wrong_overseer(line),
        lambda line: "" if line.told.overseer else "no overseer was named, --overseer URL",
    ),
)


def looked_at(line: Line) -> Iterator[Found]:
    """What came of each. VisitError where the line could not be asked."""
    walk = Walk(line.visitor)
    return (_found(check, line, walk) for check in CHECKS)


def _found(check: Check, line: Line, walk: Walk) -> Found:
    try:
        if lacks := check.lacks(line):
            return Found(check.proves, Outcome.OPEN, (lacks,), is_whole=not check.for_all)
        wrong, left = tuple(check.look(line, walk)), tuple(check.left(line, walk))
    except Wrong as error:
        wrong, left = (str(error),), ()
    rest = tuple(f"not looked at: {one}" for one in left) if wrong else left
    outcome = Outcome.FAILED if wrong else Outcome.OPEN if left else Outcome.PROVEN
    return Found(check.proves, outcome, (*wrong, *rest), is_whole=not left)


def _signed(line: Line) -> Iterator[str]:
    """Asking for the line's key and its sheets refuses what another key has signed; and the line is the one that was seen first."""
    signers = {line.line_key.office, *(one.office for one in line.sheets.values())}
    if signers != {line.office_key}:
        yield "signed: by another office key"
    kept = line.folder / "line.pub" if line.folder else None
    if kept and kept.is_file() and line_in(kept.read_bytes()) != line.line_key.line:
        yield "signed: another line is at this address now"


__all__ = ["CHECKS", "Check", "Found", "Outcome", "looked_at"]
