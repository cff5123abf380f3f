"""Destroying what was told: the one function that everybody calls who destroys a tip."""

from __future__ import annotations

import time
from typing import Any

from django.db import connection, transaction

from fairwitness.journal import actions as journal
from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.sealed.actions.files import destroy_pending_file, let_go
from fairwitness.sealed.models import Draft, Exclusion, Grant, Letter, Notice, SealedFile, Tip

TRIES, BETWEEN = 100, 0.05  # seconds


class StillRemembered(Exception):
    """The rows are deleted, and the database's log could not be emptied yet."""


def destroy(tip: Tip, outcome: Tip.Outcome) -> None:
    """Remove every key, letter and file of a tip; a row with dates and the outcome stays, so that its code still opens a page.

    The keys go first and in one transaction: whatever cuts the rest short, nobody opens what is left, and the sweep removes it. Said done only when the
    database has forgotten them as well.
    """
    with transaction.atomic():
        Grant.objects.filter(conversation__tip=tip).delete()
        Letter.objects.filter(conversation__tip=tip).delete()
        Notice.objects.filter(conversation__tip=tip).delete()
        Exclusion.objects.filter(tip=tip).delete()
        files = let_go(SealedFile.objects.filter(conversation__tip=tip))
        Tip.objects.filter(pk=tip.pk).update(state=Tip.State.DESTROYED, outcome=outcome, destroyed=today())
        journal.record(Entry.Kind.DESTROYED, tip.office, tip=tip.id)
    for file_id in files:
        destroy_pending_file(file_id)
    forget()


def forget() -> None:
    """Let the database forget deleted rows: SQLite's write-ahead log is emptied, PostgreSQL's tables are vacuumed."""
    if connection.in_atomic_block:
        return  # whoever began the transaction calls again after it: neither can be done inside
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _empty_the_log(cursor)
        else:
            for model in (Grant, Letter, Draft):
                cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: SLF001 - a table's name has no other door


def _empty_the_log(cursor: Any) -> None:
    """A reader holds the log for as long as its page takes; then the next try succeeds."""
    for _ in range(TRIES):
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if not cursor.fetchone()[0]:
            return
        time.sleep(BETWEEN)
    raise StillRemembered
