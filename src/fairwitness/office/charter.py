"""The charter: what an office promises in public, from one TOML file that it writes itself.

Nothing in it can open the closed list of kinds, drop a deadline, or keep anything for ever: those are refused here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from fairwitness.office.charter_checks import Section
from fairwitness.office.kinds import KINDS
from fairwitness.office.toml_lines import lines_of

LANGUAGES = ("en", "zh-hans")
ACKNOWLEDGE_DAYS = 7  # Directive (EU) 2019/1937, article 9(1)(b)
FEEDBACK_DAYS = 90  # the same, (f): three months
RETENTION_DAYS = 1825
SLUG = r"[a-z][a-z0-9-]{0,39}"
ORIGIN = r"https?://[a-z0-9][a-z0-9.\-]*(:[0-9]{1,5})?"


class CharterError(Exception):
    """Why a charter is refused: one sentence a problem, with file, line and remedy."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


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


@dataclass(frozen=True)
class Deadlines:
    """Days in which the office has to act."""

    acknowledge_days: int
    feedback_days: int


@dataclass(frozen=True)
class Retention:
    """Days after which what was not confirmed is destroyed."""

    unconfirmed_days: int


@dataclass(frozen=True)
class Limits:
    """How much one letter takes up."""

    text_chars: int
    files: int
    file_mib: int


@dataclass(frozen=True)
class ChannelCharter:
    """A way in, as the charter describes it."""

    slug: str
    name: Texts
    introduction: Texts
    kinds: tuple[str, ...]

    @property
    def name_here(self) -> str:
        """Its name in the language of the page."""
        return self.name.here

    @property
    def introduction_here(self) -> str:
        """Its introduction in the language of the page."""
        return self.introduction.here


@dataclass(frozen=True)
class Charter:
    """All of it."""

    name: Texts
    addresses: tuple[str, ...]
    deadlines: Deadlines
    retention: Retention
    limits: Limits
    channels: tuple[ChannelCharter, ...]

    def channel(self, slug: str) -> ChannelCharter:
        """The channel of this name; KeyError where there is none."""
        return {channel.slug: channel for channel in self.channels}[slug]


def load(path: Path) -> Charter:
    """Read and check a charter; CharterError with everything that is wrong, OSError where there is no file."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")  # some editors put a mark before the first character
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CharterError(
            [f"{path.name}, line {line}: this is no UTF-8. Let your editor save the file as UTF-8."]
        ) from None
    return parse(text.replace("\r\n", "\n"), path.name)


def parse(text: str, name: str = "charter.toml") -> Charter:
    """Check a charter's text."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CharterError(
            [f"{name}: this is no TOML: {error}. Look for a missing quotation mark or bracket."]
        ) from None
    root = Section(values, (), lines_of(text), [], name)
    charter = _charter(root)
    if root.problems:
        raise CharterError(root.problems)
    return charter


def current() -> Charter:
    """The running line's charter, as its file stands now."""
    path = settings.FOLDER.charter
    return _cached(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _cached(path: Path, changed: int) -> Charter:
    del changed  # only tells one state of the file from the next
    return load(path)


def _charter(root: Section) -> Charter:
    deadlines, retention, limits = (root.section(name) for name in ("deadlines", "retention", "limits"))
    charter = Charter(
        name=_texts(root, "name"),
        addresses=tuple(root.words("addresses", matching=ORIGIN, example="https://tips.example.org")),
        deadlines=Deadlines(
            deadlines.days("acknowledge_days", ACKNOWLEDGE_DAYS),
            deadlines.days("feedback_days", FEEDBACK_DAYS),
        ),
        retention=Retention(retention.days("unconfirmed_days", RETENTION_DAYS)),
        limits=Limits(
            limits.number("text_chars", 1_000, 200_000),
            limits.number("files", 1, 100),
            limits.number("file_mib", 1, 4096),
        ),
        channels=tuple(_channel(channel) for channel in root.sections("channels")),
    )
    _no_twins(root, charter.channels)
    for section in (root, deadlines, retention, limits):
        section.nothing_else()
    return charter


def _no_twins(root: Section, channels: Sequence[ChannelCharter]) -> None:
    """Each slug once: it is the channel's address."""
    for place, channel in enumerate(channels):
        if channel.slug in {earlier.slug for earlier in channels[:place] if earlier.slug}:
            root.refuse(
                f"“{channel.slug}” is another channel's slug. Choose one of its own.",
                "channels",
                place,
                "slug",
            )


def _channel(section: Section) -> ChannelCharter:
    channel = ChannelCharter(
        slug=section.word("slug", matching=SLUG, example="public"),
        name=_texts(section, "name"),
        introduction=_texts(section, "introduction"),
        kinds=tuple(section.words("kinds", among=KINDS)),
    )
    section.nothing_else()
    return channel


def _texts(section: Section, key: str) -> Texts:
    texts = section.section(key)
    found = Texts({language: texts.text(language) for language in LANGUAGES})
    texts.nothing_else()
    return found
