"""Founding an office, taking on staff, signing key sheets: on the command line, in the office's folder, without a database."""

from __future__ import annotations

import base64
import json
import secrets
import shutil
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from fairwitness.crypto.age import seal
from fairwitness.crypto.codes import SIGN_IN_NAME, StaffPassphrase
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.keys import SEED, SigningKey, StaffKeys
from fairwitness.crypto.line_keys import publish_line_key
from fairwitness.crypto.sheets import KeySheet, Reader, SheetError, publish, read_published
from fairwitness.office.caps import PRESETS
from fairwitness.office.changes import RETENTION, Change, between, longer_kept
from fairwitness.office.channels import ChannelCharter
from fairwitness.office.charter import decoded, hash_of, parse
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.hashing import hash_of_secret
from fairwitness.office.new_files import write_new
from fairwitness.office.problems import OfficeError
from fairwitness.office.recovery import on_sheet
from fairwitness.office.staff_files import (
    CUSTODIAN,
    GUARDS,
    LONGEST_NAME,
    REVIEWER,
    WAITING,
    StaffRecord,
    is_shown_name,
    shown_as,
    staff_records,
)

YEAR = 365  # days a sheet may be used
LINE_ID = 16
PRESET = "ngo"
KEY_COMMENT = "# The office key. Keep it off the server, with someone who is not the administrator: it says who may read.\n"


@dataclass(frozen=True)
class NewStaff:
    """Somebody who was taken on; the eight words are told once."""

    sign_in_name: str
    passphrase: str = field(repr=False)
    numbers: tuple[int, ...] = field(repr=False)


def found(path: Path, charter: str | None = None) -> OfficeFolder:
    """Write a charter (its text, or a preset's), line id and keys into a new folder; all of it or nothing.

    OfficeError where there is something already, CharterError for a charter that would not do.
    """
    refuse_unless_empty(path)
    charter = preset_text() if charter is None else charter
    parse(charter)
    there = path.exists()
    try:
        return _write(OfficeFolder(path), charter)
    except BaseException:
        _clear(path, keep=there)
        raise


def refuse_unless_empty(path: Path) -> None:
    """OfficeError where something is in the way of a new office."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise OfficeError(f"{path} is not empty. Name a folder that is not there yet.")


def preset_text(name: str = PRESET) -> str:
    """A preset's charter, as it comes with this product; OfficeError for one that there is not."""
    if name not in PRESETS:
        raise OfficeError(f"There is no preset “{name}”. Choose from: {', '.join(PRESETS)}.")
    return (files("fairwitness.office") / "presets" / f"{name}.toml").read_text("utf-8")


def _clear(path: Path, *, keep: bool) -> None:
    """Undo what was begun in a folder that held nothing."""
    for inner in path.iterdir() if path.exists() else ():
        shutil.rmtree(inner) if inner.is_dir() else inner.unlink()
    if path.exists() and not keep:
        path.rmdir()


def _write(folder: OfficeFolder, charter: str) -> OfficeFolder:
    for inner in (folder.path, folder.sheets, folder.staff, folder.data):
        inner.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = SigningKey.generate()
    folder.charter.write_text(charter, "utf-8")
    folder.line_id.write_text(b64(secrets.token_bytes(LINE_ID)) + "\n")
    folder.office_pub.write_text(b64(key.verifying_key) + "\n")
    write_new(folder.office_key, (KEY_COMMENT + b64(key.seed) + "\n").encode())
    write_new(folder.django_key, (secrets.token_urlsafe(48) + "\n").encode())
    new_line_key(folder)
    return folder


def new_line_key(folder: OfficeFolder, key_file: Path | None = None) -> None:
    """Make the key that the running line signs with, and let the office key sign it. OfficeError where there is one already."""
    office = office_key_of(folder, key_file)
    if folder.line_key.exists():
        raise OfficeError(
            f"There is a {folder.line_key} already. What it has signed could not be checked with another one."
        )
    key = SigningKey.generate()
    folder.line_pub.write_bytes(publish_line_key(folder.line(), key.verifying_key, office) + b"\n")
    write_new(folder.line_key, (b64(key.seed) + "\n").encode())


def office_key_of(folder: OfficeFolder, key_file: Path | None = None) -> SigningKey:
    """The office key, out of its file or another one; OfficeError where it is another office's."""
    office = read_office_key(key_file or folder.office_key)
    if office.verifying_key != folder.verifying_key():
        raise OfficeError("This is not the key of this office. Its public half stands in office.pub.")
    return office


def add_staff(
    folder: OfficeFolder,
    name: str,
    channel: str,
    *,
    shown_name: str = "",
    role: str = "",
    guards: bool = False,
) -> NewStaff:
    """Make somebody's words and keys, and put them on the next, unsigned sheet: as a reviewer, or as who guards names.

    `role` is one of the channel's reader roles; it may be left out where there is only one.
    """
    shown = shown_alone(folder, name, shown_name)
    role = seat_in(promised_channel(folder, channel), role, guards=guards)
    file = folder.staff / f"{name}.json"
    if file.exists():
        raise OfficeError(f"There is a “{name}” already. Choose another sign-in name.")
    file.with_suffix(WAITING).unlink(missing_ok=True)  # of somebody who had this name before
    passphrase = StaffPassphrase.generate()
    file.write_text(
        json.dumps(
            _staff_record(folder, name, shown, (channel, role), passphrase, guards=guards),
            indent=1,
            ensure_ascii=False,
        )
    )
    return NewStaff(name, " ".join(passphrase.words), passphrase.numbers)


