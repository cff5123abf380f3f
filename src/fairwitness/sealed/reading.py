"""Questions that several stages ask of sealed things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fairwitness.office.charter import Deadlines
from fairwitness.office.clock import today
from fairwitness.sealed.models import Conversation, Draft, Letter, Mailbox, Tip


def draft_at(locator: bytes) -> Draft | None:
    """The draft that a locator finds."""
    return Draft.objects.select_related("mailbox", "channel").filter(mailbox__locator=locator).first()


def mailbox_at(locator: bytes) -> Mailbox | None:
    """The mailbox that a locator finds: of a draft, or of a tip."""
    return (
        Mailbox.objects.select_related("conversation__tip__channel", "draft__channel", "office")
        .filter(locator=locator)
        .first()
    )


class Step(StrEnum):
    """What happens next with a tip."""

    ANSWER = "answer"  # the readers answer
    FEEDBACK = "feedback"  # the readers say what was done
    NOTHING = "nothing"  # it is destroyed


@dataclass(frozen=True)
class Standing:
    """Where a tip stands: what happens next, by when, and whether the office or the tipster has the last word."""

    tip: Tip
    step: Step
    due: date | None
    waits_for_office: bool

    @property
    def is_late(self) -> bool:
        """Whether that day is over."""
        return is_over(self.due)


def is_over(due: date | None) -> bool:
    """Whether a day has passed; the day itself is still in time."""
    return due is not None and due < today()


def standing(tip: Tip, deadlines: Deadlines) -> Standing:
    """An answer is due first, then what was done."""
    if tip.state == Tip.State.DESTROYED:
        return Standing(tip, Step.NOTHING, None, waits_for_office=False)
    latest = (
        Letter.objects.filter(conversation__tip=tip, conversation__party=Conversation.Party.TIPSTER)
        .order_by("-position")
        .values_list("from_office", flat=True)
        .first()
    )
    step = Step.FEEDBACK if tip.acknowledged else Step.ANSWER
    days = deadlines.feedback_days if tip.acknowledged else deadlines.acknowledge_days
    return Standing(tip, step, tip.received + timedelta(days=days), waits_for_office=not latest)


def something_waits(mailbox: Mailbox) -> bool:
    """Whether a letter from the office has come that the mailbox's owner was not shown."""
    if mailbox.conversation is None:
        return False
    return mailbox.conversation.letters.filter(from_office=True, position__gte=mailbox.seen).exists()
