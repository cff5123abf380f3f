"""What the database itself refuses about names that two keys guard: a key to a tip for whoever guards names, and opening one without what two have signed."""

from __future__ import annotations

from fairwitness.office.guards import (
    Guards,
    Trigger,
    postgresql_refuses,
    sqlite_before,
    unless,
)
from fairwitness.sealed.guards_of_readers import ANY_KEY, GRANT

NAME, KEEPER = "sealed_sealedname", "sealed_namekeeper"
REQUEST, ANSWER = "sealed_namerequest", "sealed_nameanswer"
DAYS = 7  # between telling the tipster and opening: sealed/names.py
READS_NOTHING = "whoever guards names holds no key to a tip"
STAYS = "a sealed name and what was signed about it stay as they are"
NOT_SO = "a name is asked for by two readers, on one ground"
NOT_OPENED = "a name is opened by whoever guards it, once two have signed and its day has come"
GRANTED, GRANTED_ANEW = "sealed_grant_to_no_custodian", "sealed_grant_to_no_custodian_anew"
CHANGED, KEEPS = "sealed_name_changed", "sealed_namekeeper_changed"
ASKED, AGREED = "sealed_namerequest_asked", "sealed_namerequest_agreed"
OPENED, OPENED_ANEW = "sealed_nameanswer_given", "sealed_nameanswer_changed"
_GUARDS = (
    f"EXISTS (SELECT 1 FROM {ANY_KEY} known JOIN office_staff ON office_staff.id = known.staff_id"  # noqa: S608 - our own words
    " WHERE known.holder = NEW.holder AND office_staff.role = 'custodian')"
)


def _reader(column: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM office_staff WHERE office_staff.id = NEW.{column}"  # noqa: S608 - our own words
        " AND office_staff.role = 'reviewer' AND office_staff.is_active)"
    )


def _over(table: str) -> str:
    """INSERT OR REPLACE would take away what stands there."""
    return f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR (rowid = NEW.rowid AND rowid >= 0))"  # noqa: S608 - our own words


_BEGINS = f"""(NEW.second <> '' OR length(NEW.second_signature) > 0 OR NEW.opens IS NOT NULL OR NEW.says <> ''
OR length(NEW.consent_signature) > 0 OR NEW.answered IS NOT NULL OR NOT {_reader("first")}
OR NOT EXISTS (SELECT 1 FROM {NAME} WHERE {NAME}.tip_id = NEW.tip_id))"""  # noqa: S608 - our own words
_SAME = " OR ".join(
    f"NEW.{one} <> OLD.{one}"
    for one in (
        *("id", "office_id", "tip_id", "ground", "told", "asked", "statement"),
        *("first", "first_signature"),
    )
)


def _goes_on(earliest: str) -> str:
    """Each step once, and none back: the second signature with its day, the tipster's word, the end."""
    return f"""({_SAME} OR (OLD.second <> '' AND (NEW.second <> OLD.second OR NEW.second_signature <> OLD.second_signature OR NEW.opens <> OLD.opens))
OR (OLD.second = '' AND NEW.second <> '' AND (NOT {_reader("first")} OR NOT {_reader("second")}
OR NEW.opens < OLD.asked OR (NEW.told = 'before' AND NEW.opens < {earliest})))
OR (NEW.says <> OLD.says AND (OLD.says = 'no' OR NEW.says = '' OR NEW.second = '' OR length(NEW.consent_signature) <> 64))
OR (NEW.says = OLD.says AND (NEW.consent <> OLD.consent OR NEW.consent_signature <> OLD.consent_signature))
OR (OLD.answered IS NOT NULL AND (NEW.answered IS NULL OR NEW.answered <> OLD.answered)))"""


_OPENS = f"""EXISTS (SELECT 1 FROM {REQUEST} JOIN {NAME} ON {NAME}.tip_id = {REQUEST}.tip_id
JOIN {KEEPER} ON {KEEPER}.kept_id = {NAME}.id JOIN {ANY_KEY} known ON known.holder = {KEEPER}.holder
JOIN office_staff ON office_staff.id = known.staff_id
WHERE {REQUEST}.id = NEW.request_id AND {REQUEST}.second <> '' AND {REQUEST}.answered IS NULL
AND office_staff.id = NEW."by" AND office_staff.role = 'custodian' AND office_staff.is_active
AND (NEW.reason <> '' OR ({REQUEST}.opens <= NEW.day AND ({REQUEST}.ground <> 'consent' OR {REQUEST}.says = 'yes'))))"""  # noqa: S608 - our own words
_NOT_OPENED = f"(NOT {_OPENS} OR length(NEW.signature) <> 64 OR (NEW.reason = '' AND length(NEW.sealed) = 0))"
_NO_BYTES = " OR ".join(f"typeof(NEW.{one}) <> 'blob'" for one in ("statement", "signature", "sealed"))


