"""Calling somebody else, where a tipster is about to be told nothing in time."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from fairwitness.journal import actions as journal
from fairwitness.journal.models import Entry
from fairwitness.office.charter import Deadlines
from fairwitness.office.clock import today
from fairwitness.sealed.models import Tip
from fairwitness.sealed.promises import feedback_due
from fairwitness.sealed.reading import standing
from fairwitness.sealed.states import AWAITS_FEEDBACK

DAYS_BEFORE = 2  # on which it is not too late yet


def escalate_what_is_late(deadlines: Deadlines) -> int:
    """Mark each tip whose day has passed, and each where it is two days off and the tipster has the last word. Returns how many.

    Once for each due day, whoever calls how often. `deadlines` are for tips that know of none.
    """
    open_ones = Tip.objects.filter(state__in=AWAITS_FEEDBACK, escalated=None)
    near = [one for one in open_ones if _days_left(one, deadlines) <= DAYS_BEFORE]
    return sum(_escalate(one.pk) for one in near if _needs_somebody(one, deadlines))


def _days_left(tip: Tip, deadlines: Deadlines) -> int:
    return (feedback_due(tip, deadlines) - today()).days


def _needs_somebody(tip: Tip, deadlines: Deadlines) -> bool:
    return _days_left(tip, deadlines) < 0 or standing(tip, deadlines).waits_for_office


def _escalate(tip_id: str) -> bool:
    soon = today() + timedelta(days=DAYS_BEFORE)
    with transaction.atomic():
        held = Tip.objects.select_for_update(of=("self",)).select_related("office").get(pk=tip_id)
        if held.escalated or held.state not in AWAITS_FEEDBACK or (held.feedback_due or soon) > soon:
            return False
        held.escalated = today()
        held.save(update_fields=["escalated"])
        journal.record(Entry.Kind.ESCALATED, held.office, tip=held.id)
    return True
