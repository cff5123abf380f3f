"""Opening a tip again: what was closed by one reader, and what was locked as protected conduct."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.actions.move import StalePage, move
from fairwitness.sealed.actions.post import post
from fairwitness.sealed.models import Notice, Tip
from fairwitness.sealed.reading import is_over
from fairwitness.sealed.resting import SHUT, rests_until
from fairwitness.sealed.states import State


class TooLate(Exception):
    """The last day on which it could be opened again is over."""


@transaction.atomic
def reopen(tip_id: str, *, by: str = "") -> Tip:
    """Look once more at what was closed as out of scope or as insufficient: by the tipster, or by a colleague.

    StalePage where it does not stand there any more, TooLate, TipDestroyed. A second look that the lot asks for is had only by somebody else than who closed it.
    """
    held = _held(tip_id, SHUT)
    is_second = held.second_look != "" and by not in ("", held.second_look)
    left = "" if is_second else held.second_look
    tip = move(tip_id, State.SCOPE_CHECK, seen=State(held.state), by=by, second_look=left)
    post(tip, Notice.Template.REOPENED)
    if is_second:
        journal.record(Kind.SECOND_LOOK, tip.office, tip=tip.id, by=by)
    return tip


@transaction.atomic
def say_it_was_about_harm(tip_id: str, *, by: str = "") -> Tip:
    """The answer to a lock, by the tipster or by a colleague: the tip goes back to the readers, and not to the one who locked it. The same refusals."""
    _held(tip_id, (State.PROTECTED_CONDUCT,))
    tip = move(tip_id, State.SCOPE_CHECK, seen=State.PROTECTED_CONDUCT, by=by)
    post(tip, Notice.Template.SPOKEN_UP if by else Notice.Template.OBJECTION)
    return tip


def _held(tip_id: str, states: Collection[State]) -> Tip:
    """The tip in one of these states, and nobody else's until the transaction ends."""
    held = Tip.objects.select_for_update().get(pk=tip_id)
    if held.state == State.DESTROYED:
        raise TipDestroyed
    if held.state not in states:
        raise StalePage
    if is_over(rests_until(held)):
        raise TooLate
    return held
