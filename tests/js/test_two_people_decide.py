"""Grades, findings and rival explanations: Python and the desk's modules refuse the same, and what follows from grades."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from js.asking import ask, javascript

from fairwitness.crypto.encoding import b64, dumps, loads
from fairwitness.crypto.findings import Asked, Claim, Finding, FindingError, hash_of_answers, hash_of_grades
from fairwitness.crypto.grades import STEPS, Grade, GradeError, Marked, open_grade, seal_grade
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.recipients import HybridIdentity

KEY = SigningKey.from_seed(b"\7" * 32)
ID, OTHER = b64(b"\1" * 16), b64(b"\2" * 16)
GRADE = Grade(
    bytes(16),
    ID,
    OTHER,
    1,
    b"\3" * 32,
    KEY.verifying_key,
    date(2026, 11, 24),
    2,
    "direct",
    (Marked(ID, "against"), Marked(OTHER, "neither")),
    "看到了铁链。",
)
FINDING = Finding(
    bytes(16),
    ID,
    "confirmed",
    (Claim(ID, 1), Claim(OTHER, 3)),
    b"\4" * 32,
    b"\5" * 32,
    b"\7" * 32,
    (Asked(ID, "yes"), Asked(OTHER, "no")),
    b"\6" * 32,
)
ITEM = {
    "id": "photo",
    "text": "A photo",
    "from": "Own inspection",
    "independent": "yes",
    "cells": ["for", "against", "neither"],
}
SHEET: dict[str, Any] = {
    "rows": [{"id": "alleged"}, {"id": "mistaken"}, {"id": "planted"}],
    "items": [ITEM],
}


def raw(of: Any, **other: Any) -> bytes:
    """With a part of it that is another one, or left out."""
    told = loads(of.to_json()) | other
    return dumps({name: value for name, value in told.items() if value is not None})


def test_what_one_writes_the_other_reads() -> None:
    found = javascript(("graded", b64(GRADE.to_json())), ("found", b64(FINDING.to_json())))

    assert found == [b64(GRADE.to_json()), b64(FINDING.to_json())]
    assert (Grade.from_json(GRADE.to_json()), Finding.from_json(FINDING.to_json())) == (GRADE, FINDING)


@pytest.mark.parametrize(
    "other",
    [
        {"credibility": 0},
        {"credibility": 7},
        {"access": "by the stars"},
        {"version": 0},
        {"reasons": " "},
        {"reasons": None},
        {"answers": None},
        {"answers": [{"id": OTHER, "speaks": "for"}, {"id": ID, "speaks": "for"}]},
        {"answers": [{"id": ID, "speaks": "perhaps"}]},
        {"name": "Mr Fulmar"},
        {"day": "24.11.2026"},
    ],
)
def test_a_grade_that_nobody_knows_is_read_by_neither(other: dict[str, Any]) -> None:
    wrong = raw(GRADE, **other)

    assert javascript(("graded", b64(wrong))) == [{"refused": "GradeError"}]
    with pytest.raises(GradeError):
        Grade.from_json(wrong)


@pytest.mark.parametrize(
    "other",
    [
        {"verdict": "knowingly-false"},
        {"claims": []},
        {"claims": [{"id": OTHER, "version": 1}, {"id": ID, "version": 1}]},
        {"claims": [{"id": ID, "version": 1}, {"id": ID, "version": 2}]},
        {"claims": [{"id": ID, "version": 0}]},
        {"claims": [{"id": ID}]},
        {"sheet": None},
        {"answers": None},
        {"asked": None},
        {"asked": [{"id": ID, "about": "perhaps"}]},
        {"asked": [{"id": ID, "about": "yes"}, {"id": ID, "about": "no"}]},
        {"score": 7},
    ],
)
def test_a_finding_that_nobody_knows_is_signed_by_nobody(other: dict[str, Any]) -> None:
    wrong = raw(FINDING, **other)

    assert javascript(("found", b64(wrong))) == [{"refused": "FindingError"}]
    with pytest.raises(FindingError):
        Finding.from_json(wrong)


def test_a_grade_in_another_name_does_not_open() -> None:
    identity = HybridIdentity.generate()
    sealed = seal_grade(replace(GRADE, author=bytes(32)), KEY, identity.recipient)

    assert open_grade(seal_grade(GRADE, KEY, identity.recipient), identity) == GRADE
    with pytest.raises(GradeError):
        open_grade(sealed, identity)


@settings(max_examples=8)
@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=5))
def test_several_grades_have_one_hash_in_whichever_order(hashes: list[bytes]) -> None:
    found = ask([("hashOfGrades", [b64(one) for one in hashes[::way]]) for way in (1, -1)])

    assert found == [b64(hash_of_grades(hashes))] * 2
    assert ask([("hashOfAnswers", [b64(one) for one in hashes])]) == [b64(hash_of_answers(hashes))]


def test_two_grades_are_apart_on_two_sides_of_probably_so_or_more_than_one_step() -> None:
    pairs = list(product(STEPS, STEPS))

    found = dict(zip(pairs, ask([("apart", list(one)) for one in pairs]), strict=True))

    assert {one for one, apart in found.items() if not apart} == {
        *((step, step) for step in STEPS),
        *((1, 2), (2, 1), (3, 4), (4, 3), (4, 5), (5, 4)),
    }
    assert ask([("third", [1, 3]), ("third", [1, 2]), ("third", [1]), ("third", [1, 3, 2])]) == [
        True,
        False,
        False,
        False,
    ]


def test_a_claim_is_borne_out_by_two_at_least_and_by_more_than_half() -> None:
    asked: tuple[list[int], ...] = ([1], [1, 2], [1, 3], [1, 3, 2], [1, 3, 4], [1, 2, 3, 4], [6, 6], [])

    found = ask([("borneOut", one) for one in asked])

    assert found == [False, True, False, True, False, False, False, False]


def says(sheet: dict[str, Any], **other: Any) -> dict[str, Any]:
    (answers,) = javascript(("rivals", sheet))
    note = {"id": "a", "day": "2026-11-24", "author": "Amara", "warnings": []}
    return {**note, "letter": {"answers": answers}, **other}


def test_the_latest_sheet_of_a_reader_counts_and_nobody_else_s() -> None:
    later = {**SHEET, "items": [ITEM, {**ITEM, "id": "log"}]}
    notes = [says(SHEET), says(later, id="b", author="Noor"), says(SHEET, id="c", author="?")]

    (found,) = javascript(("rivalsIn", notes))

    assert (found["author"], found["letter"], found["versions"]) == ("Noor", "b", 2)
    assert [one["id"] for one in found["items"]] == ["photo", "log"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_sheet_without_one_of_the_explanations_that_are_always_there_is_none(place: int) -> None:
    rows = [one for at, one in enumerate(SHEET["rows"]) if at != place]

    assert javascript(("rivalsIn", [says({**SHEET, "rows": rows})])) == [None]


def test_nothing_is_confirmed_with_gaps_nor_without_evidence_independent_of_the_tipster() -> None:
    def sheet(**other: Any) -> dict[str, Any]:
        return {**SHEET, "items": [{**ITEM, **other}]}

    own_row = {**SHEET, "rows": [*SHEET["rows"], {"id": "x", "text": ""}]}
    asked = [
        (None, []),
        (SHEET, []),
        (SHEET, ["reply"]),
        ({**SHEET, "items": []}, []),
        (sheet(cells=["against", "for", "neither"]), []),
        (sheet(id="reply"), ["reply"]),
        (sheet(independent="no"), []),
        (sheet(independent=""), []),
        (sheet(cells=["for", "against"]), []),
        (sheet(cells=["for", "against", "perhaps"]), []),
        (sheet(text=""), []),
        (own_row, []),
    ]

    found = ask([("rivalsMiss", list(one)) for one in asked])

    assert found == [
        ["rivals-none"],
        [],
        ["rivals-unheard"],
        ["rivals-dependent"],
        ["rivals-dependent"],
        ["rivals-dependent"],
        ["rivals-dependent"],
        ["rivals-gaps", "rivals-dependent"],
        ["rivals-gaps"],
        ["rivals-gaps"],
        ["rivals-gaps"],
        ["rivals-gaps"],
    ]


@pytest.mark.parametrize("word", ["score", "sum", "total", "points"])
def test_a_sheet_keeps_no_sum_whatever_is_sent(word: str) -> None:
    (answers,) = javascript(("rivals", {**SHEET, word: 7}))

    assert word not in answers[0]["text"]
