"""What the database itself refuses about the people on a tip: a key for whoever is kept away from it, and a tip in the hand of somebody who does not read it."""

from __future__ import annotations

from fairwitness.office.guards import (
    Guards,
    Trigger,
    postgresql_refuses,
    sqlite_before,
    unless,
)

GRANT, EXCLUSION, RECUSAL, HAND = "sealed_grant", "sealed_exclusion", "sealed_recusal", "sealed_inhand"
AWAY = "whoever is kept away from a tip holds no key to it"
NOT_THEIRS = "only who reads a tip has it in hand"
STAYS = "who is concerned by a tip stays away from it"

# Of which tip a grant is, and whose a key is. Somebody's earlier key keeps them away with the one of today.
_OF_TIP = "(SELECT tip_id FROM sealed_conversation WHERE sealed_conversation.id = NEW.conversation_id)"
ANY_KEY = (
    "(SELECT staff_id, holder FROM office_staffkey UNION ALL SELECT staff_id, holder FROM office_formerkey)"
)
_OPENING_KEY = f"{ANY_KEY[:-1]} WHERE length(sealed_seed) > 0)"  # not of whoever has lost their words


def _kept_away(tip: str) -> str:
    """Whether the holder of such a key is kept away from that tip: by the tipster, or by their own word."""
    return (
        f"(EXISTS (SELECT 1 FROM {EXCLUSION} WHERE {EXCLUSION}.tip_id = {tip} AND {EXCLUSION}.holder = NEW.holder)"  # noqa: S608 - our own words
        f" OR EXISTS (SELECT 1 FROM {RECUSAL} JOIN {ANY_KEY} known ON known.staff_id = {RECUSAL}.staff"
        f" WHERE {RECUSAL}.tip_id = {tip} AND known.holder = NEW.holder))"
    )


def _holds_a_key(owner: str) -> str:
    """Whether somebody has any key to the tip of the new row."""
    return (
        f"EXISTS (SELECT 1 FROM {GRANT} JOIN sealed_conversation ON sealed_conversation.id = {GRANT}.conversation_id"  # noqa: S608 - our own words
        f" WHERE sealed_conversation.tip_id = NEW.tip_id AND {owner})"
    )


_EXCLUDED_HOLDS = _holds_a_key(f"{GRANT}.holder = NEW.holder")
_RECUSED_HOLDS = _holds_a_key(
    f"{GRANT}.holder IN (SELECT holder FROM {ANY_KEY} known WHERE staff_id = NEW.staff)"  # noqa: S608 - our own words
)
_READS = f"""EXISTS (SELECT 1 FROM office_staff
JOIN office_seat ON office_seat.staff_id = office_staff.id
JOIN sealed_tip ON sealed_tip.channel_id = office_seat.channel_id
JOIN sealed_conversation ON sealed_conversation.tip_id = sealed_tip.id AND sealed_conversation.party = 'tipster'
JOIN {GRANT} ON {GRANT}.conversation_id = sealed_conversation.id
JOIN {_OPENING_KEY} opens ON opens.staff_id = office_staff.id AND opens.holder = {GRANT}.holder
WHERE office_staff.id = NEW.staff_id AND sealed_tip.id = NEW.tip_id
AND office_staff.role = 'reviewer' AND office_staff.is_active
AND sealed_tip.state NOT IN ('protected-conduct', 'destroyed') AND sealed_tip.locked_by <> office_staff.id)"""  # noqa: S608 - our own words
# Whoever loses the last door to a tip has it in hand no more, whichever way the key goes.
_LETS_GO = f"""DELETE FROM {HAND}
WHERE tip_id = (SELECT tip_id FROM sealed_conversation WHERE sealed_conversation.id = OLD.conversation_id AND party = 'tipster')
AND staff_id IN (SELECT staff_id FROM {ANY_KEY} known WHERE known.holder = OLD.holder)"""  # noqa: S608 - our own words
_AWAY_FROM = _kept_away(_OF_TIP)
# INSERT OR REPLACE would take away, without a word to the guard on deletes, what keeps somebody else away.
_WRITTEN_OVER = (
    "EXISTS (SELECT 1 FROM {0} WHERE {0}.id = NEW.id OR ({0}.rowid = NEW.rowid AND {0}.rowid >= 0))"
)
TAKEN, TAKEN_OVER = "sealed_inhand_taken", "sealed_inhand_taken_over"
GRANTED, GRANTED_ANEW, UNGRANTED = "sealed_grant_given", "sealed_grant_given_anew", "sealed_grant_let_go"
EXCLUDED, EXCLUDED_ANEW = "sealed_exclusion_made", "sealed_exclusion_changed"
RECUSED, RECUSED_ANEW = "sealed_recusal_made", "sealed_recusal_changed"


