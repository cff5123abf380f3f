"""What the database itself refuses about the charter's versions: one that counts earlier than it may, one that says something else later, one that is gone."""

from __future__ import annotations

from fairwitness.office.guards import (
    Guards,
    Trigger,
    postgresql_refuses,
    sqlite_before,
    unless,
)

WAITS = 30  # days from the publication of a change to the day from which it counts
TABLE, KEYS, SEATS = "office_charterversion", "office_staffkey", "office_seat"
PUBLISHED, STAYS, NEVER_GONE, NEVER_EMPTIED = (
    "office_charter_published",
    "office_charter_stays",
    "office_charter_never_gone",
    "office_charter_never_emptied",
)
TOO_EARLY = "a change of the charter waits thirty days"
SAID = "what was published of the charter stays as it was"
NO_KEY = "an administrator holds no key and reads no channel"
_THERE = (
    f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR number = NEW.number AND office_id = NEW.office_id)"  # noqa: S608 - our own words
)
_EARLIER = f"EXISTS (SELECT 1 FROM {TABLE} WHERE published > NEW.published)"  # noqa: S608 - the same


def _too_early(days: str) -> str:
    """The first version, which an office was founded with, waits for nobody."""
    waits = f"{days} < CASE WHEN NEW.at_once OR NEW.number = 1 THEN 0 ELSE {WAITS} END"
    return f"({waits} OR {_EARLIER} OR {_THERE} OR NEW.withdrawn IS NOT NULL)"


_SAME = ("id", "office_id", "number", "changes", "published", "starts", "at_once")
_OTHERWISE = " OR ".join(f"NEW.{one} <> OLD.{one}" for one in _SAME)
_UNDONE = " OR ".join(
    f"(OLD.{one} IS NOT NULL AND (NEW.{one} IS NULL OR NEW.{one} <> OLD.{one}))"
    for one in ("by_id", "withdrawn", "file", "hash")
)
# Whoever published it is known from the first: nobody is put there afterwards.
_CHANGED = f"({_OTHERWISE} OR {_UNDONE} OR (OLD.by_id IS NULL AND NEW.by_id IS NOT NULL))"
_ADMINISTRATOR = "EXISTS (SELECT 1 FROM office_staff WHERE id = NEW.staff_id AND role = 'administrator')"
_SQLITE_DAYS = "julianday(NEW.starts) - julianday(NEW.published)"


CHARTER = Guards(
    sqlite={
        **sqlite_before(TABLE, PUBLISHED, "INSERT", _too_early(_SQLITE_DAYS), TOO_EARLY),
        **sqlite_before(TABLE, STAYS, "UPDATE", _CHANGED, SAID),
        **sqlite_before(TABLE, NEVER_GONE, "DELETE", "true", SAID),
    },
    triggers=(
        Trigger(TABLE, PUBLISHED, "INSERT", "ROW", 7, PUBLISHED),
        Trigger(TABLE, STAYS, "UPDATE", "ROW", 19, STAYS),
        Trigger(TABLE, NEVER_GONE, "DELETE", "ROW", 11, NEVER_GONE),
        Trigger(TABLE, NEVER_EMPTIED, "TRUNCATE", "STATEMENT", 34, NEVER_GONE),
    ),
    functions={
        PUBLISHED: unless(_too_early("NEW.starts - NEW.published"), TOO_EARLY),
        STAYS: unless(_CHANGED, SAID),
        NEVER_GONE: f" BEGIN {postgresql_refuses(SAID)}; END ",
    },
)

# A guard of its own, for the column came later than the others' migration.
SHEETS_STAY = "office_charter_sheets_stay"
_OTHER_SHEETS = (
    "(OLD.file IS NOT NULL AND (NEW.sheets <> OLD.sheets OR (NEW.sheets IS NULL) <> (OLD.sheets IS NULL)))"
)
CHARTER_SHEETS = Guards(
    sqlite=sqlite_before(TABLE, SHEETS_STAY, "UPDATE", _OTHER_SHEETS, SAID),
    triggers=(Trigger(TABLE, SHEETS_STAY, "UPDATE", "ROW", 19, SHEETS_STAY),),
    functions={SHEETS_STAY: unless(_OTHER_SHEETS, SAID)},
)

_KEYLESS = "office_administrator_without_"
ADMINISTRATORS = Guards(
    sqlite={
        key: made
        for table, what in ((KEYS, "key"), (SEATS, "seat"))
        for when in ("INSERT", "UPDATE")
        for key, made in sqlite_before(
            table, f"{_KEYLESS}{what}_{when.lower()}", when, _ADMINISTRATOR, NO_KEY
        ).items()
    },
    triggers=tuple(
        Trigger(table, f"{_KEYLESS}{what}_{when.lower()}", when, "ROW", type_, f"{_KEYLESS}keys")
        for table, what in ((KEYS, "key"), (SEATS, "seat"))
        for when, type_ in (("INSERT", 7), ("UPDATE", 19))
    ),
    functions={f"{_KEYLESS}keys": unless(_ADMINISTRATOR, NO_KEY)},
)
