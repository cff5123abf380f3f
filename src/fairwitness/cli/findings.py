"""`verify findings`: whether two people have signed whatever an office calls confirmed, and somebody from outside as well where it says that a tipster knew."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from fairwitness.cli.running import set_up
from fairwitness.cli.telling import told

Commands = Any  # argparse keeps the class of `add_subparsers` private
DIFFERS = 1  # exit code


def add(what: Commands) -> None:
    """`fairwitness verify findings`."""
    findings = what.add_parser(
        "findings",
        help="check the signatures under each tip that is called confirmed, or of which it was found that its tipster knew",
        description="Exit code 0: each holds. 1: one does not. 2: the office could not be read.",
    )
    findings.add_argument("dir", type=Path, metavar="DIR")
    findings.set_defaults(run=_findings)


def _findings(chosen: argparse.Namespace) -> int:
    set_up(chosen.dir)
    return told(_looked, chosen)


def _looked(_: argparse.Namespace) -> int:
    import django  # noqa: PLC0415 - after the settings are chosen

    django.setup()
    from django.db import DatabaseError  # noqa: PLC0415 - the same

    from fairwitness.decisions.checking import confirmed  # noqa: PLC0415 - the same
    from fairwitness.decisions.checking_knowing import knowingly_false  # noqa: PLC0415 - the same
    from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - the same

    try:
        found, knew = list(confirmed()), list(knowingly_false())
    except DatabaseError as error:
        raise OfficeError(f"The findings cannot be read: {error}".strip()) from None
    wrong = [f"{tip}: {'; '.join(problems)}." for tip, problems in (*found, *knew) if problems]
    print(f"Tips that are called confirmed: {len(found)}.")
    print(f"Tips of which it was found that their tipster knew that something was untrue: {len(knew)}.")
    holds = (
        "Two people have signed each of them."
        if not knew
        else "Two people have signed each of them, and of what tipsters knew a third from outside."
    )
    print("\n".join(wrong) if wrong else holds, file=sys.stderr if wrong else None)
    return DIFFERS if wrong else 0
