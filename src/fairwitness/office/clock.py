"""The only clock: days, and for rows that point at no tip, hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta


def now() -> datetime:
    """The moment, in UTC: for reckoning, and never kept. Everything that knows the time asks here."""
    return datetime.now(UTC)  # noqa: TID251 - here, and nowhere else


def today() -> date:
    """Today, in UTC: the one calendar that all servers of a line share."""
    return now().date()


def this_hour() -> datetime:
    """The hour that has begun."""
    return now().replace(minute=0, second=0, microsecond=0)


def day_after(hours: int) -> date:
    """The day by whose end at least `hours` hours have passed: a clock in hours that hangs on a tip is kept as a day."""
    return (now() + timedelta(hours=hours)).date() + timedelta(days=1)


def next_hour() -> datetime:
    """The hour that comes."""
    return this_hour() + timedelta(hours=1)
