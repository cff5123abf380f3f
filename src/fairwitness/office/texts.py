"""Texts of a charter, in every language of the line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from fairwitness.office.charter_checks import Section
from fairwitness.office.terms import Refused, Use, refused, unseen

# BCP 47, as `lang` wants it: zh-Hans and not zh-CN, so that browsers choose the right shapes and fonts.
HTML_LANGUAGE = {"en": "en", "zh-hans": "zh-Hans"}
LANGUAGES = tuple(HTML_LANGUAGE)
LONGEST_NAME = (
    120  # characters: a name stands in titles, on paper, and in the picture that an app's camera reads
)
SLUG = r"[a-z][a-z0-9-]{0,39}"


@dataclass(frozen=True)
class Texts:
    """One text in every language of the line."""

    of: dict[str, str]

    def in_language(self, code: str) -> str:
        """The text in this language; English where the line has not got it."""
        return self.of.get(code, self.of["en"])

    @property
    def here(self) -> str:
        """The text in the language of the page."""
        return self.in_language(get_language() or "en")

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Each language as HTML's `lang` writes it, and the text, unchanged."""
        return iter((HTML_LANGUAGE[code], text) for code, text in self.of.items())


def take_texts(section: Section, key: str, use: Use) -> Texts:
    """The text under this key in every language; none of them asks for what no charter may ask."""
    return texts_in(section.section(key), use)


def texts_in(section: Section, use: Use) -> Texts:
    """The same, of a table that holds nothing else."""
    found = Texts({language: _text(section, language, use) for language in LANGUAGES})
    section.nothing_else()
    return found


def take_slug(section: Section, key: str, *, example: str) -> str:
    """A name for addresses and files; it is read as words too, and calls for nothing that no charter may ask."""
    slug = section.word(key, matching=SLUG, example=example)
    if asked := refused(slug, Use.SLUGS):
        section.refuse(_asks_for(section.name(key), asked), key)
    return slug


def _text(section: Section, language: str, use: Use) -> str:
    text = section.text(language)
    if hidden := unseen(text):
        section.refuse(
            f"“{section.name(language)}” has a character that nobody sees ({hidden}). Take it out.", language
        )
    elif use is Use.NAMES and len(text) > LONGEST_NAME:
        section.refuse(f"“{section.name(language)}” is longer than {LONGEST_NAME} characters.", language)
    elif asked := refused(text, use):
        section.refuse(_asks_for(section.name(language), asked), language)
    return text


def _asks_for(name: str, asked: Refused) -> str:
    said = f"“{name}” asks for {asked.topic} (“{asked.words}”). No charter may; take it out."
    return f"{said} {asked.instead}" if asked.instead else said
