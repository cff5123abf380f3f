"""What the database itself refuses about what readers decide: a grade of whoever may not grade, a grade that is changed, and a tip that one person confirms.

Whether a signature holds, and what a grade says, it does not see: the program looks at the first, and browsers at both.
"""

from __future__ import annotations

from fairwitness.office.guards import (
    Guards,
    Trigger,
    postgresql_refuses,
    sqlite_trigger,
    unless,
)
from fairwitness.sealed.guards_of_leaving import reads
from fairwitness.sealed.guards_of_recorded import wrote

TIP, GRADE, FINDING = "sealed_tip", "decisions_grade", "decisions_finding"
NOT_THEIRS = "whoever grades reads the tip, has not recorded it, and does it in its second review"
STANDS = "a grade stays as it was written"
UNSIGNED = "one person alone confirms nothing, and nobody who has not graded"
STAYS = "by whom a tip was confirmed stays as long as the tip"
GRADED, GRADE_BELOW, CHANGED, GRADE_KEPT, GRADE_WHOLE = (
    "decisions_grade_written",
    "decisions_grade_below",
    "decisions_grade_changed",
    "decisions_grade_kept",
    "decisions_grade_kept_whole",
)
ASKED, BELOW, SIGNED, FINDING_KEPT, FINDING_WHOLE = (
    "decisions_finding_asked",
    "decisions_finding_below",
    "decisions_finding_signed",
    "decisions_finding_kept",
    "decisions_finding_kept_whole",
)
CONFIRMS = "sealed_tip_confirmed"

REVIEWED = f"""EXISTS (SELECT 1 FROM {TIP} WHERE {TIP}.id = NEW.tip_id
AND {TIP}.state = 'second-review' AND {TIP}.since = NEW.round)"""  # noqa: S608 - our own words
_WRONG_GRADER = f"""(NOT {reads('"by"')} OR {wrote("NEW.tip_id", 'NEW."by"')} OR NOT {REVIEWED}
OR EXISTS (SELECT 1 FROM sealed_recusal WHERE sealed_recusal.tip_id = NEW.tip_id AND sealed_recusal.staff = NEW."by"))"""  # noqa: S608 - our own words
# INSERT OR REPLACE would write a grade anew, or take away what somebody has signed.
_GRADE_OVER = f"""EXISTS (SELECT 1 FROM {GRADE} WHERE id = NEW.id OR (rowid = NEW.rowid AND rowid >= 0)
OR (tip_id = NEW.tip_id AND allegation = NEW.allegation AND version = NEW.version AND round = NEW.round AND "by" = NEW."by"))"""  # noqa: S608 - our own words
_FINDING_OVER = f"EXISTS (SELECT 1 FROM {FINDING} WHERE id = NEW.id OR tip_id = NEW.tip_id OR (rowid = NEW.rowid AND rowid >= 0))"  # noqa: S608 - our own words
TIP_STANDS = f"EXISTS (SELECT 1 FROM {TIP} WHERE {TIP}.id = OLD.tip_id AND {TIP}.state <> 'destroyed')"  # noqa: S608 - our own words


def _graded(column: str) -> str:
    return f"""EXISTS (SELECT 1 FROM {GRADE} WHERE {GRADE}.tip_id = NEW.tip_id
AND {GRADE}.round = NEW.round AND {GRADE}."by" = NEW.{column})"""  # noqa: S608 - our own words


def may_sign(column: str) -> str:
    """Whether somebody reads the tip of the new row, has graded in its round, and has not recorded it."""
    return f"({reads(column)} AND {_graded(column)} AND NOT {wrote('NEW.tip_id', f'NEW.{column}')})"


_NOT_BY_ONE = (
    f"(NEW.second <> '' OR length(NEW.second_signature) > 0 OR NOT {may_sign('first')} OR NOT {REVIEWED})"
)
_ANOTHER = " OR ".join(
    f"NEW.{one} <> OLD.{one}"
    for one in ("id", "office_id", "tip_id", "verdict", "round", "statement", "first", "first_signature")
)
# Who has let both of them in could have signed twice: docs/decisions/0034.
BY_ONE_INVITER = """EXISTS (SELECT 1 FROM office_staffkey AS one, office_staffkey AS other, office_staff AS first, office_staff AS second
WHERE one.staff_id = NEW.first AND other.staff_id = NEW.second AND first.id = NEW.first AND second.id = NEW.second
AND ((COALESCE(one.invited_by, '') <> '' AND LOWER(one.invited_by) = LOWER(other.invited_by))
OR LOWER(one.invited_by) = LOWER(second.sign_in_name) OR LOWER(other.invited_by) = LOWER(first.sign_in_name)))"""
_NO_SECOND = (
    f"(OLD.second <> '' OR NEW.second = '' OR NEW.second = NEW.first OR {_ANOTHER} OR NOT {may_sign('first')}"
    f" OR NOT {may_sign('second')} OR {BY_ONE_INVITER} OR NOT {REVIEWED})"
)
_NO_BYTES = " OR ".join(
    f"typeof(NEW.{one}) <> 'blob'" for one in ("statement", "first_signature", "second_signature")
)
_NOT_BY_TWO = f"""(NEW.state = 'confirmed' AND OLD.state <> NEW.state AND NOT EXISTS (SELECT 1 FROM {FINDING}
WHERE {FINDING}.tip_id = NEW.id AND {FINDING}.second <> '' AND {FINDING}.verdict = 'confirmed' AND {FINDING}.round = OLD.since))"""  # noqa: S608 - our own words
_DONE = f"(OLD.second <> '' AND {TIP_STANDS})"


