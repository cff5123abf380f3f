"""Counting who was heard, for the public numbers: each hearing once, when it is first answered or its time is over."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from fairwitness.journal.measures import ANSWERED, SILENT
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.sealed.counting import count
from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_hearing import Hearing
from fairwitness.sealed.states import State


def count_once(row: Hearing, tip: Tip) -> None:
    """In the transaction that calls, which holds the tip. Whoever answered and then asks for more time has answered once."""
    if row.counted is None:
        row.counted = row.answered is not None
        row.save(update_fields=["counted"])
        count(Kind.HEARING_ASKED, tip, of=ANSWERED if row.counted else SILENT)


def count_what_is_over() -> None:
    """What nobody has answered in time, and what an earlier version of the program did not count. Nothing of a tip that is destroyed."""
    over = Q(until__lt=today()) | Q(answered__isnull=False)
    rows = Hearing.objects.filter(over, counted=None).exclude(conversation__tip__state=State.DESTROYED)
    for pk, tip_id in rows.values_list("pk", "conversation__tip"):
        with transaction.atomic():
            tip = Tip.objects.select_for_update().get(pk=tip_id)
            if tip.state != State.DESTROYED:
                count_once(Hearing.objects.get(pk=pk), tip)
