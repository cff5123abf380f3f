"""Who runs the line: a name and eight words that sign in, and no key at all. Nothing can be sealed to them, so there is nothing that they could open."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DatabaseError

from fairwitness.crypto.codes import SIGN_IN_NAME, StaffPassphrase
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import NewStaff, named
from fairwitness.office.hashing import FastHasher, hash_of_secret
from fairwitness.office.inviting import put_file
from fairwitness.office.models import Office, Staff
from fairwitness.office.names import refuse_another_administrator, refuse_former
from fairwitness.office.problems import OfficeError
from fairwitness.office.rows import row_by
from fairwitness.office.second_factors import begin_anew
from fairwitness.office.staff_files import ADMINISTRATOR, is_administrator, is_shown_name


@dataclass(frozen=True)
class Administrator:
    """One file, read and checked."""

    sign_in_name: str
    shown_name: str
    password: str = field(repr=False)


def add_administrator(
    folder: OfficeFolder, name: str, *, shown_name: str = "", again: bool = False
) -> NewStaff:
    """Make an administrator's words; the line takes them up when it starts again. OfficeError.

    `again`: for whoever has lost words, app or recovery codes. The words of before count no more then, nor the app and the codes.
    """
    shown = named(name, shown_name)
    file = folder.staff / f"{name}.json"
    if again:
        before = next((one for one in administrators(folder) if one.sign_in_name == name), None)
        if before is None:
            raise OfficeError(f"Nobody runs the line as “{name}”. Make their words without --again.")
        shown = shown if shown_name else before.shown_name
    elif file.exists():
        raise OfficeError(f"There is a “{name}” already. Choose another sign-in name.")
    with suppress(DatabaseError):  # a line that was never started knows nobody
        refuse_former(folder, name)
    passphrase = StaffPassphrase.generate()
    told = {
        "sign_in_name": name,
        "shown_name": shown,
        "role": ADMINISTRATOR,
        "password": hash_of_secret(passphrase.derive(folder.line(), name).sign_in),
    }
    put_file(file, told)
    return NewStaff(name, " ".join(passphrase.words), passphrase.numbers)


def administrators(folder: OfficeFolder) -> list[Administrator]:
    """Everybody who runs the line, in order of name. OfficeError names the file that is damaged."""
    return [_read(file) for file in sorted(folder.staff.glob("*.json")) if is_administrator(file)]


def take_up_administrators(folder: OfficeFolder, office: Office) -> list[str]:
    """Bring their rows in line with the folder; returns their names."""
    found = administrators(folder)
    for one in found:
        refuse_another_administrator(one.sign_in_name)
        before = row_by(Staff, sign_in_name=one.sign_in_name)
        if before is not None and before.password != one.password:
            begin_anew(before)  # other words: what was lost with those before may be in somebody's hands
        Staff.objects.update_or_create(
            sign_in_name=one.sign_in_name,
            defaults={
                "office": office,
                "shown_name": one.shown_name,
                "role": Staff.Role.ADMINISTRATOR,
                "password": one.password,
                "is_active": True,
            },
        )
    return [one.sign_in_name for one in found]


def _read(file: Path) -> Administrator:
    try:
        of = json.loads(file.read_text("utf-8"))
        one = Administrator(of["sign_in_name"], of["shown_name"], of["password"])
        FastHasher().decode(one.password)
        right = SIGN_IN_NAME.fullmatch(one.sign_in_name) and is_shown_name(one.shown_name)
    except (KeyError, TypeError, ValueError, AttributeError):
        right = None
    if not right or file.stem != one.sign_in_name:
        raise OfficeError(f"{file} is damaged. Put it back from a copy, or take it out.")
    return one
