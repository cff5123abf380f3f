"""A calendar of due days: numbers and dates, and nothing of what is due."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairwitness.office.clock import today

if TYPE_CHECKING:
    from icalendar import Event

MAIN = "-//Fair Witness//Due days//EN"


def calendar_of(due: Mapping[date, int], salt: bytes) -> bytes:
    """As calendar programs read it (RFC 5545): one entry for a whole day each."""
    from icalendar import Calendar  # noqa: PLC0415 - it takes a fifth of a second to load, and most lines are asked for no calendar

    found = Calendar()
    found.add("prodid", MAIN)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", _("The desk"))
    for day, number in sorted(due.items()):
        found.add_component(_entry(day, number, salt))
    return bytes(found.to_ical())


def _entry(day: date, number: int, salt: bytes) -> Event:
    from icalendar import Event  # noqa: PLC0415 - the same

    entry = Event()
    entry.add("uid", hmac.digest(salt, day.isoformat().encode(), "sha256").hex()[:32])
    entry.add("dtstamp", datetime.combine(today(), time(), UTC))
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", ngettext("%(number)s due", "%(number)s due", number) % {"number": number})
    return entry
