"""A reader locks a tip alone: where nobody else reads it, and where a sentence of harm was marked in it before."""

from __future__ import annotations

from datetime import date

import pytest
from builders import Told, keys_of, told
from clock import Clock
from closings import in_hand, locked, now, presses, staff, the_lot
from marking import Marking
from opening_browser import OpeningBrowser
from people import lock, says_it_concerns, takes_off
from reviewer import Reviewer
from tipster import Tipster

from fairwitness.journal.models import Entry
from fairwitness.notifications.reading import Why, waits_for
from fairwitness.review import closing
from fairwitness.review.closing import NotForYou
from fairwitness.sealed.actions.move import StalePage
from fairwitness.sealed.actions.readers import LastReader
from fairwitness.sealed.actions.reopen import TooLate, say_it_was_about_harm
from fairwitness.sealed.actions.time_is_over import end_what_nobody_opened_again
from fairwitness.sealed.locking import who_could_look
from fairwitness.sealed.models import Letter
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office", "guarded")


@pytest.fixture(autouse=True)
def no_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    the_lot(monkeypatch, falls=False)


def alone() -> Told:
    """A tip that Amara alone reads."""
    tip = in_hand()
    takes_off(Reviewer("amara"), "noor", tip)
    return tip


def marked(by: str = "noor") -> Told:
    """A reader has marked a sentence of harm, so it is in triage."""
    tip = in_hand()
    assert Reviewer(by).marks(tip.tip, Marking(tip, keys_of(by)).request()).status_code == 200
    return tip


def locked_in_triage() -> Told:
    """And then Amara has locked it."""
    tip = marked()
    lock(Reviewer("amara"), tip, "triage")
    assert now(tip).state == State.PROTECTED_CONDUCT
    return tip


def test_whoever_reads_a_tip_alone_does_not_lock_it_and_is_told_who_can_help() -> None:
    tip, amara = alone(), Reviewer("amara")

    page = amara.page(f"tips/{tip.tip.id}/protected/")
    answer = lock(amara, tip)

    assert "Add a colleague first. If there is none, it belongs to a body outside:" in page.text
    assert "Lock it now" not in page.text
    assert answer.status_code == 409
    assert now(tip).state == State.SCOPE_CHECK


def test_a_colleague_who_leaves_at_that_moment_is_none() -> None:
    tip = in_hand()
    says_it_concerns(Reviewer("noor"), tip)

    with pytest.raises(LastReader):
        closing.lock(tip.tip.id, seen=State.SCOPE_CHECK, by=staff("amara"))

    assert now(tip).state == State.SCOPE_CHECK


def test_where_nobody_could_look_any_more_the_mailbox_does_not_say_that_somebody_does() -> None:
    tip = locked()
    staff("noor").seat_set.all().delete()

    told_then = OpeningBrowser(tip.code).asks("again", step="object").json()

    sentences = [one["sentence"] for one in told_then["entries"]]
    assert not who_could_look(now(tip))
    assert not any("Another reader looks" in one for one in sentences)
    assert any("Nobody else at this line can open your tip now." in one for one in sentences)
    assert "no other reader can open it" in told_then["standing"]["stage"]


def test_past_the_scope_check_a_colleague_sees_that_it_was_locked_and_no_word_of_it(clock: Clock) -> None:
    del clock
    tip = locked_in_triage()
    noor = Reviewer("noor")

    desk, page = noor.page("").text, noor.page(f"tips/{tip.tip.id}/harm/").text

    assert "Until 2026-11-28 you can say that it is about harm." in desk
    assert "On 2026-11-24 a colleague locked it" in page
    assert noor.gets(f"tips/{tip.tip.id}/sealed/").status_code == 409
    assert [one.why for one in waits_for(staff("noor"))] == [Why.SECOND]


def test_then_she_says_that_it_is_about_harm_and_has_it_and_the_one_who_locked_it_has_not() -> None:
    tip = locked_in_triage()

    answer = presses(Reviewer("noor"), f"tips/{tip.tip.id}/harm/")

    assert answer.status_code == 303
    assert (now(tip).state, now(tip).locked_by) == (State.SCOPE_CHECK, staff("amara").id)
    assert Reviewer("noor").gets(f"tips/{tip.tip.id}/sealed/").status_code == 200
    assert Reviewer("amara").gets(f"tips/{tip.tip.id}/sealed/").status_code == 409
    assert Entry.objects.filter(tip=tip.tip.id, kind="scope-check", by=staff("noor").id).count() == 1
    said = [one["sentence"] for one in OpeningBrowser(tip.code).opens()["entries"] if one["kind"] == "notice"]
    assert "says that it is about harm. It is open again." in said[-1]


