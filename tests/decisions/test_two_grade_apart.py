from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from builders import Told, columns_in, keys_of
from closings import staff
from grading import CHAINED, Grading, grades, handed_out, in_second_review, writes
from marking import Marking
from recording import in_state, recorded
from referring import a_tip_in
from reviewer import Reviewer
from unguarded import unguarded

from fairwitness.crypto.encoding import b64
from fairwitness.decisions.actions.go_on import go_on
from fairwitness.decisions.models import Grade
from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.guards import GUARDS, PROMISES, REFERRALS
from fairwitness.sealed.models import Tip
from fairwitness.sealed.states import STAGES, State

pytestmark = pytest.mark.usefixtures("office")
SECRET = "The night watch saw nothing of it."
OTHER_STATES = [
    one for one in State if one not in (State.SECOND_REVIEW, State.DESTROYED, State.PROTECTED_CONDUCT)
]


@pytest.fixture
def tip() -> Told:
    return in_second_review()


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


@pytest.fixture
def noor() -> Reviewer:
    return Reviewer("noor")


def whatever_noor_is_handed(noor: Reviewer, tip: Told) -> bytes:
    """Every page and every answer about this tip that a reader can ask for."""
    at = f"tips/{tip.tip.id}/"
    paths = (
        "",
        *(at, f"{at}sealed/", f"{at}notes/", f"{at}decision/", f"{at}decision/grades/"),
        *(f"{at}export/", f"{at}passing-on/", "notifications/"),
    )
    pages = [noor.gets(one) for one in paths]
    assert {one.status_code for one in pages} == {200}
    return b"".join(one.content for one in pages)


def without_tokens(said: bytes) -> bytes:
    """Form tokens are other ones each time."""
    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", said)


