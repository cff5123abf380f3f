"""New keys for somebody who has some: they wait beside the ones of today, until a signed sheet names them.

The files are the truth here as well: `staff/NAME.next` waits, and becomes `staff/NAME.json` when the line takes up such a sheet.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping

from fairwitness.crypto.encoding import b64
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import is_next_named
from fairwitness.office.hashing import hash_of_secret
from fairwitness.office.inviting import KeysTaken, MadeKeys, put_file
from fairwitness.office.staff_files import WAITING, StaffRecord, WaitingKeys, staff_records


class KeysWait(Exception):
    """Others wait already, and their numbers may have been read out."""


class OnSheet(Exception):
    """A signed sheet names them already: they come when the line starts again."""


def put_by(folder: OfficeFolder, name: str, made: MadeKeys, former_seed: bytes) -> WaitingKeys:
    """Let new keys wait. The same again, because an answer was lost, are the same. KeysWait, KeysTaken."""
    for record in staff_records(folder):
        known = {record.recipient, record.waiting.recipient if record.waiting else None}
        keys = {record.key, record.waiting.key if record.waiting else None}
        if record.sign_in_name == name and record.waiting:
            if (record.waiting.recipient, record.waiting.key) != (made.recipient, made.key):
                raise KeysWait
            return record.waiting
        if made.recipient in known or made.key in keys:
            raise KeysTaken
    file = folder.staff / f"{name}{WAITING}"
    fresh = file.with_suffix(".making")
    told = {
        "recipient": str(made.recipient),
        "key": b64(made.key),
        "password": hash_of_secret(made.password),
        "sealed_seed": _text(made.sealed_seed),
        "former_seed": _text(former_seed),
    }
    put_file(fresh, told)
    try:
        os.link(fresh, file)  # of two browsers at once one is first
    except FileExistsError:
        raise KeysWait from None
    finally:
        fresh.unlink(missing_ok=True)
    found = waiting(folder, name)
    if found is None or (found.recipient, found.key) != (made.recipient, made.key):
        raise KeysWait
    return found


def waiting(folder: OfficeFolder, name: str) -> WaitingKeys | None:
    """What waits for somebody."""
    return next((one.waiting for one in staff_records(folder) if one.sign_in_name == name), None)


def drop(folder: OfficeFolder, name: str) -> None:
    """Nothing waits any more. OnSheet."""
    for record in staff_records(folder):
        if record.sign_in_name == name and record.waiting and is_next_named(folder, record):
            raise OnSheet
    (folder.staff / f"{name}{WAITING}").unlink(missing_ok=True)


def take_over(folder: OfficeFolder) -> None:
    """Whose waiting keys a sheet of today names, has these from now on, and the others before. Again changes nothing."""
    for record in staff_records(folder):
        if record.waiting and is_next_named(folder, record):
            file = folder.staff / f"{record.sign_in_name}.json"
            put_file(file, _with_next(json.loads(file.read_text("utf-8")), record, record.waiting))
            (folder.staff / f"{record.sign_in_name}{WAITING}").unlink(missing_ok=True)


def _with_next(of: Mapping[str, object], record: StaffRecord, keys: WaitingKeys) -> dict[str, object]:
    former = {b64(holder): _text(seed) for holder, seed in record.former.items()}
    if record.recipient != keys.recipient:  # else it was cut short between the two files
        former[b64(record.recipient.holder)] = _text(keys.former_seed)
    if not keys.former_seed:  # the words are lost, and nothing opens with what was before
        former = {}
    return {
        **{
            key: kept for key, kept in of.items() if key not in ("channels", "reader")
        },  # an earlier version's
        "shown_name": keys.shown_name or record.shown_name,
        "reads": dict(record.next_reads),
        "recipient": str(keys.recipient),
        "key": b64(keys.key),
        "password": keys.password,
        "sealed_seed": _text(keys.sealed_seed),
        "invited": True,
        "invited_by": keys.invited_by or record.invited_by,
        "former": former,
    }


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
