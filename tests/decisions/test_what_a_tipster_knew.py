"""*Knowingly false* takes two who have graded, the tipster heard, and somebody from outside; and it opens no name."""

from __future__ import annotations

from typing import Any

import pytest
from builders import Told, answered, keys_of
from clock import Clock
from closings import staff
from grading import CHAINED, Finds, agrees, asks, both_grade, hearing_left_out, in_second_review, state_of
from guarding import bo_guards_names, signer
from hearing import asked as is_asked
from knowing import TIME, Knows, asked_about_it, asks_lin, heard, reads_it
from recording import in_state, recorded
from reviewer import Reviewer

from fairwitness.crypto.age import seal
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.findings import Claim
from fairwitness.crypto.knowingly_false import open_paper
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.decisions.actions import confirm, know
from fairwitness.decisions.actions.go_on import go_on
from fairwitness.decisions.knowing import may_judge, outsiders
from fairwitness.decisions.models import Finding, KnowinglyFalse, TipsterAsked
from fairwitness.journal.models import Count, Entry
from fairwitness.office.clock import today
from fairwitness.office.models import StaffKey
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.move import StalePage, WaitsForSecond
from fairwitness.sealed.actions.opened import look_again
from fairwitness.sealed.actions.signed_by_two import Alone, AskedBefore, NothingAsked, NotSigned
from fairwitness.sealed.models import Letter, Notice, Tip
from fairwitness.sealed.models_of_names import NameAnswer, NameKeeper, NameRequest, SealedName
from fairwitness.sealed.recorded import RecordedIt
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")
T = Notice.Template
OTHER = b64(b"something-else!!")
CIPHER = seal(b"other", [HybridIdentity.generate().recipient])


@pytest.fixture
def tip(clock: Clock) -> Told:
    """Lin was heard, and her time is over."""
    return heard(clock)


def told_lin(tip: Told) -> list[int]:
    """What the line has said in her mailbox, beside that the tip came."""
    said = tip.conversation.notices.exclude(template=T.RECEIVED).order_by("day", "template")
    return list(said.values_list("template", flat=True))


def test_two_who_have_graded_sign_and_somebody_from_outside_and_only_then_it_is_found(tip: Told) -> None:
    knows = Knows(tip)

    between = [(state_of(tip), step().outsider) for step in (knows.proposes, knows.agrees)]
    found = knows.judges()

    assert between == [(State.SECOND_REVIEW, "")] * 2
    assert (state_of(tip), found.outsider, found.reason) == (State.NOT_CONFIRMED, staff("bo").id, "")
    assert told_lin(tip) == [T.KNEW_ASKED, T.KNEW_FOUND]
    assert Entry.objects.get(kind="knowingly-false").by == staff("bo").id
    assert Count.objects.filter(kind="knowingly-false").count() == 1


def test_it_opens_no_name_and_asks_for_none(tip: Told) -> None:
    Knows(tip).by_two()

    Knows(tip).judges()

    assert not any(kind.objects.exists() for kind in (NameRequest, NameAnswer, SealedName))


def test_mr_bo_reads_one_paper_and_no_letter(tip: Told) -> None:
    row = Knows(tip).by_two()

    (waits,) = may_judge(staff("bo"))
    paper = open_paper(bytes(waits.paper), [keys_of("bo").identity])

    assert (waits, paper) == (row, Knows(tip).paper)
    assert not tip.conversation.grants.filter(holder=keys_of("bo").identity.recipient.holder).exists()


def test_the_same_again_changes_nothing(tip: Told) -> None:
    knows = Knows(tip)
    knows.by_two()
    knows.by_two()

    knows.judges()
    knows.judges()

    assert Count.objects.filter(kind="knowingly-false").count() == 1
    assert told_lin(tip) == [T.KNEW_ASKED, T.KNEW_FOUND]


def test_a_no_from_outside_ends_it_for_good_and_the_tipster_is_told(tip: Told, clock: Clock) -> None:
    Knows(tip).by_two()

    Knows(tip).judges(reason="not-shown")
    clock.passes(days=1)

    assert (state_of(tip), told_lin(tip)) == (State.SECOND_REVIEW, [T.KNEW_ASKED, T.KNEW_OVER])
    with pytest.raises(AskedBefore):
        Knows(tip).proposes()
    with pytest.raises(NothingAsked):
        know.take_back(tip.tip, Knows(tip).row.id, staff("amara").id)
    go_on(tip.tip, State.NOT_CONFIRMED, seen=State.SECOND_REVIEW, by=staff("noor").id)
    assert told_lin(tip) == [T.KNEW_ASKED, T.KNEW_OVER]


