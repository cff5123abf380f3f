"""The charter: what an office promises in public, from one TOML file that it writes itself.

Nothing in it can open the closed list of kinds, drop a deadline, keep anything for ever, or ask what no tip line may ask: those are refused here.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from fairwitness.office.bodies import Body, take_bodies
from fairwitness.office.caps import EXTERNAL, PRESETS
from fairwitness.office.channels import ChannelCharter, Question, ReaderRole, take_channel, without_words
from fairwitness.office.charter_checks import Section
from fairwitness.office.exits import EXITS
from fairwitness.office.rewards import Rewards, take_rewards
from fairwitness.office.terms import Use
from fairwitness.office.texts import LANGUAGES, Texts, take_texts, texts_in
from fairwitness.office.toml_lines import lines_of

__all__ = [
    "LANGUAGES",
    "About",
    "Body",
    "ChannelCharter",
    "Charter",
    "CharterError",
    "Deadlines",
    "Limits",
    "Question",
    "ReaderRole",
    "Retention",
    "Rewards",
    "Texts",
    "current",
    "decoded",
    "load",
    "parse",
]

ABOUT = ("readers", "confidentiality", "outside", "advice", "protection", "complaints")
ACKNOWLEDGE_DAYS = 7  # Directive (EU) 2019/1937, article 9(1)(b)
FEEDBACK_DAYS = 90  # the same, (f): three months
SEALED_MIB = 16_384  # where a charter does not say
PORT = r"(?::[0-9]{1,5})?"
# Plain http only where the way is sealed without it: onion services, and this machine. Browsers seal nothing elsewhere.
ORIGIN = (
    rf"https://[a-z0-9][a-z0-9.-]*{PORT}|http://(?:[a-z0-9-]+\.)*[a-z2-7]{{56}}\.onion{PORT}"
    rf"|http://(?:127\.0\.0\.1|localhost|\[::1\]){PORT}"
)
SITE = rf"https://[a-z0-9][a-z0-9.-]*{PORT}(?:/[A-Za-z0-9._~/-]{{0,200}})?"


log = logging.getLogger("fairwitness.office")
_latest: dict[Path, Charter] = {}  # of this process

KEEPERS = 2  # of a half each


class CharterError(Exception):
    """Why a charter is refused: one sentence a problem, with file, line and remedy."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class About:
    """What the information page says of this office, in its own words."""

    readers: Texts  # who handles tips, how they are trained, and of whom they are independent
    confidentiality: Texts
    outside: Texts  # authorities and other channels outside the office
    advice: Texts  # legal advice and support
    protection: Texts  # from retaliation
    complaints: Texts  # how to complain about this line, to a body outside the office
    data: Texts | None = (
        None  # whom to ask what is kept about oneself; a charter of an earlier version may not say
    )


@dataclass(frozen=True)
class Deadlines:
    """Days in which the office has to act."""

    acknowledge_days: int
    feedback_days: int


@dataclass(frozen=True)
class Retention:
    """Days after which content is destroyed, by how a tip ended."""

    out_of_scope_days: int  # from the notice
    unconfirmed_days: int  # from closing
    confirmed_days: int  # from closing; where there are proceedings, from their end


@dataclass(frozen=True)
class Limits:
    """How much one letter takes up."""

    text_chars: int
    files: int
    file_mib: int  # of a file that comes by form
    sealed_mib: int  # of one that a browser seals: it arrives in parts, and goes on where it was cut


@dataclass(frozen=True)
class Charter:
    """All of it."""

    preset: str  # whose caps it keeps to
    name: Texts
    addresses: tuple[str, ...]
    exit: str  # a neutral site that `Exit` goes to
    about: About
    deadlines: Deadlines
    retention: Retention
    limits: Limits
    channels: tuple[ChannelCharter, ...]
    bodies: tuple[Body, ...] = ()  # to which a tip may be passed on
    recovery: tuple[
        Texts, ...
    ] = ()  # who keeps the two halves of the recovery key; nobody, and then there is none

    rewards: Rewards | None = None  # nothing is given where the charter does not say so

    @property
    def is_external(self) -> bool:
        """Whether it is an authority that stands outside the organisations it is told about."""
        return self.preset in EXTERNAL

    def channel(self, slug: str) -> ChannelCharter:
        """The channel of this name; KeyError where there is none."""
        return {channel.slug: channel for channel in self.channels}[slug]

    def words_of(self, slug: str) -> ChannelCharter:
        """The same; of a way in that was closed, its short name and nothing else. Nothing more is asked there, and what came in before is read as ever."""
        try:
            return self.channel(slug)
        except KeyError:
            return without_words(slug)

    def body(self, slug: str) -> Body:
        """The body of this name to which a tip may be passed on; KeyError where the charter names none."""
        return {body.slug: body for body in self.bodies}[slug]


