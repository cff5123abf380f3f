"""On which line of a TOML file a value stands: tomllib does not say, and an error without a line is no help."""

from __future__ import annotations

import re
from collections.abc import Sequence

Path = tuple[str | int, ...]
_TABLE = re.compile(r"^\s*(\[\[?)\s*([\w.\-]+)\s*\]\]?")
_KEY = re.compile(r"^\s*([\w\-]+)(?:\.([\w\-]+))?\s*=")


def lines_of(text: str) -> dict[Path, int]:
    """Line, from 1, of each table and each key that stands at the beginning of a line; tables of an array by number."""
    found: dict[Path, int] = {(): 1}
    counts: dict[str, int] = {}
    table: Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            table = _table(header[1], header[2], counts)
            found[table] = number
        elif key := _KEY.match(line):
            names = [name for name in key.groups() if name]
            for depth in range(1, len(names) + 1):
                found.setdefault((*table, *names[:depth]), number)
    return found


def line_of(found: dict[Path, int], path: Sequence[str | int]) -> int:
    """The line of a value, or of the nearest thing that holds it."""
    for depth in range(len(path), -1, -1):
        if tuple(path[:depth]) in found:
            return found[tuple(path[:depth])]
    return 1


def _table(brackets: str, name: str, counts: dict[str, int]) -> Path:
    """The path of a header; `[channels.name]` belongs to the latest `[[channels]]`."""
    if brackets == "[[":
        counts[name] = counts.get(name, -1) + 1
        return (*name.split("."), counts[name])
    first, *rest = name.split(".")
    return (first, counts[first], *rest) if first in counts else (first, *rest)
