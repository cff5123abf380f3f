"""What a database refuses by itself, whoever writes into it: triggers, which are looked at again at each start.

Whoever owns the tables can take guards away first, and on PostgreSQL write rules that go past them. They stop a mistake, an injection and a shell that does not think of them.
On SQLite a migration that makes a table anew drops its guards, and has to call `set_up` at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

REFUSED = "integrity_constraint_violation"  # how PostgreSQL calls what a guard refuses


@dataclass(frozen=True)
class Trigger:
    """One of PostgreSQL's."""

    table: str
    name: str
    when: str
    each: str  # ROW or STATEMENT
    type: int  # the same as in pg_trigger: an or of 1 each row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate
    calls: str  # a function

    @property
    def sql(self) -> str:
        """What makes it."""
        call = f"EXECUTE FUNCTION {self.calls}()"
        return f"CREATE TRIGGER {self.name} BEFORE {self.when} ON {self.table} FOR EACH {self.each} {call}"


@dataclass(frozen=True)
class Guards:
    """Those of some tables, for both databases."""

    sqlite: Mapping[tuple[str, str], str]  # what makes each, by its table and name
    triggers: Sequence[Trigger]
    functions: Mapping[str, str]  # the body of each that a trigger calls

    def set_up(self, connection: BaseDatabaseWrapper) -> None:
        """Guard the tables, which are without."""
        if not _is_postgresql(connection):
            _run(connection, self.sqlite.values())
            return
        always = [f"ALTER TABLE {one.table} ENABLE ALWAYS TRIGGER {one.name}" for one in self.triggers]
        _run(connection, [*self._functions(connection), *(one.sql for one in self.triggers), *always])

    def take_away(self, connection: BaseDatabaseWrapper) -> None:
        """Undo `set_up`, as far as it is not undone."""
        on = _is_postgresql(connection)
        drops = [
            f"DROP TRIGGER IF EXISTS {name}" + on * f" ON {table}" for table, name in self.named(connection)
        ]
        _run(connection, drops)

    def put_back(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Guard again what somebody has left without. Returns which guards were gone, or were not what they are to be."""
        if gone := self.missing(connection):
            self._take_rules_away(connection)
            self.take_away(connection)
            self.set_up(connection)
        return gone

    @contextmanager
    def lifted(self, connection: BaseDatabaseWrapper) -> Iterator[None]:
        """Without them for a moment, outside of a transaction. Where they are not in place, nothing is taken away and nothing set up."""
        in_place = not self.missing(connection)
        if in_place:
            self.take_away(connection)
        try:
            yield
        finally:
            if in_place:
                self.set_up(connection)

    def missing(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Which guards are gone, or are not what they are to be, and which rules stand in their place."""
        is_there = self._on_postgresql if _is_postgresql(connection) else self._on_sqlite
        found = is_there(connection)
        gone = [name for _, name in self.named(connection) if name not in found]
        return gone + [f"the rule {rule} on {table}" for table, rule in self._rules(connection)]

    def named(self, connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
        """Table and name of each, as this database has it."""
        if _is_postgresql(connection):
            return [(one.table, one.name) for one in self.triggers]
        return list(self.sqlite)

    def _functions(self, connection: BaseDatabaseWrapper) -> list[str]:
        """They look into the line's own tables, and not into a temporary one of the same name."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT quote_ident(current_schema())")
            schema = cursor.fetchone()[0]
        return [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
            f" SET search_path = {schema}, pg_temp AS $${body}$$"
            for name, body in self.functions.items()
        ]

    def _rules(self, connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
        """The line writes none: a rule on a guarded table turns a statement into another one, or into nothing, before any guard is asked."""
        if not _is_postgresql(connection):
            return []
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname, rulename FROM pg_rewrite JOIN pg_class ON pg_class.oid = ev_class"
                " WHERE relname = ANY(%s) AND pg_table_is_visible(pg_class.oid) ORDER BY relname, rulename",
                [sorted({one.table for one in self.triggers})],
            )
            return [(table, rule) for table, rule in cursor.fetchall()]

    def _take_rules_away(self, connection: BaseDatabaseWrapper) -> None:
        quoted = connection.ops.quote_name
        _run(connection, [f"DROP RULE {quoted(rule)} ON {table}" for table, rule in self._rules(connection)])

    def _on_sqlite(self, connection: BaseDatabaseWrapper) -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
            return {name for table, name, sql in cursor.fetchall() if self.sqlite.get((table, name)) == sql}

    def _on_postgresql(self, connection: BaseDatabaseWrapper) -> set[str]:
        wanted = {
            (one.table, one.name, one.type, one.calls, self.functions[one.calls]) for one in self.triggers
        }
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname, tgname, tgtype, proname, prosrc FROM pg_trigger"
                " JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid"
                " WHERE tgenabled = 'A' AND tgqual IS NULL AND pg_table_is_visible(pg_class.oid)"
            )
            return {row[1] for row in cursor.fetchall() if row in wanted}


def guarded(*all_: Guards) -> RunPython:
    """The step of a migration that sets them up, and on the way back takes them away."""

    def guard(_: object, editor: BaseDatabaseSchemaEditor) -> None:
        for one in all_:
            one.set_up(editor.connection)

    def unguard(_: object, editor: BaseDatabaseSchemaEditor) -> None:
        for one in all_:
            one.take_away(editor.connection)

    return RunPython(guard, unguard)


def sqlite_refuses(said: str) -> str:
    """What a trigger of SQLite does about it."""
    return f"BEGIN SELECT RAISE(ABORT, '{said}'); END"


def postgresql_refuses(said: str) -> str:
    """The same in a function of PostgreSQL."""
    return f"RAISE EXCEPTION '{said}' USING ERRCODE = '{REFUSED}'"


def _is_postgresql(connection: BaseDatabaseWrapper) -> bool:
    return connection.vendor == "postgresql"


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def unless(refused: str, said: str, row: str = "NEW") -> str:
    """The body of a function on PostgreSQL that refuses in this case, and else goes on with the row."""
    return f" BEGIN IF {refused} THEN {postgresql_refuses(said)}; END IF; RETURN {row}; END "


def sqlite_trigger(table: str, name: str, when: str, refused: str, said: str) -> dict[tuple[str, str], str]:
    """A trigger on SQLite that refuses in this case; `when` as it stands in SQL, like `BEFORE INSERT`."""
    made = f"CREATE TRIGGER {name} {when} ON {table} WHEN {refused} {sqlite_refuses(said)}"
    return {(table, name): made}


def sqlite_before(table: str, name: str, what: str, refused: str, said: str) -> dict[tuple[str, str], str]:
    """The same before it is done."""
    return sqlite_trigger(table, name, f"BEFORE {what}", refused, said)
