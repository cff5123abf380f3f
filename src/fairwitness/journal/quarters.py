"""Quarters of years: nothing finer is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

OF_A_YEAR = 4


@dataclass(frozen=True, order=True)
class Quarter:
    """One of the four of a year."""

    year: int
    number: int  # from 1

    @classmethod
    def of(cls, day: date) -> Self:
        """The one in which this day is."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, name: str) -> Self:
        """Undo `str`; ValueError for anything else."""
        year, _, number = name.partition("-Q")
        return cls(int(year), int(number))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        """The one behind it."""
        return Quarter(self.year + self.number // OF_A_YEAR, self.number % OF_A_YEAR + 1)

    def until(self, end: Quarter) -> Iterator[Quarter]:
        """From here on, without `end`."""
        one = self
        while one < end:
            yield one
            one = one.next

    def __str__(self) -> str:
        """As programs read it: 2026-Q4."""
        return f"{self.year}-Q{self.number}"
