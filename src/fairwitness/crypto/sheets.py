"""The key sheet: whom a channel's tips are sealed to, signed offline by the office key."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fairwitness.crypto.encoding import EncodingError, b64, dumps, in_fours, loads, unb64
from fairwitness.crypto.keys import SigningKey, tagged_hash
from fairwitness.crypto.letters import HASH, ID, KEY, VERSION
from fairwitness.crypto.published import publish_json, signed_json
from fairwitness.crypto.recipients import HybridRecipient


class SheetError(ValueError):
    """What was read is no sheet, or not signed by this office."""


@dataclass(frozen=True)
class Reader:
    """A reviewer or custodian on the sheet."""

    name: str
    recipient: HybridRecipient
    key: bytes  # verifying key

    @property
    def fingerprint(self) -> str:
        """Both public keys as five groups of four hex digits, to be read out: 80 bits of `H("fairwitness/1/reader", recipient, key)`."""
        return in_fours(
            tagged_hash("fairwitness/1/reader", str(self.recipient).encode(), self.key)[:10].hex()
        )


@dataclass(frozen=True)
class Recovery:
    """The recovery recipient, and the titles of the two who keep its halves."""

    recipient: HybridRecipient
    titles: tuple[str, ...]


@dataclass(frozen=True)
class KeySheet:
    """One channel's readers, from one signing to the next. SheetError where two of them have a key in common."""

    line: bytes  # the line id
    office: bytes  # the office's verifying key
    channel: str
    serial: int
    charter: bytes  # SHA-256 of the charter
    until: date  # the last day it may be used
    reviewers: tuple[Reader, ...]
    custodians: tuple[Reader, ...] = ()
    recovery: Recovery | None = None
    previous: bytes | None = None  # hash of the sheet before

    def __post_init__(self) -> None:
        readers = self.people
        recipients = [reader.recipient for reader in readers]
        if self.recovery:
            recipients.append(self.recovery.recipient)
        if len(set(recipients)) < len(recipients) or len({reader.key for reader in readers}) < len(readers):
            raise SheetError("a key stands twice on the sheet: one person would count as two")

    @property
    def hash(self) -> bytes:
        """SHA-256 of its JSON: what the first letter of a tip carries."""
        return hashlib.sha256(self.to_json()).digest()

    @property
    def people(self) -> tuple[Reader, ...]:
        """Everybody who works here with keys of this sheet: who reads, and who guards names."""
        return (*self.reviewers, *self.custodians)

    @property
    def holders(self) -> list[HybridRecipient]:
        """Everybody whom a new conversation key is granted to, apart from the mailbox."""
        recovery = [self.recovery.recipient] if self.recovery else []
        return [reader.recipient for reader in self.reviewers] + recovery

    def to_json(self) -> bytes:
        """The bytes that are signed; readers in order of their recipient."""
        value: dict[str, Any] = {
            "v": VERSION,
            "line": b64(self.line),
            "office": b64(self.office),
            "channel": self.channel,
            "serial": self.serial,
            "previous": self.previous and b64(self.previous),
            "charter": b64(self.charter),
            "until": self.until.isoformat(),
            "reviewers": _readers_to_json(self.reviewers),
            "custodians": _readers_to_json(self.custodians),
            "recovery": self.recovery and _recovery_to_json(self.recovery),
        }
        return dumps({key: held for key, held in value.items() if held is not None})

    @classmethod
    def from_json(cls, raw: bytes) -> KeySheet:
        """Undo `to_json`; SheetError for anything that `to_json` would not have written."""
        try:
            sheet = _sheet(loads(raw))
            same = sheet.to_json() == raw
        except (EncodingError, KeyError, TypeError, AttributeError, ValueError):
            raise SheetError("this is no key sheet") from None
        if not same:
            raise SheetError("a key sheet in another form than the protocol's")
        return sheet


def publish(sheet: KeySheet, office: SigningKey) -> bytes:
    """JSON, a line end, the office key's signature."""
    return publish_json("sheet", sheet.to_json(), office)


def read_published(published: bytes, office: bytes) -> KeySheet:
    """The sheet, if the holder of the verifying key `office` signed it and it names that key; SheetError otherwise."""
    json = signed_json("sheet", published, office)
    if json is None:
        raise SheetError("this key sheet is not signed by the office")
    sheet = KeySheet.from_json(json)
    if sheet.office != office:
        raise SheetError("this key sheet names another office")
    return sheet


def follows(sheet: KeySheet, before: KeySheet) -> bool:
    """Whether it was signed right after `before`, for the same channel by the same office."""
    same = (sheet.office, sheet.line, sheet.channel) == (before.office, before.line, before.channel)
    return same and sheet.previous == before.hash and sheet.serial > before.serial


def later_sheets(sheets: Sequence[KeySheet], first: bytes | None) -> list[KeySheet]:
    """The sheet with this hash and those linked to it by `previous`, in order; none where the hash is unknown."""
    chain: list[KeySheet] = []
    link = next((sheet for sheet in sheets if sheet.hash == first), None)
    while link is not None:
        chain.append(link)
        link = next((sheet for sheet in sheets if follows(sheet, chain[-1])), None)
    return chain


def _sheet(of: Mapping[str, Any]) -> KeySheet:
    return KeySheet(
        line=unb64(of["line"], ID),
        office=unb64(of["office"], KEY),
        channel=str(of["channel"]),
        serial=int(of["serial"]),
        charter=unb64(of["charter"], HASH),
        until=date.fromisoformat(of["until"]),
        reviewers=_readers_from_json(of["reviewers"]),
        custodians=_readers_from_json(of["custodians"]),
        recovery=_recovery_from_json(of["recovery"]) if "recovery" in of else None,
        previous=unb64(of["previous"], HASH) if "previous" in of else None,
    )


def _readers_to_json(readers: Sequence[Reader]) -> list[dict[str, str]]:
    ordered = sorted(readers, key=lambda reader: str(reader.recipient))
    return [{"name": one.name, "recipient": str(one.recipient), "key": b64(one.key)} for one in ordered]


def _readers_from_json(of: Sequence[Mapping[str, Any]]) -> tuple[Reader, ...]:
    return tuple(
        Reader(str(one["name"]), HybridRecipient.parse(one["recipient"]), unb64(one["key"], KEY))
        for one in of
    )


def _recovery_to_json(recovery: Recovery) -> dict[str, Any]:
    return {"recipient": str(recovery.recipient), "titles": list(recovery.titles)}


def _recovery_from_json(of: Mapping[str, Any]) -> Recovery:
    return Recovery(HybridRecipient.parse(of["recipient"]), tuple(str(title) for title in of["titles"]))
