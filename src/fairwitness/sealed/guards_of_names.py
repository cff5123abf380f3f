"""What the database itself refuses of whoever guards names: a key to anything that a tip says."""

from __future__ import annotations

from fairwitness.office.guards import Guards, Trigger, postgresql_refuses, sqlite_refuses
from fairwitness.sealed.guards_of_readers import ANY_KEY, GRANT

GRANTED, GRANTED_ANEW = "sealed_grant_to_no_custodian", "sealed_grant_to_no_custodian_anew"
READS_NOTHING = "whoever guards names holds no key to a tip"
_GUARDS = (
    f"EXISTS (SELECT 1 FROM {ANY_KEY} known JOIN office_staff ON office_staff.id = known.staff_id"  # noqa: S608 - our own words
    " WHERE known.holder = NEW.holder AND office_staff.role = 'custodian')"
)


def _unless(refused: str, said: str) -> str:
    return f" BEGIN IF {refused} THEN {postgresql_refuses(said)}; END IF; RETURN NEW; END "


CUSTODIANS = Guards(
    sqlite={
        (GRANT, name): (
            f"CREATE TRIGGER {name} BEFORE {when} ON {GRANT} WHEN {_GUARDS} {sqlite_refuses(READS_NOTHING)}"
        )
        for name, when in ((GRANTED, "INSERT"), (GRANTED_ANEW, "UPDATE"))
    },
    triggers=(
        Trigger(GRANT, GRANTED, "INSERT", "ROW", 7, GRANTED),
        Trigger(GRANT, GRANTED_ANEW, "UPDATE", "ROW", 19, GRANTED),
    ),
    functions={GRANTED: _unless(_GUARDS, READS_NOTHING)},
)
