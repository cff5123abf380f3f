"""What the database itself refuses about the rules that a tip was sent under: none is put under others later, better or worse."""

from __future__ import annotations

from fairwitness.office.guards import Guards, Trigger, sqlite_trigger, unless

TABLE, RULES = "sealed_tip", "sealed_tip_rules"
SAID = "the rules that a tip was sent under stay"
_OTHER_RULES = "COALESCE(NEW.charter_id, '') <> COALESCE(OLD.charter_id, '')"

RULES_STAY = Guards(
    sqlite=sqlite_trigger(TABLE, RULES, "BEFORE UPDATE", _OTHER_RULES, SAID),
    triggers=(Trigger(TABLE, RULES, "UPDATE", "ROW", 19, RULES),),
    functions={RULES: unless(_OTHER_RULES, SAID)},
)
