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

    OPEN = "open"  # they can answer, and ask for more time
    OPEN_ONCE = "open-once"  # they can answer
    ANSWERED = "answered"  # and can ask for more time
    ANSWERED_ONCE = "answered-once"
    OVER = "over"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not-confirmed"
    ENDED = "ended"  # without anything that was confirmed
    ELSEWHERE = "elsewhere"  # whoever decides on it tells them


OUTCOMES: Mapping[str, Step] = {
    Tip.Outcome.CONFIRMED: Step.CONFIRMED,
    Tip.Outcome.NOT_CONFIRMED: Step.NOT_CONFIRMED,
    Tip.Outcome.REFERRED: Step.ELSEWHERE,
}


@dataclass(frozen=True)
class Stands:
    """One of them, with the days of this conversation alone."""

    step: Step
    day: date  # on which they were asked
    until: date
    has_own_code: bool


def stands(conversation: Conversation) -> Stands:
    """By their own row, and by what came of it."""
    row = hearing_of(conversation)
    return Stands(_step(row, conversation.tip), row.day, row.until, row.own_from is not None)


def _step(row: Hearing, tip: Tip) -> Step:
    if tip.outcome:
        return OUTCOMES.get(tip.outcome, Step.ENDED)
    if row.answered is not None:
        return Step.ANSWERED if may_ask_for_more(row) else Step.ANSWERED_ONCE
    if is_over(row):
        return Step.OVER
    return Step.OPEN if may_ask_for_more(row) else Step.OPEN_ONCE
