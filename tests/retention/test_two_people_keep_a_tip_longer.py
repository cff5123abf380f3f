from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import Told, awake, closed, told
from clock import Clock
from django.db import DatabaseError, transaction
from reviewer import Reviewer

from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.retention.actions import (
    Alone,
    NothingAsked,
    NotSoLong,
    NotTheirs,
    agree_to_keep,
    ask_to_keep,
)
from fairwitness.sealed.models import Grant, Keeping, Tip
from fairwitness.site.worker import one_round

pytestmark = pytest.mark.usefixtures("office")
REASON = Keeping.Reason.PROCEEDINGS


@pytest.fixture
def tip(clock: Clock) -> Told:
    del clock
    sent = told()
    closed(sent)
    return sent


def staff(name: str) -> Staff:
    return Staff.objects.get(sign_in_name=name)


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


def is_there(tip: Told) -> bool:
    return Grant.objects.filter(conversation=tip.conversation).exists()


def test_two_readers_keep_it_until_their_day_and_not_a_day_longer(tip: Told, clock: Clock) -> None:
    asked = ask_to_keep(tip.tip, REASON, in_days(100), staff("amara"))
    agree_to_keep(tip.tip, asked.id, staff("noor"))

    clock.passes(days=100)
    awake()
    one_round()
    held = is_there(tip)
    clock.passes(days=1)
    awake()
    one_round()

    assert (held, is_there(tip)) == (True, False)
    assert not Keeping.objects.exists()


def test_both_are_in_the_journal(tip: Told) -> None:
    asked = ask_to_keep(tip.tip, REASON, in_days(100), staff("amara"))

    agree_to_keep(tip.tip, asked.id, staff("noor"))

    by = Entry.objects.filter(kind="retention-extended", tip=tip.tip.id).values_list("by", flat=True)
    assert set(by) == {staff("amara").id, staff("noor").id}


def test_one_alone_keeps_nothing(tip: Told, clock: Clock) -> None:
    asked = ask_to_keep(tip.tip, REASON, in_days(100), staff("amara"))
    with pytest.raises(Alone):
        agree_to_keep(tip.tip, asked.id, staff("amara"))

    clock.passes(days=61)
    awake()
    one_round()

    assert not is_there(tip)


@pytest.mark.parametrize("role", [Staff.Role.ADMINISTRATOR, Staff.Role.CUSTODIAN])
def test_nobody_who_reads_no_tips_keeps_one(tip: Told, role: str) -> None:
    asked = ask_to_keep(tip.tip, REASON, in_days(100), staff("amara"))
    Staff.objects.filter(sign_in_name="noor").update(role=role)

    with pytest.raises(NotTheirs):
        agree_to_keep(tip.tip, asked.id, staff("noor"))
    with pytest.raises(NotTheirs):
        ask_to_keep(tip.tip, REASON, in_days(100), staff("wei"))

    assert Keeping.objects.get().second == ""


@pytest.mark.parametrize(
    ("days", "possible"), [(-1, False), (0, False), (1, True), (425, True), (426, False)]
)
def test_the_day_is_ahead_and_at_most_the_longest_clock_once_more(
    tip: Told, days: int, *, possible: bool
) -> None:
    try:
        ask_to_keep(tip.tip, REASON, in_days(days), staff("amara"))
        asked = True
    except NotSoLong:
        asked = False

    assert asked is possible


def test_what_is_out_of_scope_is_kept_no_longer() -> None:
    tip = told()
    closed(tip, "out-of-scope")

    with pytest.raises(NotSoLong):
        ask_to_keep(tip.tip, REASON, in_days(2), staff("amara"))


def test_nobody_agrees_to_another_day_than_they_saw(tip: Told) -> None:
    seen = ask_to_keep(tip.tip, REASON, in_days(70), staff("amara"))
    ask_to_keep(tip.tip, REASON, in_days(400), staff("amara"))

    with pytest.raises(NothingAsked):
        agree_to_keep(tip.tip, seen.id, staff("noor"))

    assert Keeping.objects.get().second == ""


@pytest.mark.parametrize(
    "change",
    [
        {"second": "amara"},
        {"until": date(2036, 1, 1)},
        {"reason": "because"},
        {"first": "", "second": "noor"},
        {"first": "noor"},
    ],
)
def test_the_database_lets_nobody_do_it_alone(tip: Told, change: dict[str, object]) -> None:
    Keeping.objects.create(office=tip.tip.office, tip=tip.tip, reason=REASON, until=in_days(9), first="amara")

    with pytest.raises(DatabaseError), transaction.atomic():
        Keeping.objects.update(**change)

    assert Keeping.objects.get().until == in_days(9)


def test_the_database_takes_no_agreement_that_was_not_asked_for(tip: Told) -> None:
    row = Keeping(office=tip.tip.office, tip=tip.tip, reason=REASON, until=in_days(9), first="a", second="b")

    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)

    assert not Keeping.objects.exists()


def test_amara_asks_and_noor_agrees_at_the_desk(tip: Told) -> None:
    amara, noor, place = Reviewer("amara"), Reviewer("noor"), f"tips/{tip.tip.id}/kept/"
    day = in_days(100).isoformat()

    amara.sends(place, reason="proceedings", until=day)
    hers = amara.page(place).text
    alone = amara.sends(f"{place}agreed/", asked=Keeping.objects.get().id)
    theirs = noor.page(place).text
    noor.sends(f"{place}agreed/", asked=Keeping.objects.get().id)

    assert "You have asked for it." in hers
    assert alone.status_code == 409
    assert f"Amara asks to keep it until {day}." in theirs
    assert f"What was told is kept until {day}" in amara.page(place).text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"until": "2027-01-01"}, "Choose why it is kept longer."),
        ({"reason": "because", "until": "2027-01-01"}, "Choose why it is kept longer."),
        ({"reason": "order"}, "Write the last day."),
        ({"reason": "order", "until": "next year"}, "Write the last day as year, month and day"),
        ({"reason": "order", "until": "2040-01-01"}, "not beyond the last one possible"),
        ({"reason": "order", "until": "2020-01-01"}, "Choose a day that is ahead"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(tip: Told, sent: dict[str, str], said: str) -> None:
    answer = Reviewer("amara").sends(f"tips/{tip.tip.id}/kept/", **sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert sent.get("until", "") in page
    assert not Keeping.objects.exists()


def test_a_tip_that_is_open_has_no_such_page_and_wei_has_none_at_all(tip: Told) -> None:
    opened = told("The alarm is off.")

    answers = [
        Reviewer("amara").gets(f"tips/{opened.tip.id}/kept/"),
        Reviewer("wei").gets(f"tips/{tip.tip.id}/kept/"),
    ]

    assert [one.status_code for one in answers] == [404, 404]
    assert Tip.objects.count() == 2