GRADES = Guards(
    sqlite={
        **sqlite_trigger(
            GRADE,
            GRADED,
            "BEFORE INSERT",
            f"{_WRONG_GRADER} OR {_GRADE_OVER} OR typeof(NEW.sealed) <> 'blob'",
            NOT_THEIRS,
        ),
        **sqlite_trigger(GRADE, GRADE_BELOW, "AFTER INSERT", "NEW.rowid < 0", NOT_THEIRS),
        **sqlite_trigger(GRADE, CHANGED, "BEFORE UPDATE", "TRUE", STANDS),
    },
    triggers=(
        Trigger(GRADE, GRADED, "INSERT", "ROW", 7, GRADED),
        Trigger(GRADE, CHANGED, "UPDATE", "ROW", 19, CHANGED),
    ),
    functions={GRADED: unless(_WRONG_GRADER, NOT_THEIRS), CHANGED: unless("TRUE", STANDS)},
)
FINDINGS = Guards(
    sqlite={
        **sqlite_trigger(
            FINDING, ASKED, "BEFORE INSERT", f"{_NOT_BY_ONE} OR {_FINDING_OVER} OR {_NO_BYTES}", UNSIGNED
        ),
        **sqlite_trigger(FINDING, BELOW, "AFTER INSERT", "NEW.rowid < 0", UNSIGNED),
        **sqlite_trigger(
            FINDING,
            SIGNED,
            "BEFORE UPDATE",
            f"{_NO_SECOND} OR NEW.rowid <> OLD.rowid OR {_NO_BYTES}",
            UNSIGNED,
        ),
    },
    triggers=(
        Trigger(FINDING, ASKED, "INSERT", "ROW", 7, ASKED),
        Trigger(FINDING, SIGNED, "UPDATE", "ROW", 19, SIGNED),
    ),
    functions={ASKED: unless(_NOT_BY_ONE, UNSIGNED), SIGNED: unless(_NO_SECOND, UNSIGNED)},
)
CONFIRMED = Guards(
    sqlite=sqlite_trigger(TIP, CONFIRMS, "BEFORE UPDATE", _NOT_BY_TWO, UNSIGNED),
    triggers=(Trigger(TIP, CONFIRMS, "UPDATE", "ROW", 19, CONFIRMS),),
    functions={CONFIRMS: unless(_NOT_BY_TWO, UNSIGNED)},
)


# What was graded, and by whom a tip was confirmed, stays for as long as the tip does.
DECIDED = Guards(
    sqlite={
        **sqlite_trigger(GRADE, GRADE_KEPT, "BEFORE DELETE", TIP_STANDS, STANDS),
        **sqlite_trigger(FINDING, FINDING_KEPT, "BEFORE DELETE", _DONE, STAYS),
    },
    triggers=(
        Trigger(GRADE, GRADE_KEPT, "DELETE", "ROW", 11, GRADE_KEPT),
        Trigger(GRADE, GRADE_WHOLE, "TRUNCATE", "STATEMENT", 34, GRADE_WHOLE),
        Trigger(FINDING, FINDING_KEPT, "DELETE", "ROW", 11, FINDING_KEPT),
        Trigger(FINDING, FINDING_WHOLE, "TRUNCATE", "STATEMENT", 34, FINDING_WHOLE),
    ),
    functions={
        GRADE_KEPT: unless(TIP_STANDS, STANDS, "OLD"),
        GRADE_WHOLE: f" BEGIN {postgresql_refuses(STANDS)}; END ",
        FINDING_KEPT: unless(_DONE, STAYS, "OLD"),
        FINDING_WHOLE: f" BEGIN {postgresql_refuses(STAYS)}; END ",
    },
)
EVERY = (GRADES, FINDINGS, CONFIRMED, DECIDED)
