"""Taking values out of a charter one by one, and saying of each that is wrong where it stands and what to do."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fairwitness.office.toml_lines import Path, line_of


@dataclass
class Section:
    """One table of the file. What is missing or wrong is written down, and a harmless value stands in for it."""

    values: Mapping[str, Any]
    path: tuple[str | int, ...]
    lines: dict[Path, int]
    problems: list[str]
    file: str
    taken: set[str] = field(default_factory=set)

    def refuse(self, sentence: str, *keys: str | int) -> None:
        """Write down what is wrong, with the line of the value or of what should hold it."""
        self.problems.append(f"{self.file}, line {line_of(self.lines, (*self.path, *keys))}: {sentence}")

    def section(self, key: str) -> Section:
        """A table in this one."""
        value = self._take(key)
        if not isinstance(value, dict):
            if value is not None:
                self.refuse(f"“{key}” must be a table. Write [{self.name(key)}] and its keys below.", key)
            return self._inner({}, key)
        return self._inner(value, key)

    def maybe(self, key: str) -> Section | None:
        """A table in this one that may be missing."""
        self.taken.add(key)
        return self.section(key) if key in self.values else None

    def sections(self, key: str, *, least: int = 1, most: int | None = None) -> Iterator[Section]:
        """The tables of an array, so many at least and at most."""
        value = self._take(key)
        if value is None and not least:
            return
        if (
            not isinstance(value, list)
            or not all(isinstance(one, dict) for one in value)
            or len(value) < least
        ):
            add = f"Add a [[{self.name(key)}]] with its keys below."
            self.refuse(f"There is no {key[:-1]}. {add}" if least else f"“{key}” must be tables. {add}", key)
            return
        if most is not None and len(value) > most:
            self.refuse(
                f"There are {len(value)} {self.name(key)}; {most} are possible. Take some out.", key, most
            )
        for place, one in enumerate(value):
            yield self._inner(one, key, place)

    def text(self, key: str) -> str:
        """A text that says something."""
        value = self._take(key)
        if not isinstance(value, str) or not value.strip():
            self.refuse(f"“{self.name(key)}” is empty or missing. Write it in this language too.", key)
            return ""
        return value

    def word(self, key: str, *, matching: str, example: str) -> str:
        """A word of one form."""
        value = self._take(key)
        if not isinstance(value, str) or not re.fullmatch(matching, value, re.ASCII):
            self.refuse(
                f"“{self.name(key)}” is missing or not of the right form. Write it like “{example}”.", key
            )
            return ""
        return value

    def one_of(self, key: str, among: Collection[str]) -> str:
        """A word of a closed list."""
        value = self._take(key)
        if not isinstance(value, str) or value not in among:
            self.refuse(f"“{self.name(key)}” is missing or none that there is. Choose{_of(among)}.", key)
            return next(iter(among))
        return value

    def words(
        self, key: str, *, among: Collection[str] = (), matching: str = ".*", example: str = ""
    ) -> Sequence[str]:
        """At least one word, each of a closed list or of one form, none twice."""
        value = self._take(key)
        if not isinstance(value, list) or not value:
            self.refuse(f"“{self.name(key)}” is missing or empty. List at least one{_of(among)}.", key)
            return []
        right = [word for word in value if isinstance(word, str) and re.fullmatch(matching, word, re.ASCII)]
        for word in value:
            if among and (not isinstance(word, str) or word not in among):
                self.refuse(
                    f"“{word}” is not one of the {key} that this product takes. Choose from: {', '.join(among)}.",
                    key,
                    str(word),
                )
            elif word not in right:
                self.refuse(f"“{word}” is not of the right form. Write it like “{example}”.", key, str(word))
        self.no_twins(key, value)
        return right

    def days(self, key: str, most: int) -> int:
        """A number of days, up to what law or this product allows; “never” is none."""
        value = self._take(key)
        if not _is_number(value) or not 1 <= value <= most:
            said = "is missing" if value is None else f"cannot be “{value}”"
            self.refuse(f"“{self.name(key)}” {said}. Write a number of days from 1 to {most}.", key)
            return most
        return int(value)

    def number(self, key: str, least: int, most: int, *, otherwise: int | None = None) -> int:
        """A number within bounds; one that may be missing says what is meant then."""
        value = self._take(key)
        if value is None and otherwise is not None:
            return otherwise
        if not _is_number(value) or not least <= value <= most:
            self.refuse(f"“{self.name(key)}” must be a number from {least} to {most}. Write one.", key)
            return most
        return int(value)

    def numbers(self, key: str, most: int, largest: int) -> tuple[int, ...]:
        """A list of so many numbers at most, each from 1 to the largest; none where nothing is said."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(_is_number(one) and 1 <= one <= largest for one in value):
            self.refuse(
                f"“{self.name(key)}” must list numbers from 1 to {largest}. Write [1000] and the like.", key
            )
            return ()
        if len(value) > most:
            self.refuse(f"“{self.name(key)}” has {len(value)}; {most} are possible. Take some out.", key)
        return tuple(value)

    def yes(self, key: str) -> bool:
        """True or false; false where nothing is said."""
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.refuse(f"“{self.name(key)}” must be true or false. Write one of them.", key)
        return False

    def no_twins(self, key: str, words: Sequence[Any]) -> None:
        """Each word once."""
        for word in sorted({str(word) for word in words if words.count(word) > 1}):
            self.refuse(f"“{word}” stands twice in {key}. Take one out.", key, word)

    def each_its_own(
        self, noun: str, key: str, field: str, names: Sequence[str], taken: Sequence[str] = ()
    ) -> None:
        """Of the tables of an array, each with a name that no earlier one has."""
        for place, name in enumerate(names):
            if name and name in [*taken, *names[:place]]:
                self.refuse(
                    f"“{name}” is another {noun}'s {field}. Choose one of its own.", key, place, field
                )

    def nothing_else(self) -> None:
        """A key that nobody reads is a typing error, and its promise would not be kept."""
        for key in self.values:
            if key not in self.taken:
                known = ", ".join(sorted(self.taken))
                self.refuse(
                    f"“{self.name(key)}” means nothing here. Take it out, or choose from: {known}.", key
                )

    def _take(self, key: str) -> Any:
        self.taken.add(key)
        return self.values.get(key)

    def _inner(self, values: Mapping[str, Any], *keys: str | int) -> Section:
        return Section(values, (*self.path, *keys), self.lines, self.problems, self.file)

    def name(self, key: str) -> str:
        """How a key of this table is called in full."""
        return ".".join([*(str(part) for part in self.path if isinstance(part, str)), key])


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _of(among: Collection[str]) -> str:
    return f" of: {', '.join(among)}" if among else ""