def test_in_the_scope_check_nobody_but_its_tipster_says_so() -> None:
    tip = locked()

    answer = Reviewer("noor").gets(f"tips/{tip.tip.id}/harm/")
    with pytest.raises(NotForYou):
        closing.speak_up(tip.tip.id, by=staff("noor"))

    assert answer.status_code == 409
    assert now(tip).state == State.PROTECTED_CONDUCT


def test_whoever_takes_the_mark_off_first_by_closing_and_opening_again_does_not_get_past_a_colleague() -> (
    None
):
    tip, amara = marked(), staff("amara")
    closing.close(tip.tip.id, State.INSUFFICIENT, seen=State.TRIAGE, by=amara)
    closing.reopen(tip.tip.id, by=amara)
    closing.lock(tip.tip.id, seen=State.SCOPE_CHECK, by=amara)

    closing.speak_up(tip.tip.id, by=staff("noor"))

    assert now(tip).state == State.SCOPE_CHECK


@pytest.mark.parametrize("name", ["amara", "wei"])
def test_neither_who_locked_it_nor_who_does_not_read_it_says_so(name: str) -> None:
    tip = locked_in_triage()

    answer = presses(Reviewer(name), f"tips/{tip.tip.id}/harm/")

    assert answer.status_code in {404, 409}
    assert now(tip).state == State.PROTECTED_CONDUCT


def test_two_readers_who_say_the_same_leave_it_to_the_tipster_who_was_not_heard(clock: Clock) -> None:
    tip = locked_in_triage()
    clock.passes(days=3)
    closing.speak_up(tip.tip.id, by=staff("noor"))

    lock(Reviewer("noor"), tip)

    assert now(tip).state == State.PROTECTED_CONDUCT
    with pytest.raises(NotForYou):
        closing.speak_up(tip.tip.id, by=staff("noor"))
    clock.passes(days=4)
    say_it_was_about_harm(tip.tip.id)
    assert now(tip).state == State.SCOPE_CHECK


def test_once_its_tipster_was_heard_as_well_the_next_word_destroys_it() -> None:
    tip = locked_in_triage()
    closing.speak_up(tip.tip.id, by=staff("noor"))
    lock(Reviewer("noor"), tip)
    say_it_was_about_harm(tip.tip.id)

    lock(Reviewer("noor"), tip)

    assert now(tip).state == State.DESTROYED
    assert not Letter.objects.exists()


@pytest.mark.parametrize(("days", "gone"), [(4, False), (5, True)])
def test_where_nobody_speaks_up_it_is_destroyed_after_the_fourth_day(
    clock: Clock, days: int, *, gone: bool
) -> None:
    tip = locked_in_triage()
    clock.passes(days=days)

    end_what_nobody_opened_again()

    assert (now(tip).state == State.DESTROYED) is gone


def test_a_colleague_who_comes_too_late_or_second_is_told(clock: Clock) -> None:
    tip, other = locked_in_triage(), locked_in_triage()
    closing.speak_up(other.tip.id, by=staff("noor"))

    clock.passes(days=5)

    with pytest.raises(TooLate):
        closing.speak_up(tip.tip.id, by=staff("noor"))
    with pytest.raises(StalePage):
        closing.speak_up(other.tip.id, by=staff("noor"))


def test_row_one_alone_shows_the_last_of_the_four_days(clock: Clock) -> None:
    del clock
    tip = locked_in_triage()
    stranger = Tipster()

    stranger.comes_back(" ".join(tip.code.words[:4]))

    assert "Something waits for you" in stranger.page.text
    assert date(2026, 11, 28).isoformat() in stranger.page.text


def test_whoever_locks_it_is_not_counted_among_those_who_could_look() -> None:
    tip = told()

    left = who_could_look(now(tip), without=staff("noor").id)

    assert [one.sign_in_name for one in left] == ["amara"]
