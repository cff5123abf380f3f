"""Tables without their guards, as somebody has them who owns the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from fairwitness.office.guards import Guards


@contextmanager
def unguarded(guards: Guards) -> Iterator[None]:
    """Guarded again afterwards."""
    check_now()
    guards.take_away(connection)
    yield
    check_now()
    guards.set_up(connection)


def check_now() -> None:
    """No table is altered on PostgreSQL while a check of its rows waits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
