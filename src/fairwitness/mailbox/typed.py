"""What somebody typed where a code is asked for: all twelve, or row 1 alone, also with the numbers of rows or of entries from their note."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from fairwitness.crypto.codes import CodeError, FirstRow, TipCode
from fairwitness.crypto.entries import read_entries

ROW, ALL = 4, 12  # entries
ROWS = {"1": 1, "2": 2, "3": 3, "一": 1, "二": 2, "三": 3}
# At the beginning of a line, perhaps behind a mark: `row 1`, `第一行`, or the bare digit.
LABEL = re.compile(r"^[^\w\n]*(?:row\s*([123])|第\s*([123一二三])\s*行|([123]))(?![0-9])", re.MULTILINE)
# An entry's own number in a list: with a mark behind it anywhere, or bare at the beginning of a line.
ITEMS = {
    re.compile(r"(?:^[^\w\n]*|(?<=\s)\(?)([0-9]{1,2})\s*[.):、]"): {ROW, ALL},
    re.compile(r"^[^\w\n]*([0-9]{1,2})(?=\s)", re.MULTILINE): {ALL},
}
SHORT = re.compile(r"(?<![0-9])[0-9]{1,3}(?![0-9])")  # a number without its zeros in front


def read_code(typed: str) -> TipCode | FirstRow:
    """By the protocol's rule; only what is no code by that rule is read once more, without the numbers of rows or entries. CodeError otherwise."""
    try:
        return _read(typed)
    except CodeError:
        numbers = numbers_of_rows(typed) or numbers_of_a_list(typed)
        if not numbers:
            raise
    return _read(" ".join(f"{number:04}" for number in numbers))


def numbers_of_rows(typed: str) -> Sequence[int]:
    """The entries of rows that are labelled 1, 2, 3 in this order and have exactly four entries each; none where that is not certain."""
    text = unicodedata.normalize("NFKC", typed).lower()
    labels = _labels(text)
    if not labels or text[: labels[0].start()].strip() or _places(labels) != [*range(1, len(labels) + 1)]:
        return []
    ends = [*(label.start() for label in labels[1:]), len(text)]
    rows = [text[label.end() : end] for label, end in zip(labels, ends, strict=True)]
    if len(rows) == 1 and labels[0][3] and SHORT.search(rows[0]):
        return []  # `1 2 3 4 5` may as well be the beginning of a code
    try:
        return [number for row in rows for number in read_entries(row, ROW)]
    except CodeError:
        return []


def numbers_of_a_list(typed: str) -> Sequence[int]:
    """The entries of a list that is numbered 1 to 4, or 1 to 12, with one entry behind each number; none where that is not certain."""
    text = unicodedata.normalize("NFKC", typed).lower()
    return next(
        filter(None, (_list(text, [*item.finditer(text)], counts) for item, counts in ITEMS.items())), []
    )


def _list(text: str, items: Sequence[re.Match[str]], counts: Collection[int]) -> Sequence[int]:
    in_order = [int(item[1]) for item in items] == [*range(1, len(items) + 1)]
    if len(items) not in counts or not in_order or text[: items[0].start()].strip():
        return []
    ends = [*(item.start() for item in items[1:]), len(text)]
    try:
        return [
            number
            for item, end in zip(items, ends, strict=True)
            for number in read_entries(text[item.end() : end], 1)
        ]
    except CodeError:
        return []


def _labels(text: str) -> list[re.Match[str]]:
    """Of one kind: beside a `row 1` a bare digit is an entry."""
    found = list(LABEL.finditer(text))
    return [label for label in found if not label[3]] or found


def _places(labels: Sequence[re.Match[str]]) -> list[int]:
    return [ROWS[label[1] or label[2] or label[3]] for label in labels]


def _read(typed: str) -> TipCode | FirstRow:
    try:
        return TipCode.read(typed)
    except CodeError as error:
        if error.why != "count":
            raise
        told = error
    try:
        return FirstRow.read(typed)
    except CodeError:
        raise told from None
