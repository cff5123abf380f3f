"""Who has which tip in hand, and what waits for whom. Each takes the tips that somebody may see, and returns some of them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from fairwitness.office.charter import Deadlines
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.office.rows import only
from fairwitness.sealed.models import Conversation, InHand, Letter, Tip
from fairwitness.sealed.states import AWAITS_FEEDBACK, State

OPEN = (State.RECEIVED, *sorted(AWAITS_FEEDBACK))  # somebody has to do something, and by a day
Tips = QuerySet[Tip]


def who_has(tip: Tip) -> str:
    """The id of the reader who has it in hand; empty where nobody has, or somebody who works here no more."""
    row = in_hand(tip)
    return row.staff_id if row else ""


def in_hand(tip: Tip) -> InHand | None:
    """The same, with what is done next."""
    return only(_working().select_related("staff").filter(tip=tip))


def mine(tips: Tips, staff: Staff) -> Tips:
    """Those that this reader has in hand."""
    return tips.filter(in_hand__staff=staff)


def unassigned(tips: Tips) -> Tips:
    """Those that nobody has, and that somebody should."""
    return tips.filter(~Exists(_working().filter(tip=OuterRef("pk"))), state__in=OPEN)


def due_soon(tips: Tips, deadlines: Deadlines, days: int) -> Tips:
    """Those of which an answer, what was done, or the next step is due within so many days, today among them, and nothing is late.

    `deadlines` are for tips that know of no promise, here and below.
    """
    soon = _is_due_before(today() + timedelta(days=days + 1), deadlines)
    return tips.filter(soon, state__in=OPEN).exclude(_is_due_before(today(), deadlines))


def overdue(tips: Tips, deadlines: Deadlines) -> Tips:
    """Those of which such a day is over."""
    return tips.filter(_is_due_before(today(), deadlines), state__in=OPEN)


def waiting_for_tipster(tips: Tips) -> Tips:
    """Those in which the readers have the last word, or that wait for an answer as their next step."""
    letters = Letter.objects.filter(
        conversation__tip=OuterRef("pk"), conversation__party=Conversation.Party.TIPSTER
    )
    last = letters.order_by("-position").values("from_office")[:1]
    answered = tips.filter(state__in=OPEN, no_answer=False).annotate(ours_last=Subquery(last))
    return answered.filter(Q(ours_last=True) | Q(in_hand__step=InHand.Step.WAIT))


def _working() -> QuerySet[InHand]:
    return InHand.objects.filter(staff__is_active=True, staff__role=Staff.Role.REVIEWER)


def _is_due_before(day: date, deadlines: Deadlines) -> Q:
    """An answer first, then what was done, and beside both the next step."""
    answer = _promised_before(day, "answer_due", deadlines.acknowledge_days)
    feedback = _promised_before(day, "feedback_due", deadlines.feedback_days)
    return (
        (Q(acknowledged=None) & answer)
        | (Q(acknowledged__isnull=False) & feedback)
        | Q(in_hand__step_due__lt=day)
    )


def _promised_before(day: date, column: str, days: int) -> Q:
    promised_none = Q((column, None), received__lt=day - timedelta(days=days))
    return Q((f"{column}__lt", day)) | promised_none
