"""Until when a tip is kept: its clock by its outcome, and what holds the clock for a while.

Nothing here knows a word of any tip. Decision 19 says what each number is for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fairwitness.office.caps import PRESETS
from fairwitness.office.charter import Charter, Retention
from fairwitness.office.clock import today
from fairwitness.sealed.models import Keeping, Tip
from fairwitness.sealed.promises import retention_of
from fairwitness.sealed.reading import last_letter
from fairwitness.sealed.states import State

HOLD_DAYS = (
    30  # for an objection, and for a letter that no reader has answered: requirements.md B6, and the issue
)
# A charter's name for the days of each outcome. What was passed on was confirmed, or was a danger: it counts as confirmed.
CLOCKS: Mapping[str, str] = {
    Tip.Outcome.CONFIRMED: "confirmed_days",
    Tip.Outcome.REFERRED: "confirmed_days",
    Tip.Outcome.NOT_CONFIRMED: "unconfirmed_days",
    Tip.Outcome.INSUFFICIENT: "unconfirmed_days",
    Tip.Outcome.OUT_OF_SCOPE: "out_of_scope_days",
    Tip.Outcome.PROTECTED_CONDUCT: "out_of_scope_days",
}
OTHERWISE = "unconfirmed_days"  # closed by an earlier version, which remembered no outcome
OBJECTED_TO = frozenset({Tip.Outcome.CONFIRMED, Tip.Outcome.NOT_CONFIRMED, Tip.Outcome.REFERRED})


class Why(StrEnum):
    """What holds a clock."""

    OBJECTION = "objection"
    LETTER = "letter"
    TWO_PEOPLE = "two-people"


@dataclass(frozen=True)
class Clock:
    """From the end of the work, for so many days; the last of them is still kept."""

    since: date
    days: int

    @property
    def ends(self) -> date:
        """The last day."""
        return self.since + timedelta(days=self.days)


@dataclass(frozen=True)
class Held:
    """A reason why it is kept beyond its clock, and the last day of it."""

    why: Why
    until: date


def clock_of(tip: Tip, otherwise: Retention) -> Clock | None:
    """None while it stands still: whoever is asleep keeps a tip, which is overdue and called out, and never lost by that.

    Of what is out of scope it runs from the day on which the tipster was told so, of everything else from the closing. `otherwise` is for a tip that
    does not know what it was promised.
    """
    if tip.state not in (State.CLOSED, State.OUT_OF_SCOPE):
        return None
    days = getattr(retention_of(tip, otherwise), CLOCKS.get(tip.outcome, OTHERWISE))
    told = tip.outcome == Tip.Outcome.OUT_OF_SCOPE and tip.outcome_since
    return Clock(told or tip.since, days)


def held_by(tip: Tip, clock: Clock) -> list[Held]:
    """Everything that holds it, also what is over by now. Replies and claims of rewards come here with their stages."""
    return [held for hold in HOLDS for held in hold(tip, clock)]


def _objection(tip: Tip, clock: Clock) -> Iterator[Held]:
    """Who told it, and whom it is about, may object to what was found."""
    if tip.outcome in OBJECTED_TO:
        yield Held(Why.OBJECTION, clock.since + timedelta(days=HOLD_DAYS))


def _letter(tip: Tip, clock: Clock) -> Iterator[Held]:
    """The tipster has written since, and no reader has answered: it may be an objection, or say that somebody is punished. Nobody but a reader can know.

    It holds once and not for ever: for as long as the clock itself, 30 days at most, from its day or from the end of the clock, whichever is earlier.
    """
    if (last := last_letter(tip)) is not None:
        from_office, day, position = last
        if not from_office and position and day >= clock.since:
            more = timedelta(days=min(clock.days, HOLD_DAYS))
            yield Held(Why.LETTER, min(day, clock.ends) + more)


def _two_people(tip: Tip, clock: Clock) -> Iterator[Held]:
    """Two readers have agreed on it."""
    del clock
    for keeping in tip.keepings.exclude(second=""):
        yield Held(Why.TWO_PEOPLE, keeping.until)


Hold = Callable[[Tip, Clock], Iterator[Held]]
HOLDS: tuple[Hold, ...] = (_objection, _letter, _two_people)


def kept_until(tip: Tip, otherwise: Retention) -> date | None:
    """The last day; None while no clock runs."""
    clock = clock_of(tip, otherwise)
    return max([clock.ends, *(held.until for held in held_by(tip, clock))]) if clock else None


def is_over(tip: Tip, otherwise: Retention) -> bool:
    """Whether that day has passed; what holds a clock is only asked for when the clock has run out."""
    clock = clock_of(tip, otherwise)
    if clock is None or clock.ends >= today():
        return False
    return all(held.until < today() for held in held_by(tip, clock))


def latest_day(tip: Tip, promised: Charter) -> date | None:
    """The last day to which two people may keep it: the longest clock of the preset's law, once more. None where nobody may."""
    clock = clock_of(tip, promised.retention)
    if clock is None or tip.outcome in (Tip.Outcome.OUT_OF_SCOPE, Tip.Outcome.PROTECTED_CONDUCT):
        return None
    return clock.ends + timedelta(days=PRESETS[promised.preset].confirmed_days)


def asked_for(tip: Tip) -> Keeping | None:
    """What one reader has asked for and nobody has agreed to."""
    return tip.keepings.filter(second="").first()
