"""What the database itself refuses about saying that a tipster knew that something was untrue: before they were heard, by fewer than two who have graded, and without somebody from outside.

Whether a signature holds, and what was graded and answered, it does not see: the program looks at the first, and browsers at all of it.
"""

from __future__ import annotations

from fairwitness.decisions.guards import (
    BY_ONE_INVITER,
    FINDING,
    REVIEWED,
    TIP,
    TIP_STANDS,
    may_sign,
)
from fairwitness.office.guards import (
    Guards,
    Trigger,
    postgresql_refuses,
    sqlite_trigger,
    unless,
)
from fairwitness.sealed.guards_of_leaving import reads
from fairwitness.sealed.guards_of_readers import ANY_KEY
from fairwitness.sealed.guards_of_recorded import wrote
from fairwitness.sealed.models import Notice

ASKED, KNEW = "decisions_tipsterasked", "decisions_knowinglyfalse"
DAYS = 14  # sealed/notices.py
NOT_HEARD = "a tipster is heard by a letter of the readers and a notice in the mailbox, once a round"
STAYS = "that a tipster was heard, and what was signed of what they knew, stays as long as the tip"
NOT_SO = (
    "that a tipster knew is signed by two who have graded, after fourteen days, and by somebody from outside"
)
BEGUN, BEGUN_BELOW, CHANGED, HEARING_KEPT, HEARING_WHOLE = (
    "decisions_tipsterasked_begun",
    "decisions_tipsterasked_below",
    "decisions_tipsterasked_changed",
    "decisions_tipsterasked_kept",
    "decisions_tipsterasked_kept_whole",
)
SIGNED_ONCE, BELOW, SIGNED_ON, KEPT, WHOLE = (
    "decisions_knowinglyfalse_asked",
    "decisions_knowinglyfalse_below",
    "decisions_knowinglyfalse_signed",
    "decisions_knowinglyfalse_kept",
    "decisions_knowinglyfalse_kept_whole",
)


def _over(table: str, once: str) -> str:
    """INSERT OR REPLACE would take away what stands there."""
    return (
        f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR ({once}) OR (rowid = NEW.rowid AND rowid >= 0))"  # noqa: S608 - our own words
    )


# Nobody hears a tipster whom no letter reaches: who kept no code, or whose code somebody of the office knows.
_NOBODY_READS = f"""EXISTS (SELECT 1 FROM {TIP} LEFT JOIN sealed_recorded ON sealed_recorded.tip_id = {TIP}.id
WHERE {TIP}.id = NEW.tip_id AND ({TIP}.no_answer OR (sealed_recorded.id IS NOT NULL AND sealed_recorded.own_from IS NULL)))"""  # noqa: S608 - our own words
# The readers' last one, of the same day and round; and none that somebody else may have read in the tipster's place.
_LETTER = f"""EXISTS (SELECT 1 FROM sealed_letter JOIN sealed_conversation ON sealed_conversation.id = sealed_letter.conversation_id
JOIN sealed_notice ON sealed_notice.conversation_id = sealed_conversation.id
WHERE sealed_letter.id = NEW.letter AND sealed_conversation.tip_id = NEW.tip_id AND sealed_conversation.party = 'tipster'
AND sealed_letter.from_office AND sealed_letter.redacted IS NULL AND sealed_letter.day = NEW.day AND sealed_letter.day >= NEW.round
AND NOT EXISTS (SELECT 1 FROM sealed_letter later WHERE later.conversation_id = sealed_letter.conversation_id
AND later.from_office AND later.position > sealed_letter.position)
AND NOT EXISTS (SELECT 1 FROM sealed_recorded WHERE sealed_recorded.tip_id = NEW.tip_id AND sealed_recorded.own_from >= sealed_letter.position)
AND sealed_notice.template = {Notice.Template.KNEW_ASKED.value} AND sealed_notice.day = NEW.day)"""  # noqa: S608 - our own words
_NOT_SO_HEARD = f"""(NOT {reads('"by"')} OR {wrote("NEW.tip_id", 'NEW."by"')} OR NOT {REVIEWED} OR {_NOBODY_READS} OR NOT {_LETTER})"""

