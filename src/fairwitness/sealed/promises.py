"""What a tip was promised on the day on which it came. It stays so for that tip, whatever the charter says later (requirements.md G12)."""

from __future__ import annotations

from datetime import date, timedelta

from fairwitness.office import reward_rules
from fairwitness.office.charter import Charter, Deadlines, Retention
from fairwitness.sealed.models import Tip


def promise(received: date, charter: Charter) -> dict[str, object]:
    """The columns of a new tip: two due days, for how long it is kept after each outcome, and by which version of the charter it may be rewarded, where that gives any."""
    kept = charter.retention
    return {
        "answer_due": received + timedelta(days=charter.deadlines.acknowledge_days),
        "feedback_due": received + timedelta(days=charter.deadlines.feedback_days),
        "out_of_scope_days": kept.out_of_scope_days,
        "unconfirmed_days": kept.unconfirmed_days,
        "confirmed_days": kept.confirmed_days,
        "charter_id": reward_rules.counting() if charter.rewards else None,
    }


def deadlines_of(tip: Tip, otherwise: Deadlines) -> Deadlines:
    """In days from receipt, an extension among them; `otherwise` where the tip knows of none."""
    return Deadlines(
        _days(tip, tip.answer_due) or otherwise.acknowledge_days,
        _days(tip, tip.feedback_due) or otherwise.feedback_days,
    )


def feedback_due(tip: Tip, otherwise: Deadlines) -> date:
    """The last day on which the tipster is told in time what was done."""
    return tip.received + timedelta(days=deadlines_of(tip, otherwise).feedback_days)


def retention_of(tip: Tip, otherwise: Retention) -> Retention:
    """Days from the end of the work, by outcome; `otherwise` where the tip knows of none."""
    return Retention(
        tip.out_of_scope_days or otherwise.out_of_scope_days,
        tip.unconfirmed_days or otherwise.unconfirmed_days,
        tip.confirmed_days or otherwise.confirmed_days,
    )


def rules_on_rewards(tip: Tip) -> int | None:
    """The number of the version whose rules hold for it, for ever; None where that version gives none, or an earlier release took it in."""
    rules = reward_rules.of(tip.charter) if tip.charter else None
    return rules.version.number if rules and rules.version else None


def _days(tip: Tip, due: date | None) -> int:
    return (due - tip.received).days if due else 0