def rewards_in(text: str) -> Rewards | None:
    """What a charter's text promises about rewards, whatever else a later release would refuse of it; CharterError where that itself is refused."""
    root = Section(tomllib.loads(text), (), lines_of(text), [], "charter.toml")
    rewards = take_rewards(root)
    if root.problems:
        raise CharterError(root.problems)
    return rewards


def load(path: Path) -> Charter:
    """Read and check a charter; CharterError with everything that is wrong, OSError where there is no file."""
    return parse(decoded(path.read_bytes(), path.name), path.name)


def decoded(raw: bytes, name: str = "charter.toml") -> str:
    """The text of a charter's bytes; CharterError where they are no UTF-8."""
    try:
        text = raw.decode("utf-8-sig")  # some editors put a mark before the first character
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CharterError(
            [f"{name}, line {line}: this is no UTF-8. Let your editor save the file as UTF-8."]
        ) from None
    return text.replace("\r\n", "\n")


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
    """What counts today. An edited charter.toml changes nothing before it is taken up (`versions.py`); a file that is wrong leaves what stood before."""
    path = settings.FOLDER.in_force
    found = _cached(path, path.stat().st_mtime_ns) if path.is_file() else None
    if found is not None:
        _latest[path] = found
    return _latest[path] if path in _latest else load(path)


def hash_of(path: Path) -> bytes:
    """SHA-256 of the file, byte for byte: what a key sheet carries."""
    return sha256(path.read_bytes()).digest()


@lru_cache(maxsize=2)
def _cached(path: Path, changed: int) -> Charter | None:
    """None where nobody could keep to what stands there; `fairwitness check` says why."""
    del changed  # only tells one state of the file from the next
    try:
        return load(path)
    except CharterError:
        log.error("the charter cannot be taken up as it stands")  # noqa: TRY400 - its words may hold anything
        return None


def _charter(root: Section) -> Charter:
    preset = root.one_of("preset", PRESETS)
    addresses = tuple(root.words("addresses", matching=ORIGIN, example="https://tips.example.org"))
    charter = Charter(
        preset=preset,
        name=take_texts(root, "name", Use.NAMES),
        addresses=addresses,
        exit=_exit(root, addresses),
        about=_about(root.section("about")),
        deadlines=_deadlines(root.section("deadlines")),
        retention=_retention(root.section("retention"), preset),
        limits=_limits(root.section("limits")),
        channels=tuple(take_channel(channel) for channel in root.sections("channels")),
        bodies=take_bodies(root),
        recovery=_recovery(root),
        rewards=take_rewards(root),
    )
    root.each_its_own("channel", "channels", "slug", [channel.slug for channel in charter.channels])
    root.nothing_else()
    return charter


def _exit(root: Section, addresses: Sequence[str]) -> str:
    site = root.word("exit", matching=SITE, example="https://www.bing.com/")
    if site and urlsplit(site).hostname in {urlsplit(address).hostname for address in addresses}:
        root.refuse("“exit” leads back to this line. Choose a site that has nothing to do with it.", "exit")
    elif site and site not in EXITS:
        root.refuse(
            f"“exit” leads to a site that could see who leaves. Choose one of these: {', '.join(EXITS)}",
            "exit",
        )
    return site


def _recovery(root: Section) -> tuple[Texts, ...]:
    keepers = tuple(texts_in(one, Use.NAMES) for one in root.sections("recovery", least=0, most=KEEPERS))
    if keepers and (len(keepers) < KEEPERS or keepers[0] == keepers[1]):
        root.refuse("The recovery key has two halves, for two people. Name both, or nobody.", "recovery")
    return keepers


def _about(section: Section) -> About:
    about = About(
        **{
            part: take_texts(section, part, Use.TELLS)
            for part in (*ABOUT, *(part for part in ("data",) if part in section.values))
        }
    )
    section.nothing_else()
    return about


def _deadlines(section: Section) -> Deadlines:
    deadlines = Deadlines(
        section.days("acknowledge_days", ACKNOWLEDGE_DAYS), section.days("feedback_days", FEEDBACK_DAYS)
    )
    section.nothing_else()
    return deadlines


def _retention(section: Section, preset: str) -> Retention:
    caps = PRESETS[preset]
    retention = Retention(
        section.days("out_of_scope_days", caps.out_of_scope_days),
        section.days("unconfirmed_days", caps.unconfirmed_days),
        section.days("confirmed_days", caps.confirmed_days),
    )
    section.nothing_else()
    return retention


def _limits(section: Section) -> Limits:
    limits = Limits(
        section.number("text_chars", 1_000, 200_000),
        section.number("files", 1, 100),
        section.number("file_mib", 1, 4096),
        section.number("sealed_mib", 1, 1_048_576, otherwise=SEALED_MIB),
    )
    section.nothing_else()
    return limits
