from __future__ import annotations

from functools import partial

import pytest
from at_once import at_once
from builders import MARKED_BY, Told, public, told
from clock import Clock
from closings import closed, in_hand, locked, now, presses, staff, the_lot, ticks
from pages import Page
from reviewer import Reviewer

from fairwitness.journal.models import Count, Entry
from fairwitness.office.models import StaffKey
from fairwitness.review import closing
from fairwitness.sealed.actions.move import StalePage, move
from fairwitness.sealed.models import Exclusion, Notice
from fairwitness.sealed.notices import sentence
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")
TEMPLATES = {"out-of-scope": Notice.Template.OUT_OF_SCOPE, "insufficient": Notice.Template.INSUFFICIENT}


@pytest.fixture(autouse=True)
def no_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    the_lot(monkeypatch, falls=False)


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


def kinds(tip: Told) -> list[str]:
    return sorted(Entry.objects.filter(tip=tip.tip.id).values_list("kind", flat=True))


def notices(tip: Told) -> list[int]:
    return sorted(tip.conversation.notices.values_list("template", flat=True))


@pytest.mark.parametrize("outcome", ["out-of-scope", "insufficient"])
def test_many_are_closed_with_one_notice_each(amara: Reviewer, outcome: str) -> None:
    tips = [in_hand(text) for text in ("The alarm is off.", "The exit is chained.")]

    answer = ticks(amara, outcome, *tips, sure="yes")

    assert "2 tips were closed, and their tipsters are told." in Page(answer.content.decode()).text
    for tip in tips:
        assert (now(tip).state, now(tip).outcome) == (outcome, outcome)
        assert notices(tip).count(TEMPLATES[outcome]) == 1
        assert kinds(tip).count(outcome) == 1
        assert Entry.objects.get(tip=tip.tip.id, kind=outcome).by == staff("amara").id
    assert Count.objects.filter(kind=outcome).count() == 2


def test_before_anything_is_closed_the_page_says_word_for_word_what_is_told(
    amara: Reviewer, clock: Clock
) -> None:
    clock.passes(days=1)
    tip = in_hand()

    asked = ticks(amara, "out-of-scope", tip)
    before = now(tip).state
    ticks(amara, "out-of-scope", tip, sure="yes")

    text = Page(asked.content.decode()).text
    told_to_lin = tip.conversation.notices.get(template=Notice.Template.OUT_OF_SCOPE)
    assert before == State.SCOPE_CHECK
    assert "open it again by 2026-12-09." in text
    assert sentence(told_to_lin) in text


def test_from_the_question_one_can_go_back_with_every_tick_in_its_place(amara: Reviewer) -> None:
    kept, other = in_hand("The alarm is off."), in_hand()

    back = Page(ticks(amara, "insufficient", kept, back="yes").content.decode())

    boxes = {
        told["value"].split()[0]: "checked" in told for _, told in back.tags if told.get("name") == "tip"
    }
    assert boxes == {kept.tip.id: True, other.tip.id: False}
    assert now(kept).state == State.SCOPE_CHECK


def test_without_a_tick_nothing_happens_and_the_page_says_so(amara: Reviewer) -> None:
    tip = in_hand()

    answer = ticks(amara, "out-of-scope", sure="yes")

    assert answer.status_code == 422
    assert "Nothing was changed." in Page(answer.content.decode()).text
    assert now(tip).state == State.SCOPE_CHECK


def test_what_stands_elsewhere_meanwhile_is_left_and_named_and_keeps_its_tick(amara: Reviewer) -> None:
    moved, tip = in_hand("The alarm is off."), in_hand()
    move(moved.tip.id, State.TRIAGE, seen=State.SCOPE_CHECK, marked=MARKED_BY)

    page = Page(ticks(amara, "out-of-scope", moved, tip, sure="yes").content.decode())

    assert (now(moved).state, now(tip).state) == (State.TRIAGE, State.OUT_OF_SCOPE)
    assert "It stands elsewhere by now: somebody else was faster." in page.text
    boxes = [told for _, told in page.tags if told.get("name") == "tip"]
    assert [(box["value"], "checked" in box) for box in boxes] == [(f"{moved.tip.id} triage", True)]


