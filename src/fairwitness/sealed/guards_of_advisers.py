"""What the database itself refuses about advisers: a mailbox of theirs to a tipster's conversation, or to the readers', and one before the person reported on has a code of their own."""

from __future__ import annotations

from fairwitness.office.guards import (
    Guards,
    Trigger,
    sqlite_before,
    unless,
)

MAILBOX = "sealed_mailbox"
BEGUN, CHANGED = "sealed_mailbox_begun", "sealed_mailbox_changed"
OF_NOBODY_ELSE = "whoever advises reads with the person reported on, once that person has a code of their own"
_WITH_THE_PERSON = """EXISTS (SELECT 1 FROM sealed_conversation
JOIN sealed_hearing ON sealed_hearing.conversation_id = sealed_conversation.id
WHERE sealed_conversation.id = NEW.advises_id AND sealed_conversation.party = 'person' AND sealed_hearing.own_from IS NOT NULL)"""
_NOT_SO = f"""(NEW.advises_id IS NOT NULL
AND (NEW.conversation_id IS NOT NULL OR NEW.given IS NULL OR NOT {_WITH_THE_PERSON}))"""
_ANOTHER = "(COALESCE(NEW.advises_id, '') <> COALESCE(OLD.advises_id, ''))"


def _unless(refused: str) -> str:
    return unless(refused, OF_NOBODY_ELSE)


def _sqlite(name: str, when: str, refused: str) -> dict[tuple[str, str], str]:
    return sqlite_before(MAILBOX, name, when, refused, OF_NOBODY_ELSE)


ADVISERS = Guards(
    sqlite={**_sqlite(BEGUN, "INSERT", _NOT_SO), **_sqlite(CHANGED, "UPDATE", f"({_NOT_SO} OR {_ANOTHER})")},
    triggers=(
        Trigger(MAILBOX, BEGUN, "INSERT", "ROW", 7, BEGUN),
        Trigger(MAILBOX, CHANGED, "UPDATE", "ROW", 19, CHANGED),
    ),
    functions={BEGUN: _unless(_NOT_SO), CHANGED: _unless(f"({_NOT_SO} OR {_ANOTHER})")},
)
