"""What the database itself refuses: to change the journal, or to take anything out of it.

Whoever owns the tables can take the guards away first, and then `fairwitness verify journal` finds what was changed.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("journal_link", "journal_head")
SAID = "the journal is only added to"
FUNCTION = "journal_is_only_added_to"


def set_up(connection: BaseDatabaseWrapper) -> None:
    """Guard the tables."""
    _run(connection, _on_postgresql() if connection.vendor == "postgresql" else _on_sqlite())


def take_away(connection: BaseDatabaseWrapper) -> None:
    """Undo `set_up`."""
    gone = [f"DROP TRIGGER {name} ON {table}" for table, name in _names(("kept",))]
    if connection.vendor == "sqlite":
        gone = [f"DROP TRIGGER {name}" for _, name in _names(("update", "delete", "again"))]
    _run(connection, gone)


def _on_sqlite() -> list[str]:
    """INSERT OR REPLACE removes a row without a word to the trigger on deletes: a row that is there is not written again."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    made = [
        f"CREATE TRIGGER {table}_{what} BEFORE {what.upper()} ON {table} {refuse}"
        for table in TABLES
        for what in ("update", "delete")
    ]
    for table, key in zip(TABLES, ("number", "day"), strict=True):
        there = f"SELECT 1 FROM {table} WHERE {key} = NEW.{key} OR id = NEW.id"  # noqa: S608 - our own words
        made.append(f"CREATE TRIGGER {table}_again BEFORE INSERT ON {table} WHEN EXISTS ({there}) {refuse}")
    return made


def _on_postgresql() -> list[str]:
    function = (
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    return [
        function,
        *(
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT "
            f"EXECUTE FUNCTION {FUNCTION}()"
            for table, name in _names(("kept",))
        ),
    ]


def _names(endings: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(table, f"{table}_{ending}") for table in TABLES for ending in endings]


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
