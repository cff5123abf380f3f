"""Inviting somebody to make their keys in their own browser: so that nobody else ever has their eight words.

An invitation lets its bearer make keys under one name, once. It lets nobody read: that takes a key sheet, which the office key signs.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from fairwitness.crypto.codes import SIGN_IN_NAME
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import is_next_named, promised_channel, seat_in, shown_alone, was_ever_named
from fairwitness.office.hashing import hash_of_secret
from fairwitness.office.problems import OfficeError
from fairwitness.office.staff_files import (
    CUSTODIAN,
    REVIEWER,
    WAITING,
    StaffRecord,
    is_administrator,
    reads_in,
    staff_records,
)

TERMINAL = "*"  # who invited, where the command was told no name; no sign-in name looks like it
DAYS = 7  # for which an invitation counts, if nobody says otherwise
SECRET = 16  # bytes


class NotInvited(Exception):
    """No invitation of this name and secret counts today."""


class KeysTaken(Exception):
    """Somebody has these keys already."""


@dataclass(frozen=True)
class Invitation:
    """One file, read."""

    name: str
    shown_name: str
    reads: Mapping[str, str]  # channels, each with the role
    until: date
    by: str = ""  # who invites
    guards: bool = False  # whether they guard names, and read nothing


@dataclass(frozen=True)
class MadeKeys:
    """What a browser has made: public halves, and what only its eight words open."""

    recipient: HybridRecipient
    key: bytes  # verifying key
    password: str = field(repr=False)  # the derived sign-in value
    sealed_seed: bytes = field(repr=False)

    @classmethod
    def of(cls, recipient: str, key: bytes, password: str, sealed_seed: bytes) -> MadeKeys:
        """AgeError for a recipient that is none."""
        return cls(HybridRecipient.parse(recipient), key, password, sealed_seed)


def invite(
    folder: OfficeFolder,
    name: str,
    channel: str,
    *,
    shown_name: str = "",
    role: str = "",
    days: int = DAYS,
    again: bool = False,
    by: str = TERMINAL,
    guards: bool = False,
) -> str:
    """Write an invitation, in the place of an earlier one of that name; its secret is told once. OfficeError.

    `guards` is for whoever guards the channel's names: nobody does that and reads. `by` is who invites: two whom the same person has let in do not sign together what takes two. `again` is for somebody who has lost their words: their old keys open nothing any more once a signed sheet names those that they make.
    """
    shown = shown_alone(folder, name, shown_name)
    role = seat_in(promised_channel(folder, channel), role, guards=guards)
    if is_administrator_of(folder, name):
        raise OfficeError(f"“{name}” runs the line, and reads nothing. Choose another sign-in name.")
    before = next((one for one in staff_records(folder) if one.sign_in_name == name), None)
    if (before is not None) is not again:
        raise OfficeError(
            f"There is no “{name}” yet. Invite them without --again."
            if again
            else f"There is a “{name}” already. Choose another sign-in name; if they have lost their words, add --again."
        )
    if before and before.guards is not guards:
        raise OfficeError(
            f"“{name}” {'guards names' if before.guards else 'reads tips'}, and nobody does both. Choose another sign-in name, for another person."
        )
    if before and before.waiting and is_next_named(folder, before):
        raise OfficeError(
            f"A signed key sheet names keys that “{name}” has made meanwhile. Start the line again, and then invite them."
        )
    secret = b64(secrets.token_bytes(SECRET))
    told = {
        "shown_name": before.shown_name if before and not shown_name else shown,
        "role": CUSTODIAN if guards else REVIEWER,
        "reads": {**(before.reads if before else {}), channel: role},
        "secret": sha256(secret.encode()).hexdigest(),
        "until": (today() + timedelta(days=days)).isoformat(),
        "by": by,
    }
    folder.invitations.mkdir(mode=0o700, exist_ok=True)
    put_file(_file(folder, name), told)
    return secret


def is_administrator_of(folder: OfficeFolder, name: str) -> bool:
    """Whether somebody of this name runs the line: nobody does both under one name."""
    file = folder.staff / f"{name}.json"
    return file.is_file() and is_administrator(file)


def invitations(folder: OfficeFolder) -> list[Invitation]:
    """Those that are open, in order of name; how long they count, they say themselves."""
    found = []
    for file in sorted(folder.invitations.glob("*.json")):
        try:
            of = json.loads(file.read_text("utf-8"))
            until = date.fromisoformat(of["until"])
            found.append(Invitation(file.stem, of["shown_name"], reads_in(of), until, guards=_guards(of)))
        except (OSError, KeyError, TypeError, ValueError):
            continue  # used up meanwhile, or damaged: it lets nobody in
    return found


def cancel(folder: OfficeFolder, name: str) -> bool:
    """Let it count no more. Whether there was one."""
    try:
        _file(folder, name).unlink()
    except (NotInvited, FileNotFoundError):
        return False
    return True


def invitation_for(folder: OfficeFolder, name: str, secret: str) -> Invitation:
    """The invitation; NotInvited."""
    try:
        of = json.loads(_file(folder, name).read_text("utf-8"))
        right = hmac.compare_digest(of["secret"], sha256(secret.encode("utf-8", "replace")).hexdigest())
        day, by = date.fromisoformat(of["until"]), of.get("by", TERMINAL)
        found = Invitation(name, of["shown_name"], reads_in(of), day, by, _guards(of))
    except (OSError, KeyError, TypeError, ValueError):
        raise NotInvited from None
    if not right or found.until < today():
        raise NotInvited
    return found


def accept(folder: OfficeFolder, name: str, secret: str, made: MadeKeys) -> StaffRecord:
    """Use the invitation up, and write down who came. The same keys again, because an answer was lost, are the same person.

    Keys of somebody whom a sheet has named wait until a signed sheet names them, and so long the earlier words and keys go on: whoever invites alone locks nobody out.
    NotInvited, KeysTaken; OfficeError where the charter has such a reader no more: nothing is used up, for the line would not start with it.
    """
    records = staff_records(folder)
    others = [record for record in records if record.sign_in_name != name]
    if any(_has(record, made) for record in others):
        raise KeysTaken
    before = next((record for record in records if record.sign_in_name == name), None)
    if before and before.waiting and is_next_named(folder, before):
        return _here_already(folder, name, made)
    try:
        invitation = invitation_for(folder, name, secret)
        for channel, role in invitation.reads.items():
            seat_in(promised_channel(folder, channel), role, guards=invitation.guards)
        _file(folder, name).rename(
            folder.invitations / f"{name}.used"
        )  # one of two who come at once finds it gone
    except (NotInvited, FileNotFoundError):
        return _here_already(folder, name, made)
    waiting = folder.staff / f"{name}{WAITING}"
    if before and was_ever_named(folder, before):
        put_file(waiting, _record(invitation, made) | {"former_seed": ""})
    else:
        put_file(folder.staff / f"{name}.json", _record(invitation, made))
        waiting.unlink(missing_ok=True)
    (folder.invitations / f"{name}.used").unlink()
    return _of_name(folder, name)


def _has(record: StaffRecord, made: MadeKeys) -> bool:
    return any(
        one.recipient == made.recipient or one.key == made.key
        for one in (record, record.waiting)
        if one is not None
    )


def _record(invitation: Invitation, made: MadeKeys) -> dict[str, object]:
    return {
        "sign_in_name": invitation.name,
        "shown_name": invitation.shown_name,
        "role": CUSTODIAN if invitation.guards else REVIEWER,
        "reads": dict(invitation.reads),
        "recipient": str(made.recipient),
        "key": b64(made.key),
        "password": hash_of_secret(made.password),
        "sealed_seed": base64.b64encode(made.sealed_seed).decode("ascii"),
        "invited": True,
        "invited_by": invitation.by,
    }


def _guards(of: Mapping[str, object]) -> bool:
    return of.get("role", REVIEWER) == CUSTODIAN


def _here_already(folder: OfficeFolder, name: str, made: MadeKeys) -> StaffRecord:
    known = [record for record in staff_records(folder) if record.sign_in_name == name]
    for record in known:
        keys = record.waiting or record
        if record.made_themselves and (keys.recipient, keys.key) == (made.recipient, made.key):
            return record
    raise NotInvited


def _of_name(folder: OfficeFolder, name: str) -> StaffRecord:
    return next(record for record in staff_records(folder) if record.sign_in_name == name)


def _file(folder: OfficeFolder, name: str) -> Path:
    """Where an invitation of this name lies; NotInvited for a name that nobody can have."""
    if not SIGN_IN_NAME.fullmatch(name):
        raise NotInvited
    return folder.invitations / f"{name}.json"


def put_file(file: Path, told: Mapping[str, object]) -> None:
    """Whole or not at all, and for this user alone."""
    fresh = file.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as target:
        json.dump(told, target, indent=1, ensure_ascii=False)
        target.flush()
        os.fsync(target.fileno())
    fresh.replace(file)
