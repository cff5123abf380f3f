from __future__ import annotations

from dataclasses import replace

import pytest
from builders import opened_by, rows
from intake.sealing_browser import SealingBrowser
from tipster import Tipster
from uploading import Uploading

from fairwitness.crypto.commits import Upload
from fairwitness.crypto.letters import Answer
from fairwitness.sealed.models import Conversation, Draft, SealedFile, Tip

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


def test_what_had_not_arrived_goes_where_the_plain_form_sends_what_a_browser_kept() -> None:
    lin, begun = SealingBrowser(), Uploading()
    begun.puts(0)
    kept = lin.draft(answers=(Answer("kind", "retaliation"), Answer("begun", '[{"secret": "of a file"}]')))
    lin.keeps(replace(kept, uploads=[Upload(begun.id, begun.secret)]))
    later = Tipster()
    later.comes_back(" ".join(lin.code.words))

    later.goes_on()

    conversation = Conversation.objects.get()
    assert later.where == "/tell/public/sent/"
    assert not SealedFile.objects.exists()
    assert [one.question for one in opened_by("amara", conversation)[0].answers] == ["kind"]


def test_the_draft_of_the_same_code_becomes_the_tip() -> None:
    lin = SealingBrowser()
    kept = lin.keeps(lin.draft())

    sent = lin.sends(lin.commit())

    assert (kept.status_code, sent.status_code) == (200, 200)
    assert (Draft.objects.count(), Tip.objects.count()) == (0, 1)
