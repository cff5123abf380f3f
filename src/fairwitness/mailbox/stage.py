"""What the tipster is told of the state that a tip is in: a sentence, who has it in hand, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from fairwitness.office.charter import Deadlines
from fairwitness.sealed.hearing import heard_until
from fairwitness.sealed.locking import nobody_looks
from fairwitness.sealed.models import Tip
from fairwitness.sealed.notices import was_told_that_they_knew
from fairwitness.sealed.promises import deadlines_of
from fairwitness.sealed.resting import RESTING, rests_until
from fairwitness.sealed.states import STAGES, Owner, State, due_day

ROOM = 512  # bytes of a page: more than any state's sentences take, in any language
IN_HAND: Mapping[Owner, Any] = {
    Owner.READERS: _("The readers have it in hand. Due: %(day)s."),
    Owner.SECOND: _("A second reader has it in hand. Due: %(day)s."),
    Owner.PERSON: _("The person reported on can answer. Due: %(day)s."),
    Owner.TIPSTER: _("It is in your hands. Due: %(day)s."),
}
NOBODY_S = _("Nobody has to do anything now.")
NOBODY_LOOKS = _(
    "A reader has locked your tip. It is said to be about harm, and no other reader can open it."
)
# In the place of what is said to everybody else whose tip was not confirmed: that it means no wrong of theirs.
KNEW = _(
    "What you told was not confirmed, and it was signed that you knew that something was untrue. Nobody learns your name by this."
)
IN_NOBODY_S_HAND = _("The office has to find another reader. It may not be able to: turn to others as well.")


@dataclass(frozen=True)
class Said:
    """Two sentences, in the language of the page."""

    sentence: str
    turn: str

    @property
    def fill(self) -> str:
        """Spaces behind them, so that no state makes a page longer than another: a browser shows none of them."""
        return " " * (ROOM - len(escape(self.sentence + self.turn).encode()))


def said(tip: Tip, deadlines: Deadlines) -> Said:
    """Of a tip that is not destroyed."""
    state = State(tip.state)
    stage = STAGES[state]
    due = (
        rests_until(tip)
        if state in RESTING
        else due_day(state, tip.received, tip.since, deadlines_of(tip, deadlines))
    )
    due = heard_until(tip) or due if state is State.REPLY else due
    if nobody_looks(tip):
        return Said(str(NOBODY_LOOKS), str(IN_NOBODY_S_HAND))
    turn = NOBODY_S if due is None else IN_HAND.get(stage.owner, NOBODY_S)
    sentence = KNEW if state is State.NOT_CONFIRMED and was_told_that_they_knew(tip) else stage.tipster
    return Said(str(sentence), str(turn) % {"day": due})
