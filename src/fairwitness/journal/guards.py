"""What the database itself refuses: to change the journal, or to take anything out of it.

Whoever owns the tables can take the guards away first, and then `fairwitness verify journal` says that they are gone, and finds what was changed.
On SQLite a migration that makes one of these tables anew loses its guards, and has to call `put_back`.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

SAID = "the journal is only added to"
KEPT = ("journal_link", "journal_head")  # nothing leaves them
WAITING = "journal_entry"  # what waits for its day to be over leaves it once it is in the chain
UNIQUE = {"journal_link": ("id", "number"), "journal_head": ("id", "day", "number"), WAITING: ("id",)}
_SAME = " AND ".join(f'"{column}" = OLD."{column}"' for column in ("id", "kind", "day", "tip", "by"))
CHAINED = f"EXISTS (SELECT 1 FROM journal_link WHERE {_SAME})"  # noqa: S608 - our own words


def set_up(connection: BaseDatabaseWrapper) -> None:
    """Guard the tables."""
    if not _is_postgresql(connection):
        run(connection, _made(connection).values())
        return
    always = [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for table, name in _made(connection)]
    run(connection, [*_functions(connection), *_made(connection).values(), *always])


def take_away(connection: BaseDatabaseWrapper) -> None:
    """Undo `set_up`, as far as it is not undone."""
    on = _is_postgresql(connection)
    run(
        connection,
        [f"DROP TRIGGER IF EXISTS {name}" + on * f" ON {table}" for table, name in _made(connection)],
    )


def put_back(connection: BaseDatabaseWrapper) -> list[str]:
    """Guard again what somebody has left without. Returns which guards were gone, or were not what they had been."""
    if gone := missing(connection):
        take_away(connection)
        set_up(connection)
    return gone


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Which guards are gone, or are not what they were."""
    found = _on_postgresql_now(connection) if _is_postgresql(connection) else _on_sqlite_now(connection)
    return [name for _, name in _made(connection) if name not in found]


def _made(connection: BaseDatabaseWrapper) -> dict[tuple[str, str], str]:
    """What makes each guard, by its table and name."""
    return _on_postgresql() if _is_postgresql(connection) else _on_sqlite()


def _on_sqlite() -> dict[tuple[str, str], str]:
    """INSERT OR REPLACE removes a row without a word to the trigger on deletes: a row that is there is not written again."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    made = {}
    for table, unique in UNIQUE.items():
        unless = "" if table in KEPT else f" WHEN NOT {CHAINED}"
        same = " OR ".join(f"{column} = NEW.{column}" for column in (*unique, "rowid"))
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - our own words
        made[table, f"{table}_update"] = f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {refuse}"
        made[table, f"{table}_delete"] = (
            f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table}{unless} {refuse}"
        )
        made[table, f"{table}_again"] = (
            f"CREATE TRIGGER {table}_again BEFORE INSERT ON {table} WHEN {there} {refuse}"
        )
    return made


def _on_sqlite_now(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
        made = _on_sqlite()
        return {name for table, name, sql in cursor.fetchall() if made.get((table, name)) == sql}


_REFUSE = f"RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'"
BODIES = {
    "journal_is_only_added_to": f" BEGIN {_REFUSE}; END ",
    "journal_entry_is_chained_first": f" BEGIN IF NOT {CHAINED} THEN {_REFUSE}; END IF; RETURN OLD; END ",
}
# When each speaks (an or of pg_trigger's tgtype: 1 each row, 2 before, 8 delete, 16 update, 32 truncate), and what it calls.
TRIGGERS = {
    **{
        (table, f"{table}_kept"): (
            "UPDATE OR DELETE OR TRUNCATE",
            "STATEMENT",
            58,
            "journal_is_only_added_to",
        )
        for table in KEPT
    },
    (WAITING, f"{WAITING}_kept"): ("UPDATE OR TRUNCATE", "STATEMENT", 50, "journal_is_only_added_to"),
    (WAITING, f"{WAITING}_chained"): ("DELETE", "ROW", 11, "journal_entry_is_chained_first"),
}


def _functions(connection: BaseDatabaseWrapper) -> list[str]:
    """They look into the line's own tables, and not into a temporary one of the same name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        schema = cursor.fetchone()[0]
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
        f" SET search_path = {schema}, pg_temp AS $${body}$$"
        for name, body in BODIES.items()
    ]


def _on_postgresql() -> dict[tuple[str, str], str]:
    return {
        (
            table,
            name,
        ): f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {calls}()"
        for (table, name), (when, each, _, calls) in TRIGGERS.items()
    }


def _on_postgresql_now(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, tgname, tgtype, proname, prosrc FROM pg_trigger"
            " JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE tgenabled = 'A' AND tgqual IS NULL AND pg_table_is_visible(pg_class.oid)"
        )
        return {
            name
            for table, name, when, calls, body in cursor.fetchall()
            if TRIGGERS.get((table, name), ())[2:] == (when, calls) and BODIES[calls] == body
        }


def _is_postgresql(connection: BaseDatabaseWrapper) -> bool:
    return connection.vendor == "postgresql"


def run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    """One after the other."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
