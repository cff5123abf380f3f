"""What the database itself refuses of a tip: to begin anywhere but at the beginning, every move that `states.py` does not name, to break what was promised, and to be passed on by one person."""

from __future__ import annotations

from fairwitness.office.guards import Guards, Trigger, postgresql_refuses, sqlite_refuses, unless
from fairwitness.sealed.states import (
    FIRST,
    STANDS_REFERRED,
    moves,
    moves_of_two,
    moves_that_confirm,
    referrals,
)

TABLE = "sealed_tip"
BEGINS, FOLLOWS = "sealed_tip_begins", "sealed_tip_follows"
SAID = "a tip cannot go from there to here"
_LET_THROUGH = (*moves(), *moves_of_two(), *moves_that_confirm())
_PAIRS = ", ".join(f"('{state}', '{after}')" for state, after in _LET_THROUGH)
KNOWN = f"(OLD.state = NEW.state OR (OLD.state, NEW.state) IN (VALUES {_PAIRS}))"
# INSERT OR REPLACE would begin a tip a second time: a row that is there is not written again.
THERE = f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"  # noqa: S608 - our own words


def _unless(refused: str, said: str = SAID) -> str:
    return unless(refused, said)


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


# What a tip was promised is changed once at most, and then as far as the law goes: requirements.md A2.
MOST_DAYS = 180  # from receipt to feedback: no six months are shorter
PROMISED, ASKED, AGREED, KEPT = (
    "sealed_tip_promised",
    "sealed_keeping_asked",
    "sealed_keeping_agreed",
    "sealed_keeping",
)
BROKEN = "what a tip was promised cannot be changed like that"
ALONE = "one person alone cannot keep a tip longer"
_NEVER = ("answer_due", "out_of_scope_days", "unconfirmed_days", "confirmed_days")
_CHANGED = " OR ".join(
    f"(OLD.{one} IS NOT NULL AND (NEW.{one} IS NULL OR NEW.{one} <> OLD.{one}))" for one in _NEVER
)
_MOVED = (
    "(OLD.feedback_due IS NOT NULL AND (NEW.feedback_due IS NULL OR NEW.feedback_due <> OLD.feedback_due))"
)
_ONCE = (
    "OLD.extended = '' AND NEW.extended <> '' AND NEW.feedback_due > COALESCE(OLD.feedback_due, OLD.received)"
)
# Whoever kept no code reads no letter, so nobody waits for one.
_UNTOLD = """NEW.state = 'feedback-given' AND OLD.state <> NEW.state AND NOT NEW.no_answer AND NOT EXISTS (
SELECT 1 FROM sealed_letter JOIN sealed_conversation ON sealed_conversation.id = sealed_letter.conversation_id
WHERE sealed_conversation.tip_id = NEW.id AND sealed_conversation.party = 'tipster' AND sealed_letter.from_office
AND sealed_letter.day >= OLD.since)"""
_OTHERWISE = " OR ".join(f"NEW.{one} <> OLD.{one}" for one in ("tip_id", "reason", "until", "first"))
CHANGED = f"(OLD.second <> '' OR {_OTHERWISE})"


def _broken(latest: str) -> str:
    """With the last possible day as the database reckons it."""
    extended = f"{_ONCE} AND NEW.feedback_due <= {latest}"
    return f"({_CHANGED} OR (({_MOVED} OR NEW.extended <> OLD.extended) AND NOT ({extended})) OR ({_UNTOLD}))"


SIX_MONTHS = f"date(NEW.received, '+{MOST_DAYS} days')"
PROMISES = Guards(
    sqlite={
        (TABLE, PROMISED): (
            f"CREATE TRIGGER {PROMISED} BEFORE UPDATE ON {TABLE}"
            f" WHEN {_broken(SIX_MONTHS)} {sqlite_refuses(BROKEN)}"
        ),
        (KEPT, ASKED): (
            f"CREATE TRIGGER {ASKED} BEFORE INSERT ON {KEPT} WHEN NEW.second <> '' {sqlite_refuses(ALONE)}"
        ),
        (KEPT, AGREED): (
            f"CREATE TRIGGER {AGREED} BEFORE UPDATE ON {KEPT} WHEN {CHANGED} {sqlite_refuses(ALONE)}"
        ),
    },
    triggers=(
        Trigger(TABLE, PROMISED, "UPDATE", "ROW", 19, PROMISED),
        Trigger(KEPT, ASKED, "INSERT", "ROW", 7, ASKED),
        Trigger(KEPT, AGREED, "UPDATE", "ROW", 19, AGREED),
    ),
    functions={
        PROMISED: _unless(_broken(f"NEW.received + {MOST_DAYS}"), BROKEN),
        ASKED: _unless("NEW.second <> ''", ALONE),
        AGREED: _unless(CHANGED, ALONE),
    },
)


# A tip is passed on by two people: requirements.md G10. The moves themselves are among those that GUARDS lets through.
REFERRED, SIGNED_ONCE, BELOW, SIGNED_TWICE, REFERRAL = (
    "sealed_tip_referred",
    "sealed_referral_asked",
    "sealed_referral_below",
    "sealed_referral_agreed",
    "sealed_referral",
)
UNSIGNED = "one person alone cannot pass a tip on"
_NOT_BY_TWO = f"""NEW.state = 'referred' AND OLD.state <> NEW.state AND NOT EXISTS (
SELECT 1 FROM {REFERRAL} WHERE {REFERRAL}.tip_id = NEW.id AND {REFERRAL}.second <> ''
AND ({REFERRAL}.ground = 'danger-to-life' OR OLD.state = 'confirmed'))"""  # noqa: S608 - our own words


