"""Bringing a tip one step on, or back, where one reader may: what is confirmed is not among it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fairwitness.decisions.actions.tell_it_is_over import tell_it_is_over
from fairwitness.decisions.knowing import waiting
from fairwitness.decisions.reading import asked_for
from fairwitness.sealed.actions.move import NoSuchMove, WaitsForSecond, move
from fairwitness.sealed.actions.signed_by_two import held
from fairwitness.sealed.models import Tip
from fairwitness.sealed.states import State

STEPS: Mapping[State, Mapping[State, Any]] = {
    State.TRIAGE: {State.FACT_FINDING: _("Begin to find out what happened")},
    State.REPLY: {State.SECOND_REVIEW: _("Begin the second review")},
    State.SECOND_REVIEW: {
        State.FACT_FINDING: _("Back to finding out what happened"),
        State.NOT_CONFIRMED: _("Not confirmed: end it, and tell the tipster why"),
    },
}


def steps_from(state: State) -> Mapping[State, Any]:
    """Where one reader can bring it here, and what the button says."""
    return STEPS.get(state, {})


def go_on(tip: Tip, to: State, *, seen: State, by: str) -> None:
    """StalePage, NoSuchMove, RecordedIt, TipDestroyed; WaitsForSecond where a reader has signed what was found, for that is answered or taken back first."""
    with transaction.atomic():
        found = held(tip)
        if to not in steps_from(seen):
            raise NoSuchMove
        if asked_for(found) is not None or waiting(found) is not None:
            raise WaitsForSecond
        if found.state == seen:
            tell_it_is_over(found)
        move(found.pk, to, seen=seen, by=by)
