"""What the line may know of each member of staff, one file each: nothing in it signs in or opens anything."""

from __future__ import annotations

import base64
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from fairwitness.crypto.codes import SIGN_IN_NAME
from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.crypto.sheets import Reader
from fairwitness.office.channels import ChannelCharter
from fairwitness.office.fields import AGE_HEADER
from fairwitness.office.folder import KEY, OfficeFolder
from fairwitness.office.hashing import FastHasher
from fairwitness.office.problems import OfficeError

HASH = 32  # bytes
WAITING = ".next"  # beside NAME.json, keys that wait
ADMINISTRATOR = "administrator"  # the role in a file that holds no key
REVIEWER, CUSTODIAN = "reviewer", "custodian"  # those in a file that holds some
GUARDS = ""  # in the place of a reader's role, where somebody reads nothing of a channel and guards its names
LONGEST_NAME = 80  # characters of the name that others see


@dataclass(frozen=True)
class WaitingKeys:
    """What somebody who has keys has made to go on with, until a signed sheet names it."""

    recipient: HybridRecipient
    key: bytes
    password: str = field(repr=False)
    sealed_seed: bytes = field(repr=False)
    former_seed: bytes = field(
        repr=False
    )  # the seed of today, sealed to the keys that wait; empty where its words are lost
    shown_name: str = (
        ""  # what the invitation of whoever has lost them says; empty where nothing of it changes
    )
    reads: Mapping[str, str] = field(default_factory=dict)
    invited_by: str = ""

    @property
    def fingerprint(self) -> str:
        """What is read out."""
        return Reader("", self.recipient, self.key).fingerprint


@dataclass(frozen=True)
class StaffRecord:
    """One file, read and checked."""

    sign_in_name: str
    shown_name: str
    role: str
    reads: Mapping[
        str, str
    ]  # channels, and the role in which they read each of them, as the charter names it
    recipient: HybridRecipient
    key: bytes  # verifying key
    password: str = field(repr=False)
    sealed_seed: bytes = field(repr=False)
    invited: bool = False  # whether they made their keys themselves, in their browser
    invited_by: str = ""  # whose invitation it was; nothing where the office began with them, or an earlier version wrote the file
    former: Mapping[bytes, bytes] = field(
        default_factory=dict, repr=False
    )  # seeds of earlier keys, by holder
    waiting: WaitingKeys | None = None  # those that they have made meanwhile

    @property
    def guards(self) -> bool:
        """Whether they guard names, and read no tip."""
        return self.role == CUSTODIAN

    @property
    def on_sheet(self) -> Reader:
        """As the next key sheet names them."""
        keys = self.waiting or self
        return Reader(keys.shown_name or self.shown_name, keys.recipient, keys.key)

    @property
    def next_reads(self) -> Mapping[str, str]:
        """The channels whose next key sheets name them, each with their role."""
        return (self.waiting and self.waiting.reads) or self.reads

    @property
    def made_themselves(self) -> bool:
        """Whether somebody has to say whose the keys are that the next sheet names."""
        return self.invited or self.waiting is not None


def staff_records(folder: OfficeFolder) -> list[StaffRecord]:
    """Everybody who has keys, in order of name. OfficeError names the file that is damaged or copied from another."""
    found: dict[str, str] = {}
    records = []
    for file in sorted(folder.staff.glob("*.json")):
        if is_administrator(file):
            continue
        record = _read(file)
        first = found.setdefault(str(record.recipient), file.name)
        if first != file.name:
            raise OfficeError(f"{file} holds the same keys as {first}. Take one of them out.")
        records.append(record)
    return records


def is_administrator(file: Path) -> bool:
    """Whether it is somebody's who runs the line, and has no key."""
    try:
        of = json.loads(file.read_text("utf-8"))
    except ValueError:
        return False
    return isinstance(of, dict) and of.get("role") == ADMINISTRATOR


