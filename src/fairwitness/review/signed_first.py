"""What is said to a reader who would end, by something else, what a colleague has signed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fairwitness.office.models import Staff
from fairwitness.sealed.models import Referral, Tip
from fairwitness.sealed.referrals import asked_for

IN_DANGER = _("A colleague has signed that somebody’s life is in danger. Say yes or no to that first.")
TO_PASS_ON = _("A colleague has signed that this tip is passed on. Say yes or no to that first.")
YOURS = _(
    "You have signed that this tip is passed on, and a colleague is to sign too. Wait for that, or take it back first."
)
RECORDED_IT = _(
    "You have recorded this tip, so another reader marks, redacts, closes, keeps, exports or passes it on. Nothing was changed."
)


def answer_first(tip: Tip, staff: Staff) -> Any:
    """Why nothing else ends this tip now; None where nothing waits for a second signature."""
    asked = asked_for(tip)
    if asked is None:
        return None
    if asked.first == staff.id:
        return YOURS
    return IN_DANGER if asked.ground == Referral.Ground.DANGER else TO_PASS_ON
