"""Confirming receipt in the line's own name, where no reader has: the law's seven days do not wait for anybody."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.db import transaction

from fairwitness.office.charter import Deadlines
from fairwitness.office.clock import today
from fairwitness.sealed.actions.move import StalePage, move
from fairwitness.sealed.models import Conversation, Notice, Tip
from fairwitness.sealed.states import State


def acknowledge_what_waits(deadlines: Deadlines) -> int:
    """A day before an answer is due, tell the tipsters to whom no reader has written (requirements.md A1). Returns how many were told.

    Each is told once, whoever calls how often; one whom a reader answers at the same moment is left to the reader.
    """
    latest = today() - timedelta(days=deadlines.acknowledge_days - 1)
    waiting = Tip.objects.filter(state=State.RECEIVED, received__lte=latest).values_list("pk", flat=True)
    return sum(_acknowledge(tip_id) for tip_id in list(waiting))


def _acknowledge(tip_id: str) -> bool:
    with suppress(StalePage), transaction.atomic():
        tip = move(tip_id, State.ACKNOWLEDGED, seen=State.RECEIVED, acknowledged=today())
        conversation = tip.conversations.get(party=Conversation.Party.TIPSTER)
        Notice.objects.create(
            office=tip.office,
            conversation=conversation,
            template=Notice.Template.ACKNOWLEDGED,
            day=today(),
        )
        return True
    return False
