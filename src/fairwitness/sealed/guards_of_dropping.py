"""What the database itself refuses to whoever wants to drop a tip: its rows go only where the program lets them go, and none is put in another's place.

A tip's row, its conversations and its mailboxes never go; letters, keys and notices go with a tip that is destroyed, single keys once they are listed as destroyed, and never
the last one that a reader has. Since when it stands where it does, and who locked it, changes with its state and no other way.
"""

from __future__ import annotations

from fairwitness.office.guards import (
    Guards,
    Trigger,
    postgresql_refuses,
    sqlite_trigger,
    unless,
)
from fairwitness.sealed.guards import is_no_reader
from fairwitness.sealed.guards_of_leaving import goes_with_its_letter_or_tip
from fairwitness.sealed.guards_of_readers import ANY_KEY

TIP, CONVERSATION, MAILBOX = "sealed_tip", "sealed_conversation", "sealed_mailbox"
LETTER, GRANT, NOTICE, FILE = "sealed_letter", "sealed_grant", "sealed_notice", "sealed_sealedfile"
STAYS = "what somebody told is not dropped: it is destroyed as a whole, and in the journal"
LAST = "a tip keeps one reader at least"
ITS_PLACE = "what is kept of a tip keeps its place"

_OF_ITS_CONVERSATION = f"""EXISTS (SELECT 1 FROM {CONVERSATION} JOIN {TIP} ON {TIP}.id = {CONVERSATION}.tip_id
WHERE {CONVERSATION}.id = OLD.conversation_id AND {TIP}.state <> 'destroyed')"""  # noqa: S608 - our own words
_WHOSE = f"SELECT known.staff_id FROM {ANY_KEY} known WHERE known.holder = OLD.holder"  # noqa: S608 - the same
# Whether it is the last door that anybody of the staff has to what a tipster wrote. A mailbox's own keys, and those of whoever recovers, are nobody's of the staff.
_LAST_DOOR = f"""(EXISTS ({_WHOSE})
AND EXISTS (SELECT 1 FROM {CONVERSATION} WHERE {CONVERSATION}.id = OLD.conversation_id AND {CONVERSATION}.party = 'tipster')
AND NOT EXISTS (SELECT 1 FROM {GRANT} other JOIN {ANY_KEY} theirs ON theirs.holder = other.holder
WHERE other.conversation_id = OLD.conversation_id AND other.holder <> OLD.holder))"""  # noqa: S608 - the same
_UNLISTED = "NOT EXISTS (SELECT 1 FROM journal_gone WHERE journal_gone.id = OLD.id)"
# When each row may not go.
_STAYS = {
    TIP: "true",
    CONVERSATION: "true",
    MAILBOX: "OLD.conversation_id IS NOT NULL",  # of a draft it goes
    LETTER: _OF_ITS_CONVERSATION,
    NOTICE: _OF_ITS_CONVERSATION,
    GRANT: f"({_OF_ITS_CONVERSATION} AND {_UNLISTED})",
    FILE: f"(OLD.conversation_id IS NOT NULL AND NOT ({goes_with_its_letter_or_tip()}))",
}
_SAME_PERSON = f"""EXISTS (SELECT 1 FROM {ANY_KEY} former JOIN {ANY_KEY} theirs ON theirs.staff_id = former.staff_id
WHERE former.holder = OLD.holder AND theirs.holder = NEW.holder)"""  # noqa: S608 - the same
# What of each row is not changed once it is there. A key is sealed anew only to the next key of the same person.
_CHANGES = {
    TIP: "(NEW.id <> OLD.id OR NEW.channel_id <> OLD.channel_id OR NEW.received <> OLD.received)",
    CONVERSATION: "(NEW.id <> OLD.id OR NEW.tip_id <> OLD.tip_id OR NEW.party <> OLD.party)",
    MAILBOX: (
        "(NEW.id <> OLD.id OR (OLD.conversation_id IS NOT NULL"
        " AND (NEW.conversation_id IS NULL OR NEW.conversation_id <> OLD.conversation_id)))"
    ),
    NOTICE: "true",
    GRANT: (
        "(NEW.id <> OLD.id OR NEW.conversation_id <> OLD.conversation_id OR NEW.number <> OLD.number"
        f" OR (NEW.holder = OLD.holder AND NEW.sealed <> OLD.sealed) OR (NEW.holder <> OLD.holder AND NOT {_SAME_PERSON}))"
    ),
    FILE: "(NEW.id <> OLD.id)",
}
# What would take the place of another row: INSERT OR REPLACE and UPDATE OR REPLACE ask no guard on deletes.
_UNIQUE = {
    TIP: (),
    CONVERSATION: ("(tip_id = NEW.tip_id AND party = 'reviewers' AND NEW.party = 'reviewers')",),
    MAILBOX: ("locator = NEW.locator", "conversation_id = NEW.conversation_id"),
    LETTER: ("(conversation_id = NEW.conversation_id AND position = NEW.position)",),
    GRANT: ("(conversation_id = NEW.conversation_id AND number = NEW.number AND holder = NEW.holder)",),
    NOTICE: (),
    FILE: (),
}


