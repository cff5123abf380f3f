"""Questions that several stages ask of sealed things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fairwitness.office.charter import Deadlines
from fairwitness.office.clock import today
from fairwitness.office.rows import only
from fairwitness.sealed.models import Conversation, Draft, Letter, Mailbox, Tip


def draft_at(locator: bytes) -> Draft | None:
    """The draft that a locator finds."""
    return only(Draft.objects.select_related("mailbox", "channel").filter(mailbox__locator=locator))


def mailbox_at(locator: bytes) -> Mailbox | None:
    """The mailbox that a locator finds: of a draft, or of a tip."""
    related = "conversation__tip__channel", "draft__channel", "office"
    return only(Mailbox.objects.select_related(*related).filter(locator=locator))


SOON = (
    2,
    7,
    14,
)  # days before a due day at which the desk says so, more urgently each time (requirements.md A4)


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
    is_confirmed_alone: bool = False  # by the line, while no reader has written

    @property
    def is_late(self) -> bool:
        """Whether that day is over."""
        return is_over(self.due)

    @property
    def days_left(self) -> int:
        """Until the due day; below 0 when it is over."""
        return (self.due - today()).days if self.due else 0

    @property
    def days_late(self) -> int:
        """Since the due day."""
        return -self.days_left

    @property
    def urgency(self) -> str:
        """`late`, or within how many days it is due: 2, 7 or 14; nothing where there is more time."""
        if self.due is None:
            return ""
        return "late" if self.is_late else str(next((days for days in SOON if self.days_left <= days), ""))


def is_over(due: date | None) -> bool:
    """Whether a day has passed; the day itself is still in time."""
    return due is not None and due < today()


def standing(tip: Tip, deadlines: Deadlines) -> Standing:
    """An answer is due first, then what was done."""
    if tip.state == Tip.State.DESTROYED:
        return Standing(tip, Step.NOTHING, None, waits_for_office=False)
    letters = Letter.objects.filter(conversation__tip=tip, conversation__party=Conversation.Party.TIPSTER)
    ours = list(letters.order_by("position").values_list("from_office", flat=True))
    step = Step.FEEDBACK if tip.acknowledged else Step.ANSWER
    days = deadlines.feedback_days if tip.acknowledged else deadlines.acknowledge_days
    return Standing(
        tip,
        step,
        tip.received + timedelta(days=days),
        waits_for_office=not (ours and ours[-1]),
        is_confirmed_alone=tip.acknowledged is not None and not any(ours),
    )


def something_waits(mailbox: Mailbox) -> bool:
    """Whether a letter from the office has come that the mailbox's owner was not shown."""
    if mailbox.conversation is None:
        return False
    return mailbox.conversation.letters.filter(from_office=True, position__gte=mailbox.seen).exists()
