"""Somebody who writes into the database, past the program, would have it that Lin knew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from builders import Told, keys_of
from clock import Clock
from closings import staff
from django.db import DatabaseError, connection, transaction
from grading import both_grade, in_second_review
from guarding import bo_guards_names
from knowing import TIME, Knows, asked_about_it, heard, reads_it
from reviewer import Reviewer

from fairwitness.crypto.age import seal
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.decisions.guards_of_knowing import OF_KNOWING
from fairwitness.decisions.models import KnowinglyFalse, TipsterAsked
from fairwitness.office.clock import today
from fairwitness.office.models import StaffKey
from fairwitness.sealed.actions.opened import look_again
from fairwitness.sealed.models import Notice, Tip
from fairwitness.sealed.models_of_letters import Opened
from fairwitness.sealed.models_of_names import NameKeeper, SealedName

pytestmark = pytest.mark.usefixtures("office", "guarded")
SIGNATURE = b"s" * 64
CIPHER = seal(b"other", [HybridIdentity.generate().recipient])


def is_let_through(do: Any) -> bool:
    """Whether the database takes it."""
    try:
        with transaction.atomic():
            do()
    except DatabaseError:
        return False
    return True


def signed_first(tip: Told, by: str = "amara", **other: Any) -> KnowinglyFalse:
    """A row as the program would write it."""
    asked = TipsterAsked.objects.get(tip=tip.tip)
    of = {
        "asked": asked,
        "round": tip.tip.since,
        "day": today(),
        "statement": b"{}",
        "first_signature": SIGNATURE,
    }
    return KnowinglyFalse(office=tip.tip.office, tip=tip.tip, first=staff(by).id, **{**of, **other})


def second(name: str = "noor", **other: Any) -> dict[str, Any]:
    """The columns of the second step."""
    of = {
        "second": staff(name).id,
        "second_signature": SIGNATURE,
        "paper": b"cipher",
        "papers_for": bytes(32),
    }
    return {**of, **other}


def outside(name: str = "bo", **other: Any) -> dict[str, Any]:
    """And of the third."""
    return {"outsider": staff(name).id, "outside": b"{}", "outside_signature": SIGNATURE, **other}


@pytest.fixture
def tip(clock: Clock) -> Told:
    """Lin was heard, and her time is over."""
    return heard(clock)


@pytest.fixture
def rows(tip: Told) -> Any:
    """Two have signed."""
    Knows(tip).by_two()
    return KnowinglyFalse.objects.filter(tip=tip.tip)


def test_nobody_signs_within_fourteen_days_of_the_word_in_the_mailbox(clock: Clock) -> None:
    tip = asked_about_it()
    reads_it(tip)
    last = today() + timedelta(days=TIME - 1)

    clock.goes_to(last)
    look_again()

    assert not is_let_through(signed_first(tip).save)
    assert not is_let_through(signed_first(tip, day=last).save)
    assert is_let_through(signed_first(tip, day=last + timedelta(days=1)).save)


def test_a_letter_that_nobody_has_read_hears_nobody(tip: Told) -> None:
    Opened.objects.filter(conversation=tip.conversation).update(letters=1)

    assert not is_let_through(signed_first(tip).save)


def test_nobody_is_heard_without_the_word_in_the_mailbox_and_a_letter_of_the_readers() -> None:
    tip = in_second_review()
    first = tip.conversation.letters.get(position=0).id
    amara = {"office": tip.tip.office, "tip": tip.tip, "round": tip.tip.since, "by": staff("amara").id}

    def post() -> None:
        template = Notice.Template.KNEW_ASKED
        Notice.objects.create(
            office=tip.tip.office, conversation=tip.conversation, template=template, day=today()
        )

    assert not is_let_through(TipsterAsked(**amara, letter=first).save)
    post()
    assert not is_let_through(TipsterAsked(**amara, letter=first).save)


def test_that_a_tipster_was_heard_stays_as_it_is(tip: Told) -> None:
    rows = TipsterAsked.objects.filter(tip=tip.tip)

    assert not is_let_through(lambda: rows.update(day=today() - timedelta(days=400)))
    assert not is_let_through(rows.delete)


@pytest.mark.parametrize("who", ["wei", "bo"])
def test_nobody_signs_first_who_has_not_graded(tip: Told, who: str) -> None:
    assert not is_let_through(signed_first(tip, who).save)
    assert is_let_through(signed_first(tip).save)


def test_nobody_is_written_in_beside_the_first(tip: Told) -> None:
    for more in (second(), outside(), {**second(), **outside()}):
        assert not is_let_through(signed_first(tip, **more).save)


@pytest.mark.parametrize("who", ["amara", "wei", "bo"])
def test_a_second_name_is_of_another_who_has_graded(tip: Told, who: str) -> None:
    signed_first(tip).save()
    row = KnowinglyFalse.objects.filter(tip=tip.tip)

    assert not is_let_through(lambda: row.update(**second(who)))
    assert not is_let_through(lambda: row.update(**second(), **outside()))
    assert is_let_through(lambda: row.update(**second()))


@pytest.mark.parametrize("inviters", [{"amara": "ines", "noor": "ines"}, {"noor": "Amara"}])
def test_two_whom_one_person_has_invited_are_not_two(tip: Told, inviters: dict[str, str]) -> None:
    signed_first(tip).save()
    for name, inviter in inviters.items():
        StaffKey.objects.filter(staff__sign_in_name=name).update(invited_by=inviter)

    assert not is_let_through(lambda: KnowinglyFalse.objects.filter(tip=tip.tip).update(**second()))


@pytest.mark.parametrize("who", ["amara", "noor", "wei"])
def test_nobody_who_reads_is_the_outsider(rows: Any, who: str) -> None:
    assert not is_let_through(lambda: rows.update(**outside(who)))
    assert is_let_through(lambda: rows.update(**outside()))


def test_whoever_guards_this_tip_s_name_is_not_the_outsider(tip: Told, rows: Any) -> None:
    kept = SealedName.objects.create(office=tip.tip.office, tip=tip.tip, sealed=CIPHER)
    holder = keys_of("bo").identity.recipient.holder
    NameKeeper.objects.create(office=tip.tip.office, kept=kept, holder=holder)

    assert not is_let_through(lambda: rows.update(**outside()))
    assert not is_let_through(lambda: rows.update(**outside(reason="not-shown")))


@pytest.mark.parametrize("inviters", [{"bo": "amara"}, {"noor": "Bo"}])
def test_whoever_has_to_do_with_one_of_the_two_is_not_the_outsider(
    rows: Any, inviters: dict[str, str]
) -> None:
    for name, inviter in inviters.items():
        StaffKey.objects.filter(staff__sign_in_name=name).update(invited_by=inviter)

    assert not is_let_through(lambda: rows.update(**outside()))


@pytest.mark.parametrize(
    "other", [{"outside_signature": b"s"}, {"outside": b""}, {"reason": "because"}, {"statement": b"other"}]
)
def test_the_outsider_signs_what_two_have_signed(rows: Any, other: dict[str, Any]) -> None:
    assert not is_let_through(lambda: rows.update(**outside(**other)))


def test_a_no_is_not_turned_into_a_yes(tip: Told, rows: Any) -> None:
    Knows(tip).judges(reason="not-shown")

    assert not is_let_through(lambda: rows.update(reason=""))
    assert not is_let_through(lambda: rows.update(**outside()))
    assert not is_let_through(rows.delete)


def test_what_was_found_stays_as_long_as_the_tip(tip: Told, rows: Any) -> None:
    Knows(tip).judges()

    assert not is_let_through(rows.delete)
    assert not is_let_through(lambda: rows.update(first=staff("wei").id))
    assert Tip.objects.get(pk=tip.tip.pk).state == "not-confirmed"


def test_what_waits_is_taken_back(rows: Any) -> None:
    assert is_let_through(rows.delete)


def test_nobody_is_called_so_elsewhere_than_in_the_second_review() -> None:
    bo_guards_names()
    tip = in_second_review()
    both_grade(tip, Reviewer("amara"), Reviewer("noor"))
    Tip.objects.filter(pk=tip.tip.pk).update(state="not-confirmed")
    letter = tip.conversation.letters.get(position=0).id

    row = TipsterAsked(
        office=tip.tip.office, tip=tip.tip, round=tip.tip.since, by=staff("amara").id, letter=letter
    )

    assert not is_let_through(row.save)


@pytest.mark.parametrize("guards", OF_KNOWING)
def test_a_guard_that_somebody_takes_away_is_found_and_put_back(guards: Any) -> None:
    guards.take_away(connection)

    gone = guards.put_back(connection)

    assert gone != []
    assert guards.missing(connection) == []