def _written_over(table: str) -> str:
    same = ["id = NEW.id", "(rowid = NEW.rowid AND rowid >= 0)", *_UNIQUE[table]]
    return f"EXISTS (SELECT 1 FROM {table} WHERE {' OR '.join(same)})"  # noqa: S608 - our own words


def _taken_over(table: str) -> str:
    """The same of a row that is there itself."""
    others = " OR ".join(_UNIQUE[table])
    took = f" OR EXISTS (SELECT 1 FROM {table} WHERE id <> OLD.id AND ({others}))" if others else ""  # noqa: S608 - our own words
    return f"NEW.rowid <> OLD.rowid{took}"


WHOLE = "sealed_not_emptied"
NOT_DROPPED = Guards(
    sqlite={
        key: made
        for table in _STAYS
        for key, made in (
            sqlite_trigger(table, f"{table}_stays", "BEFORE DELETE", _STAYS[table], STAYS)
            | sqlite_trigger(table, f"{table}_not_over", "BEFORE INSERT", _written_over(table), ITS_PLACE)
            | sqlite_trigger(table, f"{table}_not_below", "AFTER INSERT", "NEW.rowid < 0", ITS_PLACE)
            | sqlite_trigger(
                table,
                f"{table}_in_place",
                "BEFORE UPDATE",
                f"{_CHANGES.get(table, 'false')} OR {_taken_over(table)}",
                ITS_PLACE,
            )
        ).items()
    },
    triggers=(
        *(Trigger(one, f"{one}_stays", "DELETE", "ROW", 11, f"{one}_stays") for one in _STAYS),
        *(Trigger(one, f"{one}_stays_whole", "TRUNCATE", "STATEMENT", 34, WHOLE) for one in _STAYS),
        *(Trigger(one, f"{one}_in_place", "UPDATE", "ROW", 19, f"{one}_in_place") for one in _CHANGES),
    ),
    functions={
        **{f"{table}_stays": unless(refused, STAYS, "OLD") for table, refused in _STAYS.items()},
        **{f"{table}_in_place": unless(refused, ITS_PLACE) for table, refused in _CHANGES.items()},
        WHOLE: f" BEGIN {postgresql_refuses(STAYS)}; END ",
    },
)


# Only restoring a backup takes it away, for a moment: a list names keys that others have taken the place of since, and the backup does not know those.
LAST_READER = "sealed_grant_last_reader"
_LAST = f"({_OF_ITS_CONVERSATION} AND {_LAST_DOOR})"
ONE_READER_STAYS = Guards(
    sqlite=sqlite_trigger(GRANT, LAST_READER, "BEFORE DELETE", _LAST, LAST),
    triggers=(Trigger(GRANT, LAST_READER, "DELETE", "ROW", 11, LAST_READER),),
    functions={LAST_READER: unless(_LAST, LAST, "OLD")},
)


# Since when a tip stands where it does is what its last day is reckoned from, and who locked it is who is kept away from it.
SINCE = "sealed_tip_since"
MOVED = "since when a tip stands where it does, and who locked it, changes with its state alone"
_MOVES = "NEW.state <> OLD.state"
_LOCKS = f"(OLD.locked_by = '' AND {_MOVES} AND NEW.state = 'protected-conduct' AND NOT {is_no_reader('locked_by')})"
_ENDS = f"(NEW.locked_by = '' AND {_MOVES} AND NEW.state = 'destroyed')"
_OTHER_LOCK = f"(NEW.locked_by <> OLD.locked_by AND NOT ({_LOCKS} OR {_ENDS}))"


def _moved_by_hand(today: str) -> str:
    """With what the database takes for today. Back in time only to this very day: a clock that had jumped ahead is put right so, and nothing is made older."""
    older = f"(NEW.since < OLD.since AND NEW.since <> {today})"
    return f"((NEW.since <> OLD.since AND (NOT ({_MOVES}) OR {older})) OR {_OTHER_LOCK})"


MOVED_WITH_ITS_STATE = Guards(
    sqlite=sqlite_trigger(TIP, SINCE, "BEFORE UPDATE", _moved_by_hand("date('now')"), MOVED),
    triggers=(Trigger(TIP, SINCE, "UPDATE", "ROW", 19, SINCE),),
    functions={SINCE: unless(_moved_by_hand("(now() AT TIME ZONE 'utc')::date"), MOVED)},
)
