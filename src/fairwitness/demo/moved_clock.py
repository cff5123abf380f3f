"""The office's clock, moved: days are added to the time of day, and the number of days lies in a file of the demo's folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from fairwitness.office import clock

STEPS = (1, 7, 90)  # days that a visitor may go on at once
FILE = "demo.clock"
FURTHEST = 3000  # days; the demo's key sheet ends after ten years
_on_the_wall = clock.now


def take_over() -> None:
    """From now on every part of the line in this process asks the moved clock."""
    clock.now = now


def now() -> datetime:
    """The moment, as many days on as the file says."""
    return _on_the_wall() + timedelta(days=days())


def days() -> int:
    """How far the clock is ahead; all processes of the demo read the same file, each again when it was replaced."""
    file = f"{settings.FOLDER.path}/{FILE}"  # a path of pathlib's would take longer than the question
    try:
        state = os.stat(file)  # noqa: PTH116 - the same
    except FileNotFoundError:
        return 0
    return _read(file, state.st_ino, state.st_mtime_ns)


@lru_cache(maxsize=2)
def _read(file: str, number: int, changed: int) -> int:
    """A page asks for the time some ten times."""
    del number, changed  # only tell one state of the file from the next
    return int(Path(file).read_text())


def move_to(days: int) -> None:
    """Set how far the clock is ahead. A process that reads meanwhile sees the old number or the new one."""
    fresh = _file().with_suffix(".new")
    fresh.write_text(str(min(days, FURTHEST)))
    fresh.replace(_file())


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    """For as long as the demo is being filled: as if it were some days earlier."""
    move_to(-days)
    try:
        yield
    finally:
        move_to(0)


def _file() -> Path:
    folder: Path = settings.FOLDER.path
    return folder / FILE
