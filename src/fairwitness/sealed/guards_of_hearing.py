"""What the database itself refuses about hearing the other side: less time than was promised, leaving it out alone or without an end, and confirming before it is heard."""

from __future__ import annotations

from fairwitness.office.guards import (
    Guards,
    Trigger,
    sqlite_before,
    unless,
)
from fairwitness.sealed.guards import is_no_reader
from fairwitness.sealed.guards_of_recorded import wrote

TIP, HEARING, LEFT_OUT = "sealed_tip", "sealed_hearing", "sealed_leftout"
DAYS, MORE, CODE_DAYS, FURTHEST = 14, 14, 30, 90  # sealed/hearing.py
PROMISED = "the person reported on has fourteen days once another reader has signed that the code was handed over, fourteen more once, and one end"
ALONE = "two readers leave out hearing somebody, and until a day"
UNHEARD = "nothing is confirmed before the person reported on was heard"
BEGUN, CHANGED = "sealed_hearing_begun", "sealed_hearing_changed"
ASKED, AGREED, FIRST = "sealed_leftout_asked", "sealed_leftout_agreed", "sealed_tip_heard"


def _over(table: str) -> str:
    """INSERT OR REPLACE would take away what stands there."""
    return f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR (rowid = NEW.rowid AND rowid >= 0))"  # noqa: S608 - our own words


_TIP_OF = "(SELECT tip_id FROM sealed_conversation WHERE sealed_conversation.id = NEW.conversation_id AND sealed_conversation.party = 'person')"
_BY = '"by"'
_HAS_BEGUN = """(NEW.handed IS NOT NULL OR NEW.until IS NOT NULL OR NEW.more IS NOT NULL OR NEW.own_from IS NOT NULL
OR NEW.answered IS NOT NULL OR NEW.ended <> '')"""
_ANOTHER = " OR ".join(
    f'NEW."{one}" <> OLD."{one}"' for one in ("id", "office_id", "conversation_id", "by", "day", "code")
)
_KEPT = " OR ".join(
    f"(OLD.{one} IS NOT NULL AND (NEW.{one} IS NULL OR NEW.{one} <> OLD.{one}))"
    for one in ("more", "own_from")
)


_BY_NOW, _HANDED_BY = f"NEW.{_BY}", "NEW.handed_by"
_NOT_SO_BEGUN = f"({_HAS_BEGUN} OR {_TIP_OF} IS NULL OR {is_no_reader(_BY)} OR {wrote(_TIP_OF, _BY_NOW)})"
_NO_HANDING = " OR ".join(f"typeof(NEW.{one}) <> 'blob'" for one in ("code", "statement", "signature"))


def _same(column: str) -> str:
    """Also where there is none."""
    both = f"NEW.{column} IS NOT NULL AND OLD.{column} IS NOT NULL AND NEW.{column} = OLD.{column}"
    return f"((NEW.{column} IS NULL AND OLD.{column} IS NULL) OR ({both}))"


_SAME_HANDING = " AND ".join(
    (
        _same("handed"),
        *(f"NEW.{one} = OLD.{one}" for one in ("way", "handed_by", "statement", "signature")),
    )
)
_STATE = f"(SELECT {TIP}.state FROM {TIP} WHERE {TIP}.id = {_TIP_OF})"  # noqa: S608 - our own words
# Nobody is told of a finding that there is not.
_NO_SUCH_END = f"""(NEW.ended <> OLD.ended AND (OLD.ended <> ''
OR (NEW.ended = 'confirmed' AND {_STATE} <> 'confirmed')
OR (NEW.ended = 'not-confirmed' AND {_STATE} NOT IN ('confirmed', 'not-confirmed'))))"""


def _not_so_changed(first: str, later: str) -> str:
    """With the last days as the database reckons them."""
    handed = (
        f"(OLD.handed IS NULL AND NEW.handed IS NOT NULL AND NEW.until IS NOT NULL AND NEW.handed >= NEW.day AND NEW.until = {first}"
        f" AND OLD.more IS NULL AND NEW.more IS NULL AND {_HANDED_BY} <> {_BY_NOW} AND NOT {is_no_reader('handed_by')}"
        f" AND NOT {wrote(_TIP_OF, _HANDED_BY)} AND length(NEW.statement) > 0 AND length(NEW.signature) = 64)"
    )
    longer = (
        "(OLD.more IS NULL AND NEW.more IS NOT NULL AND OLD.until IS NOT NULL AND NEW.until IS NOT NULL"
        f" AND NEW.more <= OLD.until AND NEW.until = {later} AND {_SAME_HANDING})"
    )
    same = f"({_same('until')} AND (NEW.more IS NOT NULL) = (OLD.more IS NOT NULL) AND {_SAME_HANDING})"
    return f"({_ANOTHER} OR {_KEPT} OR {_NO_SUCH_END} OR NOT ({same} OR {longer} OR {handed}))"


