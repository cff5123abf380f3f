"""What the clock does with tips that nobody has opened again."""

from __future__ import annotations

from contextlib import suppress

from fairwitness.sealed.actions.destroy import StillRemembered, destroy
from fairwitness.sealed.actions.move import StalePage, move
from fairwitness.sealed.actions.recordings import destroy_what_was_let_go
from fairwitness.sealed.models import Tip
from fairwitness.sealed.reading import is_over
from fairwitness.sealed.resting import RESTING, rests_until
from fairwitness.sealed.states import State


def end_what_nobody_opened_again() -> None:
    """Close for good what was closed, and destroy what was locked, once the last day is over; each once, however long the worker slept.

    One that somebody opens at the same moment is left to them.
    """
    for tip in Tip.objects.filter(state__in=RESTING):
        if is_over(rests_until(tip)):
            with suppress(StalePage, StillRemembered):  # the next round empties the log
                _end(tip)


def _end(tip: Tip) -> None:
    if tip.state == State.PROTECTED_CONDUCT:
        destroy(tip, Tip.Outcome.PROTECTED_CONDUCT, seen=State.PROTECTED_CONDUCT)
    else:
        move(tip.pk, State.CLOSED, seen=State(tip.state), second_look="")
        destroy_what_was_let_go(tip)