def shown_alone(folder: OfficeFolder, name: str, shown_name: str) -> str:
    """The same; OfficeError where a colleague is shown by that name already: nobody could tell the two apart where a reader is chosen."""
    shown = named(name, shown_name)
    other = shown_as(folder, name, shown)
    if other is not None:
        raise OfficeError(
            f"“{other.sign_in_name}” is shown as “{shown}” already. Choose another name to be shown."
        )
    return shown


def named(name: str, shown_name: str) -> str:
    """The name that others see; OfficeError where one of the two can be no name."""
    if not SIGN_IN_NAME.fullmatch(name):
        raise OfficeError(f"“{name}” cannot be a sign-in name. Use 1 to 32 of: a-z 0-9 . -")
    shown = shown_name or name
    if not is_shown_name(shown):
        raise OfficeError(
            f"“{shown!r}” cannot be shown as a name. Use 1 to {LONGEST_NAME} ordinary characters."
        )
    return shown


def _staff_record(
    folder: OfficeFolder,
    name: str,
    shown_name: str,
    seat: tuple[str, str],
    passphrase: StaffPassphrase,
    *,
    guards: bool,
) -> dict[str, Any]:
    """What the line may know of a member of staff: nothing here signs in or opens anything."""
    seed = secrets.token_bytes(32)
    keys = StaffKeys.from_seed(seed)
    derived = passphrase.derive(folder.line(), name)
    return {
        "sign_in_name": name,
        "shown_name": shown_name,
        "role": CUSTODIAN if guards else REVIEWER,
        "reads": dict([seat]),
        "recipient": str(keys.identity.recipient),
        "key": b64(keys.signing.verifying_key),
        "password": hash_of_secret(derived.sign_in),
        "sealed_seed": base64.b64encode(seal(seed, [derived.unlock.recipient])).decode("ascii"),
    }


def grows(folder: OfficeFolder) -> list[Change]:
    """Each number of days by which this charter.toml keeps content longer than the charter that counts.

    Where nothing says what counts, as in a copy without `data/charter.toml`: all of them, from nothing. None before a first sheet is signed, for
    such an office has promised nothing to anybody; nor where a channel's newest sheet was signed over this very file.
    """
    kept = tomllib.loads(decoded(folder.charter.read_bytes()))
    if folder.in_force != folder.charter:
        return longer_kept(between(tomllib.loads(decoded(folder.in_force.read_bytes())), kept))
    newest = [signed_sheets(folder, channel.slug)[-1:] for channel in folder.promises().channels]
    agreed = {sheet.charter for sheets in newest for sheet in sheets}
    if not any(folder.sheets.glob("*.sheet")) or hash_of(folder.charter) in agreed:
        return []
    return longer_kept(between({}, {RETENTION: kept[RETENTION]}))


def sign_sheet(
    folder: OfficeFolder,
    channel: str,
    *,
    key_file: Path | None = None,
    until: date | None = None,
    agreed: bool = False,
) -> KeySheet:
    """Sign the channel's next sheet, linked to the one before. OfficeError where there is nobody to put on it.

    `agreed`: whoever signs has seen what `grows`. A sheet over a charter that keeps content longer is how the second person agrees to that.
    """
    promised_channel(folder, channel)
    if not agreed and grows(folder):
        raise OfficeError(
            "A sheet over this charter.toml agrees to keep content longer. Look at what grows; whoever agrees adds --agree-to-longer-keeping."
        )
    if until is not None and until < today():
        raise OfficeError(f"{until} is over. Name a day with --until that is still to come.")
    office = office_key_of(folder, key_file)
    earlier = signed_sheets(folder, channel)
    reviewers, custodians = readers_of(folder, channel), custodians_of(folder, channel)
    if not reviewers:
        raise OfficeError(
            f"Channel “{channel}” has no reviewer. Add one: fairwitness keys staff NAME --channel {channel} --role ROLE --dir {folder.path}"
        )
    sheet = KeySheet(
        line=folder.line(),
        office=office.verifying_key,
        channel=channel,
        serial=earlier[-1].serial + 1 if earlier else 1,
        previous=earlier[-1].hash if earlier else None,
        charter=hash_of(folder.charter),
        until=until or today() + timedelta(days=YEAR),
        reviewers=tuple(reviewers),
        custodians=tuple(custodians),
        recovery=on_sheet(folder),
    )
    (folder.sheets / f"{channel}.{sheet.serial}.sheet").write_bytes(publish(sheet, office))
    return sheet


def readers_of(folder: OfficeFolder, channel: str) -> list[Reader]:
    """Who stands on the unsigned sheet: every reviewer of the channel."""
    return _on_next_sheet(folder, channel, guards=False)


