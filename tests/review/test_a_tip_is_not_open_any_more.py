from __future__ import annotations

from typing import Any

import pytest
from builders import Told, sealed_answer, told
from closings import staff
from pages import Page
from reviewer import DESK, Reviewer

from fairwitness.office.fields import random_id
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.readers import take_off
from fairwitness.sealed.models import Exclusion, Grant, Tip

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


def taken_back(tip: Told) -> None:
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)


def of_others_alone(tip: Told) -> None:
    take_off(tip.tip.id, staff("amara").id, by=staff("noor").id)


def looked_at(reviewer: Reviewer, tip_id: str) -> Any:
    return reviewer.client.get(f"{DESK}tips/{tip_id}/", headers={"Accept": "text/html"})


@pytest.mark.parametrize("end", [taken_back, of_others_alone])
def test_a_letter_that_comes_too_late_is_told_why_and_what_to_do(amara: Reviewer, end: Any) -> None:
    tip = told()
    letter = sealed_answer(tip.conversation)
    end(tip)

    answer = amara.answers(tip.tip, letter)

    assert (answer.status_code, answer.json()["why"]) == (404, "unknown")
    assert "it was taken back or destroyed, or you are not among its readers" in answer.json()["error"]
    assert "Copy what you have typed" in answer.json()["error"]


@pytest.mark.parametrize("end", [taken_back, of_others_alone])
def test_its_page_is_one_of_the_desk_and_leads_back_to_the_tips(amara: Reviewer, end: Any) -> None:
    tip = told()
    end(tip)

    answer = looked_at(amara, tip.tip.id)
    page = Page(answer.content.decode())

    assert answer.status_code == 404
    assert "This tip is not open to you" in page.text
    assert DESK in page.links()


def test_nobody_learns_from_it_whether_there_is_such_a_tip(amara: Reviewer) -> None:
    hidden, own = told(), staff("amara").keys.get().holder
    Grant.objects.filter(conversation=hidden.conversation, holder=own).delete()
    Exclusion.objects.create(office=hidden.tip.office, tip=hidden.tip, holder=own)

    pages = [looked_at(amara, tip_id) for tip_id in (hidden.tip.id, random_id())]
    texts = [Page(one.content.decode()).text for one in pages]

    assert [one.status_code for one in pages] == [404, 404]
    assert texts[0] == texts[1]
