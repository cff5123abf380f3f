"""What the database itself refuses about a tip that came another way: to lose its mark, and a signature of whoever wrote it down."""

from __future__ import annotations

from fairwitness.office.guards import (
    Guards,
    Trigger,
    postgresql_refuses,
    sqlite_before,
    unless,
)

TIP, RECORDED, RECORDING = "sealed_tip", "sealed_recorded", "sealed_recording"
REFERRAL, KEEPING, EXPORT, ENTRY = "sealed_referral", "sealed_keeping", "sealed_export", "journal_entry"
FOR_EVER = "that a tip was recorded by staff begins with it, and stays"
NO_CONSENT = "nobody is recorded without their consent"
NOT_BOTH = "whoever recorded a tip does not sign it"
EARLIEST = 30  # days: `recorded.py`

# It begins with the tip, before there is a letter: no tip of a tipster's gets such a mark later. And only somebody who reads the channel writes one down.
_NOT_BEGINNING = f"""(NEW.agreed IS NOT NULL OR NEW.own_from IS NOT NULL OR NEW.marked_by <> '' OR EXISTS (
SELECT 1 FROM sealed_conversation WHERE sealed_conversation.tip_id = NEW.tip_id) OR NOT EXISTS (
SELECT 1 FROM {TIP} JOIN office_seat ON office_seat.channel_id = {TIP}.channel_id
JOIN office_staff ON office_staff.id = office_seat.staff_id
WHERE {TIP}.id = NEW.tip_id AND {TIP}.state = 'received' AND office_staff.id = NEW."by"
AND office_staff.role = 'reviewer' AND office_staff.is_active
AND NEW.day >= {TIP}.received AND {{day}} <= {TIP}.received))"""  # noqa: S608 - our own words
_ON_SQLITE, _ON_POSTGRESQL = f"date(NEW.day, '-{EARLIEST} days')", f"NEW.day - {EARLIEST}"
_OTHERWISE = " OR ".join(
    f'NEW."{one}" <> OLD."{one}"' for one in ("id", "office_id", "tip_id", "by", "way", "consent", "day")
)
_ONCE = " OR ".join(
    f"(OLD.{one} IS NOT NULL AND (NEW.{one} IS NULL OR NEW.{one} <> OLD.{one}))"
    for one in ("agreed", "own_from")
)
_CHANGED = f"({_OTHERWISE} OR {_ONCE})"
_STANDS = f"EXISTS (SELECT 1 FROM {TIP} WHERE {TIP}.id = OLD.tip_id AND {TIP}.state <> 'destroyed')"  # noqa: S608 - our own words
# INSERT OR REPLACE would take away, without a word to the guard on deletes, what stands there.
_WRITTEN_OVER = f"EXISTS (SELECT 1 FROM {RECORDED} WHERE id = NEW.id OR tip_id = NEW.tip_id OR (rowid = NEW.rowid AND rowid >= 0))"  # noqa: S608 - our own words
_UNHEARD = f"""NOT EXISTS (SELECT 1 FROM {RECORDED} WHERE {RECORDED}.id = NEW.recorded_id
AND {RECORDED}.consent = 'recording')"""  # noqa: S608 - our own words


def wrote(tip: str, *signers: str) -> str:
    """Whether one of these has written that tip down."""
    return f"EXISTS (SELECT 1 FROM {RECORDED} WHERE {RECORDED}.tip_id = {tip} AND {RECORDED}.by IN ({', '.join(signers)}))"  # noqa: S608 - our own words


_TWO = wrote("NEW.tip_id", "NEW.first", "NEW.second")
# Of a mark the tip's row does not say whose it is; so of these tips another reader stands in the row beside it before there is a mark.
_ON_TIP = f"""((NEW.marked <> '' AND NEW.marked <> OLD.marked AND EXISTS (
SELECT 1 FROM {RECORDED} WHERE {RECORDED}.tip_id = NEW.id AND {RECORDED}.marked_by = ''))
OR (NEW.locked_by <> OLD.locked_by AND {wrote("NEW.id", "NEW.locked_by")})
OR (NEW.second_look <> OLD.second_look AND {wrote("NEW.id", "NEW.second_look")}))"""  # noqa: S608 - our own words
SIGNING = (
    "triage",
    "second-review",
    "confirmed",
    "not-confirmed",
    "insufficient",
    "out-of-scope",
    "protected-conduct",
    "passing-on-asked",
    "referred",
    "danger-to-life",
    "second-look",
    "retention-extended",
    "export-asked",
    "export-agreed",
    "exported",
    "redacted",
    "closed",
    "destroyed",
    "graded",
    "finding-asked",
)
_KINDS = ", ".join(f"'{kind}'" for kind in SIGNING)
# PL/pgSQL finds a column that is called like one of its own words only where that is quoted.
_ENTERED = f"""(NEW.kind IN ({_KINDS}) AND NEW."by" <> '' AND {wrote("NEW.tip", 'NEW."by"')})"""
BEGUN, CHANGED, KEPT, KEPT_WHOLE, HEARD = (
    "sealed_recorded_begun",
    "sealed_recorded_changed",
    "sealed_recorded_kept",
    "sealed_recorded_kept_whole",
    "sealed_recording_heard",
)
ON_TIP, ON_ENTRY = "sealed_tip_not_by_recorder", "journal_entry_not_by_recorder"
PASSED_FIRST, PASSED_SECOND = "sealed_referral_not_by_recorder", "sealed_referral_not_by_recorder_either"
KEPT_FIRST, KEPT_SECOND = "sealed_keeping_not_by_recorder", "sealed_keeping_not_by_recorder_either"
LEFT_FIRST, LEFT_SECOND = "sealed_export_not_by_recorder", "sealed_export_not_by_recorder_either"


