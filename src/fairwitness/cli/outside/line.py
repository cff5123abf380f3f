"""The line that is looked at: what it publishes about itself, each thing asked for once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from fairwitness.cli.visiting import Answer, Visitor
from fairwitness.crypto.encoding import EncodingError, b64, loads, unb64
from fairwitness.crypto.letters import ID, KEY
from fairwitness.crypto.line_keys import LineKey, LineKeyError, read_line_key
from fairwitness.crypto.sheets import KeySheet, SheetError, read_published
from fairwitness.office.charter import Charter, CharterError, decoded, parse


class Wrong(Exception):
    """What is there is not what was promised; the sentence says what, and for whoever asks again the same."""


@dataclass(frozen=True)
class Told:
    """What the command was told beside the address."""

    manifest: bytes
    other_release: bool = False  # whether the list is another one than this program's
    office: bytes | None = None  # the office's verifying key, from elsewhere than the line
    heads: tuple[Path, ...] = ()
    seen: Path | None = None
    receipt: Path | None = None
    overseer: str = ""


class Line:
    """Asks for nothing before it is needed. Wrong where what comes back is not what every line publishes."""

    def __init__(self, visitor: Visitor, told: Told) -> None:
        self.visitor = visitor
        self.told = told

    def there(self, path: str) -> bytes | None:
        """What stands at an address that every line may have; None where it has not."""
        answer = self.visitor.get(path)
        if answer.status == HTTPStatus.NOT_FOUND:
            return None
        if answer.status != HTTPStatus.OK:
            raise Wrong(f"unexpected: {path} answers {answer.status}")
        return answer.body

    def published(self, path: str) -> bytes:
        """The same for what every line has."""
        found = self.there(path)
        if found is None:
            raise Wrong(f"missing: {path}")
        return found

    @cached_property
    def folder(self) -> Path | None:
        """Where what was seen of this address is kept; None where nothing is."""
        name = "".join(one if one.isalnum() or one in ".-" else "_" for one in self.visitor.origin)
        return self.told.seen / name if self.told.seen else None

    @cached_property
    def charter_file(self) -> bytes:
        """Byte for byte."""
        return self.published("/charter.toml")

    @cached_property
    def charter_hash(self) -> bytes:
        """Its SHA-256: what key sheets and overseers name."""
        return sha256(self.charter_file).digest()

    @cached_property
    def charter(self) -> Charter:
        """By this release's rules, which refuse what no charter may ask or keep."""
        try:
            return parse(decoded(self.charter_file))
        except CharterError as error:
            raise Wrong(f"refused: {error.problems[0]}") from None

    @cached_property
    def office_key(self) -> bytes:
        """The one from elsewhere, or the one that was seen first, or for want of both the one that the line names."""
        if self.told.office:
            return self.told.office
        kept = self.folder / "line.pub" if self.folder else None
        return _office_in(kept.read_bytes() if kept and kept.is_file() else self.published("/line.pub"))

    @cached_property
    def line_key(self) -> LineKey:
        """What the line signs with, as the office key has signed it."""
        try:
            return read_line_key(self.published("/line.pub"), self.office_key)
        except LineKeyError:
            raise Wrong(
                f"unsigned: /line.pub is not signed by the office key {b64(self.office_key)}"
            ) from None

    @cached_property
    def sheets(self) -> Mapping[str, KeySheet]:
        """The newest sheet of each way in that somebody reads."""
        found = {slug: self.there(f"/sheets/{slug}") for slug in (one.slug for one in self.charter.channels)}
        return {slug: self._sheet(slug, raw) for slug, raw in found.items() if raw is not None}

    def _sheet(self, slug: str, raw: bytes) -> KeySheet:
        try:
            sheet = read_published(raw, self.office_key)
        except SheetError:
            raise Wrong(
                f"unsigned: /sheets/{slug} is not signed by the office key {b64(self.office_key)}"
            ) from None
        if (sheet.channel, sheet.line) != (slug, self.line_key.line):
            raise Wrong(f"unexpected: /sheets/{slug} is the sheet of another way in, or of another line")
        return sheet


def is_one(page: Answer) -> bool:
    """Whether a page came back."""
    return page.status == HTTPStatus.OK and page.kind == "text/html"


def line_in(published: bytes) -> bytes:
    """The line id that a line's key names."""
    return _named(published, "line", ID)


def _office_in(published: bytes) -> bytes:
    """The office key that a line's key names itself signed by."""
    return _named(published, "office", KEY)


def _named(published: bytes, name: str, size: int) -> bytes:
    try:
        return unb64(loads(published.partition(b"\n")[0])[name], size)
    except (EncodingError, KeyError):
        raise Wrong("unreadable: /line.pub is no line's key") from None
