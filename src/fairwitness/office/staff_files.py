"""What the line may know of each member of staff, one file each: nothing in it signs in or opens anything."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fairwitness.crypto.codes import SIGN_IN_NAME
from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.office.channels import ChannelCharter
from fairwitness.office.fields import AGE_HEADER
from fairwitness.office.folder import KEY, OfficeFolder
from fairwitness.office.hashing import FastHasher
from fairwitness.office.problems import OfficeError

LONGEST_NAME = 80  # characters of the name that others see


@dataclass(frozen=True)
class StaffRecord:
    """One file, read and checked."""

    sign_in_name: str
    shown_name: str
    role: str
    channels: tuple[str, ...]
    reader: str  # the role in which they read, as the charter names it
    recipient: HybridRecipient
    key: bytes  # verifying key
    password: str = field(repr=False)
    sealed_seed: bytes = field(repr=False)


def staff_records(folder: OfficeFolder) -> list[StaffRecord]:
    """Everybody, in order of name. OfficeError names the file that is damaged or copied from another."""
    found: dict[str, str] = {}
    records = []
    for file in sorted(folder.staff.glob("*.json")):
        record = _read(file)
        first = found.setdefault(str(record.recipient), file.name)
        if first != file.name:
            raise OfficeError(f"{file} holds the same keys as {first}. Take one of them out.")
        records.append(record)
    return records


def reader_of(record: StaffRecord, channel: ChannelCharter) -> str:
    """The role in which somebody reads a channel; OfficeError where the charter has not got it (any more)."""
    roles = [reader.role for reader in channel.readers]
    if record.reader not in roles:
        raise OfficeError(
            f"“{record.sign_in_name}” reads “{channel.slug}” as “{record.reader}”, and the charter has no such reader. "
            f"Write one of these as “reader” into staff/{record.sign_in_name}.json: {', '.join(roles)}."
        )
    return record.reader


def is_shown_name(name: str) -> bool:
    """Whether pages and sheets can show it."""
    return 0 < len(name) <= LONGEST_NAME and name.isprintable()


def _read(file: Path) -> StaffRecord:
    try:
        record = _record(json.loads(file.read_text("utf-8")))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise OfficeError(f"{file} is damaged. Put it back from a copy, or take it out.") from None
    if file.stem != record.sign_in_name:
        raise OfficeError(
            f"{file} belongs to “{record.sign_in_name}”. Name it {record.sign_in_name}.json, or take it out."
        )
    return record


def _record(of: dict[str, Any]) -> StaffRecord:
    """KeyError, TypeError or ValueError for anything that `fairwitness keys staff` would not have written."""
    name, shown, role, channels = (of[key] for key in ("sign_in_name", "shown_name", "role", "channels"))
    FastHasher().decode(of["password"])
    sealed_seed = base64.b64decode(of["sealed_seed"], validate=True)
    right = SIGN_IN_NAME.fullmatch(name) and is_shown_name(shown) and role == "reviewer"
    listed = isinstance(channels, list) and all(isinstance(one, str) for one in channels)
    if not (right and listed and sealed_seed.startswith(AGE_HEADER)):
        raise ValueError(name)
    return StaffRecord(
        sign_in_name=name,
        shown_name=shown,
        role=role,
        channels=tuple(channels),
        reader=str(of.get("reader", "")),
        recipient=HybridRecipient.parse(of["recipient"]),
        key=unb64(of["key"], KEY),
        password=of["password"],
        sealed_seed=sealed_seed,
    )
