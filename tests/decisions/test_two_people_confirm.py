from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from builders import Told, keys_of, told
from clock import Clock
from closings import staff
from grading import (
    CHAINED,
    Finds,
    agrees,
    asks,
    both_grade,
    grades,
    handed_out,
    hearing_left_out,
    in_second_review,
    state_of,
    writes,
)
from hearing import Asking, asked
from marking import Marking
from people import says_it_concerns
from recording import in_state, recorded
from reviewer import Reviewer

from fairwitness.crypto.age import seal
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.findings import Asked, Claim
from fairwitness.decisions.actions.go_on import go_on
from fairwitness.decisions.checking import confirmed
from fairwitness.decisions.heard import evidence
from fairwitness.decisions.models import Finding
from fairwitness.decisions.reading import is_graded_by_all_who_began
from fairwitness.journal.models import Count, Entry
from fairwitness.office import charter
from fairwitness.office.clock import today
from fairwitness.office.models import Staff, StaffKey
from fairwitness.review.reading import tips_for
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.move import NeedsTwo, WaitsForSecond, move
from fairwitness.sealed.models import Letter, Tip
from fairwitness.sealed.models_of_hearing import Hearing
from fairwitness.sealed.reading import standing
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")
OTHER = b64(b"something-else!!")


@pytest.fixture
def tip() -> Iterator[Told]:
    sent = in_second_review()
    with hearing_left_out(sent):
        yield sent


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


@pytest.fixture
def noor() -> Reviewer:
    return Reviewer("noor")


