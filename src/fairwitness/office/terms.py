"""What no charter may ask of anybody: religion, ethnicity, party, whom they meet, nationality, identity number, union, orientation, foreign contacts, home, face; nor to denounce.

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
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

LONG = 5  # letters from which a word is known with spaces in it as well; shorter ones would be found in honest text
APART = 160  # characters between asking and what is asked for
LOOKALIKES = str.maketrans("аеорсухіјѕԁһԛԝкмтвнοαειυκνρτχıɩɑɡ", "aeopcyxijsdhqwkmtbhoaeiukvptxiiag")
DISGUISES = [str.maketrans("0134578@$!|", f"o{one}eastbasil") for one in "il"]  # 1 may be either
DISGUISED = re.compile(r"(?=[\w@$!|]*[a-z])(?=[\w@$!|]*[\d@$!|])[\w@$!|]+")
ABBREVIATIONS = re.compile(r"\b(e\.g|i\.e)\.")
SENTENCE = re.compile(r"(?<=[!?。])(?![a-z])|(?<=\.)(?=\s)|\n\s*\n")
ALONE = re.compile(r"(?<=\b[a-z])[ ](?=[a-z]\b)")
RUN = re.compile(r"\b(?!a )(?:\w ){2,}\w\b")
SLOT = re.compile(r"<(\w+)(\??)>|(…) ?")
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


class Use(Enum):
    """How a text of the charter is read, and so how strictly it is looked at."""

    ASKS = "asks"  # questions and their options: no word of the list
    NAMES = "names"  # names and roles: no word of the list, unless it names the harm or the right
    TELLS = "tells"  # introductions and the information page: nothing that asks
    SLUGS = "slugs"  # names in addresses and files: no word of the list, unless an office's or a harm's


WHOLE = (Use.ASKS, Use.SLUGS)  # read as one sentence, every word of the list


@dataclass(frozen=True)
class Refused:
    """What a text asks for, and in which words."""

    topic: str
    words: str
    instead: str = ""  # how an honest office could put it


@dataclass(frozen=True)
class Topic:
    """What may not be asked for, in the words of one language."""

    name: str
    instead: str
    label: re.Pattern[str]  # what a name may not have, whether or not it asks
    calls: re.Pattern[str]
    of: dict[Use, re.Pattern[str]]

    def words(self, use: Use) -> re.Pattern[str]:
        """What is looked for in a text of this use."""
        return self.of[use]


def unseen(text: str) -> str:
    """The first character that nobody sees (a line end is none of them), as U+…; empty where all can be seen."""
    hidden = (one for one in text if one != "\n" and unicodedata.category(one) in UNSEEN)
    return next((f"U+{ord(one):04X}" for one in hidden), "")


@lru_cache(
    4096
)  # a charter is read again wherever it may have changed, mostly with the sentences that it had
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
        self._slots: dict[str, list[str]] = values.get("slots", {})
        self._read_as = [
            (self._any(words, hidden=False), f" {word}" if word and self._spaces else word)
            for word, words in values.get("read_as", {}).items()
        ]
        self._persons, self._links, self._behind = (
            self._words(values.get(key, [])) for key in ("persons", "links", "behind")
        )
        self._topics = [self._topic(name, words) for name, words in values["topics"].items()]
        self._harmless, self._asking, self._asking_after, self._turning, self._harms = (
            self._any(values[key], hidden=False)
            for key in ("harmless", "asking", "asking_after", "turning", "harms")
        )
        self._offices = self._any(values.get("offices", []), hidden=False)
        weak = values.get("weak", [])
        self._turning_firmly = self._any([one for one in values["turning"] if one not in weak], hidden=False)
        denying, fillers = (self._any(values[key], hidden=False).pattern for key in ("denying", "fillers"))
        self._denied = re.compile(rf"(?:{denying})\s?(?:(?:{fillers})\s?)*$")

    def look_at(self, text: str, use: Use) -> Iterator[Refused]:
        """What this text asks for and may not."""
        folded = folded_text(text)
        for sentence in [folded] if use in WHOLE else SENTENCE.split(folded):
            question = use is Use.NAMES or sentence.rstrip().endswith("?")
            for plain in self._readings(sentence):
                yield from self._look_at_sentence(plain, use, question=question)

    def _look_at_sentence(self, plain: str, use: Use, *, question: bool) -> Iterator[Refused]:
        for topic in self._topics:
            words = (
                found
                for found in topic.words(use).finditer(plain)
                if self._may_not(plain, found, topic, use, question=question)
            )
            calls = (
                found
                for found in topic.calls.finditer(plain)
                if not self._denied.search(plain[: found.start()])
            )
            yield from (Refused(topic.name, found[0].strip(), topic.instead) for found in (*words, *calls))

    def _may_not(self, plain: str, found: re.Match[str], topic: Topic, use: Use, *, question: bool) -> bool:
        """Whether a text of this use may not have the word where it was found."""
        if use is Use.ASKS:
            return True
        if use is Use.SLUGS:
            return not self._is_an_office(plain[found.end() :])
        label = question and (use is Use.TELLS or topic.label.match(plain, found.start()) is not None)
        # What harms nobody is not made a harm by a word in its own name: *harmful opinions*.
        turning = self._turning_firmly if topic.instead else self._turning
        return self._asks(plain, found, turning, question=label)

    def _is_an_office(self, after: str) -> bool:
        """Whether what follows the word makes it an office's name, or the harm's that it takes up."""
        return bool(self._offices.match(after) or self._harms.match(after))

    def _asks(self, plain: str, found: re.Match[str], turning: re.Pattern[str], *, question: bool) -> bool:
        """Whether a sentence asks for the word that was found in it, and not only speaks of it."""
        before, after = plain[: found.start()], plain[found.end() :]
        if self._harms.match(after):
            return False
        if question and not turning.search(plain):
            return True
        if self._asking_after.match(after):
            return True
        return any(self._reaches(before, ask, turning) for ask in self._asking.finditer(before))

    def _reaches(self, before: str, ask: re.Match[str], turning: re.Pattern[str]) -> bool:
        """Whether what asks goes for the word behind `before`: near enough, not denied, and of nothing else."""
        between = before[ask.end() :]
        if len(between) > APART or turning.search(between):
            return False
        return not self._denied.search(before[: ask.start()])

    def _readings(self, folded: str) -> Iterable[str]:
        """The plain text first, then with digits and signs read as the letters that they may stand for, and each with whoever is spoken of as *he*."""
        texts = (folded, *(_undisguised(folded, table) for table in DISGUISES))
        plain = list(dict.fromkeys(plain for text in texts for plain in self._plain(text)))
        return dict.fromkeys([*plain, *map(self._of_somebody, plain)])

    def _of_somebody(self, plain: str) -> str:
        """The same, with whoever is spoken of (*the employee*, 该员工) as he, she or they."""
        for words, word in self._read_as:
            plain = words.sub(word, plain)
        return plain

    def _plain(self, folded: str) -> Iterator[str]:
        """Words one space apart, with letters that stand alone joined and not; in a script without spaces, characters alone."""
        if not self._spaces:
            yield self._harmless.sub("-", re.sub(r"[\W_]+", "", folded.translate(self._same)))
            return
        for text in dict.fromkeys((folded, ALONE.sub("", folded))):  # w h a t  i s  h i s  f a i t h
            words = self._harmless.sub(" -", re.sub(r"[^a-z0-9]+", " ", text))
            yield words
            yield RUN.sub(lambda run: run[0].replace(" ", ""), words)  # a g a y man

    def _topic(self, name: str, words: dict[str, Any]) -> Topic:
        asked, people, named, nations, calls, names, told = (
            words.get(key, []) for key in ("asked", "people", "named", "nations", "calls", "names", "told")
        )
        said = self._said_of_somebody(nations) if nations else ""
        in_questions = [*asked, *people, *named, *calls]
        of = {
            Use.ASKS: self._any(in_questions, or_else=said),
            Use.SLUGS: self._any([*in_questions, *names], or_else=said),
            Use.NAMES: self._any([*asked, *people, *names], or_else=said),
            Use.TELLS: self._any([*asked, *people, *told], or_else=said),
        }
        return Topic(name, words.get("instead", ""), self._any([*asked, *names]), self._any(calls), of)

    def _said_of_somebody(self, nations: Iterable[str]) -> str:
        """Any of these where it is said of a person: *is he a Pole*, *Polish colleagues*; and not *the Polish plant*."""
        nation = self._words(nations)
        return rf"{self._persons} (?:{self._links} )*{nation}|{nation} {self._behind}"

    def _any(self, words: Sequence[str], *, hidden: bool = True, or_else: str = "") -> re.Pattern[str]:
        """Any of these words, the longest first; `hidden` finds them with spaces between their letters as well."""
        alone = [rf"^\s*{self._one(word[1:], hidden=hidden)}\s*$" for word in words if word.startswith("=")]
        anywhere = self._words([word for word in words if not word.startswith("=")], hidden=hidden)
        begin = r"\s?(?<!\w)" if self._spaces else ""
        inside = "|".join(filter(None, [anywhere, or_else]))
        return re.compile("|".join([rf"{begin}(?:{inside})", *alone]))

    def _words(self, words: Iterable[str], *, hidden: bool = False) -> str:
        """Any of these, the longest first; nothing, where there are none."""
        ordered = sorted(words, key=len, reverse=True)
        return rf"(?:{'|'.join(self._one(word, hidden=hidden) for word in ordered) or '(?!)'})"

    def _one(self, word: str, *, hidden: bool) -> str:
        """One entry: `*` is any ending of a word, `$` behind it the end of the text."""
        body = word.removesuffix("$")
        end = r"\s*$" if word != body else r"(?!\w)" if self._spaces else ""
        stem = body.removesuffix("*")
        if self._spaces and hidden and len(stem) >= LONG and re.fullmatch(r"[\w ]+", stem):
            letters = stem.replace(" ", "")
            if stem == body:
                return " ?".join(letters) + end
            return (
                " ?".join(letters[:-2]) + letters[-2:] + r"\w*" + end
            )  # no gap near an ending that may be any: *Latin or Greek*
        return self._filled(body) + end

    def _filled(self, word: str) -> str:
        """An entry with its slots filled: `<who>` is any word of that slot, `<who?>` or none, `…` a few words."""
        return SLOT.sub(self._slot, word.replace("*", r"\w*"))

    def _slot(self, slot: re.Match[str]) -> str:
        name, may_be_missing, anything = slot.groups()
        if anything:
            return r"(?:\w+ ){0,4}" if self._spaces else ".{0,6}"
        space = " " if may_be_missing and self._spaces else ""
        return rf"(?:{self._words(self._slots[name])}{space}){may_be_missing}"


def _undisguised(folded: str, table: dict[int, int]) -> str:
    return DISGUISED.sub(lambda word: word[0].translate(table), folded)


def folded_text(text: str) -> str:
    """Small letters without width, accents and lookalikes of other alphabets."""
    wide = unicodedata.normalize("NFKD", text).casefold()
    seen = "".join(one for one in wide if unicodedata.category(one) not in {"Mn", "Cf"})
    return ABBREVIATIONS.sub("", seen.translate(LOOKALIKES))
