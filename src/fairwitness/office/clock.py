"""The only clock: days, and for rows that point at no tip, hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta


def today() -> date:
    """Today, in UTC: the one calendar that all servers of a line share."""
    return datetime.now(UTC).date()


def this_hour() -> datetime:
    """The hour that has begun."""
    return datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


def day_after(hours: int) -> date:
    """The day by whose end at least `hours` hours have passed: a clock in hours that hangs on a tip is kept as a day."""
    return (datetime.now(UTC) + timedelta(hours=hours)).date() + timedelta(days=1)


def next_hour() -> datetime:
    """The hour that comes."""
    return this_hour() + timedelta(hours=1)
