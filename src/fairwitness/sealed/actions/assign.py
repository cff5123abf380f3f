"""Having a tip in hand: one reader at most, who takes it, is given it, hands it over or gives it back.

Each is one transaction that holds the tip's row: of two readers who press at once the first is heard, and the other is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.office.models import Staff, StaffKey
from fairwitness.office.rows import only
from fairwitness.sealed.actions.among_readers import Note, NotOnSheet, is_there, write, writers_of
from fairwitness.sealed.actions.letters import TipDestroyed, TipLocked
from fairwitness.sealed.in_hand import who_has
from fairwitness.sealed.models import InHand, Tip
from fairwitness.sealed.people import reads_it
from fairwitness.sealed.states import State


class OtherHand(Exception):
    """Somebody else has it in hand by now, or nobody."""


class NoReader(Exception):
    """Whoever is to have it in hand does not read it today: no key to it, not on the channel's sheet, or kept away from it."""


class DayIsOver(Exception):
    """A next step is for today or a later day."""


@dataclass(frozen=True)
class NextStep:
    """What is done next, and by when."""

    step: InHand.Step
    due: date


def take(tip_id: str, *, by: str) -> None:
    """Have a tip in hand that nobody has. Twice is once. OtherHand, NoReader, TipDestroyed, TipLocked."""
    assign(tip_id, by, seen="", by=by)


def assign(tip_id: str, to: str, *, seen: str, by: str) -> None:
    """Give a tip to whoever is to have it in hand; `seen` is who had it on the page that was pressed on, or nobody.

    OtherHand where that is another one by now, NoReader, TipDestroyed, TipLocked; NotOnSheet where whoever presses does not read it today.
    """
    with transaction.atomic():
        held = hold(tip_id)
        must_read(held, by)
        if who_has(held) == to:
            return
        _must_be(held, seen)
        _give(held, to, by=by)


def hand_over(tip_id: str, to: str, note: Note | None, *, by: str) -> None:
    """The same by whoever has it, with a sealed word among the readers if there is one: both or neither.

    The same again changes nothing. OtherHand, NoReader, TipDestroyed, TipLocked, and all that `write` may say.
    """
    with transaction.atomic():
        held = hold(tip_id)
        key = reads(held, by)
        if note is not None and is_there(held, note):
            return
        _must_be(held, by)
        if to == by:
            raise NoReader
        if note is not None:
            write(held, key, note)
        _give(held, to, by=by)


def give_back(tip_id: str, *, by: str) -> None:
    """Let nobody have in hand what one has; the next step goes with it. OtherHand, TipDestroyed, TipLocked."""
    with transaction.atomic():
        held = hold(tip_id)
        _must_be(held, by)
        InHand.objects.filter(tip=held).delete()
        journal.record(Kind.GIVEN_BACK, held.office, tip=held.id, by=by)


def plan(tip_id: str, next_step: NextStep | None, *, by: str) -> None:
    """Say what is done next, and by when, or nothing any more: whoever has it in hand. OtherHand, DayIsOver, TipDestroyed, TipLocked."""
    with transaction.atomic():
        held = hold(tip_id)
        _must_be(held, by)
        if next_step is not None and next_step.due < today():
            raise DayIsOver
        step, due = (next_step.step, next_step.due) if next_step else ("", None)
        InHand.objects.filter(tip=held).update(step=step, step_due=due)


def hold(tip_id: str) -> Tip:
    """The tip, and nobody else's until the transaction ends. TipDestroyed; TipLocked where it is locked as protected conduct."""
    held = Tip.objects.select_for_update(of=("self",)).select_related("office", "channel").get(pk=tip_id)
    if held.state == State.DESTROYED:
        raise TipDestroyed
    if held.state == State.PROTECTED_CONDUCT:
        raise TipLocked
    return held


def must_read(tip: Tip, staff: str) -> None:
    """NotOnSheet where somebody does not read the tip today, neither with the keys of today nor with former ones."""
    if reads_it(tip, staff) is None:
        raise NotOnSheet


def reads(tip: Tip, staff: str) -> bytes:
    """The holder of a reader's key of today, by their id; NotOnSheet where it does not open the tip today."""
    key = only(StaffKey.objects.filter(staff=staff, staff__is_active=True, staff__role=Staff.Role.REVIEWER))
    if key is None or bytes(key.holder) not in writers_of(tip):
        raise NotOnSheet
    return bytes(key.holder)


def _must_be(tip: Tip, staff: str) -> None:
    if who_has(tip) != staff:
        raise OtherHand


def _give(tip: Tip, to: str, *, by: str) -> None:
    """The next step of whoever had it before is theirs, and goes."""
    try:
        must_read(tip, to)
    except NotOnSheet:
        raise NoReader from None
    now = {"staff_id": to, "since": today(), "step": "", "step_due": None}
    InHand.objects.update_or_create(tip=tip, defaults={"office": tip.office, **now})
    journal.record(Kind.IN_HAND, tip.office, tip=tip.id, by=to)
    if by != to:
        journal.record(Kind.ASSIGNED, tip.office, tip=tip.id, by=by)
