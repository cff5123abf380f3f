"""What the database itself refuses about what leaves a tip: an export that two readers of it did not agree to, or not in time, a letter whose bytes are changed without a word, and a file that goes with another letter."""

from __future__ import annotations

from fairwitness.office.guards import (
    Guards,
    Trigger,
    postgresql_refuses,
    sqlite_trigger,
    unless,
)

EXPORT, LETTER, TIP, FILE = "sealed_export", "sealed_letter", "sealed_tip", "sealed_sealedfile"
ASKED, SIGNED, KEPT, WHOLE = (
    "sealed_export_asked",
    "sealed_export_signed",
    "sealed_export_kept",
    "sealed_export_kept_whole",
)
BELOW = "sealed_export_below"
REDACTED = "sealed_letter_redacted"
ALONE = "a tip leaves the line by two of its readers, once and within a week"
STAYS = "that a tip has left the line stays as long as the tip"
BELONGS = "sealed_file_belongs"
WITH_ANOTHER = "a file is destroyed with the letter that it came with, and with no other"
SILENTLY = "a letter is changed only by redacting it"
DAYS = 7  # sealed/actions/export.py


def reads(column: str) -> str:
    """Whether it is somebody who works here as a reader and holds a key to what this tipster wrote, and whom nothing keeps away."""
    return f"""EXISTS (SELECT 1 FROM office_staff
JOIN office_staffkey ON office_staffkey.staff_id = office_staff.id
JOIN sealed_grant ON sealed_grant.holder = office_staffkey.holder
JOIN sealed_conversation ON sealed_conversation.id = sealed_grant.conversation_id AND sealed_conversation.party = 'tipster'
WHERE office_staff.id = NEW.{column} AND sealed_conversation.tip_id = NEW.tip_id
AND office_staff.role = 'reviewer' AND office_staff.is_active)"""  # noqa: S608 - our own words


# What is protected is never exported: requirements.md G3.
_LOCKED = f"""NOT EXISTS (SELECT 1 FROM {TIP} WHERE {TIP}.id = NEW.tip_id
AND {TIP}.state NOT IN ('protected-conduct', 'destroyed') AND {TIP}.locked_by = '')"""  # noqa: S608 - our own words
_NOT_BY_ONE = f"(NEW.second <> '' OR NEW.agreed IS NOT NULL OR NEW.made IS NOT NULL OR NOT {reads('first')} OR {_LOCKED})"
_ANOTHER = " OR ".join(
    f"NEW.{one} <> OLD.{one}"
    for one in ("id", "office_id", "tip_id", "basis", "statement", "first", "first_signature")
)
_SIGNS = "(OLD.second = '' AND NEW.second <> '' AND NEW.agreed IS NOT NULL AND NEW.made IS NULL)"


def _makes(latest: str) -> str:
    """With the last possible day as the database reckons it."""
    return (
        "(OLD.second <> '' AND NEW.second = OLD.second AND NEW.second_signature = OLD.second_signature AND NEW.agreed = OLD.agreed"
        f" AND OLD.made IS NULL AND NEW.made IS NOT NULL AND NEW.made >= OLD.agreed AND NEW.made <= {latest})"
    )


def _not_so(latest: str) -> str:
    return f"({_ANOTHER} OR NOT ({_SIGNS} OR {_makes(latest)}) OR NOT {reads('first')} OR NOT {reads('second')} OR {_LOCKED})"


_SQLITE_DAY, _POSTGRESQL_DAY = f"date(OLD.agreed, '+{DAYS} days')", f"OLD.agreed + {DAYS}"
# INSERT OR REPLACE and UPDATE OR REPLACE would take away, without a word to the guard on deletes, what was made.
_WRITTEN_OVER = (
    f"EXISTS (SELECT 1 FROM {EXPORT} WHERE id = NEW.id OR (tip_id = NEW.tip_id AND made IS NULL)"  # noqa: S608 - our own words
    " OR (rowid = NEW.rowid AND rowid >= 0))"
)
_NO_BYTES = " OR ".join(
    f"typeof(NEW.{one}) <> 'blob'" for one in ("statement", "first_signature", "second_signature")
)
# A letter keeps its place, its side and its day. Its bytes are others only on the day on which that is said.
_SILENTLY = (
    "(NEW.id <> OLD.id OR NEW.office_id <> OLD.office_id OR NEW.conversation_id <> OLD.conversation_id OR NEW.position <> OLD.position"
    " OR NEW.from_office <> OLD.from_office OR NEW.day <> OLD.day"
    " OR (OLD.redacted IS NOT NULL AND (NEW.redacted IS NULL OR NEW.redacted < OLD.redacted))"
    " OR ((NEW.sealed <> OLD.sealed OR NEW.number <> OLD.number) AND NEW.redacted IS NULL)"
    " OR (NEW.redacted IS NOT NULL AND OLD.redacted IS NULL AND NEW.sealed = OLD.sealed))"
)


