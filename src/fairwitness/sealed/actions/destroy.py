"""Destroying what was told: the one function that everybody calls who destroys a tip."""

from __future__ import annotations

from django.db import connection, transaction

from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.sealed.actions.files import destroy_pending_file, in_tray, let_go
from fairwitness.sealed.actions.move import move
from fairwitness.sealed.actions.unsent import forget_unsent
from fairwitness.sealed.models import Draft, Exclusion, Grant, Letter, Notice, SealedFile, Tip, Unsent
from fairwitness.sealed.states import State


class StillRemembered(Exception):
    """The rows are deleted, and the database's log could not be emptied yet: a reader held it for longer than the database waits."""


def destroy(tip: Tip, outcome: Tip.Outcome, tray: bytes | None = None) -> None:
    """Remove every key, letter and file of a tip; a row with dates and the outcome stays, so that its code still opens a page.

    The keys go first and in one transaction: whatever cuts the rest short, nobody opens what is left, and the sweep removes it. Said done only when the
    database has forgotten them as well. Files and words that wait to be sent go too where the caller knows their `tray`; the others go within a day.
    """
    with transaction.atomic():
        _destroy_keys_and_letters(tip, outcome)
        files = let_go(SealedFile.objects.filter(conversation__tip=tip))
        if tray:
            files += let_go(in_tray(tray))
            forget_unsent(tray)
    for file_id in files:
        destroy_pending_file(file_id)
    forget()


def _destroy_keys_and_letters(tip: Tip, outcome: Tip.Outcome) -> None:
    """Once: the second time finds nothing, and changes neither the outcome nor the day."""
    held = Tip.objects.select_for_update().get(pk=tip.pk)
    if held.state == State.DESTROYED:
        return
    Grant.objects.filter(conversation__tip=tip).delete()
    Letter.objects.filter(conversation__tip=tip).delete()
    Notice.objects.filter(conversation__tip=tip).delete()
    Exclusion.objects.filter(tip=tip).delete()
    move(tip.pk, State.DESTROYED, seen=State(held.state), outcome=outcome, destroyed=today())


def forget() -> None:
    """Let the database forget deleted rows: SQLite's write-ahead log is emptied, PostgreSQL's tables are vacuumed.

    Those of journal entries too that are in the chain now: they lay in the order in which things were done.
    """
    if connection.in_atomic_block:
        return  # whoever began the transaction calls again after it: neither can be done inside
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0]:
                raise StillRemembered
        else:
            for model in (Grant, Letter, Notice, Exclusion, Draft, SealedFile, Unsent, Entry):
                cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: SLF001 - a table's name has no other door