def reader_of(record: StaffRecord, channel: ChannelCharter) -> str:
    """The role in which somebody reads a channel, or `GUARDS`; OfficeError where the charter has not got it (any more)."""
    if record.guards:
        return GUARDS
    roles, role = [reader.role for reader in channel.readers], record.reads[channel.slug]
    if role not in roles:
        raise OfficeError(
            f"“{record.sign_in_name}” reads “{channel.slug}” as “{role}”, and the charter has no such reader. "
            f"Write one of these for “{channel.slug}” under “reads” into staff/{record.sign_in_name}.json: {', '.join(roles)}."
        )
    return role


def reads_in(of: Mapping[str, Any]) -> dict[str, str]:
    """The channels that a file names, each with the role; an earlier version wrote one role for all of them. ValueError."""
    reads = of["reads"] if "reads" in of else dict.fromkeys(of.get("channels", ()), of.get("reader", ""))
    if not (isinstance(reads, dict) and all(isinstance(one, str) for one in [*reads, *reads.values()])):
        raise ValueError(reads)
    return reads


def is_shown_name(name: str) -> bool:
    """Whether pages and sheets can show it."""
    return 0 < len(name) <= LONGEST_NAME and name.isprintable()


def shown_as(folder: OfficeFolder, name: str, shown_name: str) -> StaffRecord | None:
    """Who but `name` is shown by that name already: people read the same in both."""
    others = (one for one in staff_records(folder) if one.sign_in_name != name)
    return next((one for one in others if _plain(one.on_sheet.name) == _plain(shown_name)), None)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _read(file: Path) -> StaffRecord:
    try:
        record = _record(json.loads(file.read_text("utf-8")))
        record = replace(record, waiting=_waiting(file.with_suffix(WAITING)))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise OfficeError(f"{file} is damaged. Put it back from a copy, or take it out.") from None
    if file.stem != record.sign_in_name:
        raise OfficeError(
            f"{file} belongs to “{record.sign_in_name}”. Name it {record.sign_in_name}.json, or take it out."
        )
    return record


def _waiting(file: Path) -> WaitingKeys | None:
    if not file.exists():
        return None
    of = json.loads(file.read_text("utf-8"))
    FastHasher().decode(of["password"])
    sealed, former = (base64.b64decode(of[name], validate=True) for name in ("sealed_seed", "former_seed"))
    if not (sealed.startswith(AGE_HEADER) and (former == b"" or former.startswith(AGE_HEADER))):
        raise ValueError(file)
    recipient, key = HybridRecipient.parse(of["recipient"]), unb64(of["key"], KEY)
    invited = of.get("shown_name", ""), reads_in(of), of.get("invited_by", "")
    return WaitingKeys(recipient, key, of["password"], sealed, former, *invited)


def _former(of: Mapping[str, str]) -> dict[bytes, bytes]:
    return {unb64(holder, HASH): base64.b64decode(seed, validate=True) for holder, seed in of.items()}


def _record(of: dict[str, Any]) -> StaffRecord:
    """KeyError, TypeError or ValueError for anything that `fairwitness keys staff` would not have written."""
    name, shown, role = (of[key] for key in ("sign_in_name", "shown_name", "role"))
    FastHasher().decode(of["password"])
    sealed_seed = base64.b64decode(of["sealed_seed"], validate=True)
    right = SIGN_IN_NAME.fullmatch(name) and is_shown_name(shown) and role in {REVIEWER, CUSTODIAN}
    if not (right and sealed_seed.startswith(AGE_HEADER)):
        raise ValueError(name)
    reads = reads_in(of)
    if role == CUSTODIAN and set(reads.values()) - {GUARDS}:
        raise ValueError(name)  # nobody is custodian and reviewer
    return StaffRecord(
        sign_in_name=name,
        shown_name=shown,
        role=role,
        reads=reads,
        recipient=HybridRecipient.parse(of["recipient"]),
        key=unb64(of["key"], KEY),
        password=of["password"],
        sealed_seed=sealed_seed,
        invited=of.get("invited") is True,
        invited_by=str(of.get("invited_by", "")),
        former=_former(of.get("former", {})),
    )
