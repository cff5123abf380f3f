"""An office from nine questions: each answer goes into a preset's text, comments and all, and is held against the charter's own checks."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fairwitness.office.caps import PRESETS
from fairwitness.office.charter import CharterError, parse
from fairwitness.office.founding import PRESET, preset_text
from fairwitness.office.problems import OfficeError
from fairwitness.office.toml_lines import Path, lines_of

Ask = Callable[[str], str]
Say = Callable[[str], None]
VALUE = re.compile(r"""^(\s*[\w-]+\s*=\s*)(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\]|\d+)""")
READERS = re.compile(r"(?:\[\[channels\.readers\]\]\n(?:[^\[\n].*\n)*\n*)+")
CHANNEL = ("channels", 0)


@dataclass(frozen=True)
class Asked:
    """One of the nine: what is asked, what the preset answers, and how another answer is written."""

    question: str
    preset_says: Callable[[dict[str, Any]], str]
    write: Callable[[str, str], str]  # text and answer to text


def charter_from_answers(ask: Ask, say: Say, preset: str = PRESET) -> str:
    """The text of a charter that passes `check`. An empty answer keeps what the preset says; a wrong one is asked again."""
    say(INTRODUCTION)
    text = _preset(ask, say, preset)
    for number, asked in enumerate(QUESTIONS, 2):
        text = _answered(text, number, asked, ask, say)
    return text


def _preset(ask: Ask, say: Say, preset: str) -> str:
    while True:
        chosen = (
            ask(f"\n1. What kind of office is it: {', '.join(PRESETS)}?\n   [{preset}] ").strip() or preset
        )
        try:
            return preset_text(chosen)
        except OfficeError as error:
            say(f"   {error}")


def _answered(text: str, number: int, asked: Asked, ask: Ask, say: Say) -> str:
    """The text with a right answer in it."""
    while True:
        answer = ask(f"\n{number}. {asked.question}\n   [{asked.preset_says(tomllib.loads(text))}] ").strip()
        if not answer:
            return text
        try:
            fresh = asked.write(text, answer)
            parse(fresh)
        except CharterError as error:
            say("\n".join(f"   {problem}" for problem in error.problems))
        except OfficeError as error:
            say(f"   {error}")
        else:
            return fresh


def with_value(text: str, path: Path, value: str | int | Sequence[str]) -> str:
    """The text with another value under this path, which stands on one line; the comment behind it stays."""
    lines = text.split("\n")
    place = lines_of(text)[path] - 1
    lines[place] = VALUE.sub(lambda line: line[1] + json.dumps(value, ensure_ascii=False), lines[place])
    return "\n".join(lines)


def _one(*path: str | int) -> Callable[[str, str], str]:
    return lambda text, answer: with_value(text, path, answer)


def _addresses(text: str, answer: str) -> str:
    addresses = re.split(r"[\s,，]+", answer)
    return with_value(text, ("addresses",), [address.rstrip("/") for address in addresses if address])


def _introduction(text: str, answer: str) -> str:
    english, chinese = _both(answer)
    path = (*CHANNEL, "introduction")
    return with_value(with_value(text, (*path, "en"), english), (*path, "zh-hans"), chinese)


def _roles(text: str, answer: str) -> str:
    tables = []
    for role in re.split("[;；]", answer):
        english, chinese = (json.dumps(name, ensure_ascii=False) for name in _both(role))
        slug = re.sub(r"[^a-z0-9]+", "-", english.lower()).strip("-")[:40].rstrip("-")
        tables.append(
            f'[[channels.readers]]\nrole = "{slug}"\nname = {{ en = {english}, zh-hans = {chinese} }}\n\n'
        )
    return READERS.sub(lambda _: "".join(tables), text, count=1)


def _complaints(text: str, answer: str) -> str:
    """The body is the first line; what the preset says of it stays below."""
    said = tomllib.loads(text)["about"]["complaints"]
    for language, body in zip(("en", "zh-hans"), _both(answer), strict=True):
        _, end, rest = said[language].partition("\n")
        text = with_value(text, ("about", "complaints", language), body + end + rest)
    return text


def _days(text: str, answer: str) -> str:
    if not re.fullmatch("[0-9]{1,6}", answer):
        raise OfficeError("Write a number of days.")
    return with_value(text, ("retention", "unconfirmed_days"), int(answer))


def _both(answer: str) -> tuple[str, str]:
    english, _, chinese = (part.strip() for part in answer.replace("｜", "|").partition("|"))
    if not english or not chinese or "|" in chinese:
        raise OfficeError("Write both languages, with | between them: English | 中文")
    return english, chinese


def _say_both(texts: dict[str, str]) -> str:
    return " | ".join(texts[language].partition("\n")[0] for language in ("en", "zh-hans"))


INTRODUCTION = """Nine questions, and the office has a charter that passes `fairwitness check` in both languages.
Enter keeps what stands in brackets; everything can be changed in charter.toml later. Ctrl-C leaves nothing behind."""
QUESTIONS = (
    Asked("What is your office called, in English?", lambda said: said["name"]["en"], _one("name", "en")),
    Asked("And in Chinese?", lambda said: said["name"]["zh-hans"], _one("name", "zh-hans")),
    Asked(
        "At which addresses is the line found? The onion address as well, with a space between.",
        lambda said: " ".join(said["addresses"]),
        _addresses,
    ),
    Asked(
        "For whom is it? One or two sentences to those who come: English | 中文",
        lambda said: _say_both(said["channels"][0]["introduction"]),
        _introduction,
    ),
    Asked(
        "Who reads? The roles: English | 中文; English | 中文",
        lambda said: "; ".join(_say_both(reader["name"]) for reader in said["channels"][0]["readers"]),
        _roles,
    ),
    Asked(
        "Where does “Leave” lead? A site that has nothing to do with you.",
        lambda said: said["exit"],
        _one("exit"),
    ),
    Asked(
        "Where can people complain about this line? A body outside the office: English | 中文",
        lambda said: _say_both(said["about"]["complaints"]),
        _complaints,
    ),
    Asked(
        "After how many days is destroyed what was not confirmed?",
        lambda said: str(said["retention"]["unconfirmed_days"]),
        _days,
    ),
)
