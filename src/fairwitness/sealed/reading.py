"""Questions that several stages ask of sealed things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import QuerySet

from fairwitness.office.charter import Deadlines
from fairwitness.office.clock import today
from fairwitness.office.rows import only
from fairwitness.sealed.models import Conversation, Draft, Letter, Mailbox, Notice, Tip
from fairwitness.sealed.promises import deadlines_of
from fairwitness.sealed.recorded import opens_nothing
from fairwitness.sealed.resting import RESTING, SHUT, rests_until
from fairwitness.sealed.states import AWAITS_FEEDBACK, State


def draft_at(locator: bytes) -> Draft | None:
    """The draft that a locator finds."""
    return only(Draft.objects.select_related("mailbox", "channel").filter(mailbox__locator=locator))


def mailbox_at(locator: bytes, party: Conversation.Party = Conversation.Party.TIPSTER) -> Mailbox | None:
    """The mailbox that a locator finds, of a draft or of a tip, or of the person reported on: each on pages of its own, and on the other's as if there were none.

    None where its code was handed over and not exchanged in time.
    """
    tips = "conversation__tip__channel", "conversation__tip__recorded", "advises__tip__channel"
    found = only(Mailbox.objects.select_related(*tips, "draft__channel", "office").filter(locator=locator))
    if found is None or (found.opens.party if found.opens else _DRAFT) != party:
        return None
    return None if opens_nothing(found) else found


_DRAFT = Conversation.Party.TIPSTER  # whoever has not sent it yet
SOON = (
    2,
    7,
    14,
)  # days before a due day at which the desk says so, more urgently each time (requirements.md A4)


class Step(StrEnum):
    """What happens next with a tip."""

    ANSWER = "answer"  # the readers answer
    FEEDBACK = "feedback"  # the readers say what was done
    ENDED = "ended"  # that was said
    REOPEN = "reopen"  # nothing, unless it is opened again
    OBJECT = "object"  # it is destroyed, unless the tipster says that it was about harm
    CLOSED = "closed"  # it is destroyed when its time is over
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
    """An answer is due first, then what was done, as the tip was promised; `deadlines` are for a tip that knows of no promise."""
    return _standing(tip, deadlines, _came([tip])[tip.id])


def standings(tips: Sequence[Tip], deadlines: Deadlines) -> list[Standing]:
    """The same of many, with one look at their letters."""
    came = _came(tips)
    return [_standing(tip, deadlines, came[tip.id]) for tip in tips]


Came = Sequence[
    tuple[bool, date]
]  # of each letter between tipster and readers: whether it is the readers', and its day


def _came(tips: Sequence[Tip]) -> Mapping[str, Came]:
    letters = Letter.objects.filter(
        conversation__tip__in=[tip.id for tip in tips], conversation__party=Conversation.Party.TIPSTER
    )
    found = {tip.id: list[tuple[bool, date]]() for tip in tips}
    told = letters.order_by("position").values_list("conversation__tip", "from_office", "day")
    for tip_id, from_office, day in told:
        found[tip_id].append((from_office, day))
    return found


def _standing(tip: Tip, deadlines: Deadlines, came: Came) -> Standing:
    if tip.state == Tip.State.DESTROYED:
        return Standing(tip, Step.NOTHING, None, waits_for_office=False)
    if tip.state in RESTING and not is_over(until := rests_until(tip)):
        step = Step.REOPEN if tip.state in SHUT else Step.OBJECT
        return Standing(tip, step, until, waits_for_office=False)
    if tip.state not in (State.RECEIVED, *AWAITS_FEEDBACK):
        step = Step.ENDED if tip.state == State.FEEDBACK_GIVEN else Step.CLOSED
        return Standing(tip, step, None, waits_for_office=_came_after(came, tip.since))
    ours = [from_office for from_office, _ in came]
    promised = deadlines_of(tip, deadlines)
    days = promised.feedback_days if tip.acknowledged else promised.acknowledge_days
    return Standing(
        tip,
        Step.FEEDBACK if tip.acknowledged else Step.ANSWER,
        tip.received + timedelta(days=days),
        waits_for_office=not (ours and ours[-1]),
        is_confirmed_alone=tip.acknowledged is not None and not any(ours),
    )


def last_letter(tip: Tip) -> tuple[bool, date, int] | None:
    """Of the last letter between the tipster and the readers: whether it is the readers', its day, and its place from 0."""
    letters = Letter.objects.filter(conversation__tip=tip, conversation__party=Conversation.Party.TIPSTER)
    return letters.order_by("-position").values_list("from_office", "day", "position").first()


def notices_of(conversation: Conversation) -> QuerySet[Notice]:
    """What the line has said, day by day; of one day's, a closing stands before the opening that follows it."""
    return conversation.notices.order_by("day", "template")


def _came_after(came: Came, since: date) -> bool:
    """Whether the tipster has the last word, in a letter that is not the first and perhaps came after that day's end of the work."""
    from_office, day = came[-1] if len(came) > 1 else (True, since)
    return not from_office and day >= since


def something_waits(mailbox: Mailbox) -> bool:
    """Whether a letter from the office has come that the mailbox's owner was not shown, or a day runs on which the tip can be opened again."""
    if mailbox.conversation is None:
        return False
    if mailbox.conversation.tip.state in RESTING:
        return True
    return mailbox.conversation.letters.filter(from_office=True, position__gte=mailbox.seen).exists()
