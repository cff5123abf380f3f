"""What no charter may ask of anybody: religion, ethnicity, party, nationality, identity number, union, orientation, foreign contacts, home, face; nor to denounce.

The words stand in `refused/`, one file a language; every text is held against all of them, whatever language it is in. Nothing here can be
switched off. It keeps an honest office from slipping and a careless one from trying; a determined one can put a question so that no list
knows it, and therefore every word of a charter is public as well. What counts as asking: docs/decisions/0004-what-a-charter-may-not-ask.md.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

LONG = 5  # letters from which a word is known with spaces in it as well; shorter ones would be found in honest text
APART = 160  # characters between asking and what is asked for
LOOKALIKES = str.maketrans("аеорсухіјѕԁһԛԝкмтвнοαειυκνρτχıɩɑɡ", "aeopcyxijsdhqwkmtbhoaeiukvptxiiag")
DISGUISES = [str.maketrans("0134578@$!|", f"o{one}eastbasil") for one in "il"]  # 1 may be either
DISGUISED = re.compile(r"(?=[\w@$!|]*[a-z])(?=[\w@$!|]*[\d@$!|])[\w@$!|]+")
ABBREVIATIONS = re.compile(r"\b(e\.g|i\.e)\.")
SENTENCE = re.compile(r"(?<=[!?。])(?![a-z])|(?<=\.)(?=\s)|\n\s*\n")
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


class Use(Enum):
    """How a text of the charter is read, and so how strictly it is looked at."""

    ASKS = "asks"  # questions and their options: no word of the list
    NAMES = "names"  # names and roles: no word of the list, unless it names the harm or the right
    TELLS = "tells"  # introductions and the information page: nothing that asks


@dataclass(frozen=True)
class Refused:
    """What a text asks for, and in which words."""

    topic: str
    words: str


@dataclass(frozen=True)
class Topic:
    """What may not be asked for, in the words of one language."""

    name: str
    asked: re.Pattern[str]
    asked_or_people: re.Pattern[str]
    any_word: re.Pattern[str]


def unseen(text: str) -> str:
    """The first character that nobody sees (a line end is none of them), as U+…; empty where all can be seen."""
    hidden = (one for one in text if one != "\n" and unicodedata.category(one) in UNSEEN)
    return next((f"U+{ord(one):04X}" for one in hidden), "")


def refused(text: str, use: Use) -> Refused | None:
    """The first thing that this text asks for and may not."""
    return next((found for list_ in lists() for found in list_.look_at(text, use)), None)


@cache
def lists() -> tuple[TermList, ...]:
    """Every language's list."""
    folder = files("fairwitness.office") / "refused"
    named = sorted(folder.iterdir(), key=lambda file: file.name)
    return tuple(TermList(tomllib.loads(file.read_text("utf-8"))) for file in named)


