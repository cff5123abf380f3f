"""Making a backup of a line that runs, and ending those whose time is over."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import connection

from fairwitness.journal.destroyed import BACKUP_DAYS
from fairwitness.office import clock
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.problems import OfficeError
from fairwitness.retention.actions import knows_the_day
from fairwitness.sealed.models import SealedFile
from fairwitness.site.copies import (
    DRAFTS,
    FILES,
    NAME,
    Manifest,
    Say,
    alone_in,
    copy,
    is_whole,
    keep,
    keep_folders,
    own_files,
    plain,
    read_manifest,
    sum_of,
    told_now_and_then,
    why,
)
from fairwitness.site.databases import copy_database, is_half_restored, kind_of_database
from fairwitness.site.missing import missing_parts

UNFINISHED, GOING = ".unfinished", ".going"  # what a cut leaves, and the next backup removes
AHEAD = timedelta(days=1)  # how far another machine's clock may be before this one's


@dataclass(frozen=True)
class Made:
    """What came of it."""

    backup: Path
    files: int
    linked: int  # of them, those that an earlier backup had already
    damaged: list[Path]  # parts in an earlier backup that were not what was backed up, and were copied anew
    missing: list[Path]  # parts that the line itself has not got any more


def back_up(folder: OfficeFolder, into: Path, say: Say) -> Made:
    """A whole backup in a folder of its own, named by the day and the time; or none, and OfficeError.

    The database first and files afterwards: a file is whole on the disk before the database names it. Old backups go before it, so that a full disk has room.
    """
    _must_be_an_office(folder, into)
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone_in(into, f"Another backup is being made in {into}. Wait for its end."):
        _clear(into)
        _end_old(folder, into, say)
        try:
            return _make(folder, into, say)
        except OSError as error:
            _clear(into)
            raise OfficeError(
                f"The backup was not finished, and nothing of it is kept: {why(error)}."
            ) from None
        except BaseException:
            _clear(into)
            raise


def _must_be_an_office(folder: OfficeFolder, into: Path) -> None:
    folder.promises(), folder.published_line_key()
    if connection.vendor == "sqlite" and not folder.database.is_file():
        raise OfficeError(f"There is no database in {folder.data} yet. Serve the line once.")
    if folder.restoring.exists() or is_half_restored():
        raise OfficeError(f"The restoring of {folder.path} was cut short. Restore the backup once more.")
    if into.resolve().is_relative_to(folder.path):
        raise OfficeError(f"{into} lies in the office's own folder. Name one outside, on another disk.")
    _must_be_plain(folder)


def _must_be_plain(folder: OfficeFolder) -> None:
    """OfficeError for what would bring something else into a backup, or could not be named there."""
    for inner in (folder.staff, folder.sheets):
        if inner.is_symlink():
            raise OfficeError(f"{inner} is a link, and is not copied. Put the folder itself there.")
    for file in own_files(folder):
        if not _is_utf8(file.name):
            raise OfficeError(f"{folder.path} has a file whose name is not UTF-8: {file.name!a}. Rename it.")
        try:
            plain(file).close()
        except FileNotFoundError:
            raise OfficeError(
                f"{file} is missing. Put it back from an earlier backup, or from a copy."
            ) from None
        if folder.office_key.exists() and file.samefile(folder.office_key):
            raise OfficeError(f"{file} is the office key under another name. Take it away.")


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _make(folder: OfficeFolder, into: Path, say: Say) -> Made:
    day, name = clock.today(), clock.now().strftime("%Y-%m-%dT%H%M%S")
    unfinished, database = into / UNFINISHED, kind_of_database()
    unfinished.mkdir(mode=0o700)
    own = {str(file.relative_to(folder.path)): file for file in own_files(folder)}
    sums = {known: copy(file, unfinished / known) for known, file in own.items()}
    say("The database is being copied …")
    copy_database(unfinished / database)
    sums[database] = sum_of(unfinished / database)
    parts, linked, damaged = _copy_parts(folder, into, unfinished, say)
    missing = missing_parts()
    Manifest(folder.line(), day, database, {**sums, **parts}).write(unfinished)
    keep_folders(unfinished)
    unfinished.rename(into / name)
    keep(into)
    return Made(into / name, len(parts), linked, damaged, missing)


def _copy_parts(
    folder: OfficeFolder, into: Path, unfinished: Path, say: Say
) -> tuple[dict[str, str], int, list[Path]]:
    """The sums of every part that the database names, how many of them an earlier backup had whole, and those that it had not. One that is gone meanwhile was destroyed, or is named as missing."""
    named = _parts_named(folder)
    earlier, known = _newest(folder, into)
    sums, damaged, linked = dict[str, str](), list[Path](), 0
    for name in told_now_and_then(sorted(named), "compared or copied", say):
        if name in known and name.startswith(f"{FILES}/"):
            if not is_whole(earlier / name, known[name]):
                damaged.append(earlier / name)
            elif _link(earlier / name, unfinished / name):
                sums[name] = known[name]
                linked += 1
                continue
        with suppress(FileNotFoundError):
            sums[name] = copy(named[name], unfinished / name)
    return sums, linked, damaged


def _parts_named(folder: OfficeFolder) -> dict[str, Path]:
    """Where each part lies, by its name within a backup."""
    in_draft = dict(SealedFile.objects.filter(pending_since=None).values_list("id", "draft"))
    named = {}
    for part in folder.files.glob("*/*.*"):
        file_id, _, number = part.name.partition(".")
        if file_id in in_draft and number.isdecimal():
            named[f"{DRAFTS if in_draft[file_id] else FILES}/{part.parent.name}/{part.name}"] = part
    return named


def _link(known: Path, target: Path) -> bool:
    """Name a part once more that a backup has already; False where it has not, or where the disk knows no second names."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.link(known, target, follow_symlinks=False)
    except OSError:
        return False
    return True


