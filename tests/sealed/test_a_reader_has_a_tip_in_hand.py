from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from builders import Told, answered, told
from clock import Clock
from closings import locked, staff
from django.db import DatabaseError, transaction
from unguarded import unguarded

from fairwitness.journal.models import Entry
from fairwitness.office.charter import Deadlines
from fairwitness.office.clock import today
from fairwitness.office.models import Channel, Seat, Staff
from fairwitness.sealed import in_hand
from fairwitness.sealed.actions import assign
from fairwitness.sealed.actions.among_readers import NotOnSheet
from fairwitness.sealed.actions.assign import NextStep, NoReader, OtherHand
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.letters import TipDestroyed, TipLocked
from fairwitness.sealed.guards import PROMISES
from fairwitness.sealed.guards_of_dropping import NOT_DROPPED
from fairwitness.sealed.models import Grant, InHand, Recusal, Tip

pytestmark = pytest.mark.usefixtures("office")
DEADLINES = Deadlines(7, 90)


@pytest.fixture
def tip() -> Told:
    return told()


def takes(name: str, tip: Told) -> None:
    assign.take(tip.tip.id, by=staff(name).id)


def has(tip: Told) -> str:
    """The sign-in name of whoever has it in hand."""
    found = in_hand.in_hand(tip.tip)
    return found.staff.sign_in_name if found else ""


def journalled(tip: Told) -> set[tuple[str, str]]:
    """What was written down of it, and by whom."""
    kinds = ("in-hand", "assigned", "given-back")
    names = dict(Staff.objects.values_list("id", "sign_in_name"))
    found = Entry.objects.filter(tip=tip.tip.id, kind__in=kinds).values_list("kind", "by")
    return {(kind, names[by]) for kind, by in found}


def is_written(name: str, tip: Told) -> bool:
    """Whether a shell puts the tip into somebody's hand."""
    try:
        with transaction.atomic():
            InHand.objects.create(office=tip.tip.office, tip=tip.tip, staff=staff(name))
    except DatabaseError:
        return False
    return True


def lets_go_of(name: str, tip: Told) -> None:
    """Whoever it is holds no key to it any more."""
    Grant.objects.filter(conversation=tip.conversation, holder=staff(name).keys.get().holder).delete()


def test_amara_takes_what_nobody_has_and_noor_is_told_that_she_was_faster(tip: Told) -> None:
    takes("amara", tip)
    takes("amara", tip)

    with pytest.raises(OtherHand):
        takes("noor", tip)

    assert has(tip) == "amara"
    assert journalled(tip) == {("in-hand", "amara")}


def test_it_is_given_to_a_colleague_and_the_journal_says_by_whom(tip: Told) -> None:
    assign.assign(tip.tip.id, staff("noor").id, seen="", by=staff("amara").id)

    assert has(tip) == "noor"
    assert journalled(tip) == {("in-hand", "noor"), ("assigned", "amara")}


def test_it_is_given_to_nobody_by_a_page_that_is_stale(tip: Told) -> None:
    amara, noor = staff("amara").id, staff("noor").id
    takes("noor", tip)

    with pytest.raises(OtherHand):
        assign.assign(tip.tip.id, amara, seen=amara, by=amara)

    assign.assign(tip.tip.id, amara, seen=noor, by=amara)
    assert has(tip) == "amara"


def test_whoever_has_it_hands_it_over_or_gives_it_back_and_nobody_else(tip: Told) -> None:
    amara, noor = staff("amara").id, staff("noor").id
    takes("amara", tip)
    tries: list[Callable[[], None]] = [
        lambda: assign.hand_over(tip.tip.id, amara, None, by=noor),
        lambda: assign.give_back(tip.tip.id, by=noor),
        lambda: assign.plan(tip.tip.id, None, by=noor),
    ]
    for wrong in tries:
        with pytest.raises(OtherHand):
            wrong()

    assign.hand_over(tip.tip.id, noor, None, by=amara)
    assign.give_back(tip.tip.id, by=noor)

    assert has(tip) == ""
    assert ("given-back", "noor") in journalled(tip)


def test_a_next_step_has_its_day_and_goes_when_somebody_else_has_the_tip(tip: Told) -> None:
    amara = staff("amara").id
    takes("amara", tip)
    with pytest.raises(assign.DayIsOver):
        assign.plan(tip.tip.id, NextStep(InHand.Step.ASK, today() - timedelta(days=1)), by=amara)

    assign.plan(tip.tip.id, NextStep(InHand.Step.ASK, today()), by=amara)
    planned = InHand.objects.get().step
    assign.hand_over(tip.tip.id, staff("noor").id, None, by=amara)

    assert (planned, InHand.objects.get().step) == ("ask", "")


