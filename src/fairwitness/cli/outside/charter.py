"""Whether the charter is what the office signed, and whether its history keeps to the thirty days."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from fairwitness.cli.outside.line import Line, Wrong
from fairwitness.office.changes import Change, between, made
from fairwitness.office.charter import CharterError, decoded
from fairwitness.office.clock import today
from fairwitness.office.guards_of_the_charter import WAITS

HISTORY = "/charter/history.json"
GRACE = 30  # days in which the keeper of the office key has signed for a charter that counts


@dataclass(frozen=True)
class Version:
    """One of them, as the line publishes it."""

    number: int
    published: date
    starts: date
    at_once: bool
    withdrawn: bool
    hash: str  # in hex; empty while it does not count
    changes: tuple[Change, ...]

    @property
    def lasting(self) -> tuple[object, ...]:
        """What never changes of it, whatever becomes of it."""
        return self.number, self.published, self.starts, self.at_once, self.changes


def wrong_rules(line: Line) -> Iterator[str]:
    """Why this release would refuse the charter."""
    if not line.charter.channels:
        yield "refused: the charter names no way in"


def wrong_signatures(line: Line) -> Iterator[str]:
    """Sheets that are over, or that name a charter which the line has not got."""
    known = {one.hash: one for one in _standing(history_of(line))}
    for slug, sheet in line.sheets.items():
        if sheet.until < today():
            yield f"signed: /sheets/{slug} could be used until {sheet.until}"
        if sheet.charter == line.charter_hash:
            continue
        now = known.get(line.charter_hash.hex())
        if sheet.charter.hex() not in known:
            yield f"signed: /sheets/{slug} names a charter that this line never published"
        elif now and now.starts + timedelta(days=GRACE) < today():
            yield f"signed: the office key has signed nothing over the charter that counts since {now.starts}"


def wrong_history(line: Line) -> Iterator[str]:
    """Versions that counted too early, changed something else than they said, or have another file than their hash."""
    versions = history_of(line)
    if [one.number for one in versions] != list(range(1, len(versions) + 1)):
        yield "history: a version is missing"
    yield from wrong_days(versions)
    standing = _standing(versions)
    if not standing or standing[-1].hash != line.charter_hash.hex():
        yield "history: /charter.toml is not the newest version that counts"
    yield from _wrong_changes(line, standing)


def wrong_days(versions: Sequence[Version]) -> Iterator[str]:
    """Versions that counted before their time, or were published on a day that cannot be."""
    for before, one in zip([None, *versions], versions, strict=False):
        yield from _wrong_days(one, before)


def wrong_memory(line: Line) -> Iterator[str]:
    """What the line published of its history earlier, and says otherwise now."""
    if line.folder is None:
        return
    kept = line.folder / "history.json"
    now = {one.number: one for one in history_of(line)}
    for one in versions_in(kept.read_bytes()) if kept.is_file() else ():
        then = now.get(one.number)
        if then is None or then.lasting != one.lasting or (one.hash and then.hash != one.hash):
            yield f"history: version {one.number} was another one when it was seen earlier"


def history_of(line: Line) -> Sequence[Version]:
    """Every version, as it is published now."""
    return versions_in(line.published(HISTORY))


def versions_in(raw: bytes) -> Sequence[Version]:
    """Undo what the line writes; Wrong for anything else."""
    try:
        return [_version(one) for one in json.loads(raw)["versions"]]
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        raise Wrong(f"unreadable: {HISTORY} is no history of a charter") from None


def keep(line: Line, folder: Path) -> None:
    """For the next time."""
    (folder / "history.json").write_bytes(line.published(HISTORY))


def _version(of: Mapping[str, Any]) -> Version:
    return Version(
        number=int(of["number"]),
        published=date.fromisoformat(of["published"]),
        starts=date.fromisoformat(of["starts"]),
        at_once=bool(of["at_once"]),
        withdrawn=of["withdrawn"] is not None,
        hash=str(of["hash"] or ""),
        changes=tuple(Change.of(one) for one in of["changes"]),
    )


def _standing(versions: Sequence[Version]) -> list[Version]:
    """Those that count, or counted once, in the order in which they came into force."""
    return sorted((one for one in versions if one.hash), key=lambda one: (one.starts, one.number))


def _wrong_days(one: Version, before: Version | None) -> Iterator[str]:
    waits = 0 if one.at_once or before is None else WAITS
    if (one.starts - one.published).days < waits:
        yield f"history: version {one.number} counted {(one.starts - one.published).days} days after it was published, and not {waits}"
    if one.published > today() or (before and one.published < before.published):
        yield f"history: version {one.number} was published on a day that cannot be, {one.published}"
    if one.hash and (one.withdrawn or one.starts > today()):
        yield f"history: version {one.number} counts, and must not"


def _wrong_changes(line: Line, standing: Sequence[Version]) -> Iterator[str]:
    """Each file against its hash; and what differs between one and the next against what was published of it."""
    before: dict[str, Any] | None = None
    for one in standing:
        file = line.published(f"/charter/{one.number}.toml")
        if sha256(file).hexdigest() != one.hash:
            yield f"history: /charter/{one.number}.toml is not the file of its hash"
            return
        after = _tables(file, one)
        if before is not None:
            yield from _wrong_step(one, before, after)
        before = after


def _wrong_step(one: Version, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    try:
        if between(made(before, one.changes), after):
            yield f"history: version {one.number} changed something else than was published"
        if one.at_once and between(before, after).later:
            yield f"history: version {one.number} counted at once, and changed what has to wait {WAITS} days"
    except (KeyError, IndexError, TypeError, AttributeError, ValueError):
        raise Wrong(f"unreadable: what version {one.number} changed is at no place of a charter") from None


def _tables(file: bytes, version: Version) -> dict[str, Any]:
    try:
        return tomllib.loads(decoded(file))
    except (CharterError, tomllib.TOMLDecodeError):
        raise Wrong(f"unreadable: /charter/{version.number}.toml is no charter") from None