def _newest(folder: OfficeFolder, into: Path) -> tuple[Path, dict[str, str]]:
    """The last backup that was made, and what it holds by its manifest: nothing, where there is none."""
    made = max(_made_earlier(folder, into), default=None, key=lambda found: found[0].name)
    return (made[0], made[1].sums) if made else (into, {})


def _made_earlier(folder: OfficeFolder, into: Path) -> Iterator[tuple[Path, Manifest]]:
    """The backups of this line that lie there. Whatever else does is nobody's business."""
    for backup in into.iterdir():
        if NAME.fullmatch(backup.name) and backup.is_dir() and not backup.is_symlink():
            with suppress(OfficeError):
                manifest = read_manifest(backup)
                if manifest.line == folder.line():
                    yield backup, manifest


def _end_old(folder: OfficeFolder, into: Path, say: Say) -> None:
    """Delete those that nobody may restore any more, where the clock is to be believed; a cut leaves none that is half there.

    One jump of the clock would otherwise end every good backup. What was made under a clock that had jumped ahead goes too: no list is ever as new.
    """
    days = {backup: manifest.day for backup, manifest in _made_earlier(folder, into)}
    old = [backup for backup, day in days.items() if day + timedelta(days=BACKUP_DAYS) < clock.today()]
    ahead = [backup for backup, day in days.items() if day > clock.today() + AHEAD]
    if not old and not ahead:
        return
    if not knows_the_day():
        say(
            f"No old backup was deleted, for {clock.today()} may be a wrong day: the line's worker was not awake on the two days before it. "
            "Where the clock is right, the line deletes them again when it has been served for two days."
        )
        return
    for backup in sorted(old):
        _end(backup, into)
        say(f"Deleted {backup}, which was older than {BACKUP_DAYS} days.")
    if any(knows_the_day(days[backup]) for backup in ahead):
        say(
            f"{len(ahead)} backups are of days that are still to come, on which this line was awake. Is the clock right? None of them was deleted."
        )
        return
    for backup in sorted(ahead):
        _end(backup, into)
        say(
            f"Deleted {backup}: it was made under a clock that had jumped ahead, and nobody could restore it."
        )


def _end(backup: Path, into: Path) -> None:
    backup.rename(into / GOING)
    _clear(into)


def _clear(into: Path) -> None:
    for left in (into / UNFINISHED, into / GOING):
        if left.is_symlink() or (left.exists() and not left.is_dir()):
            raise OfficeError(f"{left} is nothing that a backup has left there. Take it away.")
        if left.exists():
            shutil.rmtree(left)
    keep(into)