@pytest.mark.django_db(transaction=True)
def test_two_readers_close_at_once_and_one_notice_is_posted() -> None:
    tip = in_hand()

    def closes(name: str) -> bool:
        try:
            closing.close(tip.tip.id, State.INSUFFICIENT, seen=State.SCOPE_CHECK, by=staff(name))
        except StalePage:
            return False
        return True

    done = at_once([partial(closes, name) for name in ("amara", "noor")])

    assert sorted(done) == [False, True]
    assert notices(tip).count(Notice.Template.INSUFFICIENT) == 1
    assert kinds(tip).count("insufficient") == 1


def test_what_nobody_has_taken_in_hand_is_not_closed(amara: Reviewer) -> None:
    tip = told()

    answer = ticks(amara, "out-of-scope", tip, seen=State.RECEIVED, sure="yes")

    assert "Nobody has taken it in hand." in Page(answer.content.decode()).text
    assert now(tip).state == State.RECEIVED
    assert notices(tip) == [Notice.Template.RECEIVED]


def test_taking_in_hand_confirms_in_the_line_s_own_name_what_nobody_has_answered(amara: Reviewer) -> None:
    tip = told()

    ticks(amara, "take", tip, seen=State.RECEIVED)

    assert (now(tip).state, now(tip).acknowledged) == (State.SCOPE_CHECK, now(tip).received)
    assert notices(tip) == [Notice.Template.RECEIVED, Notice.Template.ACKNOWLEDGED]
    assert {"acknowledged", "scope-check"} <= set(kinds(tip))


def test_a_second_click_takes_nothing_in_hand_twice(amara: Reviewer) -> None:
    tip = told()

    answers = [ticks(amara, "take", tip, seen=State.RECEIVED) for _ in range(2)]

    assert "1 tip is in hand now." in Page(answers[0].content.decode()).text
    assert "Left as they were" in Page(answers[1].content.decode()).text
    assert kinds(tip).count("scope-check") == 1


@pytest.mark.parametrize(
    "state", [State.RECEIVED, State.REPLY, State.SECOND_REVIEW, State.CLOSED, State.OUT_OF_SCOPE]
)
def test_a_box_that_says_another_state_than_the_tip_has_closes_nothing(amara: Reviewer, state: State) -> None:
    tip = in_hand()

    ticks(amara, "out-of-scope", tip, seen=state, sure="yes")

    assert now(tip).state == State.SCOPE_CHECK


@pytest.mark.parametrize(
    "value", ["", "x", "x scope-check", "\0 scope-check", "AAAAAAAAAAAAAAAAAAAAAA no", "…"]
)
def test_a_box_that_no_page_of_ours_has_is_left_out(amara: Reviewer, value: str) -> None:
    tip = in_hand()

    answer = presses(amara, "chosen/", {"tip": value, "do": "out-of-scope", "sure": "yes"})

    assert answer.status_code == 422
    assert now(tip).state == State.SCOPE_CHECK


def test_what_was_granted_to_somebody_else_is_not_touched_and_not_named(amara: Reviewer) -> None:
    tip, other = in_hand(by="noor"), in_hand("canary-4711 is off.", by="noor")
    keys = StaffKey.objects.get(staff__sign_in_name="amara")
    other.conversation.grants.filter(holder=keys.holder).delete()  # as where Lin has excluded Amara
    Exclusion.objects.create(office=public().office, tip=other.tip, holder=keys.holder)

    answer = ticks(amara, "out-of-scope", tip, other, sure="yes")

    text = Page(answer.content.decode()).text
    assert (now(tip).state, now(other).state) == (State.OUT_OF_SCOPE, State.SCOPE_CHECK)
    assert "1 tip is not open to you any more." in text
    assert other.tip.id not in answer.content.decode()


def test_another_channel_s_reader_closes_nothing() -> None:
    tip = in_hand()

    ticks(Reviewer("wei"), "out-of-scope", tip, sure="yes")

    assert now(tip).state == State.SCOPE_CHECK


def test_the_desk_has_each_tip_in_one_place(amara: Reviewer) -> None:
    tips = [told("The alarm is off."), closed(), locked()]

    start, over = amara.page(""), amara.page("?view=ended")

    assert "Locked" in start.text
    for page, tip in ((start, tips[0]), (over, tips[1])):
        assert [link for link in page.links() if "/tips/" in link] == [f"/en/desk/tips/{tip.tip.id}/"]


def test_a_closed_tip_is_never_late(clock: Clock) -> None:
    tip = closed()

    clock.passes(days=200)

    late, over = (Reviewer("amara").page(f"?view={view}") for view in ("late", "ended"))
    assert "Nothing is overdue." in late.text
    assert "days late" not in over.text
    assert f"/en/desk/tips/{tip.tip.id}/" in over.links()