READERS = Guards(
    sqlite={
        **sqlite_before(HAND, TAKEN, "INSERT", f"NOT {_READS}", NOT_THEIRS),
        **sqlite_before(HAND, TAKEN_OVER, "UPDATE", f"NOT {_READS}", NOT_THEIRS),
        **sqlite_before(GRANT, GRANTED, "INSERT", _AWAY_FROM, AWAY),
        **sqlite_before(GRANT, GRANTED_ANEW, "UPDATE", _AWAY_FROM, AWAY),
        (GRANT, UNGRANTED): f"CREATE TRIGGER {UNGRANTED} BEFORE DELETE ON {GRANT} BEGIN {_LETS_GO}; END",
        **sqlite_before(
            EXCLUSION, EXCLUDED, "INSERT", f"{_EXCLUDED_HOLDS} OR {_WRITTEN_OVER.format(EXCLUSION)}", AWAY
        ),
        **sqlite_before(EXCLUSION, EXCLUDED_ANEW, "UPDATE", "true", STAYS),
        **sqlite_before(
            RECUSAL, RECUSED, "INSERT", f"{_RECUSED_HOLDS} OR {_WRITTEN_OVER.format(RECUSAL)}", AWAY
        ),
        **sqlite_before(RECUSAL, RECUSED_ANEW, "UPDATE", "true", STAYS),
    },
    triggers=(
        Trigger(HAND, TAKEN, "INSERT", "ROW", 7, TAKEN),
        Trigger(HAND, TAKEN_OVER, "UPDATE", "ROW", 19, TAKEN),
        Trigger(GRANT, GRANTED, "INSERT", "ROW", 7, GRANTED),
        Trigger(GRANT, GRANTED_ANEW, "UPDATE", "ROW", 19, GRANTED),
        Trigger(GRANT, UNGRANTED, "DELETE", "ROW", 11, UNGRANTED),
        Trigger(EXCLUSION, EXCLUDED, "INSERT", "ROW", 7, EXCLUDED),
        Trigger(EXCLUSION, EXCLUDED_ANEW, "UPDATE", "ROW", 19, EXCLUDED_ANEW),
        Trigger(RECUSAL, RECUSED, "INSERT", "ROW", 7, RECUSED),
        Trigger(RECUSAL, RECUSED_ANEW, "UPDATE", "ROW", 19, RECUSED_ANEW),
    ),
    functions={
        TAKEN: unless(f"NOT {_READS}", NOT_THEIRS),
        GRANTED: unless(_AWAY_FROM, AWAY),
        UNGRANTED: f" BEGIN {_LETS_GO}; RETURN OLD; END ",
        EXCLUDED: unless(_EXCLUDED_HOLDS, AWAY),
        RECUSED: unless(_RECUSED_HOLDS, AWAY),
        EXCLUDED_ANEW: f" BEGIN {postgresql_refuses(STAYS)}; END ",
        RECUSED_ANEW: f" BEGIN {postgresql_refuses(STAYS)}; END ",
    },
)


# What keeps somebody away goes with the tip, and no earlier.
_STANDS = (
    "EXISTS (SELECT 1 FROM sealed_tip WHERE sealed_tip.id = OLD.tip_id AND sealed_tip.state <> 'destroyed')"
)
_KEPT = {
    EXCLUSION: ("sealed_exclusion_kept", "sealed_exclusion_kept_whole"),
    RECUSAL: ("sealed_recusal_kept", "sealed_recusal_kept_whole"),
}
KEPT_AWAY = Guards(
    sqlite={
        key: made
        for table, (row, _) in _KEPT.items()
        for key, made in sqlite_before(table, row, "DELETE", _STANDS, STAYS).items()
    },
    triggers=tuple(
        one
        for table, (row, whole) in _KEPT.items()
        for one in (
            Trigger(table, row, "DELETE", "ROW", 11, row),
            Trigger(table, whole, "TRUNCATE", "STATEMENT", 34, whole),
        )
    ),
    functions={
        **{
            row: f" BEGIN IF {_STANDS} THEN {postgresql_refuses(STAYS)}; END IF; RETURN OLD; END "
            for row, _ in _KEPT.values()
        },
        **{whole: f" BEGIN {postgresql_refuses(STAYS)}; END " for _, whole in _KEPT.values()},
    },
)


# What readers write after somebody was taken off is sealed to a key that is not theirs.
LETTER, CONVERSATION = "sealed_letter", "sealed_conversation"
WRITTEN, SHRUNK = "sealed_letter_written", "sealed_conversation_shrunk"
OLD_KEY = "somebody who was taken off holds this key"
_OLD = f"""NEW.from_office AND EXISTS (SELECT 1 FROM {CONVERSATION}
WHERE {CONVERSATION}.id = NEW.conversation_id AND {CONVERSATION}.outgrown >= NEW.number)"""  # noqa: S608 - our own words
_LESS = "OLD.outgrown IS NOT NULL AND (NEW.outgrown IS NULL OR NEW.outgrown < OLD.outgrown)"
KEYS = Guards(
    sqlite={
        **sqlite_before(LETTER, WRITTEN, "INSERT", _OLD, OLD_KEY),
        **sqlite_before(CONVERSATION, SHRUNK, "UPDATE", _LESS, OLD_KEY),
    },
    triggers=(
        Trigger(LETTER, WRITTEN, "INSERT", "ROW", 7, WRITTEN),
        Trigger(CONVERSATION, SHRUNK, "UPDATE", "ROW", 19, SHRUNK),
    ),
    functions={WRITTEN: unless(_OLD, OLD_KEY), SHRUNK: unless(_LESS, OLD_KEY)},
)
