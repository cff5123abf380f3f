from __future__ import annotations

from datetime import timedelta

import pytest
from builders import opened_by, told
from clock import Clock
from hearing import SUMMARY, Person, asked, ends, in_fact_finding, with_own_code
from made_up_office import FOLDER

from fairwitness.crypto.not_confirmed import read_not_confirmed
from fairwitness.decisions.heard import evidence, why_not_yet
from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.models import Grant, Letter, Tip
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")


def test_somebody_reads_what_is_alleged_and_that_silence_is_not_counted() -> None:
    kim = Person().comes(asked())

    for part in SUMMARY.values():
        assert part in kim.page.text
    assert "You need not answer. Silence is not counted against you." in kim.page.text
    assert "It is alleged, and nobody has confirmed it." in kim.page.text


def test_the_code_that_was_seen_answers_nothing() -> None:
    asking = asked()
    kim = Person().comes(asking)

    assert "Somebody of the office has seen this code." in kim.page.text
    (form,) = [form for form in kim.page.forms if form.name == "words"]
    kim.sends(form, text="It was not me.")

    assert "Take a new code first." in kim.page.text
    assert asking.there.letters.count() == 2
    assert asking.row.answered is None


def test_with_a_code_of_their_own_they_answer_with_a_file_and_the_readers_read_it() -> None:
    asking = asked()
    kim = with_own_code(asking)

    kim.answers("The door has a push bar.", {"door.txt": b"a picture"})

    assert "Your letter was sent." in kim.page.text
    letters = opened_by("noor", asking.there)
    assert letters[-1].text == "The door has a push bar."
    assert [one.name for one in letters[-1].files] == ["door.txt"]
    assert asking.row.answered == today()
    assert Entry.objects.filter(kind="letter-from-person", tip=asking.tip.tip.id).count() == 2
    Person().comes(asking)
    assert "Somebody has taken a new code with this one" in Person().comes(asking).page.text


def test_the_answer_is_evidence_by_its_id_and_the_letters_that_say_nothing_are_not() -> None:
    asking = asked()
    assert evidence(asking.tip.tip) == []

    kim = with_own_code(asking)
    assert evidence(asking.tip.tip) == []
    kim.answers("The door has a push bar.")

    last = asking.there.letters.order_by("position").last()
    assert last is not None
    assert evidence(asking.tip.tip) == [last]


def test_the_tip_waits_and_its_tipster_has_no_last_word_because_of_it() -> None:
    asking = asked()
    tip = asking.tip.tip
    tip.refresh_from_db()
    before = tip.heard

    with_own_code(asking).answers("The door has a push bar.")

    tip.refresh_from_db()
    assert tip.state == State.REPLY
    assert tip.heard == before


def test_more_time_is_given_once_and_what_was_sent_before_is_not_the_answer_yet() -> None:
    asking = asked()
    kim = with_own_code(asking)
    until = asking.row.until
    assert until is not None
    assert until == today() + timedelta(days=14)
    kim.answers("I need to look for the papers.")
    assert why_not_yet(asking.tip.tip) is None

    kim.presses_more()

    assert "You have fourteen days more." in kim.page.text
    assert asking.row.until == until + timedelta(days=14)
    assert why_not_yet(asking.tip.tip) is not None
    kim.presses_more()
    assert "More time is given once" in kim.page.text
    assert asking.row.until == until + timedelta(days=14)


def test_nothing_is_confirmed_before_the_answer_or_the_last_day(clock: Clock) -> None:
    tip = in_fact_finding()
    assert "has not been heard" in str(why_not_yet(tip.tip))

    asking = asked(tip)
    assert "can still answer" in str(why_not_yet(tip.tip))
    clock.passes(days=14)
    assert why_not_yet(tip.tip) is not None
    clock.passes(days=1)
    assert why_not_yet(tip.tip) is None
    assert "Your time to answer ended" in Person().comes(asking).page.text


def test_whoever_was_left_out_is_heard_in_the_second_review_too() -> None:
    tip = in_fact_finding(state=State.SECOND_REVIEW)

    asking = asked(tip)

    tip.tip.refresh_from_db()
    assert tip.tip.state == State.SECOND_REVIEW
    assert "can still answer" in str(why_not_yet(tip.tip))
    with_own_code(asking).answers("The door has a push bar.")
    assert why_not_yet(tip.tip) is None


def test_a_code_that_nobody_used_or_signed_for_in_thirty_days_opens_nothing(clock: Clock) -> None:
    asking = asked(handed_by="")

    clock.passes(days=30)
    assert SUMMARY["summary-what"] in Person().comes(asking).page.text
    clock.passes(days=1)

    assert "This code opens nothing here." in Person().comes(asking).page.text