def test_two_who_have_graded_sign_and_only_then_it_is_confirmed(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    both_grade(tip, amara, noor)

    first = asks(amara, tip)
    between = state_of(tip)
    second = agrees(noor, tip)

    assert (first.status_code, between) == (200, State.SECOND_REVIEW)
    assert (second.status_code, state_of(tip)) == (200, State.CONFIRMED)
    signed = Finding.objects.get()
    assert (signed.first, signed.second) == (staff("amara").id, staff("noor").id)
    assert {one.by for one in Entry.objects.filter(kind="confirmed")} == {signed.first, signed.second}
    assert Count.objects.filter(kind="confirmed").count() == 1


def test_the_same_signature_again_changes_nothing(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    both_grade(tip, amara, noor)
    sent = Finds(tip).request()

    answers = [asks(amara, tip, sent), asks(amara, tip, sent), agrees(noor, tip), agrees(noor, tip)]

    assert [one.status_code for one in answers] == [200] * 4
    assert Count.objects.filter(kind="confirmed").count() == 1


def test_nothing_is_confirmed_before_the_other_side_was_heard(amara: Reviewer, noor: Reviewer) -> None:
    tip = in_second_review()
    both_grade(tip, amara, noor)

    answer = asks(amara, tip)

    assert answer.status_code == 409
    assert "has not been heard" in answer.json()["error"]
    assert not Finding.objects.exists()


def test_it_is_blocked_once_more_where_the_other_side_is_not_heard_when_the_second_signs(
    amara: Reviewer, noor: Reviewer
) -> None:
    tip = in_second_review()
    both_grade(tip, amara, noor)
    with hearing_left_out(tip):
        assert asks(amara, tip).status_code == 200

    assert (agrees(noor, tip).status_code, state_of(tip)) == (409, State.SECOND_REVIEW)


@pytest.fixture
def asking(clock: Clock) -> Asking:  # noqa: ARG001 - its day is the clock's
    """Somebody has answered, and the tip is in its second review."""
    sent = in_second_review()
    made = asked(sent)
    answers(made, "I did not.")
    return made


def answers(made: Asking, text: str) -> None:
    """One more letter of the person reported on."""
    Hearing.objects.filter(conversation=made.conversation).update(own_from=1, answered=today())
    Letter.objects.create(
        office=made.tip.tip.office,
        conversation=made.there,
        number=0,
        position=made.there.letters.count(),
        from_office=False,
        day=today(),
        sealed=seal(text.encode(), [made.identity.recipient]),
    )


def test_an_answer_that_comes_before_the_second_signature_keeps_it_from_being_confirmed(
    amara: Reviewer, noor: Reviewer, asking: Asking
) -> None:
    both_grade(asking.tip, amara, noor)
    assert asks(amara, asking.tip).status_code == 200
    answers(asking, "Here is proof.")

    answer = agrees(noor, asking.tip)

    assert (answer.status_code, state_of(asking.tip)) == (409, State.SECOND_REVIEW)
    assert "answered meanwhile" in answer.json()["error"]


@pytest.mark.parametrize(
    "statement", [{"answers": bytes(32)}, {"asked": ()}, {"asked": (Asked(OTHER, "no"),)}]
)
def test_what_is_signed_names_every_answer_and_everybody_who_was_asked(
    amara: Reviewer, noor: Reviewer, asking: Asking, statement: dict[str, Any]
) -> None:
    both_grade(asking.tip, amara, noor)

    assert asks(amara, asking.tip, Finds(asking.tip, statement=statement).request()).status_code == 409


def test_what_comes_after_the_last_day_holds_nothing_up(
    amara: Reviewer, noor: Reviewer, asking: Asking, clock: Clock
) -> None:
    both_grade(asking.tip, amara, noor)
    before = evidence(asking.tip.tip)
    clock.passes(days=15)
    answers(asking, "And another thing.")

    assert evidence(asking.tip.tip) == before


@pytest.mark.parametrize(("about", "told_of"), [("yes", "confirmed"), ("no", "not-confirmed")])
def test_only_whom_it_is_about_is_told_that_it_was_confirmed(
    amara: Reviewer, noor: Reviewer, asking: Asking, about: str, told_of: str
) -> None:
    both_grade(asking.tip, amara, noor)

    first = asks(amara, asking.tip, Finds(asking.tip, about=about).request())
    second = agrees(noor, asking.tip)

    assert (first.status_code, second.status_code, state_of(asking.tip)) == (200, 200, State.CONFIRMED)
    assert asking.row.ended == told_of
    assert list(confirmed()) == [(asking.tip.tip.id, [])]


def test_a_reader_who_wants_to_decide_alone_signs_from_two_tabs(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    both_grade(tip, amara, noor)
    asks(amara, tip)

    again = Reviewer("amara")

    assert (agrees(again, tip).status_code, state_of(tip)) == (409, State.SECOND_REVIEW)


def test_a_reader_who_wants_to_decide_alone_signs_with_a_colleague_s_session_and_their_own_key(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    both_grade(tip, amara, noor)
    asks(amara, tip)
    own = keys_of("amara").signing.sign("finding", bytes(Finding.objects.get().statement))

    answer = agrees(noor, tip, signature=b64(own))

    assert (answer.status_code, state_of(tip)) == (403, State.SECOND_REVIEW)


@pytest.mark.parametrize("graded", [(), ("amara",), ("noor",)])
def test_nobody_signs_what_two_have_not_graded(
    amara: Reviewer, noor: Reviewer, tip: Told, graded: tuple[str, ...]
) -> None:
    for one in (amara, noor):
        if one.name in graded:
            grades(one, tip)

    assert asks(amara, tip).status_code == 409
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        {"grades": bytes(32)},
        {"claims": (Claim(OTHER, 1),)},
        {"claims": (Claim(CHAINED, 2),)},
        {"claims": tuple(sorted((Claim(CHAINED, 1), Claim(OTHER, 1))))},
    ],
)
def test_what_is_signed_names_every_grade_and_no_claim_that_was_not_graded(
    amara: Reviewer, noor: Reviewer, tip: Told, statement: dict[str, Any]
) -> None:
    both_grade(tip, amara, noor)

    assert asks(amara, tip, Finds(tip, statement=statement).request()).status_code == 409


@pytest.mark.parametrize("statement", [{"sheet": bytes(32)}, {"tip": b64(bytes(16))}, {"line": bytes(16)}])
def test_what_is_signed_names_this_tip_and_a_sheet_that_is_there(
    amara: Reviewer, noor: Reviewer, tip: Told, statement: dict[str, Any]
) -> None:
    both_grade(tip, amara, noor)

    assert asks(amara, tip, Finds(tip, statement=statement).request()).status_code == 403


def test_the_grade_of_whoever_says_afterwards_that_it_concerns_them_counts_no_more(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    both_grade(tip, amara, noor)

    says_it_concerns(noor, tip)

    assert len(handed_out(amara, tip)) == 1
    assert asks(amara, tip).status_code == 409


def test_a_signature_of_somebody_else_s_is_refused(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    both_grade(tip, amara, noor)

    assert asks(amara, tip, Finds(tip, signed_by="noor").request()).status_code == 403


def test_two_whom_one_person_has_invited_do_not_confirm_together(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    both_grade(tip, amara, noor)
    asks(amara, tip)
    StaffKey.objects.filter(staff__sign_in_name__in=["amara", "noor"]).update(invited_by="ines")

    same = agrees(noor, tip)
    StaffKey.objects.filter(staff__sign_in_name="noor").update(invited_by="tomas")
    others = agrees(noor, tip)

    assert (same.status_code, others.status_code) == (409, 200)
    assert "both by the same person" in same.json()["error"]


@pytest.mark.parametrize("spelled", ["amara", "Amara"])
def test_a_reader_and_whom_she_has_let_in_herself_do_not_confirm_together(
    spelled: str, amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    both_grade(tip, amara, noor)
    asks(amara, tip)

    StaffKey.objects.filter(staff__sign_in_name="noor").update(invited_by=spelled)

    assert agrees(noor, tip).status_code == 409
    assert state_of(tip) == State.SECOND_REVIEW


def test_a_split_is_not_lost_with_a_blank_behind_the_claim_and_the_dissenter(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    both_grade(tip, amara, noor)
    reworded = Claim(CHAINED, 2)

    grades(amara, tip, version=2)
    alone = is_graded_by_all_who_began(tip.tip, reworded)
    grades(noor, tip, version=2)

    assert (alone, is_graded_by_all_who_began(tip.tip, reworded)) == (False, True)


def test_whoever_recorded_a_tip_signs_no_finding(amara: Reviewer, noor: Reviewer) -> None:
    tip = recorded(amara)
    in_state(tip, State.SECOND_REVIEW)
    writes(noor, tip, Marking(tip, keys_of("noor")).request())
    grades(noor, tip)

    assert asks(amara, tip).status_code == 403
    assert not Finding.objects.exists()


def test_what_waits_is_seen_only_by_those_who_have_graded(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    both_grade(tip, amara, noor)
    asks(amara, tip)
    page = noor.gets(f"tips/{tip.tip.id}/decision/").content.decode()
    Finding.objects.all().delete()
    grades(amara, tip, allegation=OTHER)
    before = noor.gets(f"tips/{tip.tip.id}/decision/").content.decode()

    assert "data-agree-finding" in page
    assert "data-agree-finding" not in before


def test_a_colleague_says_no_and_nothing_is_confirmed(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    both_grade(tip, amara, noor)
    asks(amara, tip)

    noor.sends(f"tips/{tip.tip.id}/decision/take-back/", asked=Finding.objects.get().id)

    assert (Finding.objects.count(), state_of(tip)) == (0, State.SECOND_REVIEW)
    assert Entry.objects.filter(kind="finding-taken-back", by=staff("noor").id).count() == 1


def test_nobody_ends_otherwise_what_waits_for_a_second_signature(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    both_grade(tip, amara, noor)
    asks(amara, tip)

    with pytest.raises(WaitsForSecond):
        go_on(tip.tip, State.NOT_CONFIRMED, seen=State.SECOND_REVIEW, by=staff("noor").id)


def test_the_program_confirms_nothing_by_one(tip: Told) -> None:
    with pytest.raises(NeedsTwo):
        move(tip.tip.pk, State.CONFIRMED, seen=State.SECOND_REVIEW, by=staff("amara").id)


def test_what_two_have_signed_is_destroyed_with_the_tip(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    both_grade(tip, amara, noor)
    asks(amara, tip)
    agrees(noor, tip)

    destroy(Tip.objects.get(pk=tip.tip.pk), Tip.Outcome.CONFIRMED)

    assert not Finding.objects.exists()


def test_a_finding_of_another_tip_is_agreed_to_by_nobody(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    other = in_second_review()
    both_grade(tip, amara, noor)
    both_grade(other, amara, noor)
    asks(amara, tip)

    answer = agrees_to(noor, other, Finding.objects.get())

    assert (answer.status_code, state_of(other)) == (409, State.SECOND_REVIEW)


def agrees_to(reader: Reviewer, tip: Told, finding: Finding) -> Any:
    signature = keys_of(reader.name).signing.sign("finding", bytes(finding.statement))
    sent = {"asked": finding.id, "signature": b64(signature)}
    return reader.posts(
        f"tips/{tip.tip.id}/decision/agree/", json.dumps(sent, separators=(",", ":")).encode()
    )


def test_fifty_tips_with_one_text_change_no_grade_no_priority_and_no_deadline(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    both_grade(tip, amara, noor)
    before = as_it_stands(tip, noor)

    for _ in range(50):
        told("The exit is chained.")

    assert as_it_stands(tip, noor) == before


def as_it_stands(tip: Told, reader: Reviewer) -> list[object]:
    """Grades, the tip's row with its days, its place before all that came later, and what its page says of it."""
    row = Tip.objects.filter(pk=tip.tip.pk).values().get()
    stands = standing(Tip.objects.get(pk=tip.tip.pk), charter.current().deadlines)
    mine = tips_for(Staff.objects.get(sign_in_name=reader.name))
    earlier = mine.filter(received__lt=row["received"]).count()
    graded = sorted((one.credibility, one.reasons) for one in handed_out(reader, tip))
    return [row, stands.due, stands.step, earlier, graded]
