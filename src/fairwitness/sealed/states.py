"""The life of a tip: its states, which may follow which, who has it in hand, what is due, and what both sides are told.

This is the one place that says so. The database refuses every other move (`sealed/guards.py`), and
`docs/understanding/states.md` is made of it. Day-counts are those of `requirements.md` A1, A2, B3 and B6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from fairwitness.office.charter import Deadlines


class State(models.TextChoices):
    """Where a tip stands."""

    RECEIVED = "received", _("Received")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    SCOPE_CHECK = "scope-check", _("Scope check")
    TRIAGE = "triage", _("Triage")
    FACT_FINDING = "fact-finding", _("Fact finding")
    REPLY = "reply", _("Reply from the person reported on")
    SECOND_REVIEW = "second-review", _("Second review")
    CONFIRMED = "confirmed", _("Confirmed")
    NOT_CONFIRMED = "not-confirmed", _("Not confirmed")
    INSUFFICIENT = "insufficient", _("Insufficient")
    OUT_OF_SCOPE = "out-of-scope", _("Out of scope")
    PROTECTED_CONDUCT = "protected-conduct", _("Protected conduct")
    REFERRED = "referred", _("Referred")
    FEEDBACK_GIVEN = "feedback-given", _("Feedback given")
    CLOSED = "closed", _("Closed")
    DESTROYED = "destroyed", _("Destroyed")


class Owner(StrEnum):
    """Who has it in hand."""

    READERS = "readers"
    SECOND = "second"
    PERSON = "person"
    TIPSTER = "tipster"
    LINE = "line"
    NOBODY = "nobody"


OWNERS: Mapping[Owner, Any] = {
    Owner.READERS: _("the reader who has it"),
    Owner.SECOND: _("a second reader"),
    Owner.PERSON: _("the person reported on"),
    Owner.TIPSTER: _("the tipster"),
    Owner.LINE: _("the line itself"),
    Owner.NOBODY: _("nobody"),
}


@dataclass(frozen=True)
class Due:
    """A number of days, or a deadline of the charter by its name, from the day of receipt or from the day of the state."""

    days: int | str
    from_receipt: bool = False

    def day(self, received: date, since: date, deadlines: Deadlines) -> date:
        """The last day in time."""
        days: int = getattr(deadlines, self.days) if isinstance(self.days, str) else self.days
        return (received if self.from_receipt else since) + timedelta(days=days)


ANSWER = Due("acknowledge_days", from_receipt=True)
FEEDBACK = Due("feedback_days", from_receipt=True)
REPLY_TIME = Due(14)
OBJECTION = Due(4)  # 72 hours, as days and rounded up
REOPENING = Due(14)


@dataclass(frozen=True)
class Stage:
    """What goes for a tip while it is in a state."""

    owner: Owner
    due: Due | None
    readers: Any  # what the readers do now
    tipster: Any  # what the tipster is told
    after: tuple[State, ...]
    after_two: tuple[State, ...] = ()  # only by what two people signed


STAGES: Mapping[State, Stage] = {
    State.RECEIVED: Stage(
        Owner.READERS,
        ANSWER,
        _("Answer the tipster. On day 6 the line does it if nobody has."),
        _("Your tip has arrived, and the readers have not answered yet."),
        (State.ACKNOWLEDGED,),
    ),
    State.ACKNOWLEDGED: Stage(
        Owner.READERS,
        FEEDBACK,
        _("Take it in hand and check whether this line is there for it."),
        _("The readers know of your tip. One of them will look into it."),
        (State.SCOPE_CHECK,),
    ),
    State.SCOPE_CHECK: Stage(
        Owner.READERS,
        FEEDBACK,
        _("Mark the sentence that tells of harm or of the rule broken, and say who was harmed."),
        _("A reader checks whether this line is there for what you tell."),
        (State.TRIAGE, State.OUT_OF_SCOPE, State.INSUFFICIENT, State.PROTECTED_CONDUCT),
    ),
    State.TRIAGE: Stage(
        Owner.READERS,
        FEEDBACK,
        _("Say what is alleged, how urgent it is, and what would show that it is wrong."),
        _("A reader plans how to find out what happened."),
        (State.FACT_FINDING, State.OUT_OF_SCOPE, State.INSUFFICIENT, State.PROTECTED_CONDUCT),
        (State.REFERRED,),
    ),
    State.FACT_FINDING: Stage(
        Owner.READERS,
        FEEDBACK,
        _("Gather what speaks for it and against it. Ask one thing at a time."),
        _("A reader finds out what happened. Perhaps you are asked something here."),
        (State.REPLY, State.INSUFFICIENT, State.PROTECTED_CONDUCT),
        (State.SECOND_REVIEW, State.REFERRED),
    ),
    State.REPLY: Stage(
        Owner.PERSON,
        REPLY_TIME,
        _("Wait for the other side's answer, or for the end of its time."),
        _("Whoever is reported on may answer now. They are not told who spoke up."),
        (State.SECOND_REVIEW,),
        (State.REFERRED,),
    ),
    State.SECOND_REVIEW: Stage(
        Owner.SECOND,
        FEEDBACK,
        _("A second reader grades each allegation without knowing the first grade."),
        _("A second reader looks at everything once more."),
        (State.FACT_FINDING, State.NOT_CONFIRMED, State.INSUFFICIENT),
        (State.CONFIRMED, State.REFERRED),
    ),
    State.CONFIRMED: Stage(
        Owner.READERS,
        FEEDBACK,
        _("Tell the tipster what was found and what follows from it, and why."),
        _("Two readers have confirmed what you told. They will tell you what follows from it."),
        (State.REFERRED, State.FEEDBACK_GIVEN),
    ),
    State.NOT_CONFIRMED: Stage(
        Owner.READERS,
        FEEDBACK,
        _("Tell the tipster what was looked into, and why it was not confirmed."),
        _("What you told was not confirmed. That does not mean that it is untrue, or that you did wrong."),
        (State.FEEDBACK_GIVEN,),
    ),
    State.INSUFFICIENT: Stage(
        Owner.TIPSTER,
        REOPENING,
        _("Nothing, unless the tipster or a colleague opens it again."),
        _("There is too little to go on. If you can add something, open it again here."),
        (State.SCOPE_CHECK, State.CLOSED),
    ),
    State.OUT_OF_SCOPE: Stage(
        Owner.TIPSTER,
        REOPENING,
        _("Nothing, unless the tipster or a colleague opens it again."),
        _("This line is not there for what you tell. If we have misunderstood, open it again here."),
        (State.SCOPE_CHECK, State.CLOSED),
    ),
    State.PROTECTED_CONDUCT: Stage(
        Owner.TIPSTER,
        OBJECTION,
        _("It is locked for everybody. Only the tipster can say that it was about harm."),
        _("What people think, say and believe is their right. If it was about harm, say so here."),
        (State.SCOPE_CHECK,),
    ),
    State.REFERRED: Stage(
        Owner.READERS,
        FEEDBACK,
        _("Tell the tipster which body has it now, and what that body does."),
        _("What you told was passed on to the body that your mailbox names."),
        (State.FEEDBACK_GIVEN,),
    ),
    State.FEEDBACK_GIVEN: Stage(
        Owner.READERS,
        FEEDBACK,
        _("Close it, if nothing is open any more."),
        _("The readers have told you what was done, and why."),
        (State.CLOSED,),
    ),
    State.CLOSED: Stage(
        Owner.LINE,
        None,
        _("Nothing. What was told is destroyed when its time is over."),
        _("It is closed. What you told is destroyed when its time is over."),
        (),
    ),
    State.DESTROYED: Stage(
        Owner.NOBODY,
        None,
        _("Nothing: what was told is destroyed."),
        _("What you told is destroyed. Only the dates are left."),
        (),
    ),
}
FIRST = State.RECEIVED


def may_follow(state: State) -> tuple[State, ...]:
    """The states that one person's action leads to. From every one that holds something, the tipster may have all of it destroyed."""
    end = () if state is State.DESTROYED else (State.DESTROYED,)
    return (*STAGES[state].after, *end)


def moves() -> Iterator[tuple[State, State]]:
    """Every move that the database lets through. What needs two signatures is not among them before there are signatures to check."""
    return ((state, after) for state in State for after in may_follow(state))


def due_day(state: State, received: date, since: date, deadlines: Deadlines) -> date | None:
    """By when somebody has to act; None where nothing is due."""
    due = STAGES[state].due
    return due.day(received, since, deadlines) if due else None
