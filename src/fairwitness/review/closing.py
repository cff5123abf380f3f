"""Taking tips in hand, closing them, opening them again, and locking what tells of nothing but protected conduct.

Each is one transaction that holds the tip's row: of two readers who press at once the first is heard, and the other is told.
"""

from __future__ import annotations

import secrets
from contextlib import suppress

from django.db import transaction

from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.models import Staff
from fairwitness.review import reading
from fairwitness.sealed.actions import reopen as again
from fairwitness.sealed.actions.acknowledge import confirm_receipt
from fairwitness.sealed.actions.assign import take
from fairwitness.sealed.actions.destroy import StillRemembered, destroy
from fairwitness.sealed.actions.gone import tell_their_authors
from fairwitness.sealed.actions.move import (
    NoSuchMove,
    StalePage,
    WaitsForSecond,
    ends_what_is_signed,
    move,
)
from fairwitness.sealed.actions.post import post
from fairwitness.sealed.actions.readers import LastReader
from fairwitness.sealed.in_hand import OPEN, who_has
from fairwitness.sealed.locking import ends_at_once, who_could_look
from fairwitness.sealed.models import InHand, Notice, Tip
from fairwitness.sealed.models_of_letters import LetterGone
from fairwitness.sealed.notices import SAYS
from fairwitness.sealed.reading import is_over
from fairwitness.sealed.recorded import must_not_have_recorded
from fairwitness.sealed.resting import SHUT, rests_until
from fairwitness.sealed.states import STAGES, State

ONE_IN = 10  # closings that a second reader looks at
NEW = (State.RECEIVED, State.ACKNOWLEDGED)  # nobody has taken them in hand
IN_HAND = (State.SCOPE_CHECK, State.TRIAGE, State.FACT_FINDING)  # one reader may close and lock them
CLOSES = (*IN_HAND, State.REPLY)  # one reader may close them


class NotForYou(Exception):
    """Another reader is asked: this one holds no key, or has closed or locked the tip."""


@transaction.atomic
def take_in_hand(tip_id: str, *, seen: State, by: Staff) -> Tip:
    """Check whether the line is there for it, and have it in hand where nobody has. What nobody has answered yet is confirmed in the line's own name first."""
    held = _held(tip_id, by)
    if held.state != seen:
        raise StalePage
    if seen not in NEW:  # looked into already: only who has it in hand changes
        if seen not in OPEN:
            raise NoSuchMove
        take(tip_id, by=by.id)
        return held
    if seen is State.RECEIVED:
        confirm_receipt(tip_id, by=by.id)
    moved = move(tip_id, State.SCOPE_CHECK, seen=State.ACKNOWLEDGED, by=by.id)
    if who_has(moved) == "":
        take(tip_id, by=by.id)
    return moved


@transaction.atomic
def close(tip_id: str, outcome: State, *, seen: State, by: Staff) -> Tip:
    """Out of scope or insufficient, by one reader, with a notice; one in ten, by lot, goes to a second reader as well."""
    held = _held(tip_id, by)
    if not may_close(seen, outcome):
        raise NoSuchMove
    # Whoever opens again what was drawn, and closes it, draws no second time.
    waits = held.second_look == by.id
    drawn = not waits and secrets.randbelow(ONE_IN) == 0
    tip = move(tip_id, outcome, seen=seen, by=by.id, second_look=by.id if waits or drawn else "")
    post(tip, SAYS[outcome])
    if (
        held.second_look and not waits
    ):  # by closing it, this reader has said what they think of the first closing
        journal.record(Kind.SECOND_LOOK, tip.office, tip=tip.id, by=by.id)
    if drawn:
        journal.record(Kind.DRAWN, tip.office, tip=tip.id)
    return tip


@transaction.atomic
def reopen(tip_id: str, *, by: Staff) -> Tip:
    """A colleague, or whoever closed it, looks at it once more. TooLate after the last day."""
    _held(tip_id, by)
    return again.reopen(tip_id, by=by.id)


@transaction.atomic
def agree(tip_id: str, *, by: Staff) -> Tip:
    """The second look, where it ends with the same answer as the first; whoever closed the tip cannot have it."""
    tip = _held(tip_id, by)
    if tip.second_look == by.id:
        raise NotForYou
    if tip.state not in SHUT or not tip.second_look:
        raise StalePage
    must_not_have_recorded(tip, by.id)
    tip.second_look = ""
    tip.save(update_fields=["second_look"])
    journal.record(Kind.SECOND_LOOK, tip.office, tip=tip.id, by=by.id)
    return tip


def lock(tip_id: str, *, seen: State, by: Staff) -> None:
    """Protected conduct: from now on nobody is handed anything of the tip, and its tipster has four days to object; past the scope check a colleague has them, too.

    LastReader where nobody could look at it then. Where the tipster was heard, and others have said the same, it is destroyed at once.
    """
    with transaction.atomic():
        held = _held(tip_id, by)
        if not may_close(seen, State.PROTECTED_CONDUCT):
            raise NoSuchMove
        must_not_have_recorded(held, by.id)
        if not ends_at_once(held):
            if not held.locked_by and not who_could_look(held, without=by.id):
                raise LastReader
            tell_their_authors(held, LetterGone.Why.LOCKED)  # first: with the lock the letters go
            first = held.locked_by or by.id  # who stays away from it, whoever says the same later
            tip = move(tip_id, State.PROTECTED_CONDUCT, seen=seen, by=by.id, locked_by=first)
            post(tip, Notice.Template.PROTECTED_CONDUCT)
            InHand.objects.filter(tip=tip).delete()
            return
        if ends_what_is_signed(held, State.PROTECTED_CONDUCT):  # which this second word would destroy
            raise WaitsForSecond
    with suppress(StillRemembered):  # the worker's next round empties the log
        destroy(held, Tip.Outcome.PROTECTED_CONDUCT, seen=seen, by=by.id)


@transaction.atomic
def speak_up(tip_id: str, *, by: Staff) -> Tip:
    """A colleague's answer to a lock past the scope check: it goes back to the readers, and not to the one who locked it. NotForYou, StalePage, TooLate, TipDestroyed."""
    held = Tip.objects.select_for_update().get(pk=tip_id)
    runs = held.state == State.PROTECTED_CONDUCT and not is_over(rests_until(held))
    if runs and not any(one.id == tip_id for one in reading.to_speak_up_for(by)):
        raise NotForYou
    return again.say_it_was_about_harm(tip_id, by=by.id)


def may_close(seen: State, outcome: State) -> bool:
    """Whether one reader may close what stands there in this way."""
    return seen in CLOSES and outcome in STAGES[seen].after


def _held(tip_id: str, by: Staff) -> Tip:
    """The tip, and nobody else's until the transaction ends. NotForYou where this reader would not be handed it."""
    held = Tip.objects.select_for_update().get(pk=tip_id)
    if reading.tip_for(by, tip_id) is None:
        raise NotForYou
    return held
