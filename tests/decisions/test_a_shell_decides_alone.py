"""Somebody writes into the database with the application's rights, past the program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from builders import Told
from closings import staff
from django.db import DatabaseError, connection, transaction
from grading import (
    CHAINED,
    agrees,
    asks,
    both_grade,
    grades,
    hearing_left_out,
    in_second_review,
    state_of,
)
from recording import in_state, recorded
from reviewer import Reviewer

from fairwitness.crypto.age import seal
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.decisions.guards import EVERY
from fairwitness.decisions.models import Finding, Grade
from fairwitness.office.clock import today
from fairwitness.office.models import StaffKey
from fairwitness.sealed.models import Tip
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office", "guarded")
CIPHER = seal(b"other", [HybridIdentity.generate().recipient])


@pytest.fixture
def tip() -> Iterator[Told]:
    sent = in_second_review()
    with hearing_left_out(sent):
        yield sent


def is_let_through(do: Any) -> bool:
    """Whether the database takes it."""
    try:
        with transaction.atomic():
            do()
    except DatabaseError:
        return False
    return True


def a_grade(tip: Told, by: str, **other: Any) -> Grade:
    of = {"allegation": CHAINED, "version": 1, "round": tip.tip.since, "number": 0, "sealed": CIPHER}
    return Grade(office=tip.tip.office, tip=tip.tip, by=by, **{**of, **other})


def a_finding(tip: Told, first: str, **other: Any) -> Finding:
    of = {"verdict": "confirmed", "round": tip.tip.since, "statement": b"{}", "first_signature": bytes(64)}
    return Finding(office=tip.tip.office, tip=tip.tip, first=first, **{**of, **other})


def test_a_tip_is_confirmed_by_no_column_alone(tip: Told) -> None:
    rows = Tip.objects.filter(pk=tip.tip.pk)

    assert not is_let_through(lambda: rows.update(state="confirmed"))


def test_a_tip_is_confirmed_by_no_row_that_one_has_signed(tip: Told) -> None:
    both_grade(tip, Reviewer("amara"), Reviewer("noor"))
    assert asks(Reviewer("amara"), tip).status_code == 200

    assert not is_let_through(lambda: Tip.objects.filter(pk=tip.tip.pk).update(state="confirmed"))


def test_nobody_is_written_in_as_a_grader_who_does_not_read_the_tip(tip: Told) -> None:
    names = (staff("wei").id, "nobody", "")

    assert [is_let_through(a_grade(tip, one).save) for one in names] == [False] * 3
    assert is_let_through(a_grade(tip, staff("noor").id).save)


def test_no_grade_is_written_of_another_round_or_state(tip: Told) -> None:
    noor = staff("noor").id

    assert not is_let_through(a_grade(tip, noor, round=today() - timedelta(days=1)).save)
    Tip.objects.filter(pk=tip.tip.pk).update(state="fact-finding")
    assert not is_let_through(a_grade(tip, noor).save)


def test_a_grade_is_neither_changed_nor_taken_out_nor_written_over(tip: Told) -> None:
    grades(Reviewer("amara"), tip)
    rows = Grade.objects.filter(tip=tip.tip)
    changes: list[dict[str, Any]] = [{"sealed": CIPHER}, {"by": staff("noor").id}, {"version": 2}]

    assert [is_let_through(lambda one=one: rows.update(**one)) for one in changes] == [False] * 3
    assert not is_let_through(rows.delete)
    assert not is_let_through(a_grade(tip, staff("amara").id).save)


def test_a_second_name_needs_a_grade_of_its_own(tip: Told) -> None:
    both_grade(tip, Reviewer("amara"), Reviewer("noor"))
    asks(Reviewer("amara"), tip)
    rows = Finding.objects.filter(tip=tip.tip)
    signed = {"second_signature": bytes(64)}

    names = (staff("wei").id, staff("amara").id, "nobody")

    assert [is_let_through(lambda one=one: rows.update(second=one, **signed)) for one in names] == [False] * 3


def test_a_second_name_of_the_same_inviter_is_refused(tip: Told) -> None:
    both_grade(tip, Reviewer("amara"), Reviewer("noor"))
    asks(Reviewer("amara"), tip)
    StaffKey.objects.update(invited_by="ines")
    rows = Finding.objects.filter(tip=tip.tip)

    assert not is_let_through(lambda: rows.update(second=staff("noor").id, second_signature=bytes(64)))


def test_a_second_name_of_somebody_whom_the_first_has_let_in_is_refused(tip: Told) -> None:
    both_grade(tip, Reviewer("amara"), Reviewer("noor"))
    asks(Reviewer("amara"), tip)
    StaffKey.objects.filter(staff__sign_in_name="noor").update(invited_by="Amara")
    rows = Finding.objects.filter(tip=tip.tip)

    assert not is_let_through(lambda: rows.update(second=staff("noor").id, second_signature=bytes(64)))


def test_nobody_signs_first_who_has_not_graded(tip: Told) -> None:
    assert not is_let_through(a_finding(tip, staff("amara").id).save)
    grades(Reviewer("amara"), tip)
    assert is_let_through(a_finding(tip, staff("amara").id).save)


def test_what_is_no_statement_is_shown_signed_by_nobody_and_taken_back(tip: Told) -> None:
    amara, noor = Reviewer("amara"), Reviewer("noor")
    both_grade(tip, amara, noor)
    a_finding(tip, staff("amara").id).save()
    finding = Finding.objects.get()

    page, signed = noor.gets(f"tips/{tip.tip.id}/decision/"), agrees(noor, tip)
    noor.sends(f"tips/{tip.tip.id}/decision/take-back/", asked=finding.id)

    assert (page.status_code, signed.status_code) == (200, 403)
    assert not Finding.objects.exists()


def test_a_second_name_that_nobody_signed_is_of_no_use_to_the_program(tip: Told) -> None:
    amara, noor = Reviewer("amara"), Reviewer("noor")
    both_grade(tip, amara, noor)
    asks(amara, tip)
    Finding.objects.update(
        second=staff("noor").id, second_signature=bytes(64)
    )  # what the database cannot see

    answers = [agrees(one, tip).status_code for one in (amara, noor)]

    assert (answers, state_of(tip)) == ([409, 409], State.SECOND_REVIEW)


def test_by_whom_a_tip_was_confirmed_stays_as_long_as_the_tip(tip: Told) -> None:
    amara, noor = Reviewer("amara"), Reviewer("noor")
    both_grade(tip, amara, noor)
    asks(amara, tip)
    agrees(noor, tip)
    rows = Finding.objects.filter(tip=tip.tip)

    assert state_of(tip) == State.CONFIRMED
    assert not is_let_through(rows.delete)
    assert not is_let_through(lambda: rows.update(second="", second_signature=b""))


def test_whoever_recorded_it_is_written_in_as_no_grader() -> None:
    tip = recorded(Reviewer("amara"))
    in_state(tip, State.SECOND_REVIEW)

    assert not is_let_through(a_grade(tip, staff("amara").id).save)
    assert is_let_through(a_grade(tip, staff("noor").id).save)


@pytest.mark.parametrize("guards", EVERY)
def test_a_guard_that_somebody_takes_away_is_found_and_put_back(guards: Any) -> None:
    guards.take_away(connection)

    gone = guards.put_back(connection)

    assert gone != []
    assert guards.missing(connection) == []
