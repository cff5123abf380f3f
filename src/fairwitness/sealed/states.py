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
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from fairwitness.office.charter import Deadlines


class State(models.TextChoices):
    """Where a tip stands."""

    RECEIVED = "received", pgettext_lazy("where a tip stands", "Received")
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
OBJECTION_DAYS = 4  # 72 hours, as days and rounded up
OBJECTION = Due(OBJECTION_DAYS)
REOPENING_DAYS = 14  # fewer where less is kept: `resting.py`
REOPENING = Due(REOPENING_DAYS)
CLOSING = Due(30)


class By(StrEnum):
    """Who sees that a task is done: the line by what it keeps, a browser by what it opens, or nobody but readers, who tick it."""

    LINE = "line"
    BROWSER = "browser"
    READERS = "readers"


@dataclass(frozen=True)
class Task:
    """Something to be done while a tip is in a state. The slug stands in sealed letters, and never changes its meaning."""

    slug: str
    name: Any
    by: By = By.READERS


@dataclass(frozen=True)
class Stage:
    """What goes for a tip while it is in a state."""

    owner: Owner
    due: Due | None
    readers: Any  # what the readers do now
    tipster: Any  # what the tipster is told
    after: tuple[State, ...]
    after_two: tuple[State, ...] = ()  # only by what two people signed
    tasks: tuple[Task, ...] = ()  # what is to be done in it


WRITTEN = Task("written", _("Write to the tipster"), By.LINE)
HEARD = Task("heard", _("Have the tipster’s answer to the last question"), By.LINE)
ANSWERED = Task("answered", _("Answer what the tipster wrote last"), By.LINE)
TOLD = Task("told", _("Tell the tipster what was done, and why"), By.LINE)
IN_HAND = Task("in-hand", _("Have one reader take it in hand"), By.LINE)
IS_MARKED = Task("marked", _("Mark the sentence that tells of harm"), By.LINE)
STEP = Task("step", _("Note the next step and its day"), By.LINE)
ALLEGED = Task("alleged", _("Split what is alleged into single claims"), By.BROWSER)
READ = Task("read", _("Read all letters and files"))
DANGER = Task("danger", _("Look whether anybody is in danger, or punished for speaking up"))
CONCERNED = Task("concerned", _("Look whether the tip concerns a reader of it"))
SCOPE = Task(
    "scope", _("Look whether it is about harm, and not about what somebody thinks or whom they meet")
)
URGENT = Task("urgent", _("Talk over how urgent it is"))
FOR_IT = Task("for-it", _("Gather what speaks for it"))
AGAINST_IT = Task("against-it", _("Gather what speaks against it"))
COLLEAGUE = Task("colleague", _("Ask a colleague to look at it as well"))
SUMMARY = Task("summary", _("See that the summary does not show who spoke up"))
READ_AGAIN = Task("read-again", _("Read everything once more, as a second reader"))
FOLLOWS = Task("follows", _("Decide what follows from it"))
BODY_TOLD = Task("body-told", _("Tell the body outside"))


