"""What is typed in a mailbox and not sent: one row a mailbox, for a day, that only whoever opens the mailbox finds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fairwitness.crypto.age import Sealed
from fairwitness.office.clock import this_hour
from fairwitness.office.fields import random_id
from fairwitness.office.rows import row_by
from fairwitness.sealed.models import Unsent


def unsent_in(tray: bytes) -> Unsent | None:
    """What is kept for one mailbox."""
    return row_by(Unsent, tray=tray)


def keep_unsent(
    office: str, tray: bytes, sealed: Callable[[str], Sealed], since: datetime | None = None
) -> None:
    """Keep this in the place of what was kept before, for a day from this hour, or from `since`. `sealed` is given the row's id."""
    row = unsent_in(tray) or Unsent(office_id=office, id=random_id(), tray=tray)
    row.sealed, row.pending_since = sealed(row.id), since or this_hour()
    row.save()


def forget_unsent(tray: bytes) -> None:
    """It was sent, or its tip or its code is gone."""
    Unsent.objects.filter(tray=tray).delete()


def sweep_unsent(pending_before: datetime) -> None:
    """Its day is over."""
    Unsent.objects.filter(pending_since__lt=pending_before).delete()
