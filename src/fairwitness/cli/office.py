"""`init`, `check`, `keys staff`, `keys sign-sheet`, `keys line`: what whoever runs an office does."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from fairwitness.cli.running import set_up
from fairwitness.cli.telling import told

Commands = Any  # argparse keeps the class of `add_subparsers` private


def add(commands: Commands, keys: Commands) -> None:
    """`fairwitness init | check`, `fairwitness keys staff | sign-sheet | line`."""
    init = commands.add_parser("init", help="write a new office: charter, line id, office key")
    init.add_argument("dir", type=Path, metavar="DIR")
    init.add_argument("--preset", metavar="NAME", help="ngo (the default), company, newsroom or public-body")
    init.add_argument("--yes", action="store_true", help="ask nothing: take the preset as it stands")
    init.set_defaults(run=_init)
    check = commands.add_parser("check", help="say what an office still lacks, and what to do about it")
    check.add_argument("dir", type=Path, metavar="DIR")
    check.set_defaults(run=_check)
    staff = keys.add_parser("staff", help="make a reviewer's eight words and keys")
    staff.add_argument("name", metavar="NAME", help="to sign in with: 1 to 32 of a-z 0-9 . -")
    staff.add_argument("--shown-name", default="", help="the name that others see (default: NAME)")
    staff.add_argument(
        "--role", default="", help="a reader role of the channel (needed where it has several)"
    )
    staff.set_defaults(run=_staff)
    sheet = keys.add_parser("sign-sheet", help="sign a channel's key sheet with the office key")
    sheet.add_argument("--key", type=Path, help="where the office key is (default: DIR/office.key)")
    sheet.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="last day (default: in a year)")
    sheet.set_defaults(run=_sign_sheet)
    line = keys.add_parser("line", help="make the key that the running line signs with, where there is none")
    line.add_argument("--key", type=Path, help="where the office key is (default: DIR/office.key)")
    line.set_defaults(run=_line)
    for command in (staff, sheet):
        command.add_argument("--channel", required=True, help="a channel of the charter")
    for command in (staff, sheet, line):
        command.add_argument("--dir", type=Path, default=Path(), help="the office (default: this folder)")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write it like 2027-12-31") from None


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
    found = run_checks()
    for problem in found:
        print(f"{problem.id}: {problem.msg}{f' {problem.hint}' if problem.hint else ''}")
    if not found:
        print("Everything is in order.")
    return int(any(problem.level >= ERROR for problem in found))


def _staff(chosen: argparse.Namespace) -> int:
    from fairwitness.office.folder import OfficeFolder  # noqa: PLC0415 - commands that need no office start quicker
    from fairwitness.office.founding import add_staff  # noqa: PLC0415 - the same

    def run(chosen: argparse.Namespace) -> int:
        made = add_staff(
            OfficeFolder(chosen.dir),
            chosen.name,
            chosen.channel,
            shown_name=chosen.shown_name,
            role=chosen.role,
        )
        words = zip(made.numbers, made.passphrase.split(), strict=True)
        print(f"Sign-in name: {made.sign_in_name}\nEight words, shown only now and kept nowhere:\n")
        print("\n".join(f"  {number:04}  {word}" for number, word in words))
        print(
            f"\nHand them over on paper. Next: fairwitness keys sign-sheet --channel {chosen.channel} --dir {chosen.dir}"
        )
        return 0

    return told(run, chosen)


def _sign_sheet(chosen: argparse.Namespace) -> int:
    from fairwitness.office.folder import OfficeFolder  # noqa: PLC0415 - commands that need no office start quicker
    from fairwitness.office.founding import sign_sheet  # noqa: PLC0415 - the same

    def run(chosen: argparse.Namespace) -> int:
        sheet = sign_sheet(OfficeFolder(chosen.dir), chosen.channel, key_file=chosen.key, until=chosen.until)
        print(f"Signed sheet {sheet.serial} of “{sheet.channel}”, to be used until {sheet.until}.")
        print(f"Its hash: {sheet.hash.hex()}\nWho can read from now on:")
        print("\n".join(f"  {reader.name}" for reader in sheet.reviewers))
        print("A line that is running takes it up when it starts again.")
        return 0

    return told(run, chosen)


def _line(chosen: argparse.Namespace) -> int:
    from fairwitness.office.folder import OfficeFolder  # noqa: PLC0415 - commands that need no office start quicker
    from fairwitness.office.founding import new_line_key  # noqa: PLC0415 - the same

    def run(chosen: argparse.Namespace) -> int:
        folder = OfficeFolder(chosen.dir)
        new_line_key(folder, chosen.key)
        print(f"Made {folder.line_key}, and {folder.line_pub}, which the office key has signed.")
        return 0

    return told(run, chosen)


NEXT = """A new office lies in {dir}. Next:

  1. Read {dir}/charter.toml, and make its texts yours: everybody will read them.
  2. fairwitness keys staff NAME --channel public --role ROLE --dir {dir}      (twice: a finding needs two people)
  3. fairwitness keys sign-sheet --channel public --dir {dir}
  4. Move {dir}/office.key off this machine, to someone who is not the administrator. Without it nobody can change who may read.
  5. fairwitness check {dir}
  6. fairwitness serve {dir}
"""
