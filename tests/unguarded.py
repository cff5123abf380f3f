"""Tables without their guards, as somebody has them who owns the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from fairwitness.decisions.guards import CONFIRMED
from fairwitness.office.guards import Guards
from fairwitness.sealed.guards import GUARDS
from fairwitness.sealed.guards_of_hearing import HEARD


@contextmanager
def unguarded(*guards: Guards) -> Iterator[None]:
    """Guarded again afterwards. Whoever moves tips at will confirms them at will too, and past the other side."""
    beside = (one for one in (HEARD, CONFIRMED) if GUARDS in guards and one not in guards)
    gone = (*guards, *beside)
    check_now()
    for one in gone:
        one.take_away(connection)
    yield
    check_now()
    for one in gone:
        one.set_up(connection)


def check_now() -> None:
    """No table is altered on PostgreSQL while a check of its rows waits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
