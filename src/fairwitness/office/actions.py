"""Taking up what stands in the office's folder: the files are the truth, the database follows them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office import new_keys
from fairwitness.office.administrators import take_up_administrators
from fairwitness.office.channels import ChannelCharter
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import signed_sheets
from fairwitness.office.leaving import remove_left_over
from fairwitness.office.models import Channel, Office, Seat, SignedSheet, Staff
from fairwitness.office.names import refuse_another
from fairwitness.office.problems import OfficeError
from fairwitness.office.rotating import take_over
from fairwitness.office.staff_files import StaffRecord, reader_of, staff_records


@transaction.atomic
def take_up(folder: OfficeFolder) -> None:
    """Bring office, channels, staff and sheets of the database in line with the folder. Again changes nothing."""
    office = office_of(folder)
    channels = folder.promises().channels
    remove_left_over(folder)  # first: no sheet gives them the keys that wait
    take_over(folder)
    slugs = [promised.slug for promised in channels]
    for slug in slugs:
        Channel.objects.update_or_create(office=office, slug=slug, defaults={"open": True})
    Channel.objects.exclude(slug__in=slugs).update(open=False)
    records = staff_records(folder)
    for record in records:
        _seats(_staff(office, record), record, channels)
    there = [*(record.sign_in_name for record in records), *take_up_administrators(folder, office)]
    if not there and Staff.objects.filter(is_active=True).exists():
        raise OfficeError(
            f"There is nobody in {folder.staff}. Put it back: whoever has no file there at a start is out for good."
        )
    taken_off = Staff.objects.exclude(sign_in_name__in=there)
    Seat.objects.filter(staff__in=taken_off).delete()
    taken_off.update(is_active=False)
    for channel in Channel.objects.filter(open=True):
        _sheets(folder, office, channel)


@transaction.atomic
def take_on(folder: OfficeFolder, record: StaffRecord) -> Staff:
    """Bring in somebody who has just made their keys. They sign in from now on, and read nothing before a signed sheet names them."""
    staff = _staff(office_of(folder), record)
    _seats(staff, record, folder.promises().channels)
    return staff


def office_of(folder: OfficeFolder) -> Office:
    """The office's row, made where there is none yet; OfficeError where it is another office's."""
    line, key = folder.line(), folder.verifying_key()
    office, _ = Office.objects.get_or_create(defaults={"line": line, "verifying_key": key})
    if (office.line, office.verifying_key) != (line, key):
        raise OfficeError(
            "The database belongs to another line or office key. Put back line.id and office.pub."
        )
    return office


def _staff(office: Office, record: StaffRecord) -> Staff:
    """One member of staff, with the keys of today alone: whoever lost their words gets new ones under the same name."""
    refuse_another(record)
    staff, _ = Staff.objects.update_or_create(
        sign_in_name=record.sign_in_name,
        defaults={
            "office": office,
            "shown_name": record.shown_name,
            "role": record.role,
            "password": record.password,
            "is_active": True,
        },
    )
    new_keys.put(staff, record)
    return staff


def _seats(staff: Staff, record: StaffRecord, channels: Sequence[ChannelCharter]) -> None:
    """At which channels somebody sits, and in which of the roles in which they are read."""
    for promised in channels:
        if promised.slug in record.reads:
            channel = Channel.objects.filter(slug=promised.slug).first()
            if channel is None:  # the charter has it, and the line takes it up when it starts again
                continue
            named = {"reader": reader_of(record, promised)}
            Seat.objects.update_or_create(office=staff.office, staff=staff, channel=channel, defaults=named)
    Seat.objects.filter(staff=staff).exclude(channel__slug__in=record.reads).delete()


def _sheets(folder: OfficeFolder, office: Office, channel: Channel) -> None:
    """Add the sheets that are new; one that was taken up before may not differ or vanish."""
    sheets = signed_sheets(folder, channel.slug)
    for known in channel.sheets.all():
        if known.serial > len(sheets) or sheets[known.serial - 1].hash != known.hash:
            raise OfficeError(
                f"Sheet {known.serial} of “{channel.slug}” was published and is now gone or changed. Put it back."
            )
    for sheet in sheets:
        published = (folder.sheets / f"{channel.slug}.{sheet.serial}.sheet").read_bytes()
        _, new = SignedSheet.objects.get_or_create(
            office=office,
            channel=channel,
            serial=sheet.serial,
            defaults={"hash": sheet.hash, "published": published},
        )
        if new:
            journal.record(Kind.SHEET, office)
