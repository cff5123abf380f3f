"""What the database itself refuses: to change the journal, or to take anything out of it.

Where somebody took the guards away, `fairwitness verify journal` says that they are gone, and finds what was changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from fairwitness.office.guards import Guards, Trigger, postgresql_refuses, sqlite_refuses

SAID = "the journal is only added to"
KEPT = ("journal_link", "journal_head")  # nothing leaves them
WAITING = "journal_entry"  # what waits for its day to be over leaves it once it is in the chain
UNIQUE = {"journal_link": ("id", "number"), "journal_head": ("id", "day", "number"), WAITING: ("id",)}
_SAME = " AND ".join(f'"{column}" = OLD."{column}"' for column in ("id", "kind", "day", "tip", "by"))
CHAINED = f"EXISTS (SELECT 1 FROM journal_link WHERE {_SAME})"  # noqa: S608 - our own words
KEEP, WAIT = "journal_is_only_added_to", "journal_entry_is_chained_first"


def _on_sqlite() -> Iterator[tuple[tuple[str, str], str]]:
    """INSERT OR REPLACE removes a row without a word to the trigger on deletes: a row that is there is not written again.

    Before a row is inserted, its automatic rowid reads as -1. So a row is not looked for under a number below nought, and none may have one.
    """
    for table, unique in UNIQUE.items():
        numbered = "(rowid = NEW.rowid AND rowid >= 0)"
        same = " OR ".join((*(f"{column} = NEW.{column}" for column in unique), numbered))
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - our own words
        for name, when in (
            (f"{table}_update", f"BEFORE UPDATE ON {table}"),
            (
                f"{table}_delete",
                f"BEFORE DELETE ON {table}" + ("" if table in KEPT else f" WHEN NOT {CHAINED}"),
            ),
            (f"{table}_again", f"BEFORE INSERT ON {table} WHEN {there}"),
            (f"{table}_below", f"AFTER INSERT ON {table} WHEN NEW.rowid < 0"),
        ):
            yield (table, name), f"CREATE TRIGGER {name} {when} {sqlite_refuses(SAID)}"


GUARDS = Guards(
    sqlite=dict(_on_sqlite()),
    triggers=(
        *(
            Trigger(table, f"{table}_kept", "UPDATE OR DELETE OR TRUNCATE", "STATEMENT", 58, KEEP)
            for table in KEPT
        ),
        Trigger(WAITING, f"{WAITING}_kept", "UPDATE OR TRUNCATE", "STATEMENT", 50, KEEP),
        Trigger(WAITING, f"{WAITING}_chained", "DELETE", "ROW", 11, WAIT),
    ),
    functions={
        KEEP: f" BEGIN {postgresql_refuses(SAID)}; END ",
        WAIT: f" BEGIN IF NOT {CHAINED} THEN {postgresql_refuses(SAID)}; END IF; RETURN OLD; END ",
    },
)
