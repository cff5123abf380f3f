"""Taking up what stands in the office's folder: the files are the truth, the database follows them."""

from __future__ import annotations

import base64
import json
from typing import Any

from django.db import transaction

from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.crypto.sheets import SheetError
from fairwitness.office.charter import load
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import signed_sheets
from fairwitness.office.models import Channel, Office, Seat, SignedSheet, Staff, StaffKey
from fairwitness.office.problems import OfficeError


@transaction.atomic
def take_up(folder: OfficeFolder) -> None:
    """Bring office, channels, staff and sheets of the database in line with the folder. Again changes nothing."""
    office = _office(folder)
    for promised in load(folder.charter).channels:
        Channel.objects.update_or_create(office=office, slug=promised.slug, defaults={"open": True})
    slugs = [promised.slug for promised in load(folder.charter).channels]
    Channel.objects.exclude(slug__in=slugs).update(open=False)
    records = [json.loads(file.read_text("utf-8")) for file in sorted(folder.staff.glob("*.json"))]
    for record in records:
        _staff(office, record)
    Staff.objects.exclude(sign_in_name__in=[record["sign_in_name"] for record in records]).update(
        is_active=False
    )
    for channel in Channel.objects.filter(open=True):
        _sheets(folder, office, channel)


def _office(folder: OfficeFolder) -> Office:
    line, key = folder.line(), folder.verifying_key()
    office, _ = Office.objects.get_or_create(defaults={"line": line, "verifying_key": key})
    if (office.line, office.verifying_key) != (line, key):
        raise OfficeError(
            "The database belongs to another line or office key. Put back line.id and office.pub."
        )
    return office


def _staff(office: Office, record: dict[str, Any]) -> None:
    recipient = HybridRecipient.parse(record["recipient"])
    staff, _ = Staff.objects.update_or_create(
        sign_in_name=record["sign_in_name"],
        defaults={
            "office": office,
            "shown_name": record["shown_name"],
            "role": record["role"],
            "password": record["password"],
            "is_active": True,
        },
    )
    StaffKey.objects.update_or_create(
        staff=staff,
        holder=recipient.holder,
        defaults={
            "office": office,
            "recipient": str(recipient),
            "verifying_key": unb64(record["key"], 32),
            "sealed_seed": base64.b64decode(record["sealed_seed"]),
        },
    )
    for channel in Channel.objects.filter(slug__in=record["channels"]):
        Seat.objects.get_or_create(office=office, staff=staff, channel=channel)
    Seat.objects.filter(staff=staff).exclude(channel__slug__in=record["channels"]).delete()


def _sheets(folder: OfficeFolder, office: Office, channel: Channel) -> None:
    """Add the sheets that are new; one that was taken up before may not differ or vanish."""
    try:
        sheets = signed_sheets(folder, channel.slug)
    except SheetError as error:
        raise OfficeError(
            f"A sheet of “{channel.slug}” cannot be used: {error}. Sign it again with the office key."
        ) from None
    for known in channel.sheets.all():
        if known.serial > len(sheets) or sheets[known.serial - 1].hash != known.hash:
            raise OfficeError(
                f"Sheet {known.serial} of “{channel.slug}” was published and is now gone or changed. Put it back."
            )
    for sheet in sheets:
        published = (folder.sheets / f"{channel.slug}.{sheet.serial}.sheet").read_bytes()
        SignedSheet.objects.get_or_create(
            office=office,
            channel=channel,
            serial=sheet.serial,
            defaults={"hash": sheet.hash, "published": published},
        )