_UNSIGNED = """(NEW.second <> '' OR length(NEW.second_signature) > 0 OR length(NEW.paper) > 0 OR length(NEW.papers_for) > 0
OR NEW.outsider <> '' OR length(NEW.outside) > 0 OR length(NEW.outside_signature) > 0 OR NEW.reason <> '')"""


def _heard(day: str) -> str:
    """Fourteen days long, by a letter that the mailbox had shown when the line looked last; the last of them as the database reckons it."""
    return f"""EXISTS (SELECT 1 FROM {ASKED} JOIN sealed_letter ON sealed_letter.id = {ASKED}.letter
JOIN sealed_opened ON sealed_opened.conversation_id = sealed_letter.conversation_id
WHERE {ASKED}.id = NEW.asked_id AND {ASKED}.tip_id = NEW.tip_id AND {ASKED}.round = NEW.round AND {day} < NEW.day
AND sealed_letter.redacted IS NULL AND sealed_opened.letters > sealed_letter.position)"""  # noqa: S608 - our own words


def _not_begun(day: str) -> str:
    other = f"EXISTS (SELECT 1 FROM {FINDING} WHERE {FINDING}.tip_id = NEW.tip_id)"  # noqa: S608 - our own words
    return f"({_UNSIGNED} OR NOT {may_sign('first')} OR NOT {REVIEWED} OR NOT {_heard(day)} OR {other})"


_ANOTHER = " OR ".join(
    f"NEW.{one} <> OLD.{one}"
    for one in (
        *("id", "office_id", "tip_id", "asked_id", "round", "day"),
        *("statement", "first", "first_signature"),
    )
)
_SAME_SECOND = " AND ".join(
    f"NEW.{one} = OLD.{one}" for one in ("second", "second_signature", "paper", "papers_for")
)
_SIGNS_SECOND = """(OLD.second = '' AND NEW.second <> '' AND NEW.second <> NEW.first AND length(NEW.paper) > 0 AND length(NEW.papers_for) > 0
AND NEW.outsider = '' AND NEW.reason = '' AND length(NEW.outside) = 0)"""
# Whoever is from outside guards names, and not this tip's; and neither of the two has let them in, or was let in by them.
_OUTSIDE = f"""(EXISTS (SELECT 1 FROM office_staff WHERE office_staff.id = NEW.outsider AND office_staff.role = 'custodian' AND office_staff.is_active)
AND NOT EXISTS (SELECT 1 FROM sealed_sealedname JOIN sealed_namekeeper ON sealed_namekeeper.kept_id = sealed_sealedname.id
JOIN {ANY_KEY} known ON known.holder = sealed_namekeeper.holder
WHERE sealed_sealedname.tip_id = NEW.tip_id AND known.staff_id = NEW.outsider)
AND NOT EXISTS (SELECT 1 FROM office_staffkey AS one, office_staffkey AS other, office_staff AS whoever, office_staff AS reader
WHERE one.staff_id = NEW.outsider AND whoever.id = NEW.outsider AND other.staff_id IN (NEW.first, NEW.second) AND reader.id = other.staff_id
AND (LOWER(one.invited_by) = LOWER(reader.sign_in_name) OR LOWER(other.invited_by) = LOWER(whoever.sign_in_name))))"""  # noqa: S608 - our own words
_SIGNS_OUTSIDE = f"""(OLD.second <> '' AND OLD.outsider = '' AND NEW.outsider <> '' AND NEW.outsider <> NEW.first AND NEW.outsider <> NEW.second
AND length(NEW.outside) > 0 AND length(NEW.outside_signature) = 64 AND {_SAME_SECOND} AND {_OUTSIDE})"""


def _not_signed(day: str) -> str:
    """A no of whoever is from outside ends it, whatever became of the two meanwhile."""
    holds = f"{may_sign('first')} AND {may_sign('second')} AND NOT {BY_ONE_INVITER} AND {_heard(day)}"
    return f"({_ANOTHER} OR NOT ({_SIGNS_SECOND} OR {_SIGNS_OUTSIDE}) OR NOT {REVIEWED} OR (NEW.reason = '' AND NOT ({holds})))"


