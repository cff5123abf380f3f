from __future__ import annotations

import pytest
from builders import opened_by, rows
from intake.sealing_browser import SealingBrowser

from fairwitness.sealed.models import Draft, Tip

pytestmark = pytest.mark.usefixtures("office")


def test_a_tip_that_a_browser_sealed_is_read_at_the_desk() -> None:
    lin = SealingBrowser("The exit is chained.")

    answer = lin.sends(lin.commit())

    tip = Tip.objects.get()
    assert answer.json().keys() == {"received", "answer_by", "feedback_by"}
    assert [opened_by(name, tip.conversations.get())[0].text for name in ("amara", "noor")] == [lin.text] * 2
    assert tip.tier == "browser"


def test_the_same_request_again_gets_the_same_answer_and_changes_nothing() -> None:
    lin = SealingBrowser()
    sent = lin.commit()
    first = lin.sends(sent)
    before = rows()

    again = lin.sends(sent)

    assert (again.status_code, again.json()) == (200, first.json())
    assert rows() == before


def test_the_draft_of_the_same_code_becomes_the_tip() -> None:
    lin = SealingBrowser()
    kept = lin.keeps(lin.draft())

    sent = lin.sends(lin.commit())

    assert (kept.status_code, sent.status_code) == (200, 200)
    assert (Draft.objects.count(), Tip.objects.count()) == (0, 1)