LEAVING = Guards(
    sqlite={
        **sqlite_trigger(
            EXPORT, ASKED, "BEFORE INSERT", f"{_NOT_BY_ONE} OR {_WRITTEN_OVER} OR {_NO_BYTES}", ALONE
        ),
        **sqlite_trigger(EXPORT, BELOW, "AFTER INSERT", "NEW.rowid < 0", ALONE),
        **sqlite_trigger(
            EXPORT,
            SIGNED,
            "BEFORE UPDATE",
            f"{_not_so(_SQLITE_DAY)} OR NEW.rowid <> OLD.rowid OR {_NO_BYTES}",
            ALONE,
        ),
    },
    triggers=(
        Trigger(EXPORT, ASKED, "INSERT", "ROW", 7, ASKED),
        Trigger(EXPORT, SIGNED, "UPDATE", "ROW", 19, SIGNED),
    ),
    functions={
        ASKED: unless(_NOT_BY_ONE, ALONE),
        SIGNED: unless(_not_so(_POSTGRESQL_DAY), ALONE),
    },
)


LETTERS = Guards(
    sqlite=sqlite_trigger(LETTER, REDACTED, "BEFORE UPDATE", _SILENTLY, SILENTLY),
    triggers=(Trigger(LETTER, REDACTED, "UPDATE", "ROW", 19, REDACTED),),
    functions={REDACTED: unless(_SILENTLY, SILENTLY)},
)


# A file goes with the letter that it came with, or with the tip, or as a recording: sealed/actions/recordings.py. Of an older file no place is known.
_WITH_ITS_LETTER = f"""EXISTS (SELECT 1 FROM {LETTER} WHERE {LETTER}.conversation_id = OLD.conversation_id
AND (OLD.position IS NULL OR {LETTER}.position = OLD.position) AND {LETTER}.redacted IS NOT NULL)"""  # noqa: S608 - our own words
_WITH_ITS_TIP = f"""NOT EXISTS (SELECT 1 FROM sealed_conversation JOIN {TIP} ON {TIP}.id = sealed_conversation.tip_id
WHERE sealed_conversation.id = OLD.conversation_id AND {TIP}.state <> 'destroyed')"""  # noqa: S608 - our own words
_AS_A_RECORDING = "EXISTS (SELECT 1 FROM sealed_recording WHERE sealed_recording.file = OLD.id)"


def goes_with_its_letter_or_tip() -> str:
    """Whether the file of the old row may go from its conversation."""
    return f"{_WITH_ITS_LETTER} OR {_WITH_ITS_TIP} OR {_AS_A_RECORDING}"


_ELSEWHERE = (
    "(OLD.conversation_id IS NOT NULL AND ("
    "(NEW.conversation_id IS NOT NULL AND (NEW.conversation_id <> OLD.conversation_id"
    " OR (OLD.position IS NOT NULL AND (NEW.position IS NULL OR NEW.position <> OLD.position))))"
    f" OR (NEW.conversation_id IS NULL AND NOT ({goes_with_its_letter_or_tip()}))))"
)
FILES = Guards(
    sqlite=sqlite_trigger(FILE, BELONGS, "BEFORE UPDATE", _ELSEWHERE, WITH_ANOTHER),
    triggers=(Trigger(FILE, BELONGS, "UPDATE", "ROW", 19, BELONGS),),
    functions={BELONGS: unless(_ELSEWHERE, WITH_ANOTHER)},
)


# That it was made stays for as long as the tip does.
_MADE = f"OLD.made IS NOT NULL AND EXISTS (SELECT 1 FROM {TIP} WHERE {TIP}.id = OLD.tip_id AND {TIP}.state <> 'destroyed')"  # noqa: S608 - our own words
LEFT = Guards(
    sqlite=sqlite_trigger(EXPORT, KEPT, "BEFORE DELETE", _MADE, STAYS),
    triggers=(
        Trigger(EXPORT, KEPT, "DELETE", "ROW", 11, KEPT),
        Trigger(EXPORT, WHOLE, "TRUNCATE", "STATEMENT", 34, WHOLE),
    ),
    functions={
        KEPT: f" BEGIN IF {_MADE} THEN {postgresql_refuses(STAYS)}; END IF; RETURN OLD; END ",
        WHOLE: f" BEGIN {postgresql_refuses(STAYS)}; END ",
    },
)
