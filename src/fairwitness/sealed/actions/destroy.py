"""Destroying what was told: the one function that everybody calls who destroys a tip."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from fairwitness.journal.destroyed import delete_listed
from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.sealed.actions.files import destroy_pending_file, in_tray, let_go
from fairwitness.sealed.actions.gone import tell_their_authors
from fairwitness.sealed.actions.move import StalePage, move
from fairwitness.sealed.actions.unsent import forget_unsent
from fairwitness.sealed.models import (
    Draft,
    Exclusion,
    Export,
    Grant,
    InHand,
    Keeping,
    Letter,
    Mailbox,
    Notice,
    Recording,
    Recusal,
    Referral,
    SealedFile,
    Tip,
    Unsent,
)
from fairwitness.sealed.models_of_hearing import LeftOut
from fairwitness.sealed.models_of_letters import AnswerDraft, LaterLetter, LetterGone, Opened
from fairwitness.sealed.models_of_names import NameAnswer, NameKeeper, NameRequest, SealedName
from fairwitness.sealed.referrals import asked_for
from fairwitness.sealed.states import State


class StillRemembered(Exception):
    """The rows are deleted, and the database's log could not be emptied yet: a reader held it for longer than the database waits."""


def destroy(
    tip: Tip, outcome: Tip.Outcome, tray: bytes | None = None, *, seen: State | None = None, by: str = ""
) -> None:
    """Remove every key, letter and file of a tip; a row with dates and the outcome stays, so that its code still opens a page.

    The keys go first and in one transaction, in which they are listed as destroyed: whatever cuts the rest short, nobody opens what is left, and the sweep removes it. Said done only when the
    database has forgotten them as well. Files and words that wait to be sent go too where the caller knows their `tray`; the others go within a day.
    With `seen`, only where the tip still stands there, and no reader's signature waits for a second: StalePage otherwise, and nothing is destroyed.
    """
    if not take_away(
        tip,
        outcome,
        tray,
        by=by,
        still=lambda held: seen is None or (held.state == seen and asked_for(held) is None),
    ):
        raise StalePage
    forget()


def take_away(
    tip: Tip,
    outcome: str,
    tray: bytes | None = None,
    *,
    by: str = "",
    still: Callable[[Tip], bool] = lambda _: True,
) -> bool:
    """The same, for whoever destroys many and has the database forget them all at once. Nothing where `still` is not true of the tip at this moment."""
    with transaction.atomic():
        if not _destroy_keys_and_letters(tip, outcome, by, still):
            return False
        files = let_go(SealedFile.objects.filter(conversation__tip=tip))
        if tray:
            files += let_go(in_tray(tray))
            forget_unsent(tray)
    for file_id in files:
        destroy_pending_file(file_id)
    return True


def _destroy_keys_and_letters(tip: Tip, outcome: str, by: str, still: Callable[[Tip], bool]) -> bool:
    """Once: the second time finds nothing, and changes neither the outcome nor the day."""
    held = Tip.objects.select_for_update().get(pk=tip.pk)
    if not still(held):
        return False
    if held.state == State.DESTROYED:
        return True
    tell_their_authors(tip, LetterGone.Why.DESTROYED)  # first: with the keys the letters go
    names_nobody: dict[str, Any] = {"second_look": "", "locked_by": "", "answered": False, "heard": None}
    move(
        tip.pk,
        State.DESTROYED,
        seen=State(held.state),
        by=by,
        outcome=outcome,
        destroyed=today(),
        **names_nobody,
    )
    # Until then the database lets none of them go.
    mailboxes = Mailbox.objects.filter(conversation__tip=tip).values_list("id", flat=True)
    delete_listed(Grant.objects.filter(conversation__tip=tip), also=mailboxes)
    Letter.objects.filter(conversation__tip=tip).delete()
    Notice.objects.filter(conversation__tip=tip).delete()
    InHand.objects.filter(tip=tip).delete()
    AnswerDraft.objects.filter(tip=tip).delete()
    for of_letters in (LaterLetter, Opened):
        of_letters.objects.filter(conversation__tip=tip).delete()
    Keeping.objects.filter(tip=tip).delete()
    Recording.objects.filter(recorded__tip=tip).delete()
    LeftOut.objects.filter(tip=tip).delete()
    for kept in (
        Referral,
        Export,
        Exclusion,
        Recusal,
        NameRequest,
        SealedName,
        *of_later_stages(),
    ):
        kept.objects.filter(tip=tip).delete()
    return True


def of_later_stages() -> list[Any]:
    """What stages above this one keep of a tip, which this one does not know by name: it goes with the rest."""
    related = [one.related_model for one in Tip._meta.related_objects]  # noqa: SLF001 - Django's documented door to them
    return [
        one
        for one in related
        if not isinstance(one, str) and one._meta.app_label != Tip._meta.app_label  # noqa: SLF001 - the same
    ]


def forget(*, wholly: bool = False) -> None:
    """Let the database forget deleted rows: SQLite's write-ahead log is emptied, PostgreSQL's tables are vacuumed.

    Those of journal entries too that are in the chain now: they lay in the order in which things were done. PostgreSQL frees room without overwriting it;
    `wholly` it writes the tables of keys and letters anew, which everybody waits for who reads one.
    """
    if connection.in_atomic_block:
        return  # whoever began the transaction calls again after it: neither can be done inside
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0]:
                raise StillRemembered
            return
        for table in map(_table, (Grant, Letter) if wholly else ()):
            _write_anew(cursor, table)
        for table in map(
            _table,
            (
                *(
                    Grant,
                    Letter,
                    Notice,
                    Exclusion,
                    Recusal,
                    InHand,
                    Referral,
                    Export,
                    Draft,
                    SealedFile,
                    Unsent,
                ),
                *(AnswerDraft, LaterLetter, Opened, LeftOut, Entry),
                *(SealedName, NameKeeper, NameRequest, NameAnswer),
                *of_later_stages(),
            ),
        ):
            cursor.execute(f"VACUUM {table}")


def _write_anew(cursor: CursorWrapper, table: str) -> None:
    """Unless somebody reads it for long, a dump for example: nobody waits longer than that for a mailbox, and the next day does it."""
    cursor.execute("SET lock_timeout = '5s'")
    try:
        with suppress(OperationalError):
            cursor.execute(f"VACUUM FULL {table}")
    finally:
        cursor.execute("RESET lock_timeout")


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - a table's name has no other door
