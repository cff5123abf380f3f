"""What the office itself says of a quarter: entered by whoever runs the line, who can read no tip."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from fairwitness.journal import actions as journal
from fairwitness.journal.models import Entered, Kind
from fairwitness.journal.quarters import OF_A_YEAR, Quarter
from fairwitness.journal.steps import STEP
from fairwitness.office.clock import today
from fairwitness.office.models import Office

TWO_DIGITS = 2


class NotNow(Exception):
    """A quarter is entered while the next one runs: before, it is not over; afterwards its numbers are public, and stay."""


class TooFine(Exception):
    """Reports that are no steps of five, or a sum to more than two digits: nobody needs to hold such a number."""


class AnotherCurrency(Exception):
    """The sums so far are in another currency, and would no longer be one sum."""


@dataclass(frozen=True)
class Sums:
    """Of one quarter: whole numbers, the money in one currency."""

    retaliation: int
    damage: int
    recovered: int
    currency: str


@transaction.atomic
def enter(office: Office, quarter: Quarter, sums: Sums, *, by: str) -> Entered:
    """Keep it, in the place of what was entered of that quarter before; the journal has an entry of each time. NotNow, TooFine, AnotherCurrency."""
    if quarter != open_quarter():
        raise NotNow
    if sums.retaliation % STEP or any(two_digits(one) != one for one in (sums.damage, sums.recovered)):
        raise TooFine
    if currency_so_far(quarter) not in {"", sums.currency}:
        raise AnotherCurrency
    said = {**vars(sums), "by": by, "day": today()}
    row, _ = Entered.objects.update_or_create(quarter=quarter.first, defaults={"office": office, **said})
    journal.record(Kind.NUMBERS_ENTERED, office, by=by)
    return row


def open_quarter() -> Quarter:
    """The last one that is over: the only one that can be entered, and put right."""
    now = Quarter.of(today())
    return Quarter(now.year - 1, OF_A_YEAR) if now.number == 1 else Quarter(now.year, now.number - 1)


def is_final(quarter: Quarter) -> bool:
    """Whether what is entered of it can be told: nobody changes it any more."""
    return quarter < open_quarter()


def two_digits(number: int) -> int:
    """Rounded down to its first two digits, and to tens below a hundred: a sum to the last digit could be looked up elsewhere."""
    unit: int = 10 ** max(len(str(number)) - TWO_DIGITS, 1)
    return number // unit * unit


def currency_so_far(quarter: Quarter) -> str:
    """In which all other quarters were entered; empty where there is none."""
    row = Entered.objects.exclude(quarter=quarter.first).order_by("-quarter").first()
    return row.currency if row else ""


def every() -> list[tuple[Quarter, Entered]]:
    """What was entered, the newest first."""
    return [(Quarter.of(row.quarter), row) for row in Entered.objects.order_by("-quarter")]


def of_quarter(quarter: Quarter) -> Entered | None:
    """What is entered of it."""
    return Entered.objects.filter(quarter=quarter.first).first()
