"""What was signed for passing a tip on: whether it waits, or was done."""

from __future__ import annotations

from fairwitness.office.rows import only
from fairwitness.sealed.models import Referral, Tip
from fairwitness.sealed.states import STANDS_REFERRED, State


def is_passed_on(tip: Tip) -> bool:
    """By where the tip stands: two names in a row that passed no tip on are not enough."""
    return tip.state in STANDS_REFERRED and tip.outcome == Tip.Outcome.REFERRED


def asked_for(tip: Tip) -> Referral | None:
    """What waits for an answer. Where somebody has written a second name past the program, it waits too."""
    return None if State(tip.state) in STANDS_REFERRED else only(tip.referrals.all())


def done(tip: Tip) -> Referral | None:
    """What the tip was passed on with; None also where the row is gone."""
    return only(tip.referrals.exclude(second="")) if is_passed_on(tip) else None
