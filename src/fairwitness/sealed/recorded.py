"""Tips that came another way: who wrote one down, and what that keeps them from.

Issue 7's grades and findings ask `recorded_by` too, before anybody signs.
"""

from __future__ import annotations

from datetime import date, timedelta

from fairwitness.office.clock import today
from fairwitness.office.rows import only
from fairwitness.sealed.advising import is_code_over as is_advice_unused
from fairwitness.sealed.hearing import is_code_over as is_unused
from fairwitness.sealed.models import Conversation, Mailbox, Recorded, Recording, Tip
from fairwitness.sealed.states import State

QUESTION = "recorded"  # in the first letter: how it came; in a later one of the caller's: `CORRECTED`, or `AGREED` and a hash
CORRECTED, AGREED = "corrected", "agreed"
EARLIEST = 30  # days before today on which a tip that is written down now may have come
CODE_DAYS = 30  # for which a code that somebody of the office has seen opens anything
# Whoever wrote a tip down brings it to none of these: not by marking or grading it, not by closing or passing it on.
NOT_BY_RECORDER = frozenset(
    {
        State.TRIAGE,
        State.SECOND_REVIEW,
        State.CONFIRMED,
        State.NOT_CONFIRMED,
        State.INSUFFICIENT,
        State.OUT_OF_SCOPE,
        State.PROTECTED_CONDUCT,
        State.REFERRED,
        State.CLOSED,
        State.DESTROYED,
    }
)


class RecordedIt(Exception):
    """Whoever signs wrote the tip down, and so neither grades nor signs it."""


def recorded(tip: Tip) -> Recorded | None:
    """How it came another way; None of a tip that its tipster sent."""
    return only(Recorded.objects.filter(tip=tip))


def recorded_by(tip: Tip) -> str:
    """The id of the reader who wrote it down; nothing where its tipster did."""
    row = recorded(tip)
    return row.by if row else ""


def own_from(tip: Tip) -> int | None:
    """The place of the first letter that nobody but the tipster can have written: of a tip that came another way, behind the one that took a code of their own. None where that is still to come."""
    row = recorded(tip)
    if row is None:
        return 0
    return None if row.own_from is None else row.own_from + 1


def must_not_have_recorded(tip: Tip, *signers: str) -> None:
    """RecordedIt where one of them wrote it down."""
    if recorded_by(tip) in {one for one in signers if one}:
        raise RecordedIt


def recordings_destroyed(tip: Tip) -> date | None:
    """The day on which the last recording was destroyed; None while there is one, and where there was none."""
    days = list(Recording.objects.filter(recorded__tip=tip).values_list("destroyed", flat=True))
    return None if None in days else max(filter(None, days), default=None)


def code_until(row: Recorded) -> date:
    """The last day on which the code that was handed over opens anything."""
    return row.day + timedelta(days=CODE_DAYS)


def is_code_over(row: Recorded) -> bool:
    """Whether nobody has taken a code of their own in time: then whoever of the office has seen the first one opens nothing with it either."""
    return row.own_from is None and today() > code_until(row)


def opens_nothing(mailbox: Mailbox) -> bool:
    """Whether its code was handed over, and its time is over."""
    if mailbox.advises is not None:
        return is_advice_unused(mailbox)
    if mailbox.conversation is None:
        return False
    if mailbox.conversation.party == Conversation.Party.PERSON:
        return is_unused(mailbox.conversation.hearing)
    row: Recorded | None = getattr(mailbox.conversation.tip, "recorded", None)
    return row is not None and is_code_over(row)


def earliest_day() -> date:
    """The first day that may be named as the one on which a tip came."""
    return today() - timedelta(days=EARLIEST)
