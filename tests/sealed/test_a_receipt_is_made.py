from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import answered, rows, told
from clock import Clock

from fairwitness.crypto.receipts import Receipt, read_receipt
from fairwitness.journal.actions import chain_what_is_over
from fairwitness.journal.models import Entry, Kind, Link
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.actions.move import move
from fairwitness.sealed.models import Tip
from fairwitness.sealed.receipts import Place, place_of, receipt_of, signed
from fairwitness.sealed.states import State


def made(tip: Tip, office: OfficeFolder) -> Receipt:
    """As whoever has the office's public key reads it."""
    return read_receipt(signed(tip), office.verifying_key())


def a_day_ends(clock: Clock, office: OfficeFolder) -> None:
    clock.passes(hours=24)
    chain_what_is_over(office.signs_with())


def test_a_receipt_names_day_hash_and_entry_and_the_day_on_which_it_was_made(office: OfficeFolder) -> None:
    tip = told()
    (letter,) = tip.conversation.letters.all()

    receipt = made(tip.tip, office)

    entry = Entry.objects.get(kind=Kind.TIP_RECEIVED)
    expected = Receipt(
        office.line(), today(), today(), hashlib.sha256(letter.sealed).digest(), (), entry.id, b""
    )
    assert receipt == expected


def test_it_says_which_states_there_were_and_on_which_days(office: OfficeFolder, clock: Clock) -> None:
    tip, first = told(), clock.at.date()
    answered(tip.conversation)
    a_day_ends(clock, office)
    move(tip.tip.id, State.SCOPE_CHECK, seen=State.ACKNOWLEDGED)
    move(tip.tip.id, State.OUT_OF_SCOPE, seen=State.SCOPE_CHECK)
    move(tip.tip.id, State.SCOPE_CHECK, seen=State.OUT_OF_SCOPE)

    receipt = made(tip.tip, office)

    second = first + timedelta(1)
    assert receipt.states == (
        ("acknowledged", first),
        ("scope-check", second),
        ("out-of-scope", second),
        ("scope-check", second),  # where it stands
    )
    assert place_of(receipt) is Place.CHAINED


def test_a_receipt_of_the_first_day_still_holds_when_the_chain_has_moved_on(
    office: OfficeFolder, clock: Clock
) -> None:
    tip = told()
    answered(tip.conversation)
    first = made(tip.tip, office)
    assert place_of(first) is Place.WAITS

    for _ in range(3):
        told("Another one.")
        a_day_ends(clock, office)

    assert place_of(first) is Place.CHAINED
    later = made(tip.tip, office)
    assert later.chain == bytes(Link.objects.get(pk=first.entry).hash)
    assert replace(later, made=first.made, chain=b"") == first
    assert place_of(later) is Place.CHAINED


def test_it_holds_when_the_tip_is_destroyed_and_no_other_is_made_then(
    office: OfficeFolder, clock: Clock
) -> None:
    tip = told()
    receipt = made(tip.tip, office)

    destroy(tip.tip, Tip.Outcome.WITHDRAWN)
    a_day_ends(clock, office)

    assert place_of(receipt) is Place.CHAINED
    with pytest.raises(TipDestroyed):
        signed(tip.tip)


@pytest.mark.usefixtures("office")
def test_making_one_is_written_down_nowhere() -> None:
    tip = told()
    before = rows()

    assert signed(tip.tip) == signed(tip.tip)

    assert rows() == before


def test_what_the_journal_does_not_say_stands_nowhere(office: OfficeFolder, clock: Clock) -> None:
    tip = told()
    a_day_ends(clock, office)
    receipt = receipt_of(tip.tip)

    wrong = (
        replace(receipt, entry=Link.objects.get(kind=Kind.DAY_OVER).id),
        replace(receipt, entry="A" * 22),
        replace(receipt, received=receipt.received + timedelta(1)),
        replace(receipt, chain=bytes(32)),
        replace(receipt, states=(("confirmed", receipt.received),)),
    )

    assert {place_of(one) for one in wrong} == {Place.NOWHERE}


def test_an_entry_that_somebody_took_out_of_the_journal_shows(office: OfficeFolder, clock: Clock) -> None:
    tip = told()
    receipt = made(tip.tip, office)
    a_day_ends(clock, office)

    Link.objects.filter(tip=tip.tip.id).delete()

    assert place_of(receipt) is Place.NOWHERE


def test_a_receipt_tells_nobody_how_much_was_done(office: OfficeFolder, clock: Clock) -> None:
    lonely = told().tip
    a_day_ends(clock, office)
    alone = signed(lonely)
    for _ in range(12):
        told("One of many.")
    a_day_ends(clock, office)
    one_of_many = told().tip
    a_day_ends(clock, office)

    among_many = signed(one_of_many)

    assert len(among_many) == len(alone)
    assert lonely.id not in alone
    assert not {str(number) for number in Link.objects.values_list("number", flat=True)} & set(
        alone.split('"')
    )