def is_no_reader(column: str) -> str:
    """Who reads this very tip, only the code knows; that it is a reader of the office at all, the database sees."""
    return (
        f"NOT EXISTS (SELECT 1 FROM office_staff WHERE office_staff.id = NEW.{column}"  # noqa: S608 - our own words
        " AND office_staff.role = 'reviewer' AND office_staff.is_active)"
    )


_NOT_BY_ONE = f"(NEW.second <> '' OR length(NEW.second_signature) > 0 OR {is_no_reader('first')})"
_ANOTHER = " OR ".join(
    f"NEW.{one} <> OLD.{one}"
    for one in ("id", "office_id", "tip_id", "ground", "body", "statement", "first", "first_signature")
)
_WHERE_TWO_LEAD = ", ".join(f"'{state}'" for state, _ in referrals())
_LEADS_NOWHERE = f"""NOT EXISTS (SELECT 1 FROM {TABLE} WHERE {TABLE}.id = NEW.tip_id AND {TABLE}.state IN ({_WHERE_TWO_LEAD})
AND (NEW.ground = 'danger-to-life' OR {TABLE}.state = 'confirmed'))"""  # noqa: S608 - our own words
_NO_SECOND = f"(OLD.second <> '' OR NEW.second = '' OR {_ANOTHER} OR {is_no_reader('first')} OR {is_no_reader('second')} OR {_LEADS_NOWHERE})"
# Before a row is inserted its automatic rowid reads as -1: no row may have such a one, or no later one could be written.
# INSERT OR REPLACE and UPDATE OR REPLACE would take away, without a word to the guard on deletes, what is signed.
_WRITTEN_OVER = f"EXISTS (SELECT 1 FROM {REFERRAL} WHERE id = NEW.id OR tip_id = NEW.tip_id OR (rowid = NEW.rowid AND rowid >= 0))"  # noqa: S608 - our own words
# SQLite takes a text for bytes.
_NO_BYTES = " OR ".join(
    f"typeof(NEW.{one}) <> 'blob'" for one in ("statement", "first_signature", "second_signature")
)
REFERRALS = Guards(
    sqlite={
        (TABLE, REFERRED): (
            f"CREATE TRIGGER {REFERRED} BEFORE UPDATE ON {TABLE} WHEN {_NOT_BY_TWO} {sqlite_refuses(UNSIGNED)}"
        ),
        (REFERRAL, SIGNED_ONCE): (
            f"CREATE TRIGGER {SIGNED_ONCE} BEFORE INSERT ON {REFERRAL}"
            f" WHEN {_NOT_BY_ONE} OR {_WRITTEN_OVER} OR {_NO_BYTES} {sqlite_refuses(UNSIGNED)}"
        ),
        (REFERRAL, BELOW): (
            f"CREATE TRIGGER {BELOW} AFTER INSERT ON {REFERRAL} WHEN NEW.rowid < 0 {sqlite_refuses(UNSIGNED)}"
        ),
        (REFERRAL, SIGNED_TWICE): (
            f"CREATE TRIGGER {SIGNED_TWICE} BEFORE UPDATE ON {REFERRAL}"
            f" WHEN {_NO_SECOND} OR NEW.rowid <> OLD.rowid OR {_NO_BYTES} {sqlite_refuses(UNSIGNED)}"
        ),
    },
    triggers=(
        Trigger(TABLE, REFERRED, "UPDATE", "ROW", 19, REFERRED),
        Trigger(REFERRAL, SIGNED_ONCE, "INSERT", "ROW", 7, SIGNED_ONCE),
        Trigger(REFERRAL, SIGNED_TWICE, "UPDATE", "ROW", 19, SIGNED_TWICE),
    ),
    functions={
        REFERRED: _unless(_NOT_BY_TWO, UNSIGNED),
        SIGNED_ONCE: _unless(_NOT_BY_ONE, UNSIGNED),
        SIGNED_TWICE: _unless(_NO_SECOND, UNSIGNED),
    },
)


# By whom and to whom a tip was passed on stays for as long as the tip does.
KEPT_SIGNED, KEPT_WHOLE = "sealed_referral_kept", "sealed_referral_kept_whole"
STAYS = "by whom a tip was passed on stays as long as the tip"
_DONE = f"""OLD.second <> '' AND EXISTS (SELECT 1 FROM {TABLE} WHERE {TABLE}.id = OLD.tip_id
AND {TABLE}.state IN ({", ".join(f"'{state}'" for state in STANDS_REFERRED)}))"""  # noqa: S608 - our own words
PASSED_ON = Guards(
    sqlite={
        (REFERRAL, KEPT_SIGNED): (
            f"CREATE TRIGGER {KEPT_SIGNED} BEFORE DELETE ON {REFERRAL} WHEN {_DONE} {sqlite_refuses(STAYS)}"
        ),
    },
    triggers=(
        Trigger(REFERRAL, KEPT_SIGNED, "DELETE", "ROW", 11, KEPT_SIGNED),
        Trigger(REFERRAL, KEPT_WHOLE, "TRUNCATE", "STATEMENT", 34, KEPT_WHOLE),
    ),
    functions={
        KEPT_SIGNED: f" BEGIN IF {_DONE} THEN {postgresql_refuses(STAYS)}; END IF; RETURN OLD; END ",
        KEPT_WHOLE: f" BEGIN {postgresql_refuses(STAYS)}; END ",
    },
)