def test_nothing_is_signed_before_the_tipster_is_told_what_is_held_against_them() -> None:
    bo_guards_names()
    tip = in_second_review()
    both_grade(tip, Reviewer("amara"), Reviewer("noor"))

    with pytest.raises(know.NotYetHeard):
        Knows(tip).proposes()


@pytest.mark.parametrize(("days", "reads"), [(TIME - 1, True), (TIME, False)])
def test_nothing_is_signed_within_fourteen_days_nor_before_the_letter_was_read(
    clock: Clock, days: int, *, reads: bool
) -> None:
    tip = asked_about_it()
    if reads:
        reads_it(tip)
    clock.passes(days=days)
    look_again()

    with pytest.raises(know.NotYetHeard):
        Knows(tip).proposes()


def test_no_reader_learns_when_the_letter_was_read(clock: Clock) -> None:
    tip = asked_about_it()
    clock.passes(days=TIME)
    look_again()
    reads_it(tip)

    with pytest.raises(know.NotYetHeard):
        Knows(tip).proposes()
    clock.passes(days=7)
    look_again()
    assert Knows(tip).proposes().second == ""


def test_the_fourteen_days_begin_with_the_word_in_the_mailbox(tip: Told) -> None:
    row = TipsterAsked.objects.get()

    assert Notice.objects.get(template=T.KNEW_ASKED).day == row.day
    assert row.letter == tip.conversation.letters.get(position=1).id


def test_a_tipster_whom_no_letter_reaches_is_heard_by_nobody() -> None:
    tip = in_second_review()
    Tip.objects.filter(pk=tip.tip.pk).update(no_answer=True)

    with pytest.raises(know.NobodyReads):
        asks_lin(tip)


def test_whoever_recorded_a_tip_holds_nothing_against_its_tipster_and_nobody_does_while_the_code_is_known() -> (
    None
):
    tip = recorded(Reviewer("amara"))
    in_state(tip, State.SECOND_REVIEW)

    with pytest.raises(RecordedIt):
        asks_lin(tip)
    with pytest.raises(know.NobodyReads):
        asks_lin(tip, by="noor")


def test_one_letter_is_named_in_a_round_and_it_is_the_readers_own(tip: Told) -> None:
    amara, first = staff("amara"), tip.conversation.letters.get(position=0)

    with pytest.raises(AskedBefore):
        asks_lin(tip)
    TipsterAsked.objects.all().delete()
    with pytest.raises(NothingAsked):
        know.ask_tipster(tip.tip, amara, first.id)


def test_an_old_letter_or_one_that_another_has_followed_is_no_hearing(clock: Clock) -> None:
    tip = in_second_review()
    answered(tip.conversation, "Thank you.")
    old = tip.conversation.letters.get(position=1)
    clock.passes(days=1)

    with pytest.raises(NothingAsked):
        know.ask_tipster(tip.tip, staff("amara"), old.id)
    answered(tip.conversation, "Which door?")
    first = tip.conversation.letters.get(position=2)
    asks_lin(tip)
    with pytest.raises(AskedBefore):
        know.ask_tipster(tip.tip, staff("amara"), first.id)
    assert TipsterAsked.objects.get().letter == tip.conversation.letters.get(position=3).id


def test_a_line_whose_clock_stood_ahead_waits_for_that_day(clock: Clock) -> None:
    tip = in_second_review()
    clock.passes(days=-2)

    with pytest.raises(know.ClockStoodAhead):
        asks_lin(tip)


@pytest.mark.parametrize("step", ["proposes", "agrees", "judges"])
def test_a_letter_of_the_tipster_s_that_came_since_keeps_it_from_being_signed(tip: Told, step: str) -> None:
    knows, steps = Knows(tip), ["proposes", "agrees", "judges"]
    assert knows.json
    for before in steps[: steps.index(step)]:
        getattr(knows, before)()
    answered(tip.conversation, "I did not know.", from_office=False)

    with pytest.raises(know.OtherWords):
        getattr(knows, step)()
    assert state_of(tip) == State.SECOND_REVIEW


def test_what_the_tipster_has_answered_is_named_and_then_it_can_be_signed(tip: Told) -> None:
    answered(tip.conversation, "I did not know.", from_office=False)

    Knows(tip).by_two()

    assert Knows(tip).judges().reason == ""


