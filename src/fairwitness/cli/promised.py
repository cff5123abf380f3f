"""`verify office`: what only whoever runs the line can see of its promises."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fairwitness.cli.outside.limit import LIMIT
from fairwitness.cli.running import set_up
from fairwitness.cli.telling import told

Commands = Any  # argparse keeps the class of `add_subparsers` private
DIFFERS = 1  # exit code


def add(what: Commands) -> None:
    """`fairwitness verify office`."""
    office = what.add_parser(
        "office",
        help="on the server: whether code, database and charter of an office keep each promise",
        description="Exit code 0: all of them hold. 1: one does not, or the office cannot be read. What is tried on the way is undone.",
    )
    office.add_argument("dir", type=Path, metavar="DIR")
    office.set_defaults(run=_office)


def _office(chosen: argparse.Namespace) -> int:
    folder = set_up(chosen.dir)

    def run(_: argparse.Namespace) -> int:
        import django  # noqa: PLC0415 - after the settings are chosen

        django.setup()
        from django.db import connection  # noqa: PLC0415 - the same

        from fairwitness.cli.promises.checks import broken  # noqa: PLC0415 - the same
        from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - the same

        folder.promises()
        if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).is_file():
            raise OfficeError(f"There is no database in {folder.data}.")
        found = broken()
        print("\n".join(_said(found)))
        return DIFFERS if any(found.values()) else 0

    return told(run, chosen)


def _said(found: dict[str, list[str]]) -> Iterator[str]:
    from fairwitness.cli.promises.names import PROMISES  # noqa: PLC0415 - other commands need it not

    for heading, holds in (("The operator says:", True), ("Not so:", False)):
        of = [name for name, wrong in found.items() if bool(wrong) is not holds]
        yield from [heading] if of else []
        for name in of:
            yield f"  {PROMISES[name]}"
            yield from (f"    {one}" for one in found[name])
        yield from [""] if of else []
    yield LIMIT
