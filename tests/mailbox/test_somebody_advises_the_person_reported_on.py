"""A lawyer, a works council or a union reads what is alleged in a mailbox of their own, and writes beside the person whom they advise."""

from __future__ import annotations

import pytest
from builders import opened_by
from clock import Clock
from hearing import SUMMARY, Person, asked, ends, with_own_code
from tipster import Tipster

from fairwitness.decisions.heard import evidence, why_not_yet
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.models import Grant, Mailbox, Tip

pytestmark = pytest.mark.usefixtures("office")


def test_an_adviser_reads_all_of_it_and_writes_as_the_adviser() -> None:
    asking = asked()
    kim = with_own_code(asking)
    kim.answers("The door has a push bar.")

    rosa = kim.lets_in().takes_a_code()
    assert SUMMARY["summary-what"] in rosa.page.text
    assert "From the person you advise" in rosa.page.text
    rosa.answers("My client was on leave that week.", {"leave.txt": b"signed"})
    kim.goes_to("/reply/letters/")

    assert "From the adviser" in kim.page.text
    assert "My client was on leave that week." in kim.page.text
    assert "not from whom it says" not in kim.page.text + rosa.page.text
    assert [one.text for one in opened_by("noor", asking.there)][-1] == "My client was on leave that week."


def test_what_an_adviser_writes_is_weighed_and_is_not_the_answer() -> None:
    asking = asked()
    kim = with_own_code(asking)
    rosa = kim.lets_in().takes_a_code()

    rosa.answers("We will answer in a week.")
    assert asking.row.answered is None
    assert "can still answer" in str(why_not_yet(asking.tip.tip))
    kim.answers("What my adviser wrote is my answer.")

    assert why_not_yet(asking.tip.tip) is None
    assert len(evidence(asking.tip.tip)) == 2


def test_the_code_that_the_person_has_seen_writes_nothing() -> None:
    kim = with_own_code(asking := asked())
    rosa = kim.lets_in()
    letters = asking.there.letters.count()

    assert "The person you advise has seen this code." in rosa.page.text
    (form,) = [form for form in rosa.page.forms if form.name == "words"]
    rosa.sends(form, text="As if I were the adviser.")

    assert "Take a new code first." in rosa.page.text
    assert asking.there.letters.count() == letters


def test_nobody_lets_an_adviser_in_with_a_code_that_the_office_has_seen() -> None:
    kim = Person().comes(asking := asked())

    kim.goes_to("/reply/adviser/")

    assert kim.where == "/reply/letters/"
    assert "adviser" not in kim.page.ways
    assert not Mailbox.objects.filter(advises=asking.conversation).exists()


def test_whoever_is_advised_sees_it_and_ends_it_at_once() -> None:
    asking = asked()
    kim = with_own_code(asking)
    rosa = kim.lets_in().takes_a_code()
    kim.goes_to("/reply/letters/")
    assert "an adviser can read all of this" in kim.page.text

    kim.ends_it()
    rosa.goes_to("/reply/letters/")

    assert "Nobody advises you here any more." in kim.page.text
    assert "Your mailbox is closed" in rosa.page.text
    assert "This code opens nothing here." in Person().types(rosa.code).page.text
    assert Grant.objects.filter(conversation=asking.conversation).count() == 3
    assert asking.there.outgrown == 0


def test_another_adviser_may_come_then_and_each_letter_stays_whose_it_was() -> None:
    kim = with_own_code(asked())
    rosa = kim.lets_in().takes_a_code()
    rosa.answers("From the first adviser.")
    kim.ends_it()

    ivo = kim.lets_in().takes_a_code()

    assert "From the first adviser." in ivo.page.text
    assert "From the adviser" in ivo.page.text
    assert "not from whom it says" not in ivo.page.text


def test_one_adviser_at_a_time_who_lets_nobody_in_and_asks_for_nothing() -> None:
    asking = asked()
    kim = with_own_code(asking)
    rosa = kim.lets_in().takes_a_code()

    for person in (kim, rosa):
        person.goes_to("/reply/adviser/")
        assert person.where == "/reply/letters/"
    rosa.presses_more()

    assert asking.row.more is None
    assert Mailbox.objects.filter(advises=asking.conversation).count() == 1


def test_an_adviser_s_code_that_nobody_used_for_thirty_days_opens_nothing(clock: Clock) -> None:
    kim = with_own_code(asked())
    rosa = kim.lets_in()

    clock.passes(days=31)

    assert "This code opens nothing here." in Person().types(rosa.code).page.text


def test_an_adviser_s_code_opens_no_tipster_s_mailbox() -> None:
    rosa = with_own_code(asked()).lets_in()
    somebody = Tipster()

    somebody.comes_back(rosa.code)

    assert "This code opens nothing here." in somebody.page.text


def test_where_it_was_not_confirmed_only_the_person_takes_the_letter() -> None:
    asking = asked()
    kim = with_own_code(asking)
    rosa = kim.lets_in().takes_a_code()
    ends(asking, "not-confirmed")

    rosa.goes_to("/reply/not-confirmed/")

    assert rosa.where == "/reply/letters/"
    assert "The person you advise can take a signed letter that says so." in rosa.page.text


def test_what_is_destroyed_is_destroyed_for_an_adviser_too() -> None:
    asking = asked()
    rosa = with_own_code(asking).lets_in().takes_a_code()

    destroy(asking.tip.tip, Tip.Outcome.WITHDRAWN)
    rosa.goes_to("/reply/letters/")

    assert "It ended without a finding." in rosa.page.text
    assert not Grant.objects.filter(conversation=asking.conversation).exists()
