"""The numbers that everybody may know: of quarters that are over, in steps of five, the same for whoever asks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import models

from fairwitness.journal.measures import BOUND, MEASURES, ORDER, RECEIVED, TIMED
from fairwitness.journal.models import Count, Entered
from fairwitness.journal.quarters import OF_A_YEAR, Quarter
from fairwitness.journal.steps import STEP, Counts, Part, When, in_steps
from fairwitness.office.clock import today

RETALIATION = "retaliation"  # as the office enters it
OF_THE_OFFICE = (Part((RETALIATION,), (RECEIVED.slug,), When.AFTER),)
HALF_OF = 10  # what fewer did, tells how long too few of them took
TWO_DIGITS = 2
Came = Mapping[Quarter, Counts]


@dataclass(frozen=True)
class Money:
    """Sums of a year, in one currency, of which two digits are told."""

    currency: str
    damage: int
    recovered: int


@dataclass(frozen=True)
class Said:
    """That the office has entered sums of its own for a quarter, and when last: from that day on, what is told of them may be another number."""

    period: str
    day: date


@dataclass(frozen=True)
class Period:
    """A quarter, or a year: what is told of it."""

    name: str
    counts: Counts
    by_channel: Counts  # tips received
    half_within: Counts  # days in which half were done, by measure


@dataclass(frozen=True)
class Year:
    """A year with its quarters that are over."""

    whole: Period
    quarters: tuple[Period, ...]
    money: tuple[Money, ...] = ()
    said: tuple[Said, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether all its quarters are."""
        return self.quarters[-1].name.endswith(f"Q{OF_A_YEAR}")


def years() -> tuple[Year, ...]:
    """All years of which a quarter is over since the first count, the newest first."""
    end = Quarter.of(today())
    over = Count.objects.filter(month__lt=end.first)
    marks = over.aggregate(models.Min("id"), models.Max("id"), models.Count("id"))
    return _with_entered(_years(end, tuple(marks.values())), end)


@lru_cache(maxsize=4)
def _years(end: Quarter, marks: Sequence[object]) -> tuple[Year, ...]:
    """The same without what the office enters. `marks` change with every count: random ids, and how many."""
    del marks
    came = _came(end)
    begin = min((quarter for of in came.values() for quarter in of), default=end)
    told = {channel: _told(of, begin, end) for channel, of in came.items()}
    found: dict[int, list[Period]] = defaultdict(list)
    for quarter in begin.until(end):
        counts = Counter[str]()
        for steps in told.values():
            counts.update(steps[quarter])
        by_channel = {channel: steps[quarter][RECEIVED.slug] for channel, steps in told.items()}
        found[quarter.year].append(
            Period(str(quarter), counts, by_channel, _half_within(counts, quarter.until(quarter.next)))
        )
    return tuple(_year(year, found[year]) for year in sorted(found, reverse=True))


def _year(year: int, quarters: Sequence[Period]) -> Year:
    """What is told of a year is what is told of its quarters: nothing is told twice."""
    counts = Counter[str]()
    by_channel = Counter[str]()
    for one in quarters:
        counts.update(one.counts)
        by_channel.update(one.by_channel)
    over = Quarter(year, 1).until(Quarter(year + 1, 1)) if len(quarters) == OF_A_YEAR else ()
    whole = Period(str(year), counts, by_channel, _half_within(counts, over))
    return Year(whole, tuple(quarters))


def _came(end: Quarter) -> dict[str, Came]:
    """How many of each measure came in each quarter, by channel."""
    found: dict[str, dict[Quarter, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    rows = Count.objects.filter(month__lt=end.first).values_list("channel", "month", "kind", "of", "in_time")
    for channel, month, kind, of, in_time, number in rows.annotate(number=models.Count("pk")):
        for measure in MEASURES:
            if measure.holds(kind, of, in_time):
                found[channel][Quarter.of(month)][measure.slug] += number
    return {channel: dict(of) for channel, of in found.items()}


def _told(came: Came, begin: Quarter, end: Quarter, **how: Sequence[Part]) -> dict[Quarter, Counts]:
    """By how much the told numbers of one channel go up in each quarter."""
    quarters = list(begin.until(end))
    so_far = in_steps([came.get(one, {}) for one in quarters], ORDER, how.get("bound", BOUND))
    return dict(zip(quarters, rises(so_far), strict=True))


def rises(so_far: Iterable[Counts]) -> Iterator[Counts]:
    """By how much numbers that only go up have gone up."""
    before: Counts = {}
    for now in so_far:
        yield {one: number - before.get(one, 0) for one, number in now.items()}
        before = now


def _half_within(counts: Counts, quarters: Iterable[Quarter]) -> dict[str, int]:
    """Within how many days half were done, at most: one of a few bounds, and only where ten at least are told of."""
    over = list(quarters)
    if not over:
        return {}
    months = Count.objects.filter(month__gte=over[0].first, month__lte=over[-1].last, days__isnull=False)
    found = {}
    for measure in TIMED:
        rows = months.filter(kind=measure.kind).values_list("days", flat=True)
        days = sorted(one for one in rows if one is not None)
        if counts[measure.slug] >= HALF_OF <= len(days):
            found[measure.slug] = days[(len(days) - 1) // 2]
    return found


def _with_entered(found: Sequence[Year], end: Quarter) -> tuple[Year, ...]:
    """What the office has entered, told as carefully: reports of retaliation in steps of five, sums of a whole year in which five were confirmed."""
    rows = {Quarter.of(one.quarter): one for one in Entered.objects.filter(quarter__lt=end.first)}
    names = [period for year in reversed(found) for period in year.quarters]
    came = [_entered(period, rows) for period in names]
    steps = rises(in_steps(came, (RECEIVED.slug, RETALIATION), OF_THE_OFFICE))
    told = {period.name: step[RETALIATION] for period, step in zip(names, steps, strict=True)}
    return tuple(_year_with(year, told, rows) for year in found)


def _entered(period: Period, rows: Mapping[Quarter, Entered]) -> Counts:
    row = rows.get(_quarter(period))
    return {
        RECEIVED.slug: period.counts[RECEIVED.slug],
        RETALIATION: row.retaliation if row else 0,
    }


def _quarter(period: Period) -> Quarter:
    year, _, number = period.name.partition("-Q")
    return Quarter(int(year), int(number))


def _year_with(year: Year, told: Counts, rows: Mapping[Quarter, Entered]) -> Year:
    quarters = tuple(_period_with(one, told[one.name]) for one in year.quarters)
    whole = _period_with(year.whole, sum(told[one.name] for one in year.quarters))
    enough = year.is_over and year.whole.counts["confirmed"] >= STEP
    entered = [rows[_quarter(one)] for one in year.quarters if _quarter(one) in rows]
    said = (Said(str(Quarter.of(one.quarter)), one.day) for one in entered)
    return Year(whole, quarters, tuple(_money(entered)) if enough else (), tuple(said))


def _period_with(period: Period, retaliation: int) -> Period:
    counts = {**period.counts, RETALIATION: retaliation}
    return Period(period.name, counts, period.by_channel, period.half_within)


def _money(entered: Sequence[Entered]) -> Iterator[Money]:
    for currency in sorted({one.currency for one in entered}):
        of = [one for one in entered if one.currency == currency]
        damage, recovered = sum(one.damage for one in of), sum(one.recovered for one in of)
        yield Money(currency, two_digits(damage), two_digits(recovered))


def two_digits(number: int) -> int:
    """Rounded down to its first two digits: a sum to the last digit could be looked up elsewhere."""
    digits = str(number)
    return int(digits[:TWO_DIGITS].ljust(len(digits), "0"))
