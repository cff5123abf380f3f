"""Looks through everything that a line has written, anywhere, for words that must not be there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from journeys.lines import RunningLine
from journeys.spellings import found_in

SHARED = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108 - where programs leave things
OTHERS = (
    "pytest-of-",
    "playwright",
    ".org.chromium",
    "org.chromium",
    ".com.google",
)  # not the line's: the browser's, ours


@dataclass
class Look:
    """Begun before a journey, taken after it."""

    line: RunningLine
    before: set[Path] = field(default_factory=lambda: set(_shared()))

    def found(self, secrets: Mapping[str, bytes]) -> set[tuple[str, str]]:
        """Which secret stands where: in a file's bytes or in its name."""
        return {(name, place) for place, content in self._places() for name in found_in(content, secrets)}

    def _places(self) -> Iterator[tuple[str, bytes]]:
        """The line's folder, what is new where programs leave things, and what its processes hold open."""
        paths = [*self.line.folder.rglob("*"), *(set(_shared()) - self.before)]
        for path in paths:
            yield str(path), os.fsencode(path) + _content(path)
        for handle in self._open_files():
            yield str(handle), _content(handle)

    def _open_files(self) -> Iterator[Path]:
        for process in self._processes():
            yield from Path(f"/proc/{process}/fd").glob("*")

    def _processes(self) -> list[int]:
        """Everybody in the line's process group."""
        group = self.line.process.pid
        found = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
        return [process for process in found if _group_of(process) == group]


def _group_of(process: int) -> int | None:
    with suppress(ProcessLookupError):
        return os.getpgid(process)
    return None


def _shared() -> Iterator[Path]:
    for place in SHARED:
        for entry in place.iterdir():
            if not entry.name.startswith(OTHERS):
                yield entry
                yield from _below(entry) if entry.is_dir() and not entry.is_symlink() else ()


def _below(folder: Path) -> Iterator[Path]:
    """Everything in a folder of somebody's; what goes away meanwhile is passed over."""
    for inner, folders, files in os.walk(folder):
        yield from (Path(inner) / name for name in (*folders, *files))


def _content(path: Path) -> bytes:
    """Of a file that is no device and no socket; what has just gone is empty."""
    with suppress(OSError):
        if stat.S_ISREG(path.stat().st_mode):
            return path.read_bytes()
    return b""
