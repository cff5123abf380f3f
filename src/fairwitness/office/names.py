"""A sign-in name is one person's for ever: what they signed and what the journal says of them stands under their row."""

from __future__ import annotations

from fairwitness.office.folder import OfficeFolder
from fairwitness.office.models import Staff
from fairwitness.office.problems import OfficeError
from fairwitness.office.rows import row_by
from fairwitness.office.staff_files import StaffRecord


def was_somebody(folder: OfficeFolder, name: str) -> bool:
    """Whether a name belongs to somebody who is out, or whose file is gone."""
    row = row_by(Staff, sign_in_name=name)
    return row is not None and not (row.is_active and (folder.staff / f"{name}.json").exists())


def refuse_former(folder: OfficeFolder, name: str) -> None:
    """OfficeError for a name that somebody had who is here no more."""
    if was_somebody(folder, name):
        raise OfficeError(_said(name))


def refuse_another(record: StaffRecord) -> None:
    """OfficeError for a file under the name of somebody who is out, or does something else here: who reads never guards names later."""
    _refuse_unless(Staff.Role(record.role), record.sign_in_name)


def refuse_another_administrator(name: str) -> None:
    """OfficeError for an administrator's file under the name of somebody who is out, or reads."""
    _refuse_unless(Staff.Role.ADMINISTRATOR, name)


def is_out_reader(record: StaffRecord) -> bool:
    """Whether these are the keys of somebody who is out."""
    row = row_by(Staff, sign_in_name=record.sign_in_name, is_active=False)
    if row is None:
        return False
    before = {bytes(key.holder) for key in row.keys.all()}
    return not before.isdisjoint({record.recipient.holder, *record.former})


def is_out_administrator(name: str, password: str) -> bool:
    """Whether these are the words of somebody who is out."""
    return row_by(Staff, sign_in_name=name, is_active=False, password=password) is not None


def _refuse_unless(role: Staff.Role, name: str) -> None:
    row = row_by(Staff, sign_in_name=name)
    if row is not None and not (row.is_active and row.role == role):
        raise OfficeError(_said(name))


def _said(name: str) -> str:
    return (
        f"“{name}” was somebody’s sign-in name here, and what they signed stays under it."
        f" Choose another one; if there is a staff/{name}.json, take it out."
    )
