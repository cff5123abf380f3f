"""Counting what is done with a tip: by the way in by which it came, unless somebody is left out of it."""

from __future__ import annotations

from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.sealed.models import Tip
from fairwitness.sealed.states import State

TIMED = frozenset({State.ACKNOWLEDGED, State.FEEDBACK_GIVEN})  # of which the time until then is published


def count(kind: Kind, tip: Tip, *, of: str = "") -> None:
    """Count one of this tip."""
    journal.count(kind, tip.office, counted_under(tip), of=of)


def count_move(tip: Tip, came_from: State, *, in_time: bool | None) -> None:
    """Count that it has come to its state."""
    days = (today() - tip.received).days if tip.state in TIMED else None
    journal.count(
        Kind(tip.state), tip.office, counted_under(tip), of=came_from.value, in_time=in_time, days=days
    )


def counted_under(tip: Tip) -> str:
    """The slug of its channel. None for a tip that leaves somebody out: they know how many tips of their channel they see, and would find one more in its number."""
    return "" if tip.exclusions.exists() else tip.channel.slug