_LATER = f"date(OLD.asked, '+{DAYS} days')"  # as SQLite reckons it
CUSTODIANS = Guards(
    sqlite={
        **sqlite_before(GRANT, GRANTED, "INSERT", _GUARDS, READS_NOTHING),
        **sqlite_before(GRANT, GRANTED_ANEW, "UPDATE", _GUARDS, READS_NOTHING),
    },
    triggers=(
        Trigger(GRANT, GRANTED, "INSERT", "ROW", 7, GRANTED),
        Trigger(GRANT, GRANTED_ANEW, "UPDATE", "ROW", 19, GRANTED),
    ),
    functions={GRANTED: unless(_GUARDS, READS_NOTHING)},
)
NAMES = Guards(
    sqlite={
        **sqlite_before(NAME, CHANGED, "UPDATE", "true", STAYS),
        **sqlite_before(KEEPER, KEEPS, "UPDATE", "true", STAYS),
        **sqlite_before(REQUEST, ASKED, "INSERT", f"{_BEGINS} OR {_over(REQUEST)}", NOT_SO),
        **sqlite_before(REQUEST, AGREED, "UPDATE", f"{_goes_on(_LATER)} OR NEW.rowid <> OLD.rowid", NOT_SO),
        **sqlite_before(
            ANSWER, OPENED, "INSERT", f"{_NOT_OPENED} OR {_over(ANSWER)} OR {_NO_BYTES}", NOT_OPENED
        ),
        **sqlite_before(ANSWER, OPENED_ANEW, "UPDATE", "true", STAYS),
    },
    triggers=(
        Trigger(NAME, CHANGED, "UPDATE", "ROW", 19, CHANGED),
        Trigger(KEEPER, KEEPS, "UPDATE", "ROW", 19, CHANGED),
        Trigger(REQUEST, ASKED, "INSERT", "ROW", 7, ASKED),
        Trigger(REQUEST, AGREED, "UPDATE", "ROW", 19, AGREED),
        Trigger(ANSWER, OPENED, "INSERT", "ROW", 7, OPENED),
        Trigger(ANSWER, OPENED_ANEW, "UPDATE", "ROW", 19, CHANGED),
    ),
    functions={
        CHANGED: f" BEGIN {postgresql_refuses(STAYS)}; END ",
        ASKED: unless(_BEGINS, NOT_SO),
        AGREED: unless(_goes_on(f"OLD.asked + {DAYS}"), NOT_SO),
        OPENED: unless(_NOT_OPENED, NOT_OPENED),
    },
)


# What was signed by two, and what came of it, goes with the tip and no earlier.
def _stands(tip: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM sealed_tip WHERE sealed_tip.id = {tip} AND sealed_tip.state <> 'destroyed')"  # noqa: S608 - our own words
    )


_LEAVES = {
    NAME: ("sealed_name_kept", _stands("OLD.tip_id")),
    REQUEST: ("sealed_namerequest_kept", f"OLD.second <> '' AND {_stands('OLD.tip_id')}"),
    ANSWER: (
        "sealed_nameanswer_kept",
        _stands(f"(SELECT tip_id FROM {REQUEST} WHERE {REQUEST}.id = OLD.request_id)"),  # noqa: S608 - our own words
    ),
}
NAMES_STAY = Guards(
    sqlite={
        key: made
        for table, (name, stands) in _LEAVES.items()
        for key, made in sqlite_before(table, name, "DELETE", stands, STAYS).items()
    },
    triggers=tuple(Trigger(table, name, "DELETE", "ROW", 11, name) for table, (name, _) in _LEAVES.items()),
    functions={name: unless(stands, STAYS, "OLD") for name, stands in _LEAVES.values()},
)