STAGES: Mapping[State, Stage] = {
    State.RECEIVED: Stage(
        Owner.READERS,
        ANSWER,
        _("Answer the tipster. On day 6 the line does it if nobody has."),
        _("Your tip has arrived, and the readers have not answered yet."),
        (State.ACKNOWLEDGED,),
        tasks=(READ, DANGER, WRITTEN),
    ),
    State.ACKNOWLEDGED: Stage(
        Owner.READERS,
        FEEDBACK,
        _("Take it in hand and check whether this line is there for it."),
        _("The readers know of your tip. One of them will look into it."),
        (State.SCOPE_CHECK,),
        tasks=(WRITTEN, IN_HAND, READ, CONCERNED),
    ),
    State.SCOPE_CHECK: Stage(
        Owner.READERS,
        FEEDBACK,
        _("Mark the sentence that tells of harm or of the rule broken, and say who was harmed."),
        _("A reader checks whether this line is there for what you tell."),
        (State.TRIAGE, State.OUT_OF_SCOPE, State.INSUFFICIENT, State.PROTECTED_CONDUCT),
        tasks=(SCOPE, IS_MARKED),
    ),
    State.TRIAGE: Stage(
        Owner.READERS,
        FEEDBACK,
        _("Say what is alleged, how urgent it is, and what would show that it is wrong."),
        _("A reader plans how to find out what happened."),
        (State.FACT_FINDING, State.OUT_OF_SCOPE, State.INSUFFICIENT, State.PROTECTED_CONDUCT),
        (State.REFERRED,),
        tasks=(ALLEGED, URGENT, CONCERNED, STEP),
    ),
    State.FACT_FINDING: Stage(
        Owner.READERS,
        FEEDBACK,
        _("Gather what speaks for it and against it. Ask one thing at a time."),
        _("A reader finds out what happened. Perhaps you are asked something here."),
        (State.REPLY, State.INSUFFICIENT, State.PROTECTED_CONDUCT),
        (State.SECOND_REVIEW, State.REFERRED),
        tasks=(FOR_IT, AGAINST_IT, HEARD, COLLEAGUE),
    ),
    State.REPLY: Stage(
        Owner.PERSON,
        REPLY_TIME,
        _("Wait for the other side's answer, or for the end of its time."),
        _("Whoever is reported on may answer now. They are not told who spoke up."),
        (State.SECOND_REVIEW, State.INSUFFICIENT),
        (State.REFERRED,),
        tasks=(SUMMARY,),
    ),
    State.SECOND_REVIEW: Stage(
        Owner.SECOND,
        FEEDBACK,
        _("A second reader grades each allegation without knowing the first grade."),
        _("A second reader looks at everything once more."),
        (State.FACT_FINDING, State.NOT_CONFIRMED, State.INSUFFICIENT),
        (State.CONFIRMED, State.REFERRED),
        tasks=(READ_AGAIN, AGAINST_IT),
    ),
    State.CONFIRMED: Stage(
        Owner.READERS,
        FEEDBACK,
        _(
            "Tell the tipster, and whoever it is about, which allegations were confirmed and which were not, and what follows."
        ),
        _(
            "Two readers have confirmed at least one thing that you told. They will tell you which, and what follows."
        ),
        (State.FEEDBACK_GIVEN,),
        (State.REFERRED,),
        tasks=(FOLLOWS, TOLD),
    ),
    State.NOT_CONFIRMED: Stage(
        Owner.READERS,
        FEEDBACK,
        _("Tell the tipster what was looked into, and why it was not confirmed."),
        _("What you told was not confirmed. That does not mean that it is untrue, or that you did wrong."),
        (State.FEEDBACK_GIVEN,),
        tasks=(TOLD,),
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
        _(
            "It is locked for everybody. The tipster can say that it was about harm; past the scope check a colleague can, too."
        ),
        _("What people think, say and believe is their right. If it was about harm, say so here."),
        (State.SCOPE_CHECK,),
    ),
    State.REFERRED: Stage(
        Owner.READERS,
        FEEDBACK,
        _("Tell the body yourselves. Then tell the tipster what was done, and why."),
        _("Two readers have decided what a body outside is told. Your mailbox names the body."),
        (State.FEEDBACK_GIVEN,),
        tasks=(BODY_TOLD, TOLD),
    ),
    State.FEEDBACK_GIVEN: Stage(
        Owner.READERS,
        CLOSING,
        _("Close it, if nothing is open any more. Where nobody does and no letter waits, the line does it."),
        _("The readers have told you what was done, and why."),
        (State.CLOSED,),
        tasks=(ANSWERED, DANGER),
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
# Which of them say what came of a tip. It is remembered beyond them, until the tip is looked at once more.
OUTCOMES = frozenset(
    {
        State.CONFIRMED,
        State.NOT_CONFIRMED,
        State.INSUFFICIENT,
        State.OUT_OF_SCOPE,
        State.PROTECTED_CONDUCT,
        State.REFERRED,
    }
)
# In these the tipster waits to be told what was done; in those that follow them, or that tell it themselves, nobody waits for it.
AWAITS_FEEDBACK = frozenset(
    state for state, stage in STAGES.items() if stage.due is FEEDBACK or state is State.REPLY
)
IN_WORK = tuple(
    state for state in State if state in AWAITS_FEEDBACK
)  # the same, in the order of a tip's life
AFTER_THE_END = (State.FEEDBACK_GIVEN, State.CLOSED)  # what the tipster writes then is answered too
AFTERWARDS = frozenset({State.FEEDBACK_GIVEN, State.CLOSED, State.DESTROYED})
# In these a tip may have been passed on, and what was signed for it stays.
STANDS_REFERRED = (State.REFERRED, State.FEEDBACK_GIVEN, State.CLOSED)
# A tip comes to these only with a sentence that a reader has marked in it; in those it has no such mark, so that one which is
# looked at once more is marked once more. In the others it may have one. The database holds every tip to that.
MARKED = (
    State.TRIAGE,
    State.FACT_FINDING,
    State.REPLY,
    State.SECOND_REVIEW,
    State.CONFIRMED,
    State.NOT_CONFIRMED,
    State.REFERRED,
    State.FEEDBACK_GIVEN,
)
UNMARKED = (State.RECEIVED, State.ACKNOWLEDGED, State.SCOPE_CHECK, State.DESTROYED)


def outcome_after(state: State, before: str) -> str:
    """What has come of a tip that is now in this state; nothing while it is looked into."""
    if state in OUTCOMES:
        return state.value
    return before if state in AFTERWARDS else ""


def mark_after(state: State, before: str) -> str:
    """Which letter still marks a tip that is now in this state."""
    return "" if state in UNMARKED else before


def may_follow(state: State) -> tuple[State, ...]:
    """The states that one person's action leads to. From every one that holds something, the tipster may have all of it destroyed."""
    end = () if state is State.DESTROYED else (State.DESTROYED,)
    return (*STAGES[state].after, *end)


def moves() -> Iterator[tuple[State, State]]:
    """Every move that the database lets through. What needs two signatures is not among them."""
    return ((state, after) for state in State for after in may_follow(state))


def moves_of_two() -> Iterator[tuple[State, State]]:
    """Every move that it lets through where two have signed for it: passing a tip on, and going on without hearing the other side."""
    yield from referrals()
    yield State.FACT_FINDING, State.SECOND_REVIEW


def referrals() -> Iterator[tuple[State, State]]:
    """Those of them that pass a tip on."""
    return _by_two(State.REFERRED)


def moves_that_confirm() -> Iterator[tuple[State, State]]:
    """The same for what two have found, which `decisions/guards.py` looks at."""
    return _by_two(State.CONFIRMED)


def _by_two(to: State) -> Iterator[tuple[State, State]]:
    return ((state, to) for state, stage in STAGES.items() if to in stage.after_two)


def due_day(state: State, received: date, since: date, deadlines: Deadlines) -> date | None:
    """By when somebody has to act; None where nothing is due."""
    due = STAGES[state].due
    return due.day(received, since, deadlines) if due else None
