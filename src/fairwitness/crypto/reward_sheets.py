"""The reward sheet: which keys an office's vouchers are signed with, and what each is worth; signed offline by the office key.

Everybody has the same sheet, and few keys stand on it: with a key for each tipster, the office would know which voucher is whose.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fairwitness.crypto.blind_rsa import EXPONENT, PublicKey
from fairwitness.crypto.encoding import (
    LARGEST,
    EncodingError,
    as_list,
    as_text,
    b64,
    dumps,
    in_fours,
    loads,
    unb64,
)
from fairwitness.crypto.keys import SigningKey, tagged_hash
from fairwitness.crypto.letters import HASH, ID, KEY, VERSION
from fairwitness.crypto.published import publish_json, signed_json

MODULUS = 384  # bytes: RSA-3072
MOST_DENOMINATIONS = 3  # of one year: the fewer there are, the more people does a voucher look alike for
_CURRENCY = re.compile(r"[A-Z]{3}")  # ISO 4217


class RewardSheetError(ValueError):
    """What was read is no reward sheet, or not signed by this office."""


@dataclass(frozen=True)
class RewardKey:
    """One denomination of one year. RewardSheetError for a key that no voucher should be signed with."""

    amount: int  # in the currency's smallest unit
    currency: str  # ISO 4217, such as EUR
    year: int  # in which it signs
    until: date  # the last day on which its vouchers are exchanged
    modulus: bytes  # 384 bytes, big-endian

    def __post_init__(self) -> None:
        if len(self.modulus) != MODULUS or self.modulus[0] < 0x80 or self.modulus[-1] % 2 == 0:  # noqa: PLR2004 - the first bit of a byte
            raise RewardSheetError("a key that is not RSA-3072")
        if not (0 < self.amount <= LARGEST and _CURRENCY.fullmatch(self.currency)):
            raise RewardSheetError("an amount that is no money")
        if not 0 < self.year <= self.until.year:
            raise RewardSheetError("vouchers that are over before they are signed")

    @property
    def id(self) -> bytes:
        """32 bytes over everything but the last day, which may be put off: the key and what it stands for."""
        amount, year = self.amount.to_bytes(8), self.year.to_bytes(4)
        return tagged_hash("fairwitness/1/reward-key", self.modulus, amount, self.currency.encode(), year)

    @property
    def fingerprint(self) -> str:
        """The first 80 bits of the id as five groups of four hex digits, to be read out."""
        return in_fours(self.id[:10].hex())

    @property
    def public(self) -> PublicKey:
        """The key that checks its vouchers' signatures."""
        return PublicKey(int.from_bytes(self.modulus))

    def to_json(self) -> dict[str, Any]:
        """As it stands on a sheet."""
        return {
            "year": self.year,
            "currency": self.currency,
            "amount": self.amount,
            "until": self.until.isoformat(),
            "modulus": b64(self.modulus),
            "exponent": EXPONENT,
        }

    @classmethod
    def from_json(cls, of: Mapping[str, Any]) -> RewardKey:
        """Undo `to_json`, as far as its fields; whoever reads a whole compares the bytes."""
        if of["exponent"] != EXPONENT:
            raise RewardSheetError("a key with another exponent")
        currency, until = as_text(of["currency"]), date.fromisoformat(of["until"])
        return cls(int(of["amount"]), currency, int(of["year"]), until, unb64(of["modulus"], MODULUS))


