"""Tips that wait for their tipster: closed and to be opened again, or locked; and until when."""

from __future__ import annotations

from datetime import date, timedelta

from fairwitness.office import charter
from fairwitness.office.charter import Retention
from fairwitness.sealed.models import Tip
from fairwitness.sealed.promises import retention_of
from fairwitness.sealed.states import OBJECTION_DAYS, REOPENING_DAYS, State

SHUT = (State.OUT_OF_SCOPE, State.INSUFFICIENT)  # one click opens them again
RESTING = (*SHUT, State.PROTECTED_CONDUCT)


def kept_for(tip: Tip) -> Retention:
    """For how long it is kept, by outcome: as it was promised."""
    return retention_of(tip, charter.current().retention)


def days_to_reopen(state: State, kept: Retention) -> int:
    """How long a tip that was closed so can be opened again: never longer than what it said is kept."""
    most = kept.out_of_scope_days if state is State.OUT_OF_SCOPE else kept.unconfirmed_days
    return min(REOPENING_DAYS, most)


def asks_first(state: State, kept: Retention) -> bool:
    """Whether there is so little time that the notice begins with the question, and not with the answer."""
    return days_to_reopen(state, kept) < REOPENING_DAYS


def last_day(state: State, since: date, kept: Retention) -> date:
    """The last day on which a tip that came to one of these states on that day leaves it by a click."""
    days = OBJECTION_DAYS if state is State.PROTECTED_CONDUCT else days_to_reopen(state, kept)
    return since + timedelta(days=days)


def rests_until(tip: Tip) -> date:
    """That day, of a tip that rests."""
    return last_day(State(tip.state), tip.since, kept_for(tip))