def test_whoever_was_given_a_code_and_says_nothing_reads_what_came_of_it(clock: Clock) -> None:
    asking = asked()
    assert SUMMARY["summary-what"] in Person().comes(asking).page.text

    clock.passes(days=120)
    ends(asking, "not-confirmed")

    kim = Person().comes(asking)
    assert "was not confirmed" in kim.page.text
    destroy(asking.tip.tip, Tip.Outcome.NOT_CONFIRMED)
    assert SUMMARY["summary-what"] not in Person().comes(asking).page.text


def test_neither_code_opens_anything_of_the_other_s() -> None:
    tip = told()
    asking = asked(in_fact_finding(tip))

    kim = Person()
    kim.comes_back(" ".join(asking.code.words))
    assert "This code opens nothing here." in kim.page.text
    kim.goes_to("/reply/")
    kim.sends(kim.page.forms[0], code=" ".join(tip.code.words))
    assert "This code opens nothing here." in kim.page.text


def test_row_one_shows_their_last_day_alone() -> None:
    asking = asked()
    kim = Person()

    kim.goes_to("/reply/")
    kim.sends(kim.page.forms[0], code=" ".join(asking.code.words[:4]))

    assert str(asking.row.until) in kim.page.text
    assert SUMMARY["summary-what"] not in kim.page.text


def test_what_is_destroyed_is_destroyed_here_too() -> None:
    asking = asked()
    kim = with_own_code(asking)
    kim.answers("The door has a push bar.", {"door.txt": b"a picture"})

    destroy(asking.tip.tip, Tip.Outcome.WITHDRAWN)
    kim.goes_to("/reply/letters/")

    assert "It ended without a finding." in kim.page.text
    assert not Letter.objects.filter(conversation=asking.conversation).exists()
    assert not Grant.objects.filter(conversation=asking.conversation).exists()
    assert not asking.there.files.exists()


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (
            "confirmed",
            "Two readers have confirmed at least one thing that was alleged, and that it is about you.",
        ),
        ("not-confirmed", "As far as you are concerned, what was alleged was not confirmed."),
        ("referred", "The readers have finished here."),
    ],
)
def test_they_are_told_what_came_of_it(outcome: str, said: str) -> None:
    asking = asked()
    kim = with_own_code(asking)

    ends(asking, outcome)
    kim.goes_to("/reply/letters/")

    assert said in kim.page.text
    assert ("nobody has confirmed it" in kim.page.text) == (outcome != "confirmed")
    assert "How to complain about this line" in kim.page.text


def test_where_it_was_not_confirmed_they_have_a_signed_letter_that_says_so_and_anybody_checks_it() -> None:
    asking = asked()
    kim = with_own_code(asking)
    ends(asking, "not-confirmed")

    kim.goes_to("/reply/letters/")
    assert "letter" in kim.page.ways
    kim.goes("letter")
    kim.goes_on()
    letter = kim.response.context["text"]

    told_of = read_not_confirmed(letter, FOLDER.verifying_key())
    assert (told_of.asked, told_of.ended, told_of.made) == (today(), today(), today())
    kim.goes_to("/receipt/")
    kim.sends(kim.page.forms[-1], text=letter)
    assert "it was not confirmed" in kim.page.text
    assert "this line has signed it" in kim.page.text
    kim.goes_to("/receipt/")
    kim.sends(kim.page.forms[-1], text=letter.replace('"not-confirmed"', '"not-confirmee"'))
    assert "not confirmed: this line has signed it" not in kim.page.text


@pytest.mark.parametrize("outcome", ["", "confirmed", "referred"])
def test_where_something_else_came_of_it_there_is_no_such_letter(outcome: str) -> None:
    asking = asked()
    kim = with_own_code(asking)
    ends(asking, outcome)

    kim.goes_to("/reply/letters/")
    assert "letter" not in kim.page.ways
    kim.goes_to("/reply/not-confirmed/")

    assert kim.where == "/reply/letters/"


def test_in_chinese_the_page_is_whole() -> None:
    kim = with_own_code(asked(), "zh-hans")

    assert "您可以不回答。" in kim.page.text


def test_whoever_leaves_has_left_their_mailbox_too() -> None:
    kim = with_own_code(asked())
    kim.goes_to("/reply/code/")

    kim.goes_to("/leave/")
    kim.goes_to("/reply/letters/")

    assert {kim.client.cookies[name].value for name in ("reply", "next-reply-code")} == {""}
    assert not any(part in kim.page.text for part in SUMMARY.values())
