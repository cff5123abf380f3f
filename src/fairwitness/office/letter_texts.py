"""Texts that readers begin a letter with, in every language of the line: the office's own file, or those that ship.

They are held against the same lists as the charter, and a claim is called alleged in them: a text that breaks a rule is refused with its file and line, and
nothing of that file is offered. Whoever lets an office write them elsewhere calls `parse` with what was written.
"""

from __future__ import annotations

import logging
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from fairwitness.office.charter import CharterError
from fairwitness.office.charter_checks import Section
from fairwitness.office.terms import Use
from fairwitness.office.texts import LANGUAGES, Texts, take_slug, take_texts
from fairwitness.office.toml_lines import lines_of

MOST = 40  # texts of one office
LONGEST = 5_000  # characters of one
# Words that say of somebody what nobody has confirmed (requirements.md, B2).
NOT_YET = re.compile(
    r"\b(?:suspects?|offenders?|perpetrators?|culprits?|wrongdoers?|guilty|informants?|denounc\w+)\b"
    r"|嫌疑|罪犯|犯罪人|肇事者|元凶|有罪|线人|告密|举报对象",
    re.IGNORECASE,
)
log = logging.getLogger("fairwitness.office")


@dataclass(frozen=True)
class LetterText:
    """One of them, with the name that readers choose it by."""

    slug: str
    name: Texts
    text: Texts


def shipped() -> Sequence[LetterText]:
    """Those that come with the package."""
    return parse((files("fairwitness.office") / "letters.toml").read_text("utf-8"), "letters.toml")


def load(path: Path) -> Sequence[LetterText]:
    """An office's own; those that ship where it has none. CharterError with everything that is wrong."""
    if not path.is_file():
        return shipped()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CharterError(
            [f"{path.name}: this is no UTF-8. Let your editor save the file as UTF-8."]
        ) from None
    return parse(text.replace("\r\n", "\n"), path.name)


def parse(text: str, name: str) -> Sequence[LetterText]:
    """Check what such a file says; CharterError with a sentence for each thing that is wrong."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CharterError(
            [f"{name}: this is no TOML: {error}. Look for a missing quotation mark or bracket."]
        ) from None
    root = Section(values, (), lines_of(text), [], name)
    found = [_letter_text(one) for one in root.sections("letters", least=0, most=MOST)]
    root.each_its_own("text", "letters", "slug", [one.slug for one in found])
    root.nothing_else()
    if root.problems:
        raise CharterError(root.problems)
    return found


def current() -> Sequence[LetterText]:
    """The running line's, as the file stands now; those that ship while an edit has made it wrong."""
    path: Path = settings.FOLDER.letters
    return _cached(path, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=2)
def _cached(path: Path, changed: int) -> Sequence[LetterText]:
    del changed  # only tells one state of the file from the next
    try:
        return load(path)
    except CharterError:
        log.error("the texts of letters cannot be taken up as they stand")  # noqa: TRY400 - their words may hold anything
        return shipped()


def _letter_text(section: Section) -> LetterText:
    taken = LetterText(
        take_slug(section, "slug", example="received"),
        take_texts(section, "name", Use.TELLS),
        take_texts(section, "text", Use.TELLS),
    )
    for language in LANGUAGES:
        _must_be_fair(section, language, taken)
    section.nothing_else()
    return taken


def _must_be_fair(section: Section, language: str, taken: LetterText) -> None:
    written = taken.text.of[language]
    if len(written) > LONGEST:
        section.refuse(
            f"“text.{language}” has {len(written)} characters; {LONGEST} fit. Make it shorter.",
            "text",
            language,
        )
    for key, said in (("name", taken.name.of[language]), ("text", written)):
        if found := NOT_YET.search(said):
            section.refuse(
                f"“{key}.{language}” says “{found[0]}”. Nobody is that before it is confirmed: say what is alleged.",
                key,
                language,
            )