@pytest.mark.parametrize("name", ["wei", "an-administrator", "who-left", "excluded", "recused", "unread"])
def test_nobody_has_it_who_does_not_read_it_and_a_shell_changes_nothing_of_that(tip: Told, name: str) -> None:
    who = {"wei": "wei"}.get(name, "noor")
    noor = Staff.objects.filter(sign_in_name="noor")
    if name == "an-administrator":
        noor.update(role=Staff.Role.ADMINISTRATOR)
    if name == "who-left":
        noor.update(is_active=False)
    if name in ("excluded", "recused", "unread"):
        lets_go_of("noor", tip)
    if name == "excluded":
        tip.tip.exclusions.create(office=tip.tip.office, holder=staff("noor").keys.get().holder)
    if name == "recused":
        Recusal.objects.create(office=tip.tip.office, tip=tip.tip, staff=staff("noor").id)

    with pytest.raises(NoReader):
        assign.assign(tip.tip.id, staff(who).id, seen="", by=staff("amara").id)
    with pytest.raises(NotOnSheet):
        takes(who, tip)

    assert not is_written(who, tip)
    assert is_written("amara", tip)


def test_a_seat_without_a_key_is_not_enough_for_the_database(tip: Told) -> None:
    wei = staff("wei")
    Seat.objects.create(office=wei.office, staff=wei, channel=Channel.objects.get(slug="public"))

    assert not is_written("wei", tip)


def test_nobody_else_s_hand_is_written_over_past_the_program(tip: Told) -> None:
    takes("amara", tip)

    with pytest.raises(DatabaseError), transaction.atomic():
        InHand.objects.update(staff=staff("wei"))

    assert has(tip) == "amara"


def test_whoever_loses_the_key_has_it_in_hand_no_more(tip: Told) -> None:
    takes("noor", tip)

    lets_go_of("noor", tip)

    assert not InHand.objects.exists()


def test_what_somebody_had_who_works_here_no_more_is_in_nobody_s_hand(tip: Told) -> None:
    takes("noor", tip)
    Staff.objects.filter(sign_in_name="noor").update(is_active=False)

    takes("amara", tip)

    assert has(tip) == "amara"


@pytest.mark.usefixtures("guarded")
def test_who_is_kept_away_gets_no_key_and_that_stays_as_long_as_the_tip(tip: Told) -> None:
    noor = staff("noor")
    key = {
        "office": tip.tip.office,
        "conversation": tip.conversation,
        "number": 1,
        "holder": noor.keys.get().holder,
    }
    sealed = tip.conversation.grants.first().sealed  # type: ignore[union-attr]  # there are three
    with unguarded(NOT_DROPPED):
        lets_go_of("noor", tip)
    recusal = Recusal.objects.create(office=tip.tip.office, tip=tip.tip, staff=noor.id)

    for wrong in (
        lambda: Grant.objects.create(**key, sealed=sealed),
        recusal.delete,
        lambda: Recusal.objects.update(staff=staff("amara").id),
        lambda: Recusal.objects.create(office=tip.tip.office, tip=tip.tip, staff=staff("amara").id),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            wrong()
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    assert not Recusal.objects.exists()


def test_what_is_destroyed_or_locked_is_in_nobody_s_hand(tip: Told) -> None:
    takes("amara", tip)
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)
    shut = locked()

    for refused, of in ((TipDestroyed, tip), (TipLocked, shut)):
        with pytest.raises(refused):
            takes("noor", of)

    assert not InHand.objects.filter(tip=tip.tip).exists()


def found(which: Callable[..., Any], *how: Any) -> list[str]:
    return list(which(Tip.objects.order_by("id"), *how).values_list("id", flat=True))


def test_the_queue_tells_mine_from_what_nobody_has(tip: Told) -> None:
    mine, theirs = told(), told()
    takes("amara", mine)
    takes("noor", theirs)

    assert found(in_hand.mine, staff("amara")) == [mine.tip.id]
    assert found(in_hand.unassigned) == [tip.tip.id]


def test_it_tells_what_is_due_soon_and_what_is_late(clock: Clock) -> None:
    tip = told()
    with unguarded(PROMISES):
        Tip.objects.update(answer_due=None)  # of a version that promised nothing
    clock.passes(days=4)
    later = told()
    clock.passes(days=3)
    takes("amara", later)
    assign.plan(later.tip.id, NextStep(InHand.Step.ASK, today() + timedelta(days=1)), by=staff("amara").id)

    soon = found(in_hand.due_soon, DEADLINES, 0), found(in_hand.due_soon, DEADLINES, 1)
    clock.passes(days=1)

    assert soon == ([tip.tip.id], sorted([tip.tip.id, later.tip.id]))
    assert found(in_hand.overdue, DEADLINES) == [tip.tip.id]


def test_it_tells_what_waits_for_the_tipster(tip: Told) -> None:
    asked = told()
    answered(asked.conversation)
    takes("amara", tip)
    told()

    assign.plan(tip.tip.id, NextStep(InHand.Step.WAIT, today()), by=staff("amara").id)

    assert found(in_hand.waiting_for_tipster) == sorted([asked.tip.id, tip.tip.id])
