"""Mr Bo guards names: the office key has signed him onto the sheet of the public channel, and he reads nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace

from made_up_office import BO, FOLDER

from fairwitness.crypto.sheets import Reader, publish
from fairwitness.office.actions import take_on
from fairwitness.office.founding import read_office_key
from fairwitness.office.models import Channel, SignedSheet, Staff
from fairwitness.office.reading import current_sheet
from fairwitness.office.staff_files import StaffRecord, staff_records


def bo_is_here() -> Staff:
    """As the line takes him on; no sheet names him yet."""
    return take_on(FOLDER, _record())


def bo_guards_names() -> Staff:
    """And one that does."""
    bo = bo_is_here()
    names_custodians(Channel.objects.get(slug="public"), _record().on_sheet)
    return bo


def names_custodians(channel: Channel, *custodians: Reader) -> None:
    """The office key signs the next sheet of a channel, with these."""
    sheet = current_sheet(channel)
    following = replace(sheet, serial=sheet.serial + 1, previous=sheet.hash, custodians=custodians)
    SignedSheet.objects.create(
        office=channel.office,
        channel=channel,
        serial=following.serial,
        hash=following.hash,
        published=publish(following, read_office_key(FOLDER.office_key)),
    )


def _record() -> StaffRecord:
    file = FOLDER.staff / "bo.json"
    shutil.copy(BO, file)
    try:
        return next(one for one in staff_records(FOLDER) if one.sign_in_name == "bo")
    finally:
        file.unlink()
