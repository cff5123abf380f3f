"""`fairwitness`: the product's face on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from fairwitness.cli import age, office, running, verify


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, or 1 after one clear line about what went wrong."""
    chosen = parser().parse_args(arguments)
    return int(chosen.run(chosen) or 0)


def parser() -> argparse.ArgumentParser:
    """Every command and its words of help."""
    whole = argparse.ArgumentParser(prog="fairwitness", description="A tip line that protects both people.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    keys = commands.add_parser("keys", help="make and sign keys").add_subparsers(
        required=True, metavar="WHAT"
    )
    for part in (running, office, age, verify):
        part.add(commands, keys)
    return whole
