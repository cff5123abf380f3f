"""How a code looks on a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from fairwitness.crypto.codes import TipCode, characters

ROW, ROWS = 4, 3
NUMBERS_FIRST = {"zh-hans"}  # a word would have to be typed, a number needs no input method


@dataclass(frozen=True)
class Entry:
    """One of the twelve, in its three forms."""

    number: str = field(repr=False)
    word: str = field(repr=False)
    character: str = field(repr=False)


def blank_code(language: str) -> dict[str, object]:
    """The same with nothing in it: a script fills in the code that it makes."""
    rows = [[Entry("", "", "")] * ROW for _ in range(ROWS)]
    return {"code_rows": rows, "numbers_first": language in NUMBERS_FIRST}


def code_on_page(code: TipCode, language: str) -> dict[str, object]:
    """For `sealed/code.html`: three rows of four, and whether numbers come first."""
    hanzi = characters(code.numbers, "zh-hans")
    entries = [
        Entry(f"{number:04}", word, character)
        for number, word, character in zip(code.numbers, code.words, hanzi, strict=True)
    ]
    return {
        "code_rows": [entries[start : start + ROW] for start in range(0, len(entries), ROW)],
        "numbers_first": language in NUMBERS_FIRST,
    }
