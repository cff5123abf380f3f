"""Moving the line's one clock, without waiting."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from fairwitness.office import clock


class Clock:
    """Stands where a test puts it, and moves when a test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
        self.at = at
        monkeypatch.setattr(clock, "now", lambda: self.at)

    def passes(self, **time: float) -> None:
        """Let hours or minutes go by."""
        self.at += timedelta(**time)

    def goes_to(self, day: date) -> None:
        """The morning of that day."""
        self.at = self.at.replace(year=day.year, month=day.month, day=day.day)