_TWO = wrote("NEW.tip_id", "NEW.first", "NEW.second")


def _not_so_asked(furthest: str) -> str:
    return (
        f"(NEW.second <> '' OR length(NEW.second_signature) > 0 OR NEW.until > {furthest}"
        f" OR {is_no_reader('first')} OR {_TWO})"
    )


_OTHERWISE = " OR ".join(
    f"NEW.{one} <> OLD.{one}"
    for one in (
        "id",
        "office_id",
        "tip_id",
        "ground",
        "asked",
        "until",
        "statement",
        "first",
        "first_signature",
    )
)
_NOT_AGREED = f"(OLD.second <> '' OR NEW.second = '' OR {_OTHERWISE} OR {is_no_reader('first')} OR {is_no_reader('second')} OR {_TWO})"
_NO_BYTES = " OR ".join(
    f"typeof(NEW.{one}) <> 'blob'" for one in ("statement", "first_signature", "second_signature")
)
_LEFT_OUT = f"""EXISTS (SELECT 1 FROM {LEFT_OUT} WHERE {LEFT_OUT}.tip_id = NEW.id
AND {LEFT_OUT}.second <> '' AND {LEFT_OUT}.until >= NEW.since)"""  # noqa: S608 - our own words
_HEARINGS = f"""SELECT 1 FROM {HEARING} JOIN sealed_conversation ON sealed_conversation.id = {HEARING}.conversation_id
WHERE sealed_conversation.tip_id = NEW.id"""  # noqa: S608 - our own words
_GOES_ON = f"{HEARING}.ended = ''"
_HANDED = f"EXISTS ({_HEARINGS} AND {_GOES_ON} AND {HEARING}.handed IS NOT NULL)"


def _too_early(code_until: str) -> str:
    """With the last day of a code as the database reckons it. Whoever was given one is waited for, whatever was left out."""
    waits = f"""EXISTS ({_HEARINGS} AND {_GOES_ON} AND (({HEARING}.handed IS NULL AND {code_until} >= NEW.since)
OR ({HEARING}.handed IS NOT NULL AND {HEARING}.answered IS NULL AND {HEARING}.until >= NEW.since)))"""
    return f"""((OLD.state = 'fact-finding' AND NEW.state = 'second-review' AND NOT {_LEFT_OUT})
OR (OLD.state <> NEW.state AND OLD.state = 'reply' AND NEW.state = 'second-review' AND {waits})
OR (OLD.state <> NEW.state AND NEW.state = 'confirmed' AND ({waits} OR (NOT {_HANDED} AND NOT {_LEFT_OUT}))))"""


def _days(day: str, later: int) -> str:
    """As SQLite reckons it."""
    return f"date({day}, '+{later} days')"


HEARD = Guards(
    sqlite={
        **sqlite_before(
            HEARING,
            BEGUN,
            "INSERT",
            f"{_NOT_SO_BEGUN} OR {_over(HEARING)} OR {_NO_HANDING}",
            PROMISED,
        ),
        **sqlite_before(
            HEARING,
            CHANGED,
            "UPDATE",
            f"{_not_so_changed(_days('NEW.handed', DAYS), _days('OLD.until', MORE))} OR NEW.rowid <> OLD.rowid OR {_NO_HANDING}",
            PROMISED,
        ),
        **sqlite_before(
            LEFT_OUT,
            ASKED,
            "INSERT",
            f"{_not_so_asked(_days('NEW.asked', FURTHEST))} OR {_over(LEFT_OUT)} OR {_NO_BYTES}",
            ALONE,
        ),
        **sqlite_before(
            LEFT_OUT, AGREED, "UPDATE", f"{_NOT_AGREED} OR NEW.rowid <> OLD.rowid OR {_NO_BYTES}", ALONE
        ),
        **sqlite_before(TIP, FIRST, "UPDATE", _too_early(_days(f"{HEARING}.day", CODE_DAYS)), UNHEARD),
    },
    triggers=(
        Trigger(HEARING, BEGUN, "INSERT", "ROW", 7, BEGUN),
        Trigger(HEARING, CHANGED, "UPDATE", "ROW", 19, CHANGED),
        Trigger(LEFT_OUT, ASKED, "INSERT", "ROW", 7, ASKED),
        Trigger(LEFT_OUT, AGREED, "UPDATE", "ROW", 19, AGREED),
        Trigger(TIP, FIRST, "UPDATE", "ROW", 19, FIRST),
    ),
    functions={
        BEGUN: unless(_NOT_SO_BEGUN, PROMISED),
        CHANGED: unless(_not_so_changed(f"NEW.handed + {DAYS}", f"OLD.until + {MORE}"), PROMISED),
        ASKED: unless(_not_so_asked(f"NEW.asked + {FURTHEST}"), ALONE),
        AGREED: unless(_NOT_AGREED, ALONE),
        FIRST: unless(_too_early(f"{HEARING}.day + {CODE_DAYS}"), UNHEARD),
    },
)
