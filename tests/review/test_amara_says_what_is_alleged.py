from __future__ import annotations

import json
from typing import Any

import pytest
from builders import Told, answered, in_scope_check, keys_of, told
from closings import locked, now
from marking import Marking
from reviewer import Reviewer

from fairwitness.crypto.encoding import b64
from fairwitness.review.course import NEED_A_TIPSTER, SEES, to_do
from fairwitness.sealed.models import Conversation, Letter, Tip
from fairwitness.sealed.states import STAGES, By, State

pytestmark = pytest.mark.usefixtures("office")
WHERE = pytest.mark.parametrize("where", ["allegations", "ticks", "note"])


def says(reviewer: Reviewer, tip: Told, where: str, *, signed_by: str = "") -> Any:
    """A letter among readers, as the page's forms send it."""
    body = json.dumps({"tip": tip.tip.id, **Marking(tip).request()}, separators=(",", ":")).encode()
    signature = keys_of(signed_by or reviewer.name).signing.sign("note", body)
    return reviewer.posts(f"tips/{tip.tip.id}/{where}/", body + b"\n" + b64(signature).encode())


def notes_of(tip: Told) -> int:
    return Letter.objects.filter(
        conversation__tip=tip.tip, conversation__party=Conversation.Party.REVIEWERS
    ).count()


@WHERE
def test_what_is_alleged_and_ticked_is_a_letter_among_readers_and_moves_nothing(where: str) -> None:
    tip = told()

    answer = says(Reviewer("amara"), tip, where)

    assert answer.status_code == 200
    assert (notes_of(tip), now(tip).state, now(tip).marked) == (1, "received", "")


@WHERE
def test_nobody_says_it_in_another_s_name_or_of_a_locked_tip(where: str) -> None:
    amara, tip, away = Reviewer("amara"), told(), locked(by="noor")

    answers = [says(amara, tip, where, signed_by="noor"), says(amara, away, where)]

    assert [one.status_code for one in answers] == [403, 409]
    assert (notes_of(tip), notes_of(away)) == (0, 0)


def test_in_what_is_alleged_no_box_is_for_a_name() -> None:
    page = Reviewer("amara").page(f"tips/{told().tip.id}/")

    tags = [(tag, of) for tag, of in page.tags if tag in ("form", "textarea", "input")]

    (begin,) = (place for place, (_, of) in enumerate(tags) if "data-allegation" in of)
    form = tags[begin + 1 :]
    inside = form[: next(place for place, (tag, _) in enumerate(form) if tag == "form")]
    asked = {of.get("id") or of["name"] for _, of in inside if of.get("type") != "hidden"}
    assert asked == {"id_alleged", "id_wrong", "known"}


def test_each_state_says_what_is_to_be_done_and_the_line_what_it_sees() -> None:
    tip = told()
    in_scope_check(tip.tip)

    before = [(task.slug, done) for task, done in to_do(now(tip), [])]
    page = Reviewer("amara").page(f"tips/{tip.tip.id}/")

    assert before == [("scope", False), ("marked", False)]
    assert [of["data-task"] for _, of in page.tags if "data-task" in of] == ["scope", "marked"]


def test_what_a_reader_has_written_is_seen_as_done() -> None:
    tip = told()
    answered(tip.conversation)
    letters = list(tip.conversation.letters.all())

    done = {task.slug: done for task, done in to_do(now(tip), letters)}

    assert (done["written"], done["in-hand"], done["read"]) == (True, False, False)


def test_of_a_tip_without_a_code_nobody_has_to_write() -> None:
    tip = told()
    Tip.objects.filter(pk=tip.tip.pk).update(no_answer=True)

    assert not NEED_A_TIPSTER & {task.slug for task, _ in to_do(now(tip), [])}


def test_whatever_the_line_is_to_see_it_can_see_and_slugs_fit_into_a_letter() -> None:
    tasks = [task for stage in STAGES.values() for task in stage.tasks]

    assert {task.slug for task in tasks if task.by is By.LINE} == set(SEES)
    assert all(" " not in task.slug for task in tasks)
    assert not STAGES[State.PROTECTED_CONDUCT].tasks
