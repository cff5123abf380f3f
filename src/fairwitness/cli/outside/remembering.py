"""Keeping what was seen of a line, so that the next look can compare: only what the line publishes to everybody."""

from __future__ import annotations

from fairwitness.cli.outside import charter, heads, numbers, since
from fairwitness.cli.outside.line import Line, Wrong


def remember(line: Line) -> None:
    """Into the folder that was named; nothing where none was. What was seen first is never written over by what contradicts it."""
    if line.folder is None:
        return
    line.folder.mkdir(parents=True, exist_ok=True)
    for part in (_office_key, _look, _history, _head, _numbers):
        try:
            part(line)
        except Wrong:
            continue  # said already, and no reason to forget the rest


def _office_key(line: Line) -> None:
    if line.folder and not (kept := line.folder / "line.pub").is_file() and line.line_key:
        kept.write_bytes(line.published("/line.pub"))


def _history(line: Line) -> None:
    if line.folder and not any(charter.wrong_memory(line)):
        charter.keep(line, line.folder)


def _look(line: Line) -> None:
    if line.folder:
        since.keep(line, line.folder)


def _head(line: Line) -> None:
    if line.folder:
        heads.keep(line, line.folder)


def _numbers(line: Line) -> None:
    if line.folder and numbers.published(line):
        numbers.keep(line, line.folder)
