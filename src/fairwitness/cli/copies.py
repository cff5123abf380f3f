"""`backup` and `restore`: a copy of the line that forgets with it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fairwitness.cli.running import set_up
from fairwitness.cli.telling import told

Commands = Any  # argparse keeps the class of `add_subparsers` private


def add(commands: Commands, keys: Commands) -> None:
    """`fairwitness backup | restore`."""
    del keys
    backup = commands.add_parser(
        "backup", help="copy an office, while its line runs, into a folder of backups"
    )
    backup.add_argument("dir", type=Path, metavar="OFFICE")
    backup.add_argument(
        "into", type=Path, metavar="FOLDER", help="where backups lie; those older than 30 days are deleted"
    )
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="put a backup back, without what was destroyed since")
    restore.add_argument(
        "backup", type=Path, metavar="BACKUP", help="one of the folders that backup has made"
    )
    restore.add_argument("dir", type=Path, metavar="OFFICE", help="a folder that is not there yet")
    restore.add_argument(
        "--destroyed",
        type=Path,
        metavar="FILE",
        help="the newest list of what was destroyed: data/destroyed.list of the old folder, or …/journal/destroyed",
    )
    restore.add_argument(
        "--without-damaged",
        action="store_true",
        help="restore all but parts of files that are damaged or missing in the backup, and name them",
    )
    restore.set_defaults(run=_restore)


def _backup(chosen: argparse.Namespace) -> int:
    folder = set_up(chosen.dir)

    def run(chosen: argparse.Namespace) -> int:
        from fairwitness.site.backing_up import back_up  # noqa: PLC0415 - after Django is set up

        made = back_up(folder, chosen.into, _say)
        print(
            f"Made {made.backup}: the database and {made.files} parts of files, {made.linked} of them linked."
        )
        print("Fetch the list of what was destroyed apart from it: nothing is restored without.")
        for part in made.damaged:
            _warn(f"{part} is damaged; it was copied anew from the line. Look at the disk of the backups.")
        for part in made.missing:
            _warn(f"{part} is missing in the line itself. Look for it in an earlier backup.")
        return 1 if made.damaged or made.missing else 0

    return told(_with_database(run), chosen)


def _restore(chosen: argparse.Namespace) -> int:
    folder = set_up(chosen.dir)

    def run(chosen: argparse.Namespace) -> int:
        from fairwitness.site.restoring import restore  # noqa: PLC0415 - after Django is set up

        done = restore(chosen.backup, folder, chosen.destroyed, _say, without_damaged=chosen.without_damaged)
        print(
            f"Restored into {chosen.dir}: tips {done.tips}, parts of files {done.files}. "
            f"Destroyed since the backup, and destroyed again: {done.destroyed} of the tips."
        )
        for part in done.missing:
            _warn(f"{part} was not restored: it is damaged or missing in the backup.")
        print(f"Next: fairwitness check {chosen.dir}, and then fairwitness serve {chosen.dir}")
        return 0

    return told(_with_database(run), chosen)


def _with_database(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Say in one sentence where the database does not answer."""

    def asked(chosen: argparse.Namespace) -> int:
        import django  # noqa: PLC0415 - after the settings are chosen

        django.setup()
        from django.db import DatabaseError  # noqa: PLC0415 - the same

        from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - the same

        try:
            return run(chosen)
        except DatabaseError as error:
            raise OfficeError(f"The database cannot be read or written: {error}".strip()) from None

    return asked


def _say(word: str) -> None:
    print(word, flush=True)


def _warn(word: str) -> None:
    print(word, file=sys.stderr)
