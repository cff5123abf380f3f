"""What the office itself says of a quarter: entered by whoever runs the line, who can read no tip."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from fairwitness.journal import actions as journal
from fairwitness.journal.models import Entered, Kind
from fairwitness.journal.quarters import Quarter
from fairwitness.office.clock import today
from fairwitness.office.models import Office


class NotOver(Exception):
    """Nothing is entered of a quarter before it is over."""


@dataclass(frozen=True)
class Sums:
    """Of one quarter: whole numbers, the money in one currency."""

    retaliation: int
    damage: int
    recovered: int
    currency: str


@transaction.atomic
def enter(office: Office, quarter: Quarter, sums: Sums, *, by: str) -> Entered:
    """Keep it, in the place of what was entered of that quarter before; the journal has an entry of each time. NotOver."""
    if quarter.last >= today():
        raise NotOver
    said = {**vars(sums), "by": by, "day": today()}
    row, _ = Entered.objects.update_or_create(quarter=quarter.first, defaults={"office": office, **said})
    journal.record(Kind.NUMBERS_ENTERED, office, by=by)
    return row


def of_quarter(quarter: Quarter) -> Entered | None:
    """What is entered of it."""
    return Entered.objects.filter(quarter=quarter.first).first()