def test_the_second_grader_sees_neither_the_first_grade_nor_whose_it_is_before_theirs_is_saved(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    before = without_tokens(whatever_noor_is_handed(noor, tip))

    assert grades(amara, tip, credibility=1, reasons=SECRET).status_code == 200
    between = without_tokens(whatever_noor_is_handed(noor, tip))
    unseen = handed_out(noor, tip)
    assert grades(noor, tip, credibility=4).status_code == 200

    assert between == before
    assert unseen == []
    assert sorted(one.credibility for one in handed_out(noor, tip)) == [1, 4]
    assert sorted(one.credibility for one in handed_out(amara, tip)) == [1, 4]


def test_a_grade_of_another_claim_or_another_wording_opens_nothing(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    grades(amara, tip, reasons=SECRET)

    grades(noor, tip, version=2)
    grades(noor, tip, allegation=b64(b"something-else!!"))

    assert [one.reasons for one in handed_out(noor, tip) if one.reasons == SECRET] == []


def test_whoever_has_seen_the_first_grade_does_not_change_theirs(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    grades(amara, tip, credibility=1)
    first = Grading(tip, "noor", credibility=5).request()
    grades(noor, tip, first)

    again, other = grades(noor, tip, first), grades(noor, tip, credibility=1)

    assert (again.status_code, other.status_code) == (200, 409)
    assert sorted(one.credibility for one in handed_out(amara, tip)) == [1, 5]


def test_what_the_line_answers_is_the_same_whether_or_not_a_colleague_has_graded(
    amara: Reviewer, noor: Reviewer
) -> None:
    alone, after = in_second_review(), in_second_review()
    grades(amara, after)

    answers = [grades(noor, one) for one in (alone, after)]

    assert answers[0].json() == answers[1].json() == {"id": CHAINED}


def test_the_line_keeps_who_graded_which_id_and_no_grade(amara: Reviewer, tip: Told) -> None:
    grades(amara, tip, reasons=SECRET)

    row = Grade.objects.get()

    assert (row.by, row.allegation, row.round) == (staff("amara").id, CHAINED, tip.tip.since)
    assert SECRET.encode() not in bytes(row.sealed)
    entry = Entry.objects.get(kind="graded")
    assert (entry.by, entry.tip) == (staff("amara").id, tip.tip.id)


@pytest.mark.parametrize("state", OTHER_STATES)
def test_claims_are_graded_in_the_second_review_and_nowhere_else(amara: Reviewer, state: State) -> None:
    tip = in_second_review()
    request = Grading(tip).request()
    stands = in_state_of(tip, state)

    answer = grades(amara, stands, request)

    assert answer.status_code in (404, 409)
    assert not Grade.objects.exists()


def in_state_of(tip: Told, state: State) -> Told:
    with unguarded(GUARDS, PROMISES, REFERRALS):
        Tip.objects.filter(pk=tip.tip.pk).update(**columns_in(state))
    return tip


def test_a_grade_in_somebody_else_s_name_is_refused(noor: Reviewer, tip: Told) -> None:
    sent = Grading(tip).request()
    body = json.dumps(sent, separators=(",", ":")).encode()
    by_amara = body + b"\n" + b64(keys_of("amara").signing.sign("note", body)).encode()

    answer = noor.posts(f"tips/{tip.tip.id}/decision/grade/", by_amara)

    assert answer.status_code == 403
    assert not Grade.objects.exists()


@pytest.mark.parametrize(
    "other", [{"version": 0}, {"number": "0"}, {"sealed": "AAAA"}, {"allegation": "x"}, {"more": 1}]
)
def test_what_no_browser_of_ours_sends_is_refused(amara: Reviewer, tip: Told, other: dict[str, Any]) -> None:
    assert grades(amara, tip, Grading(tip).request(**other)).status_code == 400


def test_a_key_that_nobody_holds_is_refused(amara: Reviewer, tip: Told) -> None:
    assert grades(amara, tip, Grading(tip).request(number=7)).status_code == 403


def test_whoever_recorded_a_tip_grades_nothing(amara: Reviewer, noor: Reviewer) -> None:
    tip = recorded(amara)
    in_state(tip, State.SECOND_REVIEW)
    writes(noor, tip, Marking(tip, keys_of("noor")).request())

    answers = [grades(one, tip) for one in (amara, noor)]

    assert [one.status_code for one in answers] == [403, 200]
    assert "data-grade" not in amara.gets(f"tips/{tip.tip.id}/decision/").content.decode().replace(
        "data-grades", ""
    )
    assert Grade.objects.get().by == staff("noor").id


def test_whoever_does_not_read_the_tip_is_told_nothing_of_its_grades(amara: Reviewer, tip: Told) -> None:
    request = Grading(tip).request()
    grades(amara, tip, request)
    wei = Reviewer("wei")

    answers = [wei.gets(f"tips/{tip.tip.id}/decision/grades/"), grades(wei, tip, request)]

    assert [one.status_code for one in answers] == [404, 404]


def test_a_new_round_begins_with_nobody_s_grade(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    grades(amara, tip)
    grades(noor, tip)
    with unguarded(GUARDS, PROMISES):
        Tip.objects.filter(pk=tip.tip.pk).update(since=today() + timedelta(days=1))

    assert handed_out(noor, tip) == []
    assert grades(noor, tip, credibility=3).status_code == 200
    assert [one.credibility for one in handed_out(noor, tip)] == [3]


def test_one_reader_brings_it_back_or_ends_it_as_not_confirmed_without_a_grade(tip: Told) -> None:
    by = staff("noor").id

    go_on(tip.tip, State.NOT_CONFIRMED, seen=State.SECOND_REVIEW, by=by)

    assert Tip.objects.get(pk=tip.tip.pk).state == State.NOT_CONFIRMED


@pytest.mark.parametrize(
    ("state", "to"),
    [("triage", "fact-finding"), ("reply", "second-review"), ("second-review", "fact-finding")],
)
def test_a_button_brings_a_tip_one_step_on(amara: Reviewer, state: str, to: str) -> None:
    tip = a_tip_in(State(state))

    amara.sends(f"tips/{tip.tip.id}/decision/step/", seen=state, to=to)

    assert Tip.objects.get(pk=tip.tip.pk).state == to


def test_it_is_ended_as_not_confirmed_only_once_a_page_has_asked(amara: Reviewer, tip: Told) -> None:
    step = {"seen": "second-review", "to": "not-confirmed"}

    asks = amara.sends(f"tips/{tip.tip.id}/decision/step/", **step).content.decode()
    assert "neither you nor a colleague opens it again" in asks
    assert str(STAGES[State.NOT_CONFIRMED].tipster) in asks
    assert Tip.objects.get(pk=tip.tip.pk).state == State.SECOND_REVIEW

    amara.sends(f"tips/{tip.tip.id}/decision/step/", **step, sure="yes")
    assert Tip.objects.get(pk=tip.tip.pk).state == State.NOT_CONFIRMED


@pytest.mark.parametrize("to", ["confirmed", "closed", "referred", "nowhere"])
def test_no_button_confirms(amara: Reviewer, tip: Told, to: str) -> None:
    answer = amara.sends(f"tips/{tip.tip.id}/decision/step/", seen="second-review", to=to)

    assert (answer.status_code, Tip.objects.get(pk=tip.tip.pk).state) == (409, State.SECOND_REVIEW)


def test_grades_are_destroyed_with_the_tip(amara: Reviewer, tip: Told) -> None:
    grades(amara, tip)

    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    assert not Grade.objects.exists()
