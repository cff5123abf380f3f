"""Writing down what was done."""

from __future__ import annotations

from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.office.models import Office


def record(kind: Entry.Kind, office: Office, *, tip: str = "", by: str = "") -> None:
    """Add one entry in the transaction of the action that calls; chaining comes later, by one process."""
    Entry.objects.create(office=office, kind=kind, day=today(), tip=tip, by=by)
