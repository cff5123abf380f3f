"""What the database itself does about letters that are not sent: they go with the tip, and with their author's last key to it."""

from __future__ import annotations

from fairwitness.office.guards import (
    Guards,
    Trigger,
    sqlite_before,
    unless,
)
from fairwitness.sealed.guards_of_readers import ANY_KEY

GRANT, TIP, DRAFT, LATER, LOOK = (
    "sealed_grant",
    "sealed_tip",
    "sealed_answerdraft",
    "sealed_laterletter",
    "sealed_look",
)
LEFT, ENDED, TYPED, SIGNED, LOOKED = (
    "sealed_unsent_left",
    "sealed_unsent_ended",
    "sealed_draft_typed",
    "sealed_later_signed",
    "sealed_look_again",
)
NOT_THEIRS = "only who reads a tip types a letter in it"
CHANGED = "a letter that waits is sent as it was signed, or stopped"
TOO_SOON = "nobody learns when a mailbox was opened"
WEEK = 7  # days
_AUTHOR = f"(SELECT staff_id FROM {ANY_KEY} known WHERE known.holder = OLD.holder)"  # noqa: S608 - our own words
_OF_TIP = (
    "(SELECT tip_id FROM sealed_conversation"
    " WHERE sealed_conversation.id = OLD.conversation_id AND party = 'tipster')"
)
_FORGETS = f"""DELETE FROM {DRAFT} WHERE tip_id = {_OF_TIP} AND staff_id IN {_AUTHOR};
DELETE FROM {LATER} WHERE conversation_id = OLD.conversation_id AND staff_id IN {_AUTHOR}"""  # noqa: S608 - our own words
# Destroyed, or locked: nobody writes in it. Whoever has locked it never reads it again, also where somebody else does.
_OVER = "(NEW.state <> OLD.state AND NEW.state IN ('destroyed', 'protected-conduct') OR NEW.locked_by <> OLD.locked_by)"
_WHOSE = "(NEW.state IN ('destroyed', 'protected-conduct') OR staff_id = NEW.locked_by)"
_ENDS = f"""DELETE FROM {DRAFT} WHERE tip_id = NEW.id AND {_WHOSE};
DELETE FROM {LATER} WHERE conversation_id IN (SELECT id FROM sealed_conversation WHERE tip_id = NEW.id) AND {_WHOSE}"""  # noqa: S608 - our own words


def _reads(tip: str) -> str:
    """Whether the author of the new row holds a key to that tip."""
    return f"""EXISTS (SELECT 1 FROM {GRANT} JOIN sealed_conversation ON sealed_conversation.id = {GRANT}.conversation_id
JOIN office_staffkey ON office_staffkey.holder = {GRANT}.holder
WHERE office_staffkey.staff_id = NEW.staff_id AND sealed_conversation.party = 'tipster' AND {tip})"""  # noqa: S608 - our own words


_NO_READER = f"NOT {_reads('sealed_conversation.tip_id = NEW.tip_id')}"
_NO_AUTHOR = f"NOT {_reads('sealed_conversation.id = NEW.conversation_id')}"
_OTHER = " OR ".join(
    f"NEW.{one} <> OLD.{one}"
    for one in ("conversation_id", "staff_id", "day", "number", "position", "seen", "feedback", "draft")
)
_OTHERWISE = f"(OLD.stopped <> '' OR NEW.stopped = '' OR NEW.sealed IS NOT NULL OR {_OTHER})"


UNSENT = Guards(
    sqlite={
        (GRANT, LEFT): f"CREATE TRIGGER {LEFT} BEFORE DELETE ON {GRANT} BEGIN {_FORGETS}; END",
        (TIP, ENDED): f"CREATE TRIGGER {ENDED} BEFORE UPDATE ON {TIP} WHEN {_OVER} BEGIN {_ENDS}; END",
        **sqlite_before(DRAFT, TYPED, "INSERT", _NO_READER, NOT_THEIRS),
        **sqlite_before(LATER, f"{TYPED}_later", "INSERT", _NO_AUTHOR, NOT_THEIRS),
        **sqlite_before(LATER, SIGNED, "UPDATE", _OTHERWISE, CHANGED),
        **sqlite_before(LOOK, LOOKED, "UPDATE", f"NEW.day < date(OLD.day, '+{WEEK} days')", TOO_SOON),
    },
    triggers=(
        Trigger(GRANT, LEFT, "DELETE", "ROW", 11, LEFT),
        Trigger(TIP, ENDED, "UPDATE", "ROW", 19, ENDED),
        Trigger(DRAFT, TYPED, "INSERT", "ROW", 7, TYPED),
        Trigger(LATER, f"{TYPED}_later", "INSERT", "ROW", 7, f"{TYPED}_later"),
        Trigger(LATER, SIGNED, "UPDATE", "ROW", 19, SIGNED),
        Trigger(LOOK, LOOKED, "UPDATE", "ROW", 19, LOOKED),
    ),
    functions={
        LEFT: f" BEGIN {_FORGETS}; RETURN OLD; END ",
        ENDED: f" BEGIN IF {_OVER} THEN {_ENDS}; END IF; RETURN NEW; END ",
        TYPED: unless(_NO_READER, NOT_THEIRS),
        f"{TYPED}_later": unless(_NO_AUTHOR, NOT_THEIRS),
        SIGNED: unless(_OTHERWISE, CHANGED),
        LOOKED: unless(f"NEW.day < OLD.day + {WEEK}", TOO_SOON),
    },
)
