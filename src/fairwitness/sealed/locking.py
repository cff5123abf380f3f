"""Protected conduct: who has locked a tip, and who may still say that it is about harm."""

from __future__ import annotations

from fairwitness.journal.models import Kind
from fairwitness.journal.reading import done_with
from fairwitness.office.models import Staff
from fairwitness.sealed.models import Notice, Tip
from fairwitness.sealed.people import readers
from fairwitness.sealed.recorded import recorded_by
from fairwitness.sealed.states import State

TWO = 2


def who_could_look(tip: Tip, *, without: str = "") -> list[Staff]:
    """The readers who could take the tip up if it turns out to be about harm: neither who locks it, nor who wrote it down."""
    away = {without, recorded_by(tip)}
    return [one for one in readers(tip) if one.id not in away]


def nobody_looks(tip: Tip) -> bool:
    """Whether it was locked and then said to be about harm, and nobody who works here could look at it now."""
    if not tip.locked_by or tip.state in (State.PROTECTED_CONDUCT, State.DESTROYED):
        return False
    return not who_could_look(tip)


def has_come_further(tip: Tip) -> bool:
    """Whether it was ever in triage: then a reader has marked a sentence of harm in it, even if no mark stands there today."""
    return any(one.kind == Kind.TRIAGE for one in done_with(tip.id).values())


def lockers(tip: Tip) -> frozenset[str]:
    """Who has said of this tip that it tells of protected conduct and of no harm."""
    return frozenset(one.by for one in done_with(tip.id).values() if one.kind == Kind.PROTECTED_CONDUCT)


def has_objected(tip: Tip) -> bool:
    """Whether its tipster has said that it was about harm."""
    return Notice.objects.filter(conversation__tip=tip, template=Notice.Template.OBJECTION).exists()


def may_speak_up(tip: Tip, staff: str) -> bool:
    """Whether a colleague, as well as the tipster, can say so: past the scope check, and against one reader's word alone."""
    said = lockers(tip)
    return len(said) < TWO and staff not in said and has_come_further(tip)


def ends_at_once(tip: Tip) -> bool:
    """Whether one more reader who says the same destroys it: the tipster was heard, and past the scope check two readers have said so before."""
    if not tip.locked_by or not has_objected(tip):
        return False
    return not has_come_further(tip) or len(lockers(tip)) >= TWO
