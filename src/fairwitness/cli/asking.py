"""What commands ask whoever types them, and how they show words that are shown once."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterable
from datetime import date

MOST_TYPED = 10_000  # characters of eight words


def day(text: str) -> date:
    """A day among the options."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write it like 2027-12-31") from None


def eight_words() -> str:
    """Typed unseen on a terminal, or else read from standard input. Never an option: others see what a command was started with."""
    return getpass.getpass("Eight words: ") if sys.stdin.isatty() else sys.stdin.read(MOST_TYPED)


def says_yes(question: str) -> bool:
    """On a terminal; everything else than yes is a no."""
    return input(f"{question} yes/no ").strip().lower() == "yes"


def in_rows(numbers: Iterable[int], words: Iterable[str]) -> str:
    """Each word behind its number, as they are written down."""
    return "\n".join(f"  {number:04}  {word}" for number, word in zip(numbers, words, strict=True))