_NO_BYTES = " OR ".join(
    f"typeof(NEW.{one}) <> 'blob'"
    for one in (
        *("statement", "first_signature", "second_signature"),
        *("paper", "papers_for", "outside", "outside_signature"),
    )
)
_SQLITE_DAY, _POSTGRESQL_DAY = f"date({ASKED}.day, '+{DAYS} days')", f"{ASKED}.day + {DAYS}"

TIPSTERS_HEARD = Guards(
    sqlite={
        **sqlite_trigger(
            ASKED,
            BEGUN,
            "BEFORE INSERT",
            f"{_NOT_SO_HEARD} OR {_over(ASKED, 'tip_id = NEW.tip_id AND round = NEW.round')}",
            NOT_HEARD,
        ),
        **sqlite_trigger(ASKED, BEGUN_BELOW, "AFTER INSERT", "NEW.rowid < 0", NOT_HEARD),
        **sqlite_trigger(ASKED, CHANGED, "BEFORE UPDATE", "TRUE", STAYS),
    },
    triggers=(
        Trigger(ASKED, BEGUN, "INSERT", "ROW", 7, BEGUN),
        Trigger(ASKED, CHANGED, "UPDATE", "ROW", 19, CHANGED),
    ),
    functions={BEGUN: unless(_NOT_SO_HEARD, NOT_HEARD), CHANGED: unless("TRUE", STAYS)},
)
KNOWING = Guards(
    sqlite={
        **sqlite_trigger(
            KNEW,
            SIGNED_ONCE,
            "BEFORE INSERT",
            f"{_not_begun(_SQLITE_DAY)} OR {_over(KNEW, 'tip_id = NEW.tip_id')} OR {_NO_BYTES}",
            NOT_SO,
        ),
        **sqlite_trigger(KNEW, BELOW, "AFTER INSERT", "NEW.rowid < 0", NOT_SO),
        **sqlite_trigger(
            KNEW,
            SIGNED_ON,
            "BEFORE UPDATE",
            f"{_not_signed(_SQLITE_DAY)} OR NEW.rowid <> OLD.rowid OR {_NO_BYTES}",
            NOT_SO,
        ),
    },
    triggers=(
        Trigger(KNEW, SIGNED_ONCE, "INSERT", "ROW", 7, SIGNED_ONCE),
        Trigger(KNEW, SIGNED_ON, "UPDATE", "ROW", 19, SIGNED_ON),
    ),
    functions={
        SIGNED_ONCE: unless(_not_begun(_POSTGRESQL_DAY), NOT_SO),
        SIGNED_ON: unless(_not_signed(_POSTGRESQL_DAY), NOT_SO),
    },
)
_JUDGED = f"(OLD.outsider <> '' AND {TIP_STANDS})"
# What an outsider has said stays for as long as the tip does, a no as well: nobody asks until somebody says yes.
KNOWN_STAYS = Guards(
    sqlite={
        **sqlite_trigger(ASKED, HEARING_KEPT, "BEFORE DELETE", TIP_STANDS, STAYS),
        **sqlite_trigger(KNEW, KEPT, "BEFORE DELETE", _JUDGED, STAYS),
    },
    triggers=(
        Trigger(ASKED, HEARING_KEPT, "DELETE", "ROW", 11, HEARING_KEPT),
        Trigger(ASKED, HEARING_WHOLE, "TRUNCATE", "STATEMENT", 34, HEARING_WHOLE),
        Trigger(KNEW, KEPT, "DELETE", "ROW", 11, KEPT),
        Trigger(KNEW, WHOLE, "TRUNCATE", "STATEMENT", 34, WHOLE),
    ),
    functions={
        HEARING_KEPT: unless(TIP_STANDS, STAYS, "OLD"),
        HEARING_WHOLE: f" BEGIN {postgresql_refuses(STAYS)}; END ",
        KEPT: unless(_JUDGED, STAYS, "OLD"),
        WHOLE: f" BEGIN {postgresql_refuses(STAYS)}; END ",
    },
)
OF_KNOWING = (TIPSTERS_HEARD, KNOWING, KNOWN_STAYS)
