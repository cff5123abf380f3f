"""What the database itself refuses of a tip: to begin anywhere but at the beginning, and every move that `states.py` does not name."""

from __future__ import annotations

from fairwitness.office.guards import Guards, Trigger, postgresql_refuses, sqlite_refuses
from fairwitness.sealed.states import FIRST, moves

TABLE = "sealed_tip"
BEGINS, FOLLOWS = "sealed_tip_begins", "sealed_tip_follows"
SAID = "a tip cannot go from there to here"
_PAIRS = ", ".join(f"('{state}', '{after}')" for state, after in moves())
KNOWN = f"(OLD.state = NEW.state OR (OLD.state, NEW.state) IN (VALUES {_PAIRS}))"
# INSERT OR REPLACE would begin a tip a second time: a row that is there is not written again.
THERE = f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"  # noqa: S608 - our own words


def _unless(refused: str) -> str:
    return f" BEGIN IF {refused} THEN {postgresql_refuses(SAID)}; END IF; RETURN NEW; END "


GUARDS = Guards(
    sqlite={
        (TABLE, BEGINS): (
            f"CREATE TRIGGER {BEGINS} BEFORE INSERT ON {TABLE} WHEN NEW.state <> '{FIRST}' OR {THERE} {sqlite_refuses(SAID)}"
        ),
        (TABLE, FOLLOWS): (
            f"CREATE TRIGGER {FOLLOWS} BEFORE UPDATE ON {TABLE} WHEN NOT {KNOWN} {sqlite_refuses(SAID)}"
        ),
    },
    triggers=(
        Trigger(TABLE, BEGINS, "INSERT", "ROW", 7, BEGINS),
        Trigger(TABLE, FOLLOWS, "UPDATE", "ROW", 19, FOLLOWS),
    ),
    functions={BEGINS: _unless(f"NEW.state <> '{FIRST}'"), FOLLOWS: _unless(f"NOT {KNOWN}")},
)