class TermList:
    """The words of one language, and what makes a sentence of that language ask."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._spaces: bool = values["spaces"]  # between words
        same = "".join(values.get("same", "").split())
        self._same = str.maketrans(same[::2], same[1::2])
        self._persons, self._links, self._behind = (
            self._words(values.get(key, [])) for key in ("persons", "links", "behind")
        )
        self._topics = [self._topic(name, words) for name, words in values["topics"].items()]
        self._harmless, self._asking, self._asking_after, self._turning, self._harms = (
            self._any(values[key], hidden=False)
            for key in ("harmless", "asking", "asking_after", "turning", "harms")
        )
        denying, fillers = (self._any(values[key], hidden=False).pattern for key in ("denying", "fillers"))
        self._denied = re.compile(rf"(?:{denying})\s?(?:(?:{fillers})\s?)*$")

    def look_at(self, text: str, use: Use) -> Iterator[Refused]:
        """What this text asks for and may not."""
        folded = folded_text(text)
        for sentence in [folded] if use is Use.ASKS else SENTENCE.split(folded):
            question = use is Use.NAMES or sentence.rstrip().endswith("?")
            for plain in self._readings(sentence):
                yield from self._look_at_sentence(plain, use, question=question)

    def _look_at_sentence(self, plain: str, use: Use, *, question: bool) -> Iterator[Refused]:
        for topic in self._topics:
            for found in (topic.any_word if use is Use.ASKS else topic.asked_or_people).finditer(plain):
                label = question and (use is Use.TELLS or topic.asked.match(plain, found.start()) is not None)
                if use is Use.ASKS or self._asks(plain, found, question=label):
                    yield Refused(topic.name, found[0].strip())

    def _asks(self, plain: str, found: re.Match[str], *, question: bool) -> bool:
        """Whether a sentence asks for the word that was found in it, and not only speaks of it."""
        before, after = plain[: found.start()], plain[found.end() :]
        if self._harms.match(after):
            return False
        if question and not self._turning.search(plain):
            return True
        if self._asking_after.match(after):
            return True
        return any(self._reaches(before, ask) for ask in self._asking.finditer(before))

    def _reaches(self, before: str, ask: re.Match[str]) -> bool:
        """Whether what asks goes for the word behind `before`: near enough, not denied, and of nothing else."""
        between = before[ask.end() :]
        if len(between) > APART or self._turning.search(between):
            return False
        return not self._denied.search(before[: ask.start()])

    def _readings(self, folded: str) -> set[str]:
        """The plain text, and the same with digits and signs read as the letters that they may stand for."""
        return {self._plain(text) for text in (folded, *(_undisguised(folded, table) for table in DISGUISES))}

    def _plain(self, folded: str) -> str:
        """Words one space apart; in a script without spaces, characters alone."""
        if not self._spaces:
            return self._harmless.sub("-", re.sub(r"[\W_]+", "", folded.translate(self._same)))
        words = self._harmless.sub(" -", re.sub(r"[^a-z0-9]+", " ", folded))
        return re.sub(r"\b(?!a )(?:\w ){2,}\w\b", lambda run: run[0].replace(" ", ""), words)  # a g a y man

    def _topic(self, name: str, words: dict[str, list[str]]) -> Topic:
        asked, people, named, nations = (
            words.get(key, []) for key in ("asked", "people", "named", "nations")
        )
        said = self._said_of_somebody(nations) if nations else ""
        return Topic(
            name,
            self._any(asked),
            self._any([*asked, *people], or_else=said),
            self._any([*asked, *people, *named], or_else=said),
        )

    def _said_of_somebody(self, nations: Iterable[str]) -> str:
        """Any of these where it is said of a person: *is he a Pole*, *Polish colleagues*; and not *the Polish plant*."""
        nation = self._words(nations)
        return rf"{self._persons} (?:{self._links} )*{nation}|{nation} {self._behind}"

    def _any(self, words: Sequence[str], *, hidden: bool = True, or_else: str = "") -> re.Pattern[str]:
        """Any of these words, the longest first; `hidden` finds them with spaces between their letters as well."""
        alone = [rf"^\s*{word[1:]}\s*$" for word in words if word.startswith("=")]
        anywhere = self._words([word for word in words if not word.startswith("=")], hidden=hidden)
        begin = r"\s?(?<!\w)" if self._spaces else ""
        inside = "|".join(filter(None, [anywhere, or_else]))
        return re.compile("|".join([rf"{begin}(?:{inside})", *alone]))

    def _words(self, words: Iterable[str], *, hidden: bool = False) -> str:
        """Any of these, the longest first."""
        ordered = sorted(words, key=len, reverse=True)
        return rf"(?:{'|'.join(self._one(word, hidden=hidden) for word in ordered)})"

    def _one(self, word: str, *, hidden: bool) -> str:
        if not self._spaces:
            return re.escape(word)
        if word.endswith("*"):
            return rf"{word[:-1]}\w*"
        letters = " ?".join(word.replace(" ", "")) if hidden and len(word) >= LONG else word
        return rf"{letters}(?!\w)"


def _undisguised(folded: str, table: dict[int, int]) -> str:
    return DISGUISED.sub(lambda word: word[0].translate(table), folded)


def folded_text(text: str) -> str:
    """Small letters without width, accents and lookalikes of other alphabets."""
    wide = unicodedata.normalize("NFKD", text).casefold()
    seen = "".join(one for one in wide if unicodedata.category(one) not in {"Mn", "Cf"})
    return ABBREVIATIONS.sub("", seen.translate(LOOKALIKES))