def custodians_of(folder: OfficeFolder, channel: str) -> list[Reader]:
    """Who guards the channel's names by the unsigned sheet."""
    return _on_next_sheet(folder, channel, guards=True)


def _on_next_sheet(folder: OfficeFolder, channel: str, *, guards: bool) -> list[Reader]:
    records = [record for record in staff_records(folder) if channel in record.next_reads]
    return [record.on_sheet for record in records if record.guards is guards]


def newly_invited(folder: OfficeFolder, channel: str) -> list[Reader]:
    """Who made their own keys and would be on the next sheet for the first time with these: whose they are, nobody has said yet."""
    promised_channel(folder, channel)
    earlier = signed_sheets(folder, channel)
    known = {reader.recipient for reader in earlier[-1].people} if earlier else set()
    records = staff_records(folder)
    return [
        one.on_sheet
        for one in records
        if one.made_themselves and channel in one.next_reads and one.on_sheet.recipient not in known
    ]


def is_next_named(folder: OfficeFolder, record: StaffRecord) -> bool:
    """Whether a key sheet of today names the keys that wait, or else those of today."""
    newest = [signed_sheets(folder, channel)[-1:] for channel in record.next_reads]
    named = {reader.recipient for sheets in newest for sheet in sheets for reader in sheet.people}
    return record.on_sheet.recipient in named


def was_ever_named(folder: OfficeFolder, record: StaffRecord) -> bool:
    """Whether any key sheet has ever named somebody's keys of today: else nothing was ever sealed to them."""
    sheets = [
        sheet for channel in folder.promises().channels for sheet in signed_sheets(folder, channel.slug)
    ]
    return any(reader.recipient == record.recipient for sheet in sheets for reader in sheet.people)


def signed_sheets(folder: OfficeFolder, channel: str) -> list[KeySheet]:
    """The channel's sheets as they lie in the folder, verified, in order of serial; OfficeError for a broken chain."""
    office, line = folder.verifying_key(), folder.line()
    found = [_sheet(file, office) for file in folder.sheets.glob(f"{channel}.*.sheet")]
    sheets = sorted(found, key=lambda sheet: sheet.serial)
    for place, sheet in enumerate(sheets):
        previous = sheets[place - 1].hash if place else None
        if (sheet.serial, sheet.previous) != (place + 1, previous):
            raise OfficeError(
                f"Sheet {sheet.serial} of “{channel}” does not follow the one before. Put the missing one back."
            )
        if (sheet.line, sheet.channel) != (line, channel):
            raise OfficeError(
                f"Sheet {sheet.serial} of “{channel}” was signed for another line or channel. Take it out."
            )
    return sheets


def _sheet(file: Path, office: bytes) -> KeySheet:
    try:
        sheet = read_published(file.read_bytes(), office)
    except SheetError as error:
        raise OfficeError(f"{file} cannot be used: {error}. Put it back from a copy.") from None
    if file.name != f"{sheet.channel}.{sheet.serial}.sheet":
        raise OfficeError(
            f"{file} is sheet {sheet.serial} of “{sheet.channel}”. "
            f"Name it {sheet.channel}.{sheet.serial}.sheet, or take it out."
        )
    return sheet


def read_office_key(file: Path) -> SigningKey:
    """The office key, out of its file."""
    try:
        lines = [line for line in file.read_text().splitlines() if line and not line.startswith("#")]
        return SigningKey.from_seed(unb64("".join(lines).strip(), SEED))
    except FileNotFoundError:
        raise OfficeError(f"The office key is not at {file}. Name its file with --key.") from None
    except ValueError:
        raise OfficeError(f"{file} holds no office key. Name the right file with --key.") from None


def promised_channel(folder: OfficeFolder, channel: str) -> ChannelCharter:
    """The channel, as the charter describes it. OfficeError where this is no office, or it has no such channel."""
    channels = {one.slug: one for one in folder.promises().channels}
    if channel not in channels:
        raise OfficeError(f"The charter has no channel “{channel}”. Its channels are: {', '.join(channels)}.")
    return channels[channel]


def seat_in(channel: ChannelCharter, role: str, *, guards: bool) -> str:
    """As `role_in`, or `GUARDS` for whoever guards names, who has no such role. OfficeError."""
    if not guards:
        return role_in(channel, role)
    if role != GUARDS:
        raise OfficeError("Whoever guards names reads no tip. Leave the role of a reader out.")
    return GUARDS


def role_in(channel: ChannelCharter, role: str) -> str:
    """The role in which somebody will read this channel; OfficeError where the charter leaves it open or has it not."""
    roles = [reader.role for reader in channel.readers]
    if not role and len(roles) == 1:
        return roles[0]
    if role not in roles:
        said = (
            f"nobody reads “{channel.slug}” as “{role}”"
            if role
            else f"“{channel.slug}” is read in several roles"
        )
        raise OfficeError(f"By the charter {said}. Choose: {' or '.join(f'--role {one}' for one in roles)}.")
    return role
