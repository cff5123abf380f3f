"""What the database itself refuses of a tip: to begin anywhere but at the beginning, and every move that `states.py` does not name.

On SQLite a migration that makes a table anew drops its triggers: one that changes `sealed_tip` ends with `set_up`.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from fairwitness.journal.guards import run
from fairwitness.sealed.states import FIRST, moves

TABLE = "sealed_tip"
BEGINS, FOLLOWS = "sealed_tip_begins", "sealed_tip_follows"
SAID = "a tip cannot go from there to here"


def set_up(connection: BaseDatabaseWrapper) -> None:
    """Guard the table, by the moves of this version."""
    take_away(connection)
    run(connection, _on_postgresql() if connection.vendor == "postgresql" else _on_sqlite())


def take_away(connection: BaseDatabaseWrapper) -> None:
    """Undo `set_up`."""
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    run(connection, [f"DROP TRIGGER IF EXISTS {name}{on}" for name in (BEGINS, FOLLOWS)])


def _known() -> str:
    """`OLD.state` and `NEW.state` are one of the moves, or the same."""
    pairs = ", ".join(f"('{state}', '{after}')" for state, after in moves())
    return f"(OLD.state = NEW.state OR (OLD.state, NEW.state) IN (VALUES {pairs}))"


def _on_sqlite() -> list[str]:
    """INSERT OR REPLACE would begin a tip a second time: a row that is there is not written again."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    there = f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"  # noqa: S608 - our own words
    return [
        f"CREATE TRIGGER {BEGINS} BEFORE INSERT ON {TABLE} WHEN NEW.state <> '{FIRST}' OR {there} {refuse}",
        f"CREATE TRIGGER {FOLLOWS} BEFORE UPDATE ON {TABLE} WHEN NOT {_known()} {refuse}",
    ]


def _on_postgresql() -> list[str]:
    raised = f"RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'"
    return [
        *(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {refused} THEN {raised}; END IF; RETURN NEW; END $$"
            for name, refused in ((BEGINS, f"NEW.state <> '{FIRST}'"), (FOLLOWS, f"NOT {_known()}"))
        ),
        f"CREATE TRIGGER {BEGINS} BEFORE INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {BEGINS}()",
        f"CREATE TRIGGER {FOLLOWS} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {FOLLOWS}()",
    ]