@dataclass(frozen=True)
class RewardSheet:
    """All keys of an office's rewards, from one signing to the next. RewardSheetError where two are not told apart, or a year has too many."""

    line: bytes  # the line id
    office: bytes  # the office's verifying key
    serial: int
    keys: tuple[RewardKey, ...]
    previous: bytes | None = None  # hash of the sheet before

    def __post_init__(self) -> None:
        if len({key.modulus for key in self.keys}) < len(self.keys):
            raise RewardSheetError("a key stands twice on the sheet: its vouchers would be worth two things")
        kinds = {(key.year, key.currency, key.amount) for key in self.keys}
        if len(kinds) < len(self.keys):
            raise RewardSheetError("two keys of one denomination and year: a voucher would tell which")
        if any(count > MOST_DENOMINATIONS for count in Counter(key.year for key in self.keys).values()):
            raise RewardSheetError("more than three denominations of one year")

    @property
    def hash(self) -> bytes:
        """SHA-256 of its JSON: what the journal's head carries."""
        return hashlib.sha256(self.to_json()).digest()

    def key(self, key_id: bytes) -> RewardKey | None:
        """The key of this id, where the sheet has it."""
        return next((key for key in self.keys if key.id == key_id), None)

    def to_json(self) -> bytes:
        """The bytes that are signed; keys by year, currency and amount."""
        value: dict[str, Any] = {
            "v": VERSION,
            "line": b64(self.line),
            "office": b64(self.office),
            "serial": self.serial,
            "previous": self.previous and b64(self.previous),
            "keys": [key.to_json() for key in sorted(self.keys, key=_place)],
        }
        return dumps({key: held for key, held in value.items() if held is not None})

    @classmethod
    def from_json(cls, raw: bytes) -> RewardSheet:
        """Undo `to_json`; RewardSheetError for anything that `to_json` would not have written."""
        try:
            sheet = _sheet(loads(raw))
            same = sheet.to_json() == raw
        except RewardSheetError:
            raise
        except (EncodingError, KeyError, TypeError, AttributeError, ValueError, OverflowError):
            raise RewardSheetError("this is no reward sheet") from None
        if not same:
            raise RewardSheetError("a reward sheet in another form than the protocol's")
        return sheet


def publish(sheet: RewardSheet, office: SigningKey) -> bytes:
    """JSON, a line end, the office key's signature."""
    return publish_json("reward-sheet", sheet.to_json(), office)


def read_published(published: bytes, office: bytes) -> RewardSheet:
    """The sheet, if the holder of the verifying key `office` signed it and it names that key; RewardSheetError otherwise."""
    json = signed_json("reward-sheet", published, office)
    if json is None:
        raise RewardSheetError("this reward sheet is not signed by the office")
    sheet = RewardSheet.from_json(json)
    if sheet.office != office:
        raise RewardSheetError("this reward sheet names another office")
    return sheet


def follows(sheet: RewardSheet, before: RewardSheet) -> bool:
    """Whether it was signed right after `before`, by the same office for the same line."""
    same = (sheet.office, sheet.line) == (before.office, before.line)
    return same and sheet.previous == before.hash and sheet.serial > before.serial


def write_keys(keys: Iterable[RewardKey]) -> bytes:
    """What the treasurer hands over to be put on a sheet: the public keys, and nobody's signature."""
    return dumps({"v": VERSION, "keys": [key.to_json() for key in keys]}) + b"\n"


def read_keys(raw: bytes) -> tuple[RewardKey, ...]:
    """Undo `write_keys`; RewardSheetError for anything else."""
    try:
        keys = tuple(RewardKey.from_json(one) for one in as_list(loads(raw.removesuffix(b"\n"))["keys"]))
        same = write_keys(keys) == raw
    except RewardSheetError:
        raise
    except (EncodingError, KeyError, TypeError, ValueError):
        raise RewardSheetError("these are no public reward keys") from None
    if not same:
        raise RewardSheetError("public reward keys in another form than the protocol's")
    return keys


def _place(key: RewardKey) -> tuple[int, str, int]:
    return key.year, key.currency, key.amount


def _sheet(of: Mapping[str, Any]) -> RewardSheet:
    return RewardSheet(
        line=unb64(of["line"], ID),
        office=unb64(of["office"], KEY),
        serial=int(of["serial"]),
        keys=tuple(RewardKey.from_json(one) for one in as_list(of["keys"])),
        previous=unb64(of["previous"], HASH) if "previous" in of else None,
    )