def test_a_letter_that_says_something_else_by_now_has_heard_nobody(tip: Told) -> None:
    Letter.objects.filter(pk=TipsterAsked.objects.get().letter).update(redacted=today(), sealed=CIPHER)

    with pytest.raises(know.NotYetHeard):
        Knows(tip).proposes()


def test_a_reader_who_wants_to_say_it_alone_does_not(tip: Told) -> None:
    Knows(tip).proposes()

    with pytest.raises(Alone):
        Knows(tip).agrees("amara")
    with pytest.raises(NotSigned):
        Knows(tip).agrees("noor", signed_by="amara")
    with pytest.raises(NothingAsked):
        Knows(tip).judges()


@pytest.mark.parametrize("columns", [{"amara": "ines", "noor": "ines"}, {"noor": "Amara"}, {"amara": "noor"}])
def test_two_whom_one_person_has_invited_do_not_say_it_together(tip: Told, columns: dict[str, str]) -> None:
    Knows(tip).proposes()
    for name, inviter in columns.items():
        StaffKey.objects.filter(staff__sign_in_name=name).update(invited_by=inviter)

    with pytest.raises(confirm.SameInviter):
        Knows(tip).agrees()


@pytest.mark.parametrize(
    "statement",
    [
        {"tip": b64(bytes(16))},
        {"line": bytes(16)},
        {"letter": bytes(32)},
        {"sheet": bytes(32)},
        {"why": bytes(32)},
    ],
)
def test_what_is_signed_names_this_tip_its_sheet_and_the_letter_that_the_tipster_got(
    tip: Told, statement: dict[str, Any]
) -> None:
    with pytest.raises(NotSigned):
        Knows(tip, statement=statement).proposes()


@pytest.mark.parametrize(
    "how",
    [{"statement": {"grades": bytes(32)}}, {"claims": [Claim(OTHER, 1)]}, {"claims": [Claim(CHAINED, 2)]}],
)
def test_what_is_signed_names_every_grade_and_no_claim_that_two_have_not_graded(
    tip: Told, how: dict[str, Any]
) -> None:
    with pytest.raises(confirm.NotGraded):
        Knows(tip, **how).proposes()


def test_a_statement_of_another_tip_is_signed_by_nobody(tip: Told) -> None:
    other = in_second_review()
    knows = Knows(tip)
    knows.proposes()

    with pytest.raises(NothingAsked):
        know.agree(other.tip, knows.row.id, signer("noor"), bytes(64), b"", [])


def test_a_paper_that_is_sealed_to_others_is_no_paper(tip: Told) -> None:
    Knows(tip).proposes()

    others: list[dict[str, Any]] = [{"papers_for": []}, {"papers_for": [bytes(32)]}, {"paper": b"words"}]
    for other in others:
        with pytest.raises(know.NotOutside):
            Knows(tip).agrees(**other)


@pytest.mark.parametrize("who", ["amara", "noor", "wei"])
def test_nobody_who_reads_is_the_outsider(tip: Told, who: str) -> None:
    Knows(tip).by_two()

    with pytest.raises(know.NotOutside):
        Knows(tip).judges(name=who)


@pytest.mark.parametrize("other", [{"asked": bytes(32)}, {"first": bytes(64)}, {"second": bytes(64)}])
def test_the_outsider_signs_over_both_signatures_and_over_nothing_else(
    tip: Told, other: dict[str, Any]
) -> None:
    Knows(tip).by_two()

    with pytest.raises(NotSigned):
        Knows(tip).judges(**other)


def test_nobody_signs_for_the_outsider(tip: Told) -> None:
    Knows(tip).by_two()

    with pytest.raises(NotSigned):
        Knows(tip).judges(signed_by="amara")


def test_whoever_guards_this_tip_s_name_does_not_judge_its_tipster(tip: Told) -> None:
    kept = SealedName.objects.create(office=tip.tip.office, tip=tip.tip, sealed=CIPHER)
    holder = keys_of("bo").identity.recipient.holder
    NameKeeper.objects.create(office=tip.tip.office, kept=kept, holder=holder)

    assert outsiders(tip.tip) == []
    with pytest.raises(know.NobodyOutside):
        Knows(tip).proposes()


