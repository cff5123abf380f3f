"""The BIP-39 lists: English words, and the two Chinese lists, which give a character they share the same number."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

WORDS = 2048
PREFIX = 4  # letters that tell every English word apart


@cache
def english() -> tuple[str, ...]:
    """The words, number 1 first."""
    return _read("english")


@cache
def characters_of(language: str) -> tuple[str, ...]:
    """The characters of `zh-hans` or `zh-hant`, number 1 first."""
    return _read(language.replace("-", "_"))


@cache
def number_of_word() -> dict[str, int]:
    """Number of each word, and of each word's first four letters."""
    numbers = {word[:PREFIX]: number for number, word in enumerate(english(), 1)}
    return numbers | {word: number for number, word in enumerate(english(), 1)}


@cache
def number_of_character() -> dict[str, int]:
    """Number of each Chinese character, of either script."""
    return {
        character: number
        for language in ("zh-hant", "zh-hans")
        for number, character in enumerate(characters_of(language), 1)
    }


def _read(name: str) -> tuple[str, ...]:
    text = (files("fairwitness.crypto") / "words" / f"{name}.txt").read_text("utf-8")
    return tuple(text.split())
