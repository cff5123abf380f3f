"""Reading what somebody typed, dictated or pasted as the words of a code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from fairwitness.crypto.wordlists import WORDS, number_of_character, number_of_word

DIGITS = 4  # of a number as it is shown, 0001 to 2048
_RUN = re.compile(r"[a-z]+|[0-9]+|[^a-z0-9]", re.ASCII)
Form = Literal["word", "number", "character"]
Why = Literal["word", "number", "count", "checksum"]


class CodeError(ValueError):
    """Why a text is no code; says at which entry, never what stood there."""

    def __init__(self, why: Why, *, entry: int = 0, count: int = 0) -> None:
        super().__init__(f"no code: {why}")
        self.why = why
        self.entry = entry  # from 1, where `why` is word or number
        self.count = count  # entries found, where `why` is count


class _Mark(NamedTuple):
    form: Form
    number: int


def read_entries(text: str, wanted: int) -> tuple[int, ...]:
    """Numbers 1…2048 of exactly `wanted` entries; CodeError otherwise.

    Everything that is not a letter a–z, a digit or a character of the two Chinese lists separates. Only where that gives more than `wanted`, a
    number, a word and a character side by side that mean the same number are one, so that a page's own text can be pasted.
    """
    marks = list(_marks(unicodedata.normalize("NFKC", text).lower()))
    if len(marks) > wanted:
        marks = _merged(marks)
    if len(marks) != wanted:
        raise CodeError("count", count=len(marks))
    return tuple(mark.number for mark in marks)


def _marks(text: str) -> Iterator[_Mark]:
    seen = 0
    for run in _RUN.findall(text):
        for mark in _marks_of_run(run, seen + 1):
            seen += 1
            yield mark


def _marks_of_run(run: str, entry: int) -> Sequence[_Mark]:
    if run[0].isascii() and run.isdigit():
        return _numbers(run, entry)
    if run[0].isascii() and run.isalpha():
        return [_word(run, entry)]
    character = number_of_character().get(run)
    return [] if character is None else [_Mark("character", character)]


def _word(run: str, entry: int) -> _Mark:
    number = number_of_word().get(run)
    if number is None:
        raise CodeError("word", entry=entry)
    return _Mark("word", number)


def _numbers(run: str, entry: int) -> Sequence[_Mark]:
    """One number of up to four digits, or several of exactly four."""
    if len(run) > DIGITS and len(run) % DIGITS:
        raise CodeError("number", entry=entry)
    numbers = [int(run[start : start + DIGITS]) for start in range(0, len(run), DIGITS)]
    for place, number in enumerate(numbers):
        if not 1 <= number <= WORDS:
            raise CodeError("number", entry=entry + place)
    return [_Mark("number", number) for number in numbers]


def _merged(marks: Sequence[_Mark]) -> list[_Mark]:
    merged: list[_Mark] = []
    forms: set[Form] = set()
    for mark in marks:
        if merged and mark.number == merged[-1].number and mark.form not in forms:
            forms.add(mark.form)
        else:
            merged.append(mark)
            forms = {mark.form}
    return merged
