"""`init` and `check`: an office is begun, and says what it still lacks."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fairwitness.cli.running import set_up
from fairwitness.cli.telling import told

Commands = Any  # argparse keeps the class of `add_subparsers` private


def add(commands: Commands, _: Commands) -> None:
    """`fairwitness init | check`."""
    init = commands.add_parser("init", help="write a new office: charter, line id, office key")
    init.add_argument("dir", type=Path, metavar="DIR")
    init.add_argument("--preset", metavar="NAME", help="ngo (the default), company, newsroom or public-body")
    init.add_argument("--yes", action="store_true", help="ask nothing: take the preset as it stands")
    init.set_defaults(run=_init)
    check = commands.add_parser("check", help="say what an office still lacks, and what to do about it")
    check.add_argument("dir", type=Path, metavar="DIR")
    check.set_defaults(run=_check)


def _init(chosen: argparse.Namespace) -> int:
    from fairwitness.office.founding import found, refuse_unless_empty  # noqa: PLC0415 - commands that need no office start quicker

    def run(chosen: argparse.Namespace) -> int:
        refuse_unless_empty(chosen.dir)
        try:
            found(chosen.dir, _charter_text(chosen))
        except (KeyboardInterrupt, EOFError):
            print("\nNothing was written.", file=sys.stderr)
            return 1
        print(NEXT.format(dir=chosen.dir))
        return 0

    return told(run, chosen)


def _charter_text(chosen: argparse.Namespace) -> str:
    """From nine questions on a terminal; anywhere else, or with --yes, a preset as it stands."""
    from fairwitness.office.founding import PRESET, preset_text  # noqa: PLC0415 - the same
    from fairwitness.office.nine_questions import charter_from_answers  # noqa: PLC0415 - the same

    preset = chosen.preset or PRESET
    if chosen.yes or not sys.stdin.isatty():
        return preset_text(preset)
    return charter_from_answers(input, print, preset)


def _check(chosen: argparse.Namespace) -> int:
    set_up(chosen.dir)
    import django  # noqa: PLC0415 - after the settings are chosen
    from django.core.checks import ERROR, run_checks  # noqa: PLC0415 - the same

    django.setup()
    from fairwitness.decisions.unfounded import warning  # noqa: PLC0415 - after Django is set up

    found = run_checks()
    for problem in found:
        print(f"{problem.id}: {problem.msg}{f' {problem.hint}' if problem.hint else ''}")
    unsigned = list(_unsigned()) if _is_begun() else []
    for one in unsigned:
        print(warning(one))
    if not (found or unsigned):
        print("Everything is in order.")
    return int(bool(unsigned) or any(problem.level >= ERROR for problem in found))


def _is_begun() -> bool:
    """Whether there is a database: to look into one of SQLite's that is not there would make it."""
    from django.db import connection  # noqa: PLC0415 - after Django is set up

    return connection.vendor != "sqlite" or Path(connection.settings_dict["NAME"]).is_file()


def _unsigned() -> Iterator[str]:
    """Tips that are called confirmed, or told against better knowledge, without all signatures."""
    from django.db import DatabaseError  # noqa: PLC0415 - after Django is set up

    from fairwitness.decisions.unfounded import unfounded  # noqa: PLC0415 - the same

    try:
        yield from unfounded()
    except DatabaseError:
        return  # not there yet, or of another release: the start says so


NEXT = """A new office lies in {dir}. Next:

  1. Read {dir}/charter.toml, and make its texts yours: everybody will read them.
  2. fairwitness keys staff NAME --channel public --role ROLE --dir {dir}      (twice: a finding needs two people;
     or later, with the line open, `keys invite`: then nobody but them ever has their eight words)
  3. fairwitness keys sign-sheet --channel public --dir {dir}
  4. Move {dir}/office.key off this machine, to someone who is not the administrator. Without it nobody can change who may read.
  5. fairwitness check {dir}
  6. fairwitness serve {dir}
"""
