"""On which line of a TOML file a value stands: tomllib does not say, and an error without a line is no help."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Path = tuple[str | int, ...]
_TABLE = re.compile(r"^\s*(\[\[?)\s*([\w.\-]+)\s*\]\]?")
_KEY = re.compile(r"^\s*\"?([\w\-]+)\"?(?:\.\"?([\w\-]+)\"?)?\s*=")
_WORD = re.compile(r"^\s*[\"']([^\"']*)[\"']")
_LONG = re.compile(r"\"\"\"|'''")


def lines_of(text: str) -> dict[Path, int]:
    """Line, from 1, of each table, key and word of a list that stands at the beginning of a line; tables of an array by number.

    Of a word that a list has twice, the second line counts.
    """
    found: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    table: Path = ()
    latest: Path = ()
    for number, line in _outside_long_texts(text):
        if header := _TABLE.match(line):
            table = latest = _table(header[1], header[2], counts)
            found[table] = number
        elif key := _KEY.match(line):
            names = [name for name in key.groups() if name]
            latest = (*table, *names)
            for depth in range(1, len(names) + 1):
                found.setdefault((*table, *names[:depth]), number)
        elif word := _WORD.match(line):
            found[(*latest, word[1])] = number
    return found


def line_of(found: dict[Path, int], path: Sequence[str | int]) -> int:
    """The line of a value, or of the nearest thing that holds it."""
    for depth in range(len(path), -1, -1):
        if tuple(path[:depth]) in found:
            return found[tuple(path[:depth])]
    return 1


def _outside_long_texts(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, without those inside a text of several lines."""
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        if not inside:
            yield number, line
        inside ^= len(_LONG.findall(line)) % 2 == 1


def _table(brackets: str, name: str, counts: dict[Path, int]) -> Path:
    """The path of a header; `[channels.name]` belongs to the latest `[[channels]]`, whose number stands in `counts`."""
    *outer, last = name.split(".")
    path: Path = ()
    for part in outer:
        path = _latest((*path, part), counts)
    path = (*path, last)
    if brackets == "[[":
        counts[path] = counts.get(path, -1) + 1
    return _latest(path, counts)


def _latest(path: Path, counts: dict[Path, int]) -> Path:
    return (*path, counts[path]) if path in counts else path
