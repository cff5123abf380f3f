"""What is signed of what a tipster knew, and the paper that an outsider judges by: the same in both languages, and everything else refused by both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from js.asking import ask, javascript

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.findings import Claim
from fairwitness.crypto.grades import STEPS
from fairwitness.crypto.knowingly_false import (
    KnowinglyFalse,
    NotSoSaid,
    Outsider,
    Paper,
    is_sealed_paper,
    open_paper,
    seal_paper,
)
from fairwitness.crypto.recipients import HybridIdentity

LINE, HASH, TIP, OTHER = b"\1" * 16, b"\2" * 32, b64(b"\4" * 16), b64(b"\5" * 16)
DAY = date(2026, 12, 9)
PAPER = Paper(LINE, TIP, "链条。", "The book shows it open.", "Lin signed the book.", "Nothing.", b"\6" * 16)
KNEW = KnowinglyFalse(
    LINE, TIP, (Claim(TIP, 1), Claim(OTHER, 2)), HASH, HASH, HASH, HASH, PAPER.hash, HASH, DAY
)
YES = Outsider(LINE, HASH, b"\7" * 64, b"\10" * 64, DAY)
NO = replace(YES, reason="not-shown")
RIGHT: dict[str, tuple[str, Any]] = {
    "a paper": ("paper", PAPER),
    "two": ("knew", KNEW),
    "a yes": ("outside", YES),
    "a no": ("outside", NO),
}


def in_javascript(what: str, raw: bytes) -> Any:
    """What it reads there, written again; null where it is refused."""
    (found,) = javascript(("knowing", [what, b64(raw)]))
    return found


@pytest.mark.parametrize("which", RIGHT)
def test_both_write_the_same_bytes(which: str) -> None:
    what, statement = RIGHT[which]
    raw = statement.to_json()

    assert type(statement).from_json(raw) == statement
    assert in_javascript(what, raw) == b64(raw)


@pytest.mark.parametrize(
    ("which", "part", "other"),
    [
        ("a paper", '"Nothing."', '""'),
        ("a paper", '"Nothing."', f'"{"x" * 4001}"'),
        ("a paper", '"salt":', '"name":"Lin","salt":'),
        ("two", '"version":1', '"version":0'),
        ("two", f'{{"id":"{TIP}","version":1}},', f'{{"id":"{OTHER}","version":1}},'),
        ("two", '"day":"2026-12-09"', '"day":"9.12.2026"'),
        ("two", '"letter":', '"verdict":"knowingly-false","letter":'),
        ("a yes", '"yes"', '"no"'),
        ("a yes", '"yes"', '"perhaps"'),
        ("a yes", '"yes"', '"yes","reason":"not-shown"'),
        ("a no", '"no"', '"yes"'),
        ("a no", '"not-shown"', '"bored"'),
    ],
)
def test_what_nobody_knows_is_read_by_neither(which: str, part: str, other: str) -> None:
    what, statement = RIGHT[which]
    wrong = statement.to_json().decode().replace(part, other, 1).encode()

    assert wrong != statement.to_json()
    assert in_javascript(what, wrong) is None
    with pytest.raises(NotSoSaid):
        type(statement).from_json(wrong)


def test_a_paper_that_one_seals_the_other_opens() -> None:
    bo, wen = HybridIdentity(b"b" * 32), HybridIdentity(b"w" * 32)
    sealed = seal_paper(PAPER, bytes(64), [bo.recipient, wen.recipient])

    assert [open_paper(sealed, [one]) for one in (bo, wen)] == [PAPER] * 2
    assert [is_sealed_paper(sealed, number) for number in (0, 1, 2, 3)] == [False, False, True, False]
    assert not is_sealed_paper(b"words", 1)


def test_it_is_untrue_only_where_two_at_least_and_all_say_so() -> None:
    pairs = list(product(STEPS, STEPS))

    found = dict(zip(pairs, ask([("untrue", list(one)) for one in pairs]), strict=True))

    assert [one for one, untrue in found.items() if untrue] == [(5, 5)]
    assert ask([("untrue", one) for one in ([], [5], [5, 5, 5], [5, 5, 4])]) == [False, False, True, False]
