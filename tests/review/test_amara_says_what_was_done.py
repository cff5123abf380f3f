from __future__ import annotations

import re

import pytest
from builders import Told, answered, columns_in, sealed_answer, told
from clock import Clock
from django.db import DatabaseError, transaction
from reviewer import Reviewer
from tipster import Tipster
from unguarded import unguarded

from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.sealed.actions.feedback import Waits, finish, finish_what_is_told
from fairwitness.sealed.actions.move import NoSuchMove, move
from fairwitness.sealed.guards import GUARDS, REFERRALS
from fairwitness.sealed.models import Conversation, Letter, Tip
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")


def comes_to(tip: Tip, state: str = "not-confirmed") -> None:
    """Two readers looked at everything, and this came of it today."""
    with unguarded(GUARDS, REFERRALS):
        Tip.objects.filter(pk=tip.pk).update(
            **columns_in(State(state)), outcome=state, outcome_since=today(), since=today()
        )


@pytest.fixture
def tip(clock: Clock) -> Told:
    sent = told()
    answered(sent.conversation)
    clock.passes(days=20)
    comes_to(sent.tip)
    return sent


def stands(tip: Told) -> str:
    return Tip.objects.get(pk=tip.tip.pk).state


def test_one_letter_says_what_was_done_and_comes_to_feedback_given(tip: Told) -> None:
    amara = Reviewer("amara")
    offered = amara.page(f"tips/{tip.tip.id}/").text

    answer = amara.answers(tip.tip, sealed_answer(tip.conversation), feedback="not-confirmed")

    assert "This letter says what was done, and why." in offered
    assert answer.status_code == 200
    assert stands(tip) == State.FEEDBACK_GIVEN
    assert Entry.objects.filter(kind="feedback-given").count() == 1


def test_a_letter_without_the_tick_is_a_letter(tip: Told) -> None:
    Reviewer("amara").answers(tip.tip, sealed_answer(tip.conversation))

    assert stands(tip) == State.NOT_CONFIRMED
    assert Letter.objects.filter(from_office=True).count() == 2


def test_the_same_letter_sent_twice_is_sent_once(tip: Told) -> None:
    amara, sealed = Reviewer("amara"), sealed_answer(tip.conversation)
    sent = [
        amara.answers(tip.tip, sealed, id="AAAAAAAAAAAAAAAAAAAAAA", feedback="not-confirmed")
        for _ in range(2)
    ]

    assert [one.status_code for one in sent] == [200, 200]
    assert Letter.objects.filter(from_office=True).count() == 2


@pytest.mark.parametrize(
    ("seen", "status"), [("confirmed", 409), ("triage", 409), ("because", 400), (7, 400)]
)
def test_on_a_stale_page_no_letter_goes_out(tip: Told, seen: object, status: int) -> None:
    answer = Reviewer("amara").answers(tip.tip, sealed_answer(tip.conversation), feedback=seen)

    assert answer.status_code == status
    assert stands(tip) == State.NOT_CONFIRMED
    assert Letter.objects.filter(from_office=True).count() == 1


def test_without_a_letter_since_the_outcome_not_even_the_database_takes_it(tip: Told) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Tip.objects.filter(pk=tip.tip.pk).update(**columns_in(State.FEEDBACK_GIVEN))
    with pytest.raises(DatabaseError), transaction.atomic():
        move(tip.tip.pk, State.FEEDBACK_GIVEN, seen=State.NOT_CONFIRMED)

    assert stands(tip) == State.NOT_CONFIRMED


@pytest.mark.parametrize("state", ["confirmed", "not-confirmed", "referred"])
def test_nothing_is_closed_before_it(tip: Told, state: str) -> None:
    comes_to(tip.tip, state)

    with pytest.raises(NoSuchMove):
        finish(tip.tip, seen=State(state))
    with pytest.raises(DatabaseError), transaction.atomic():
        Tip.objects.filter(pk=tip.tip.pk).update(**columns_in(State.CLOSED))

    assert stands(tip) == state


def test_amara_closes_it_afterwards_unless_the_tipster_has_written(tip: Told) -> None:
    amara = Reviewer("amara")
    amara.answers(tip.tip, sealed_answer(tip.conversation), feedback="not-confirmed")
    answered(tip.conversation, from_office=False)

    waits = amara.sends(f"tips/{tip.tip.id}/finish/", seen="feedback-given")
    answered(tip.conversation)
    closed = amara.sends(f"tips/{tip.tip.id}/finish/", seen="feedback-given")
    again = amara.sends(f"tips/{tip.tip.id}/finish/", seen="feedback-given")

    assert [one.status_code for one in (waits, closed, again)] == [409, 303, 409]
    assert "perhaps it is an objection" in waits.content.decode()
    assert stands(tip) == State.CLOSED


@pytest.mark.parametrize(("days", "closed"), [(30, 0), (31, 1), (400, 1)])
def test_what_nobody_closes_the_line_closes_after_thirty_days(
    tip: Told, clock: Clock, days: int, closed: int
) -> None:
    Reviewer("amara").answers(tip.tip, sealed_answer(tip.conversation), feedback="not-confirmed")
    clock.passes(days=days)

    assert [finish_what_is_told(), finish_what_is_told()] == [closed, 0]


def test_and_not_while_a_letter_waits(tip: Told, clock: Clock) -> None:
    Reviewer("amara").answers(tip.tip, sealed_answer(tip.conversation), feedback="not-confirmed")
    answered(tip.conversation, from_office=False)
    clock.passes(days=31)

    with pytest.raises(Waits):
        finish(tip.tip, seen=State.FEEDBACK_GIVEN)

    assert finish_what_is_told() == 0


def test_who_kept_no_code_is_told_nothing_and_the_tip_can_be_closed(tip: Told) -> None:
    Tip.objects.update(no_answer=True)

    answer = Reviewer("amara").sends(f"tips/{tip.tip.id}/finish/", seen="not-confirmed")

    assert answer.status_code == 303
    assert stands(tip) == State.CLOSED


@pytest.mark.parametrize(
    ("language", "given", "closed"),
    [
        ("en", "The readers have told you what was done, and why.", "It is closed."),
        ("zh-hans", "审阅人已告诉您做了什么、为什么。", "已经结案。"),
    ],
)
def test_the_mailbox_says_so_and_nothing_is_late_any_more(
    clock: Clock, language: str, given: str, closed: str
) -> None:
    lin = Tipster(language)
    lin.tells("The exit is chained.")
    conversation = Conversation.objects.get()
    answered(conversation)
    comes_to(conversation.tip)
    Reviewer("amara").answers(conversation.tip, sealed_answer(conversation), feedback="not-confirmed")
    clock.passes(days=200)
    lin.comes_back()
    first = lin.page.text
    finish(conversation.tip, seen=State.FEEDBACK_GIVEN)

    lin.comes_back()

    assert given in first
    assert closed in lin.page.text
    assert "逾期" not in first + lin.page.text
    assert re.search(r"\blate\b", first + lin.page.text) is None
