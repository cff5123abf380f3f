"""Telling a tipster whom something was held against that it came to nothing."""

from __future__ import annotations

from fairwitness.decisions.knowing import asked_of, signed_of
from fairwitness.office.clock import today
from fairwitness.sealed.actions.post import post
from fairwitness.sealed.models import Notice, Tip


def tell_it_is_over(tip: Tip) -> None:
    """For a tip that leaves the second review without a yes from outside; in the transaction of the action that moves it, and before it does.

    Nothing where its tipster was not asked in this round, or was told so already, as an outsider refused.
    """
    row = signed_of(tip)
    is_judged = row is not None and row.outsider != "" and row.round == tip.since
    if asked_of(tip) is not None and not is_judged:
        post(tip, Notice.Template.KNEW_OVER, today())
