"""An answer of whoever is reported on, a letter of their adviser, and that they ask for more time, wait like any other letter: a mail says no more than that."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from clock import Clock
from hearing import asked, staff, with_own_code
from inbox import Inbox
from reviewer import Reviewer

from fairwitness.notifications.actions import tell_what_waits
from fairwitness.notifications.models import Subscription
from fairwitness.notifications.reading import Why, waits_for
from fairwitness.sealed.actions.assign import take
from fairwitness.sealed.actions.hear import go_on

Wants = Callable[..., Subscription]
pytestmark = pytest.mark.usefixtures("office")


def letters(name: str = "amara") -> set[str]:
    """Which letters wait for this reader, as the line knows them again."""
    return {one.which for one in waits_for(staff(name)) if one.why is Why.LETTER and "side" in one.which}


def test_an_answer_is_told_soon_and_in_the_words_of_any_letter(
    inbox: Inbox, wants_mail: Wants, clock: Clock
) -> None:
    kim = with_own_code(asked())
    wants_mail(how=Subscription.How.SOON)
    for _ in range(6):
        clock.passes(minutes=30)
        tell_what_waits()

    kim.goes_to("/reply/letters/")
    kim = kim.types(kim.code)
    kim.answers("The kittiwake door has a push bar.")
    for _ in range(6):
        clock.passes(minutes=30)
        tell_what_waits()

    assert "A letter waits" in inbox.texts[-1]
    assert not any(word in str(inbox.mails[-1]) for word in ("kittiwake", "reported on", "adviser"))


def test_a_new_code_or_an_adviser_is_no_letter_and_what_the_adviser_writes_is_one() -> None:
    kim = with_own_code(asked())
    rosa = kim.lets_in().takes_a_code()
    assert letters() == set()

    rosa.answers("We answer in a week.")
    first = letters()
    kim.answers("And this is mine.")

    assert len(first) == 1
    assert letters() not in (first, set())


def test_asking_for_more_time_is_told_too() -> None:
    kim = with_own_code(asked())

    kim.presses_more()

    assert len(letters()) == 1
    assert letters("wei") == set()


def test_what_a_colleague_has_in_hand_is_theirs_to_answer() -> None:
    asking = asked()
    with_own_code(asking).answers("The door has a push bar.")

    take(asking.tip.tip.id, by=staff("noor").id)

    assert letters("noor")
    assert letters("amara") == set()


def test_the_queue_and_the_tip_s_days_show_it_until_the_readers_have_gone_on() -> None:
    asking = asked()
    amara = Reviewer("amara")
    with_own_code(asking).answers("The door has a push bar.")

    assert "The other side has written" in amara.page("?view=us").text
    days = amara.page(f"tips/{asking.tip.tip.id}/").text
    go_on(asking.tip.tip.id, by=staff("noor").id)

    assert "The person reported on was asked" in days
    assert "A letter of the person reported on, or of their adviser" in days
