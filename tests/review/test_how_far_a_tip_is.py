from __future__ import annotations

import pytest
from builders import answered, told
from clock import Clock
from closings import closed, in_hand, now
from reviewer import Reviewer

from fairwitness.review.course import checklist
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.models import Tip

pytestmark = pytest.mark.usefixtures("office")


def test_the_page_of_a_tip_says_what_is_done_and_what_is_still_open() -> None:
    tip = told()
    answered(tip.conversation)

    text = Reviewer("amara").page(f"tips/{tip.tip.id}/").text

    assert "A reader has written to the tipster done" in text
    assert "The sentence that tells of harm is marked still open" in text


def test_its_days_stand_in_order(clock: Clock) -> None:
    tip = told()
    came = now(tip).received
    clock.passes(days=1)
    answered(tip.conversation)

    text = Reviewer("amara").page(f"tips/{tip.tip.id}/").text

    assert text.index(f"{came} The tip came") < text.index("A letter of ours")


def test_what_is_due_and_who_has_it_stays_in_sight() -> None:
    tip = in_hand()

    text = Reviewer("amara").page(f"tips/{tip.tip.id}/").text

    assert f"Due {now(tip).due}" in text
    assert "In hand: " in text or "In nobody’s hand" in text


def test_of_a_tip_without_a_code_nobody_is_asked_to_write() -> None:
    tip = closed()
    whole = len(checklist(now(tip), []))
    Tip.objects.filter(pk=tip.tip.pk).update(no_answer=True)

    assert len(checklist(now(tip), [])) == whole - 2


def test_of_what_is_destroyed_there_is_no_list() -> None:
    tip = told()
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    assert checklist(now(tip), []) == []
    assert (now(tip).answered, now(tip).heard, now(tip).due) == (False, None, None)
