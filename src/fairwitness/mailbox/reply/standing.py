"""Where the person reported on stands, and whoever advises them: whether and until when they can answer, and what came of it. Nothing here is of the tipster's, no day of theirs either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fairwitness.sealed import advising
from fairwitness.sealed.hearing import hearing_of, is_over, may_ask_for_more
from fairwitness.sealed.models import Conversation, Mailbox, Tip
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
    # What whoever advises them is told.
    THEY_CAN = "they-can"
    THEY_HAVE = "they-have"
    THEY_COULD = "they-could"
    THEIR_LETTER = "their-letter"
    THEY_WAIT = "they-wait"
    THEIRS_CONFIRMED = "theirs-confirmed"


ENDED: Mapping[str, Step] = {
    Hearing.Ended.CONFIRMED: Step.CONFIRMED,
    Hearing.Ended.NOT_CONFIRMED: Step.NOT_CONFIRMED,
    Hearing.Ended.REFERRED: Step.ELSEWHERE,
}
TO_AN_ADVISER: Mapping[Step, Step] = {
    Step.UNNOTED: Step.THEY_WAIT,
    Step.OPEN: Step.THEY_CAN,
    Step.OPEN_ONCE: Step.THEY_CAN,
    Step.ANSWERED: Step.THEY_HAVE,
    Step.ANSWERED_ONCE: Step.THEY_HAVE,
    Step.OVER: Step.THEY_COULD,
    Step.CONFIRMED: Step.THEIRS_CONFIRMED,
    Step.NOT_CONFIRMED: Step.THEIR_LETTER,
}


@dataclass(frozen=True)
class Stands:
    """One of them, with the days of this conversation alone."""

    step: Step
    day: date  # on which they were asked
    until: date | None  # once their time has begun
    has_own_code: bool
    advises: bool = False  # and is not the person reported on
    adviser: Mailbox | None = None  # of that person's, where they have given one

    @property
    def may_be_advised(self) -> bool:
        """Whether they can let somebody advise them now."""
        return self.has_own_code and not self.advises and self.adviser is None

    @property
    def parts(self) -> Iterator[str]:
        """Which parts of the page are theirs, where a script shows them."""
        yield "advises" if self.advises else "answers"
        if self.may_be_advised:
            yield "may-be-advised"
        if self.adviser is not None:
            yield "advised"
            yield "advised-own" if self.adviser.own_from is not None else "advised-seen"

    @property
    def given(self) -> date | None:
        """On which day they gave an adviser a code."""
        return self.adviser.given if self.adviser else None

    @property
    def given_until(self) -> date | None:
        """Until when that code works, if it is not used before."""
        return advising.code_until(self.adviser) if self.adviser else None


def is_unfound(conversation: Conversation) -> bool:
    """Whether it ended without a finding: then nothing else is said or shown, whoever has ended it, and from the same moment on."""
    return hearing_of(conversation).ended == Hearing.Ended.UNFOUND


def is_ended(conversation: Conversation) -> bool:
    """Whether nothing is shown here any more but that it has ended."""
    return is_unfound(conversation) or conversation.tip.state == Tip.State.DESTROYED


def stands(mailbox: Mailbox, conversation: Conversation) -> Stands:
    """By the row of the person reported on, by the mailbox's own, and by what came of it."""
    row = hearing_of(conversation)
    step = _step(row)
    if advising.as_adviser(mailbox):
        advised = TO_AN_ADVISER.get(step, step)
        return Stands(advised, row.day, row.until, mailbox.own_from is not None, advises=True)
    adviser = advising.adviser_of(conversation)
    return Stands(step, row.day, row.until, row.own_from is not None, adviser=adviser)


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
