"""How far a tip is: what was done and what is still to be done before it is closed, and its days in order. Nothing of what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from fairwitness.journal.reading import done_with
from fairwitness.sealed.hearing import hearings, letters_with_words
from fairwitness.sealed.models import Letter, Tip
from fairwitness.sealed.states import AFTERWARDS, OUTCOMES, STAGES, By, State, Task

OURS_TO_THEM = _("A letter of ours to the person reported on")
THEIRS = _("A letter of the person reported on, or of their adviser")
MOVED = frozenset(State.values) - {State.RECEIVED.value}  # what the journal calls as the states are called


@dataclass(frozen=True)
class Point:
    """Something that belongs to a tip's life, and whether it was done."""

    name: Any
    done: bool


@dataclass(frozen=True)
class Event:
    """Something that happened on a day."""

    day: date
    name: Any


def checklist(tip: Tip, letters: Sequence[Letter]) -> Sequence[Point]:
    """In the order of a tip's life; nothing of one that was locked or destroyed."""
    state = State(tip.state)
    if state in (State.PROTECTED_CONDUCT, State.DESTROYED):
        return []
    is_told = state in AFTERWARDS
    points = [
        Point(_("A reader has it in hand"), hasattr(tip, "in_hand")),
        Point(_("A reader has written to the tipster"), any(one.from_office for one in letters)),
        Point(_("The sentence that tells of harm is marked"), tip.marked != ""),
        Point(_("It is said what came of it"), state in OUTCOMES or is_told),
        Point(_("The tipster is told what was done, and why"), is_told),
        Point(_("It is closed"), state is State.CLOSED),
    ]
    return [one for one in points if not (tip.no_answer and one in (points[1], points[4]))]


Sees = Callable[[Tip, Sequence[Letter]], bool]
SEES: Mapping[str, Sees] = {  # what the line itself knows of a task
    "written": lambda _, letters: any(one.from_office for one in letters),
    "in-hand": lambda tip, _: hasattr(tip, "in_hand"),
    "marked": lambda tip, _: tip.marked != "",
    "step": lambda tip, _: hasattr(tip, "in_hand") and tip.in_hand.step != "",
    "heard": lambda _, letters: any(one.from_office for one in letters) and not letters[-1].from_office,
    "answered": lambda tip, _: tip.heard is None,
    "told": lambda tip, _: State(tip.state) in AFTERWARDS,
}
NEED_A_TIPSTER = frozenset({"written", "heard", "answered", "told"})


def to_do(tip: Tip, letters: Sequence[Letter]) -> Sequence[tuple[Task, bool]]:
    """What belongs to the state in which it is, and whether the line sees it done; what readers tick, it does not learn."""
    tasks = STAGES[State(tip.state)].tasks
    open_to = [one for one in tasks if not (tip.no_answer and one.slug in NEED_A_TIPSTER)]
    return [(one, one.by is By.LINE and SEES[one.slug](tip, letters)) for one in open_to]


def timeline(tip: Tip, letters: Sequence[Letter]) -> Sequence[Event]:
    """Its days, the first ones first."""
    return sorted([*_letters(letters), *_hearing(tip), *_moves(tip)], key=lambda one: one.day)


def _hearing(tip: Tip) -> Iterator[Event]:
    """What went to and fro with whoever is reported on."""
    for row in hearings(tip):
        yield Event(row.day, _("The person reported on was asked"))
        if row.more is not None:
            yield Event(row.more, _("The person reported on asked for more time"))
    for one in letters_with_words().filter(conversation__tip=tip, position__gt=1).order_by("position"):
        yield Event(one.day, OURS_TO_THEM if one.from_office else THEIRS)


def _letters(letters: Sequence[Letter]) -> Iterator[Event]:
    for place, one in enumerate(letters):
        if place == 0:
            yield Event(one.day, _("The tip came"))
        else:
            yield Event(one.day, _("A letter of ours") if one.from_office else _("A letter of the tipster’s"))


def _moves(tip: Tip) -> Iterator[Event]:
    entries = [one for one in done_with(tip.id).values() if one.kind in MOVED]
    for one in sorted(entries, key=lambda entry: (entry.day, list(State).index(State(entry.kind)))):
        yield Event(one.day, State(one.kind).label)