CAME_ANOTHER_WAY = Guards(
    sqlite={
        **sqlite_before(
            RECORDED,
            BEGUN,
            "INSERT",
            f"{_NOT_BEGINNING.format(day=_ON_SQLITE)} OR {_WRITTEN_OVER}",
            FOR_EVER,
        ),
        **sqlite_before(RECORDED, CHANGED, "UPDATE", f"{_CHANGED} OR NEW.rowid <> OLD.rowid", FOR_EVER),
        **sqlite_before(RECORDING, HEARD, "INSERT", _UNHEARD, NO_CONSENT),
        **sqlite_before(TIP, ON_TIP, "UPDATE", _ON_TIP, NOT_BOTH),
        **sqlite_before(REFERRAL, PASSED_FIRST, "INSERT", _TWO, NOT_BOTH),
        **sqlite_before(REFERRAL, PASSED_SECOND, "UPDATE", _TWO, NOT_BOTH),
        **sqlite_before(KEEPING, KEPT_FIRST, "INSERT", _TWO, NOT_BOTH),
        **sqlite_before(KEEPING, KEPT_SECOND, "UPDATE", _TWO, NOT_BOTH),
        **sqlite_before(EXPORT, LEFT_FIRST, "INSERT", _TWO, NOT_BOTH),
        **sqlite_before(EXPORT, LEFT_SECOND, "UPDATE", _TWO, NOT_BOTH),
        **sqlite_before(ENTRY, ON_ENTRY, "INSERT", _ENTERED, NOT_BOTH),
    },
    triggers=(
        Trigger(RECORDED, BEGUN, "INSERT", "ROW", 7, BEGUN),
        Trigger(RECORDED, CHANGED, "UPDATE", "ROW", 19, CHANGED),
        Trigger(RECORDING, HEARD, "INSERT", "ROW", 7, HEARD),
        Trigger(TIP, ON_TIP, "UPDATE", "ROW", 19, ON_TIP),
        Trigger(REFERRAL, PASSED_FIRST, "INSERT", "ROW", 7, PASSED_FIRST),
        Trigger(REFERRAL, PASSED_SECOND, "UPDATE", "ROW", 19, PASSED_FIRST),
        Trigger(KEEPING, KEPT_FIRST, "INSERT", "ROW", 7, PASSED_FIRST),
        Trigger(KEEPING, KEPT_SECOND, "UPDATE", "ROW", 19, PASSED_FIRST),
        Trigger(EXPORT, LEFT_FIRST, "INSERT", "ROW", 7, PASSED_FIRST),
        Trigger(EXPORT, LEFT_SECOND, "UPDATE", "ROW", 19, PASSED_FIRST),
        Trigger(ENTRY, ON_ENTRY, "INSERT", "ROW", 7, ON_ENTRY),
    ),
    functions={
        BEGUN: unless(_NOT_BEGINNING.format(day=_ON_POSTGRESQL), FOR_EVER),
        CHANGED: unless(_CHANGED, FOR_EVER),
        HEARD: unless(_UNHEARD, NO_CONSENT),
        ON_TIP: unless(_ON_TIP, NOT_BOTH),
        PASSED_FIRST: unless(_TWO, NOT_BOTH),
        ON_ENTRY: unless(_ENTERED, NOT_BOTH),
    },
)


# The mark goes with the tip's last row, and no earlier.
RECORDED_STAYS = Guards(
    sqlite=sqlite_before(RECORDED, KEPT, "DELETE", _STANDS, FOR_EVER),
    triggers=(
        Trigger(RECORDED, KEPT, "DELETE", "ROW", 11, KEPT),
        Trigger(RECORDED, KEPT_WHOLE, "TRUNCATE", "STATEMENT", 34, KEPT_WHOLE),
    ),
    functions={
        KEPT: unless(_STANDS, FOR_EVER, "OLD"),
        KEPT_WHOLE: f" BEGIN {postgresql_refuses(FOR_EVER)}; END ",
    },
)
