"""What a backup is: a folder of its own with a manifest, whole or not there."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BufferedReader
from pathlib import Path, PurePosixPath

from fairwitness.crypto.encoding import EncodingError, b64, dumps, loads, unb64
from fairwitness.crypto.letters import ID, VERSION
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.problems import OfficeError

NAME = re.compile(r"\d{4}-\d\d-\d\dT\d{6}", re.ASCII)  # the day and the time, UTC
MANIFEST = "manifest.json"
SQLITE, POSTGRESQL = "line.sqlite3", "line.dump"  # the database
FILES, DRAFTS = "files", "drafts"  # a part of what is sent never changes; one of a draft may
NEEDED = frozenset({"charter.toml", "line.id", "line.key", "line.pub", "office.pub", "django.key"})
CHUNK = 1 << 20
EVERY = 5.0  # seconds between two words of how far it is

Say = Callable[[str], None]


@dataclass(frozen=True)
class Manifest:
    """What a backup holds."""

    line: bytes  # the line id
    day: date
    database: str
    sums: dict[str, str]  # the SHA-256 of each file, in hexadecimal, by its name within the backup

    def write(self, backup: Path) -> None:
        """Into the backup, as the last of it."""
        told = {
            "v": VERSION,
            "line": b64(self.line),
            "day": self.day.isoformat(),
            "database": self.database,
            "files": dict(sorted(self.sums.items())),
        }
        with (backup / MANIFEST).open("xb") as file:
            file.write(dumps(told))
            file.flush()
            os.fsync(file.fileno())


def read_manifest(backup: Path) -> Manifest:
    """OfficeError where the folder is no whole backup."""
    try:
        told = loads((backup / MANIFEST).read_bytes())
        sums = {_inside(name): str(sum_) for name, sum_ in told["files"].items()}
        day = date.fromisoformat(told["day"])
        manifest = Manifest(unb64(told["line"], ID), day, str(told["database"]), sums)
    except (OSError, EncodingError, KeyError, TypeError, ValueError, AttributeError):
        raise OfficeError(
            f"{backup} is no backup. Name a folder that fairwitness backup has made, like 2027-03-31T021500."
        ) from None
    if manifest.database not in (SQLITE, POSTGRESQL) or manifest.database not in sums:
        raise OfficeError(f"{backup} holds no database. Take another backup.")
    return manifest


def _inside(name: str) -> str:
    """ValueError for a name that would lead out of a folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or str(path) != name or name == ".":
        raise ValueError(name)
    return name


def check_sums(backup: Path, manifest: Manifest, say: Say, *, without_damaged: bool) -> list[str]:
    """Which parts of files are gone or are not what was backed up, if they are to be done without; OfficeError at the first one otherwise.

    Nothing else in a backup can be done without.
    """
    damaged = []
    for name in told_now_and_then(list(manifest.sums), "checked", say):
        if is_whole(backup / name, manifest.sums[name]):
            continue
        said = f"{backup / name} is not what was backed up. Nothing was restored. Take another backup, or another copy of it"
        if not is_part(name):
            raise OfficeError(f"{said}.")
        if not without_damaged:
            raise OfficeError(f"{said}; or restore all but what is damaged: --without-damaged.")
        damaged.append(name)
    return damaged


def is_whole(file: Path, sum_: str) -> bool:
    """Whether a backup still holds what was put there."""
    try:
        return sum_of(file) == sum_
    except (OSError, OfficeError):
        return False


def is_part(name: str) -> bool:
    """Whether a name within a backup is that of a part of a sealed file."""
    return name.startswith((f"{FILES}/", f"{DRAFTS}/"))


def own_files(folder: OfficeFolder) -> Iterator[Path]:
    """What makes this line this line, as far as it belongs into a backup. Never the office key."""
    yield from (
        folder.charter,
        folder.line_id,
        folder.line_key,
        folder.line_pub,
        folder.office_pub,
        folder.django_key,
    )
    if folder.letters.is_file():
        yield folder.letters
    yield from sorted(folder.staff.glob("*.json"))
    yield from sorted(folder.sheets.glob("*.sheet"))


def sum_of(file: Path) -> str:
    """Its SHA-256, in hexadecimal. OfficeError as in `plain`."""
    with plain(file) as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def copy(source: Path, target: Path) -> str:
    """Copy a file durably, for this user alone. Returns its SHA-256. OfficeError as in `plain`."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    hashed = hashlib.sha256()
    with (
        plain(source) as one,
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as other,
    ):
        while chunk := one.read(CHUNK):
            hashed.update(chunk)
            other.write(chunk)
        other.flush()
        os.fsync(other.fileno())
    return hashed.hexdigest()


def plain(file: Path) -> BufferedReader:
    """A file to read. OfficeError where it is a link, which may lead to the office key, or a pipe, or a folder."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        raise OfficeError(_not_plain(file)) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OfficeError(_not_plain(file))
    return os.fdopen(handle, "rb")


def _not_plain(file: Path) -> str:
    return (
        f"{file} is a link, or no plain file, and is not copied. Put the file itself there, or take it away."
    )


@contextmanager
def alone_in(folder: Path, said: str) -> Iterator[None]:
    """OfficeError in these words where somebody else is at work in that folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise OfficeError(said) from None
    finally:
        os.close(handle)


def keep_folders(top: Path) -> None:
    """Make durable which names stand in a folder and in those inside."""
    for folder in (top, *(path for path in top.rglob("*") if path.is_dir())):
        keep(folder)


def keep(path: Path) -> None:
    """Make durable what a file holds, or which names stand in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def told_now_and_then(names: list[str], done: str, say: Say) -> Iterator[str]:
    """The names, while somebody who waits is told how far it is."""
    last = time.monotonic()
    for number, name in enumerate(names):
        if time.monotonic() - last > EVERY:
            last = time.monotonic()
            say(f"{number} of {len(names)} files {done} …")
        yield name


def why(error: OSError) -> str:
    """In words, and without a path of anything sealed."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return "there is no room for it" if full else (error.strerror or "it cannot be written")
