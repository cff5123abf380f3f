"""Confirming receipt in the line's own name, where no reader has: the law's seven days do not wait for anybody."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from fairwitness.office.charter import Deadlines
from fairwitness.office.clock import today
from fairwitness.sealed.actions.move import StalePage, move
from fairwitness.sealed.actions.post import post
from fairwitness.sealed.models import Notice, Tip
from fairwitness.sealed.states import State


def acknowledge_what_waits(deadlines: Deadlines) -> int:
    """A day before an answer is due, tell the tipsters to whom no reader has written (requirements.md A1). Returns how many were told.

    `deadlines` are for tips that know of none. Each is told once, whoever calls how often; one whom a reader answers at the same moment is left to the reader.
    """
    tomorrow = today() + timedelta(days=1)
    unpromised = Q(answer_due=None, received__lte=tomorrow - timedelta(days=deadlines.acknowledge_days))
    due = Tip.objects.filter(Q(answer_due__lte=tomorrow) | unpromised, state=State.RECEIVED)
    waiting = due.values_list("pk", flat=True)
    return sum(_acknowledge(tip_id) for tip_id in list(waiting))


def _acknowledge(tip_id: str) -> bool:
    with suppress(StalePage):
        confirm_receipt(tip_id)
        return True
    return False


@transaction.atomic
def confirm_receipt(tip_id: str, *, by: str = "") -> None:
    """Tell one tipster, in the line's own name, that the tip has arrived. StalePage where somebody has."""
    tip = move(tip_id, State.ACKNOWLEDGED, seen=State.RECEIVED, by=by, acknowledged=today())
    post(tip, Notice.Template.ACKNOWLEDGED)
