from __future__ import annotations

import pytest
from builders import Told, public
from clock import Clock
from closings import closed, in_hand, now, presses, staff, the_lot
from django.db import DatabaseError, transaction
from reviewer import Reviewer

from fairwitness.journal.models import Entry, Kind
from fairwitness.office.models import StaffKey
from fairwitness.review import closing
from fairwitness.review.closing import NotForYou
from fairwitness.sealed.actions.move import StalePage
from fairwitness.sealed.actions.reopen import reopen
from fairwitness.sealed.actions.time_is_over import end_what_nobody_opened_again
from fairwitness.sealed.models import Tip
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture(autouse=True)
def lot_falls(monkeypatch: pytest.MonkeyPatch) -> None:
    the_lot(monkeypatch, falls=True)


def kinds(tip: Told) -> list[str]:
    return list(Entry.objects.filter(tip=tip.tip.id).values_list("kind", flat=True))


def test_the_lot_asks_another_reader_and_not_who_closed_it() -> None:
    tip = closed()

    amara, noor = (Reviewer(name).page("").text for name in ("amara", "noor"))

    assert now(tip).second_look == staff("amara").id
    assert "Second look" in noor
    assert "Second look" not in amara
    assert f"/en/desk/tips/{tip.tip.id}/" in Reviewer("amara").page("?view=ended").links()


def test_the_other_reader_agrees_and_it_is_written_down() -> None:
    tip = closed()

    answer = presses(Reviewer("noor"), f"tips/{tip.tip.id}/agree/")

    assert answer.status_code == 303
    assert (now(tip).state, now(tip).second_look) == (State.OUT_OF_SCOPE, "")
    assert Entry.objects.get(tip=tip.tip.id, kind=Kind.SECOND_LOOK).by == staff("noor").id
    assert kinds(tip).count(Kind.DRAWN) == 1


def test_the_other_reader_opens_it_again() -> None:
    tip = closed(State.INSUFFICIENT)

    presses(Reviewer("noor"), f"tips/{tip.tip.id}/again/")

    assert (now(tip).state, now(tip).second_look) == (State.SCOPE_CHECK, "")
    assert kinds(tip).count(Kind.SECOND_LOOK) == 1


def test_whoever_closed_it_cannot_answer_by_any_way() -> None:
    tip = closed()

    answer = presses(Reviewer("amara"), f"tips/{tip.tip.id}/agree/")
    with pytest.raises(NotForYou):
        closing.agree(tip.tip.id, by=staff("amara"))

    assert answer.status_code == 409
    assert "another reader’s" in answer.content.decode()
    assert now(tip).second_look == staff("amara").id
    assert Kind.SECOND_LOOK not in kinds(tip)


def test_opening_and_closing_again_does_not_shake_the_lot_off(monkeypatch: pytest.MonkeyPatch) -> None:
    tip = closed()
    the_lot(monkeypatch, falls=False)

    closing.reopen(tip.tip.id, by=staff("amara"))
    closing.close(tip.tip.id, State.INSUFFICIENT, seen=State.SCOPE_CHECK, by=staff("amara"))

    assert now(tip).second_look == staff("amara").id
    assert "Second look" in Reviewer("noor").page("").text
    assert kinds(tip).count(Kind.DRAWN) == 1


def test_nor_does_it_where_the_tipster_opened_it(monkeypatch: pytest.MonkeyPatch) -> None:
    tip = closed()
    the_lot(monkeypatch, falls=False)

    reopen(tip.tip.id)
    closing.close(tip.tip.id, State.OUT_OF_SCOPE, seen=State.SCOPE_CHECK, by=staff("amara"))

    assert now(tip).second_look == staff("amara").id


def test_a_second_reader_who_closes_it_has_had_the_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    tip = closed()
    the_lot(monkeypatch, falls=False)
    closing.reopen(tip.tip.id, by=staff("amara"))

    closing.close(tip.tip.id, State.OUT_OF_SCOPE, seen=State.SCOPE_CHECK, by=staff("noor"))

    assert now(tip).second_look == ""
    assert Entry.objects.get(tip=tip.tip.id, kind=Kind.SECOND_LOOK).by == staff("noor").id


def test_one_in_ten_is_drawn_and_nobody_sets_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(range(10))
    monkeypatch.setattr("secrets.randbelow", lambda most: next(drawn) if most == 10 else 0)

    tips = [closed(text=f"The alarm of hall {hall} is off.") for hall in range(10)]

    assert [now(tip).second_look != "" for tip in tips] == [True] + [False] * 9


def test_where_nobody_else_holds_a_key_the_page_says_so() -> None:
    tip = in_hand()
    noor = StaffKey.objects.get(staff__sign_in_name="noor")
    tip.conversation.grants.filter(holder=noor.holder).delete()
    closing.close(tip.tip.id, State.OUT_OF_SCOPE, seen=State.SCOPE_CHECK, by=staff("amara"))

    text = Reviewer("amara").page(f"tips/{tip.tip.id}/").text

    assert "No other reader holds a key for it, so nobody can have it." in text
    assert presses(Reviewer("noor"), f"tips/{tip.tip.id}/agree/").status_code == 404


def test_agreeing_with_what_was_opened_again_meanwhile_changes_nothing() -> None:
    tip = closed()
    reopen(tip.tip.id)

    with pytest.raises(StalePage):
        closing.agree(tip.tip.id, by=staff("noor"))

    assert now(tip).state == State.SCOPE_CHECK
    assert Kind.SECOND_LOOK not in kinds(tip)


def test_a_second_look_ends_with_the_time_in_which_it_could_be_had(clock: Clock) -> None:
    tip = closed()

    clock.passes(days=15)
    end_what_nobody_opened_again()

    assert (now(tip).state, now(tip).second_look) == (State.CLOSED, "")
    assert "Second look" not in Reviewer("noor").page("").text
    assert Kind.DRAWN in kinds(tip)  # and nobody's answer: the journal shows it


@pytest.mark.parametrize(
    "columns", [{"state": State.CLOSED, "second_look": "amara"}, {"state": State.PROTECTED_CONDUCT}]
)
def test_the_database_holds_what_may_stand_together(columns: dict[str, str]) -> None:
    tip = closed() if columns["state"] == State.CLOSED else in_hand()

    with pytest.raises(DatabaseError), transaction.atomic():
        Tip.objects.filter(pk=tip.tip.pk, channel=public()).update(**columns)

    assert now(tip).state != columns["state"]
