"""`verify destroyed`: whose list of what was destroyed a file is, and of which day, with two public keys and nothing else."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from fairwitness.cli.journal import DIFFERS, NOT_CHECKED, office_key_in

Commands = Any  # argparse keeps the class of `add_subparsers` private


def add(what: Commands) -> None:
    """`fairwitness verify destroyed`."""
    destroyed = what.add_parser(
        "destroyed",
        help="check a list of what was destroyed, before it takes the place of the one that is kept",
        description="Exit code 0: it is this line's list. 1: it is not, or of a day that is still to come. 2: it or a key could not be read.",
    )
    destroyed.add_argument(
        "file", type=Path, metavar="FILE", help="what was fetched from the line's /journal/destroyed"
    )
    destroyed.add_argument(
        "--line", type=Path, required=True, metavar="FILE", help="the line's public key, line.pub"
    )
    destroyed.add_argument(
        "--office", type=Path, required=True, metavar="FILE", help="the office's public key, office.pub"
    )
    destroyed.set_defaults(run=_destroyed)


def _destroyed(chosen: argparse.Namespace) -> int:
    from fairwitness.crypto.destroyed import ListError  # noqa: PLC0415 - other commands need it not
    from fairwitness.crypto.line_keys import LineKeyError  # noqa: PLC0415 - the same

    try:
        office = office_key_in(chosen.office)
        published, line_key = chosen.file.read_bytes(), chosen.line.read_bytes()
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return NOT_CHECKED
    except ValueError as error:
        print(error, file=sys.stderr)
        return NOT_CHECKED
    try:
        print(_said_by(published, line_key, office))
    except (ListError, LineKeyError) as error:
        print(f"The list does not hold: {error}.", file=sys.stderr)
        return DIFFERS
    return 0


def _said_by(published: bytes, line_key: bytes, office: bytes) -> str:
    """Two sentences; ListError or LineKeyError where it does not hold."""
    from fairwitness.crypto.destroyed import ListError, read_list  # noqa: PLC0415 - other commands need it not
    from fairwitness.crypto.encoding import b64  # noqa: PLC0415 - the same
    from fairwitness.crypto.line_keys import read_line_key  # noqa: PLC0415 - the same
    from fairwitness.office.clock import today  # noqa: PLC0415 - the same

    key = read_line_key(line_key, office)
    listed = read_list(published, key.key)
    if listed.line != key.line:
        raise ListError("this list is another line's")
    if listed.day > today():
        raise ListError(f"it is of {listed.day}, a day that is still to come")
    return (
        "The line has signed this list, and the office has signed the line's key.\n"
        f"It is what the line {b64(listed.line)} has destroyed, as of {listed.day}."
    )
