from __future__ import annotations

import pytest
from builders import Told, keys_of, told
from closings import locked, staff
from django.db import DatabaseError, transaction
from people import lock
from putting_by import kept, puts_by, sealed_draft, types
from reviewer import Reviewer

from fairwitness.crypto.age import AgeError
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.letters import open_letter
from fairwitness.sealed.models_of_letters import AnswerDraft

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def tip() -> Told:
    return told()


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


def test_it_comes_back_in_another_browser_and_only_its_writer_opens_it(amara: Reviewer, tip: Told) -> None:
    types(amara, tip, sealed_draft("amara", tip, "Since when is"))

    (draft,) = kept(Reviewer("amara"), tip)["drafts"]

    opened = open_letter(unb64(draft["sealed"]), [keys_of("amara").identity])
    assert [(one.question, one.text) for one in opened.answers] == [("letter", "Since when is")]
    with pytest.raises(AgeError):
        open_letter(unb64(draft["sealed"]), [keys_of("noor").identity])
    assert kept(Reviewer("noor"), tip)["drafts"] == []


def test_the_later_one_stands_and_each_box_has_its_own(amara: Reviewer, tip: Told) -> None:
    texts = [sealed_draft("amara", tip, text) for text in ("Since", "Since when", "May we")]

    for sealed, box in zip(texts, ("letter", "letter", "question"), strict=True):
        types(amara, tip, sealed, box)

    told = [(one["box"], one["sealed"]) for one in kept(amara, tip)["drafts"]]
    assert told == [("letter", b64(texts[1])), ("question", b64(texts[2]))]


def test_a_row_of_it_has_no_day(amara: Reviewer, tip: Told) -> None:
    types(amara, tip, sealed_draft("amara", tip))

    names = {field.name for field in AnswerDraft._meta.get_fields()}  # noqa: SLF001 - public, for all its name

    assert names == {"id", "office", "tip", "staff", "box", "sealed"}


@pytest.mark.parametrize("way", ["sent", "put by", "emptied"])
def test_it_goes_once_it_is_not_needed(amara: Reviewer, tip: Told, way: str) -> None:
    types(amara, tip, sealed_draft("amara", tip))
    types(amara, tip, sealed_draft("amara", tip, box="question"), "question")

    if way == "sent":
        amara.answers(tip.tip, sealed_draft("amara", tip))
    else:
        types(amara, tip) if way == "emptied" else puts_by(amara, tip)

    assert [one["box"] for one in kept(amara, tip)["drafts"]] == ["question"]


def test_a_letter_that_is_refused_leaves_it(amara: Reviewer, tip: Told) -> None:
    types(amara, tip, sealed_draft("amara", tip))

    answer = amara.answers(tip.tip, sealed_draft("amara", tip), feedback="confirmed")

    assert answer.status_code == 409
    assert len(kept(amara, tip)["drafts"]) == 1


def test_a_question_takes_its_own_box_with_it(amara: Reviewer, tip: Told) -> None:
    types(amara, tip, sealed_draft("amara", tip))
    types(amara, tip, sealed_draft("amara", tip, box="question"), "question")

    amara.answers(tip.tip, sealed_draft("amara", tip), box="question")

    assert [one["box"] for one in kept(amara, tip)["drafts"]] == ["letter"]


def test_plain_words_are_not_kept(amara: Reviewer, tip: Told) -> None:
    answers = [types(amara, tip, b"Since when is it chained?"), types(amara, tip, b"x", "another")]

    assert [one.status_code for one in answers] == [400, 400]
    assert not AnswerDraft.objects.exists()


def test_in_a_tip_that_is_locked_nothing_is_kept(amara: Reviewer) -> None:
    tip = locked(by="noor")

    answer = types(amara, tip, sealed_draft("amara", tip))

    assert (answer.status_code, AnswerDraft.objects.count()) == (409, 0)


def test_what_was_typed_before_it_was_locked_is_gone(amara: Reviewer) -> None:
    tip = told()
    types(amara, tip, sealed_draft("amara", tip))

    amara.sends(f"tips/{tip.tip.id}/hand/", do="take")
    tip.tip.refresh_from_db()
    amara.sends("chosen/", tip=f"{tip.tip.id} {tip.tip.state}", do="take")
    answer = lock(amara, tip)

    assert (answer.status_code, AnswerDraft.objects.count()) == (303, 0)


def test_past_the_program_nobody_types_in_a_tip_that_they_do_not_read(amara: Reviewer, tip: Told) -> None:
    types(amara, tip, sealed_draft("amara", tip))
    row = AnswerDraft.objects.get()

    row.pk, row.staff = "A" * 22, staff("wei")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)

    assert AnswerDraft.objects.count() == 1
