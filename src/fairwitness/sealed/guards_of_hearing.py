"""What the database itself refuses about hearing the other side: less time than was promised, leaving it out alone or without an end, and confirming before it is heard."""

from __future__ import annotations

from fairwitness.office.guards import Guards, Trigger, postgresql_refuses, sqlite_refuses
from fairwitness.sealed.guards import is_no_reader
from fairwitness.sealed.guards_of_recorded import wrote

TIP, HEARING, LEFT_OUT = "sealed_tip", "sealed_hearing", "sealed_leftout"
DAYS, MORE, FURTHEST = 14, 14, 90  # sealed/hearing.py
PROMISED = "the person reported on has fourteen days, and fourteen more once"
ALONE = "two readers leave out hearing somebody, and until a day"
UNHEARD = "nothing is confirmed before the person reported on was heard"
BEGUN, CHANGED = "sealed_hearing_begun", "sealed_hearing_changed"
ASKED, AGREED, FIRST = "sealed_leftout_asked", "sealed_leftout_agreed", "sealed_tip_heard"


def _over(table: str) -> str:
    """INSERT OR REPLACE would take away what stands there."""
    return f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR (rowid = NEW.rowid AND rowid >= 0))"  # noqa: S608 - our own words


_TIP_OF = "(SELECT tip_id FROM sealed_conversation WHERE sealed_conversation.id = NEW.conversation_id AND sealed_conversation.party = 'person')"
_BY = '"by"'
_HAS_BEGUN = "(NEW.more IS NOT NULL OR NEW.own_from IS NOT NULL OR NEW.answered IS NOT NULL)"
_ANOTHER = " OR ".join(
    f'NEW."{one}" <> OLD."{one}"' for one in ("id", "office_id", "conversation_id", "by", "day")
)
_KEPT = " OR ".join(
    f"(OLD.{one} IS NOT NULL AND (NEW.{one} IS NULL OR NEW.{one} <> OLD.{one}))"
    for one in ("more", "own_from")
)


def _not_so_begun(last: str) -> str:
    """With the last day as the database reckons it."""
    return (
        f"({_HAS_BEGUN} OR NEW.until <> {last} OR {_TIP_OF} IS NULL OR {is_no_reader(_BY)}"
        f" OR {wrote(_TIP_OF, f'NEW.{_BY}')})"
    )


def _not_so_changed(later: str) -> str:
    longer = f"(OLD.more IS NULL AND NEW.more IS NOT NULL AND NEW.more <= OLD.until AND NEW.until = {later})"
    same = "(NEW.until = OLD.until AND (NEW.more IS NOT NULL) = (OLD.more IS NOT NULL))"
    return f"({_ANOTHER} OR {_KEPT} OR NOT ({same} OR {longer}))"


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
_WAITS = f"EXISTS ({_HEARINGS} AND {HEARING}.answered IS NULL AND {HEARING}.until >= NEW.since)"
_HEARD = f"(EXISTS ({_HEARINGS}) AND NOT {_WAITS})"
_TOO_EARLY = f"""((OLD.state = 'fact-finding' AND NEW.state = 'second-review' AND NOT {_LEFT_OUT})
OR (OLD.state <> NEW.state AND OLD.state = 'reply' AND NEW.state = 'second-review' AND {_WAITS})
OR (OLD.state <> NEW.state AND NEW.state = 'confirmed' AND NOT {_HEARD} AND NOT {_LEFT_OUT}))"""


def _unless(refused: str, said: str) -> str:
    return f" BEGIN IF {refused} THEN {postgresql_refuses(said)}; END IF; RETURN NEW; END "


def _sqlite(table: str, name: str, when: str, refused: str, said: str) -> dict[tuple[str, str], str]:
    made = f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {refused} {sqlite_refuses(said)}"
    return {(table, name): made}


def _days(day: str, later: int) -> str:
    """As SQLite reckons it."""
    return f"date({day}, '+{later} days')"


HEARD = Guards(
    sqlite={
        **_sqlite(
            HEARING,
            BEGUN,
            "INSERT",
            f"{_not_so_begun(_days('NEW.day', DAYS))} OR {_over(HEARING)}",
            PROMISED,
        ),
        **_sqlite(
            HEARING,
            CHANGED,
            "UPDATE",
            f"{_not_so_changed(_days('OLD.until', MORE))} OR NEW.rowid <> OLD.rowid",
            PROMISED,
        ),
        **_sqlite(
            LEFT_OUT,
            ASKED,
            "INSERT",
            f"{_not_so_asked(_days('NEW.asked', FURTHEST))} OR {_over(LEFT_OUT)} OR {_NO_BYTES}",
            ALONE,
        ),
        **_sqlite(
            LEFT_OUT, AGREED, "UPDATE", f"{_NOT_AGREED} OR NEW.rowid <> OLD.rowid OR {_NO_BYTES}", ALONE
        ),
        **_sqlite(TIP, FIRST, "UPDATE", _TOO_EARLY, UNHEARD),
    },
    triggers=(
        Trigger(HEARING, BEGUN, "INSERT", "ROW", 7, BEGUN),
        Trigger(HEARING, CHANGED, "UPDATE", "ROW", 19, CHANGED),
        Trigger(LEFT_OUT, ASKED, "INSERT", "ROW", 7, ASKED),
        Trigger(LEFT_OUT, AGREED, "UPDATE", "ROW", 19, AGREED),
        Trigger(TIP, FIRST, "UPDATE", "ROW", 19, FIRST),
    ),
    functions={
        BEGUN: _unless(_not_so_begun(f"NEW.day + {DAYS}"), PROMISED),
        CHANGED: _unless(_not_so_changed(f"OLD.until + {MORE}"), PROMISED),
        ASKED: _unless(_not_so_asked(f"NEW.asked + {FURTHEST}"), ALONE),
        AGREED: _unless(_NOT_AGREED, ALONE),
        FIRST: _unless(_TOO_EARLY, UNHEARD),
    },
)
