from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import answered, told
from clock import Clock
from django.db import DatabaseError, transaction
from reviewer import Reviewer
from tipster import Tipster

from fairwitness.crypto.codes import TipCode
from fairwitness.journal.models import Entry
from fairwitness.office.charter import current
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.actions.escalate import escalate_what_is_late
from fairwitness.sealed.actions.extend import ExtendedBefore, NotExternal, NothingDue, extend
from fairwitness.sealed.models import Conversation, Tip

pytestmark = pytest.mark.usefixtures("office")
REASON = Tip.Extension.BODY


@pytest.fixture
def external(office: OfficeFolder) -> Iterator[None]:
    """The office is an authority of the outside."""
    text = office.charter.read_text("utf-8")
    public = text.replace('preset = "ngo"', 'preset = "public-body"')
    office.charter.write_text(public.replace("out_of_scope_days = 14", "out_of_scope_days = 3"), "utf-8")
    yield
    office.charter.write_text(text, "utf-8")


def an_answered_tip() -> Tip:
    sent = told()
    answered(sent.conversation)
    sent.tip.refresh_from_db()
    return sent.tip


@pytest.mark.usefixtures("external")
@pytest.mark.parametrize(
    ("received", "due", "later"),
    [
        (date(2026, 11, 24), date(2027, 2, 22), date(2027, 5, 23)),
        (date(2028, 2, 29), date(2028, 5, 29), date(2028, 8, 27)),
        (date(2026, 8, 31), date(2026, 11, 29), date(2027, 2, 27)),  # six months on, February is short
    ],
)
def test_once_and_never_beyond_six_months(clock: Clock, received: date, due: date, later: date) -> None:
    clock.at = datetime(received.year, received.month, received.day, 23, 59, tzinfo=UTC)
    tip = an_answered_tip()

    extended = extend(tip.id, REASON, by="amara")
    with pytest.raises(ExtendedBefore):
        extend(tip.id, Tip.Extension.PEOPLE, by="noor")

    assert (tip.feedback_due, extended.feedback_due) == (due, later)
    assert Tip.objects.get().extended == REASON
    assert [one.by for one in Entry.objects.filter(kind="extended", tip=tip.id)] == ["amara"]


def test_nobody_does_it_who_stands_inside() -> None:
    tip = an_answered_tip()

    with pytest.raises(NotExternal):
        extend(tip.id, REASON, by="amara")

    assert Tip.objects.get().extended == ""


@pytest.mark.usefixtures("external")
def test_not_after_the_day(clock: Clock) -> None:
    tip = an_answered_tip()
    clock.passes(days=91)

    with pytest.raises(NothingDue):
        extend(tip.id, REASON, by="amara")

    assert Tip.objects.get().feedback_due == tip.feedback_due


@pytest.mark.usefixtures("external")
@pytest.mark.parametrize(
    "change",
    [
        {"extended": "people"},
        {"extended": ""},
        {"feedback_due": date(2027, 5, 24)},
        {"feedback_due": None},
        {"answer_due": date(2027, 5, 24)},
        {"unconfirmed_days": 59},
        {"confirmed_days": 100_000},
    ],
)
def test_the_database_lets_nobody_break_a_promise(clock: Clock, change: dict[str, object]) -> None:
    del clock
    tip = an_answered_tip()
    extend(tip.id, REASON, by="amara")

    with pytest.raises(DatabaseError), transaction.atomic():
        Tip.objects.update(**change)

    assert Tip.objects.get().extended == REASON


@pytest.mark.parametrize("days", [181, -1, 90])
def test_nor_go_beyond_six_months_or_say_no_reason(clock: Clock, days: int) -> None:
    del clock
    tip = an_answered_tip()
    reason = "" if days == 90 else "people"

    with pytest.raises(DatabaseError), transaction.atomic():
        Tip.objects.update(extended=reason, feedback_due=tip.received + timedelta(days=days + (days == 90)))

    assert Tip.objects.get().feedback_due == tip.feedback_due


@pytest.mark.usefixtures("external")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "because another body has to answer first. By 2027-05-23 they tell you"),
        ("zh-hans", "因为要等另一个机构先答复。最迟到 2027-05-23，"),
    ],
)
def test_the_tipster_sees_why_and_until_when(clock: Clock, language: str, said: str) -> None:
    del clock
    lin = Tipster(language)
    lin.tells("The exit is chained.")
    answered(Conversation.objects.get())
    answer = Reviewer("amara").sends(f"tips/{Tip.objects.get().id}/extend/", reason="another-body")

    lin.comes_back()
    inside = lin.page.text
    lin.comes_back(" ".join(TipCode.read(lin.code).words[:4]))

    assert answer.status_code == 303
    assert said in inside
    assert inside.count("2027-05-23") == 3  # by when they tell, whose turn it is, and the notice
    assert "2027-05-23" in lin.page.text


@pytest.mark.usefixtures("external")
def test_the_desk_offers_it_once_and_refuses_what_is_no_reason(clock: Clock) -> None:
    del clock
    tip, amara = an_answered_tip(), Reviewer("amara")
    offered = amara.page(f"tips/{tip.id}/").text

    refused = amara.sends(f"tips/{tip.id}/extend/", reason="I am tired")
    amara.sends(f"tips/{tip.id}/extend/", reason="people")
    again = amara.sends(f"tips/{tip.id}/extend/", reason="abroad")

    assert "Once, and until 2027-05-23." in offered
    assert (refused.status_code, again.status_code) == (422, 409)
    after = amara.page(f"tips/{tip.id}/").text
    assert "Take more time" not in after
    assert "More time was taken: Many people have to be heard" in after


def test_a_later_charter_moves_no_day_that_was_promised(clock: Clock, office: OfficeFolder) -> None:
    tip = an_answered_tip()
    text = office.charter.read_text("utf-8")
    office.charter.write_text(text.replace("feedback_days = 90 ", "feedback_days = 30 "), "utf-8")
    clock.passes(days=40)
    try:
        page = Reviewer("amara").page("").text
    finally:
        office.charter.write_text(text, "utf-8")

    assert f"Due {tip.received + timedelta(days=90)}" in page
    assert "days late" not in page


@pytest.mark.usefixtures("external")
def test_who_was_called_because_of_the_old_day_is_called_again_before_the_new_one(clock: Clock) -> None:
    sent = told()
    answered(sent.conversation)
    answered(sent.conversation, from_office=False)
    clock.passes(days=88)
    escalate_what_is_late(current().deadlines)

    extend(sent.tip.id, REASON, by="amara")
    calm = Tip.objects.get().escalated
    clock.passes(days=90)
    escalate_what_is_late(current().deadlines)

    assert calm is None
    assert Entry.objects.filter(kind="escalated").count() == 2