@pytest.mark.parametrize("columns", [{"bo": "amara"}, {"noor": "Bo"}])
def test_whoever_has_to_do_with_one_of_the_two_is_not_from_outside(
    tip: Told, columns: dict[str, str]
) -> None:
    Knows(tip).by_two()
    for name, inviter in columns.items():
        StaffKey.objects.filter(staff__sign_in_name=name).update(invited_by=inviter)

    with pytest.raises(know.NotOutside):
        Knows(tip).judges()


def test_what_waits_is_taken_back_by_any_reader_before_the_outsider_has_said_anything(tip: Told) -> None:
    row = Knows(tip).by_two()
    with pytest.raises(WaitsForSecond):
        go_on(tip.tip, State.NOT_CONFIRMED, seen=State.SECOND_REVIEW, by=staff("noor").id)

    know.take_back(tip.tip, row.id, staff("noor").id)

    go_on(tip.tip, State.NOT_CONFIRMED, seen=State.SECOND_REVIEW, by=staff("noor").id)
    assert (KnowinglyFalse.objects.exists(), state_of(tip)) == (False, State.NOT_CONFIRMED)


@pytest.mark.parametrize("to", [State.NOT_CONFIRMED, State.FACT_FINDING])
def test_a_tipster_who_was_asked_is_told_that_it_came_to_nothing(tip: Told, to: State) -> None:
    row = Knows(tip).by_two()
    know.take_back(tip.tip, row.id, staff("noor").id)

    go_on(tip.tip, to, seen=State.SECOND_REVIEW, by=staff("noor").id)

    assert told_lin(tip) == [T.KNEW_ASKED, T.KNEW_OVER]


def test_nobody_is_asked_whether_to_end_it_while_it_waits(tip: Told) -> None:
    amara, step = Reviewer("amara"), {"to": "not-confirmed", "seen": "second-review"}
    Knows(tip).proposes()

    said = amara.sends(f"tips/{tip.tip.id}/decision/step/", **step)

    assert said.status_code == 409
    assert "Something that colleagues have signed waits." in said.content.decode()


def test_what_waits_of_an_earlier_round_is_signed_by_nobody(tip: Told) -> None:
    Knows(tip).by_two()
    in_state(tip, State.FACT_FINDING)

    with pytest.raises(NothingAsked):
        Knows(tip).judges()
    assert may_judge(staff("bo")) == []


def test_nobody_confirms_what_two_call_untrue_and_the_other_way_round(tip: Told) -> None:
    amara = Reviewer("amara")
    with hearing_left_out(tip):
        Knows(tip).proposes()
        refused = asks(amara, tip, Finds(tip).request())
        know.take_back(tip.tip, Knows(tip).row.id, staff("amara").id)
        assert asks(amara, tip, Finds(tip).request()).status_code == 200

    assert (refused.status_code, Finding.objects.count()) == (409, 1)
    with pytest.raises(AskedBefore):
        Knows(tip).proposes()


def test_whoever_is_reported_on_is_told_what_not_confirmed_tells(clock: Clock) -> None:
    bo_guards_names()
    tip = in_second_review()
    asking = is_asked(tip)
    both_grade(tip, Reviewer("amara"), Reviewer("noor"))
    asks_lin(tip)
    reads_it(tip)
    clock.passes(days=TIME)
    look_again()

    Knows(tip).by_two()
    Knows(tip).judges()

    assert asking.row.ended == "not-confirmed"
    assert not asking.there.notices.filter(template__in=[T.KNEW_ASKED, T.KNEW_FOUND]).exists()


def test_it_is_destroyed_with_the_tip(tip: Told) -> None:
    Knows(tip).by_two()
    Knows(tip).judges()

    destroy(Tip.objects.get(pk=tip.tip.pk), Tip.Outcome.NOT_CONFIRMED)

    assert not KnowinglyFalse.objects.exists()
    assert not TipsterAsked.objects.exists()


def test_nothing_of_it_is_done_elsewhere_than_in_the_second_review(tip: Told) -> None:
    in_state(tip, State.FACT_FINDING)

    with pytest.raises(StalePage):
        asks_lin(tip)
    with pytest.raises(StalePage):
        Knows(tip).proposes()


def test_two_still_confirm_where_nothing_is_held_against_the_tipster(tip: Told) -> None:
    with hearing_left_out(tip):
        first, second = asks(Reviewer("amara"), tip, Finds(tip).request()), agrees(Reviewer("noor"), tip)

    assert (first.status_code, second.status_code, state_of(tip)) == (200, 200, State.CONFIRMED)
