"""`fairwitness`: the product's face on the command line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any

from fairwitness.cli import age, copies, office, recovering, rewards, running, staff, verify

UNREAD = 128 + 13  # the exit code of a program that such a pipe ends


class Parser(argparse.ArgumentParser):
    """One whose first word may be an address: then the command that it means need not be named."""

    address_means = ""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Put the command before the address."""
        words = list(sys.argv[1:] if args is None else args)
        if self.address_means and words and "://" in words[0]:
            words.insert(0, self.address_means)
        return super().parse_known_args(words, namespace)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, or 1 after one clear line about what went wrong."""
    chosen = parser().parse_args(arguments)
    try:
        code = int(chosen.run(chosen) or 0)
        sys.stdout.flush()
    except BrokenPipeError:
        return _unread()
    return code


def _unread() -> int:
    """Whoever reads what is said has gone away, as `head` does: nothing more is written, and nothing was wrong with the line."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return UNREAD


def parser() -> Parser:
    """Every command and its words of help."""
    whole = Parser(prog="fairwitness", description="A tip line that protects both people.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    keys = commands.add_parser("keys", help="make and sign keys").add_subparsers(
        required=True, metavar="WHAT"
    )
    for part in (running, copies, office, staff, recovering, rewards, age, verify):
        part.add(commands, keys)
    return whole
