"""Where the person reported on stands: whether and until when they can answer, and what came of it. Nothing here is of the tipster's, no day of theirs either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fairwitness.sealed.hearing import hearing_of, is_over, may_ask_for_more
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.sealed.models_of_hearing import Hearing


class Step(StrEnum):
    """What holds for them now."""

    UNNOTED = "unnoted"  # they can answer, and their time has not begun
    OPEN = "open"  # they can answer, and ask for more time
    OPEN_ONCE = "open-once"  # they can answer
    ANSWERED = "answered"  # and can ask for more time
    ANSWERED_ONCE = "answered-once"
    OVER = "over"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not-confirmed"
    ELSEWHERE = "elsewhere"  # whoever decides on it tells them


ENDED: Mapping[str, Step] = {
    Hearing.Ended.CONFIRMED: Step.CONFIRMED,
    Hearing.Ended.NOT_CONFIRMED: Step.NOT_CONFIRMED,
    Hearing.Ended.REFERRED: Step.ELSEWHERE,
}


@dataclass(frozen=True)
class Stands:
    """One of them, with the days of this conversation alone."""

    step: Step
    day: date  # on which they were asked
    until: date | None  # once their time has begun
    has_own_code: bool


def is_unfound(conversation: Conversation) -> bool:
    """Whether it ended without a finding: then nothing else is said or shown, whoever has ended it, and from the same moment on."""
    return hearing_of(conversation).ended == Hearing.Ended.UNFOUND


def is_ended(conversation: Conversation) -> bool:
    """Whether nothing is shown here any more but that it has ended."""
    return is_unfound(conversation) or conversation.tip.state == Tip.State.DESTROYED


def stands(conversation: Conversation) -> Stands:
    """By their own row alone."""
    row = hearing_of(conversation)
    return Stands(_step(row), row.day, row.until, row.own_from is not None)


def _step(row: Hearing) -> Step:
    if row.ended in ENDED:
        return ENDED[row.ended]
    if row.handed is None:
        return Step.UNNOTED
    if row.answered is not None:
        return Step.ANSWERED if may_ask_for_more(row) else Step.ANSWERED_ONCE
    if is_over(row):
        return Step.OVER
    return Step.OPEN if may_ask_for_more(row) else Step.OPEN_ONCE
