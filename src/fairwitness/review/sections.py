"""What stands above the queue, and what a reader can do next with one tip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from fairwitness.office import charter
from fairwitness.office.models import Staff
from fairwitness.review import reading
from fairwitness.review.closing import IN_HAND, NEW, may_close
from fairwitness.sealed.locking import nobody_looks
from fairwitness.sealed.models import Referral, Tip
from fairwitness.sealed.reading import Standing, Step, standing, standings
from fairwitness.sealed.recorded import recorded_by
from fairwitness.sealed.resting import SHUT
from fairwitness.sealed.states import State

MOST_CALLED = 20  # of those to which somebody else is called; the others stand under *Overdue*
ANY = 200


@dataclass(frozen=True)
class LockedTip:
    """That it is there, and what becomes of it; nothing of what it says."""

    tip: Tip
    until: date | None  # the tipster may say that it was about harm; None where they have
    waits_for_nobody: bool  # no other reader could look at it
    speaks_up: bool = False  # this reader may say so as well


@dataclass(frozen=True)
class Sections:
    """What is to be seen first, whatever else there is: each tip in one place."""

    endangered: Sequence[Standing]  # a reader has signed that a life is in danger, and no second has yet
    called: Sequence[Standing]  # late, or nearly, and in the hand of a colleague, or of nobody
    second_look: Sequence[Standing]  # closed by a colleague, and the lot asks this reader
    locked: Sequence[LockedTip]

    @property
    def to_do(self) -> Sequence[Standing]:
        """What can be chosen, many at a time."""
        return [*self.endangered, *self.called]


@dataclass(frozen=True)
class Next:
    """What this reader can do with a tip as it stands."""

    take: bool
    close: Sequence[State]
    lock: bool
    reopen_until: date | None
    second_look: bool
    drawn: bool  # this reader closed it, and the lot fell on it
    nobody_else: bool  # holds a key
    objected: bool  # the tipster has said that it was about harm


def of(staff: Staff) -> Sections:
    """Whatever is due first stands first."""
    endangered = _standings(_mine(staff).filter(pk__in=_in_danger()), ANY)
    named = {one.tip.id for one in endangered}
    late = _mine(staff).filter(escalated__isnull=False, due__isnull=False).order_by("due", "id")
    called = [one for one in _standings(late, MOST_CALLED) if reading.is_called(staff, one.tip)]
    second = (
        _mine(staff)
        .filter(second_look__gt="")
        .exclude(second_look=staff.id)
        .exclude(recorded__by=staff.id)
        .order_by("since", "id")
    )
    return Sections(
        endangered=sorted(endangered, key=lambda one: one.due or date.max),
        called=[one for one in called if one.tip.id not in named],
        second_look=[one for one in _standings(second, ANY) if one.step is Step.REOPEN],
        locked=_all_locked(staff),
    )


def _mine(staff: Staff) -> QuerySet[Tip]:
    return reading.with_what_waits(reading.seen_by(staff, Tip.objects.filter(channel__staff=staff)))


def _in_danger() -> Sequence[str]:
    """Few: each is answered at once. Their ids, so that the database begins with them."""
    return list(
        Referral.objects.filter(ground=Referral.Ground.DANGER, second="").values_list("tip", flat=True)[:ANY]
    )


def _standings(tips: QuerySet[Tip], most: int) -> Sequence[Standing]:
    return standings(list(tips[:most]), charter.current().deadlines)


def next_for(staff: Staff, stands: Standing) -> Next:
    """By the states, the lot, and who did what before."""
    tip = stands.tip
    state = State(tip.state)
    is_own = recorded_by(tip) == staff.id
    drawn = state in SHUT and tip.second_look == staff.id
    return Next(
        take=state in NEW,
        close=[outcome for outcome in SHUT if may_close(state, outcome) and not is_own],
        lock=state in IN_HAND and not is_own,
        reopen_until=stands.due if stands.step is Step.REOPEN else None,
        second_look=stands.step is Step.REOPEN and _is_asked(staff, tip) and not is_own,
        drawn=drawn,
        nobody_else=drawn and not reading.somebody_else_has_a_key(staff, tip),
        objected=tip.locked_by != "",
    )


def _is_asked(staff: Staff, tip: Tip) -> bool:
    """Whether the lot asks this reader for a second look."""
    return tip.second_look not in ("", staff.id)


def _all_locked(staff: Staff) -> Sequence[LockedTip]:
    return [_locked(tip, speaks_up=reading.speaks_up_for(staff, tip)) for tip in reading.locked_for(staff)]


def _locked(tip: Tip, *, speaks_up: bool) -> LockedTip:
    stands = standing(tip, charter.current().deadlines)
    alone = nobody_looks(tip)
    until = stands.due if stands.step is Step.OBJECT else None
    return LockedTip(tip, until, waits_for_nobody=alone, speaks_up=speaks_up)
