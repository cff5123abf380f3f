"""The numbers that everybody may know: of quarters that are over, in steps of five, the same for whoever asks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile

from django.db import models

from fairwitness.journal.entering import is_final
from fairwitness.journal.measures import BOUND, CONFIRMED, MEASURES, ORDER, RECEIVED, TIMED
from fairwitness.journal.models import Count, Entered
from fairwitness.journal.quarters import OF_A_YEAR, Quarter
from fairwitness.journal.steps import STEP, Counts, Part, When, in_steps
from fairwitness.office.clock import today
from fairwitness.office.models import Channel

RETALIATION = "retaliation"  # as the office enters it
OF_THE_OFFICE = (Part((RETALIATION,), (RECEIVED.slug,), When.AFTER),)
HALF_OF = 10  # what fewer did, tells how long too few of them took
TWO_STEPS = 2 * STEP  # told of as confirmed: then there were more than one step of them since the last sum
Came = Mapping[Quarter, Counts]


@dataclass(frozen=True)
class Money:
    """Sums of one year, or of several together that end with it: as the office has entered them."""

    since: int  # the first of these years
    until: int
    currency: str
    damage: int
    recovered: int


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

    @property
    def is_over(self) -> bool:
        """Whether all its quarters are."""
        return self.quarters[-1].name.endswith(f"Q{OF_A_YEAR}")


def years() -> tuple[Year, ...]:
    """All years of which a quarter is over, from the one on in which the first step was complete; the newest first.

    Where nothing is told yet there is none: a year that began with the first tip would tell when that came. For the same reason each way in that is open stands there.
    """
    end = Quarter.of(today())
    over = _counted(end)
    marks = over.aggregate(models.Min("id"), models.Max("id"), models.Count("id"))
    ways = tuple(Channel.objects.filter(open=True).order_by("slug").values_list("slug", flat=True))
    return _with_entered(_years(end, ways, tuple(marks.values())))


def _counted(end: Quarter) -> models.QuerySet[Count]:
    """What is published is made of these. Not of tips that leave somebody out: whoever knows how many tips they see would find by the sum that there are others."""
    return Count.objects.filter(month__lt=end.first).exclude(channel="")


@lru_cache(maxsize=4)
def _years(end: Quarter, ways: Sequence[str], marks: Sequence[object]) -> tuple[Year, ...]:
    """The same without what the office enters. `marks` change with every count: random ids, and how many."""
    del marks
    came = _came(end)
    first = min((quarter.year for of in came.values() for quarter in of), default=end.year)
    begin = Quarter(first, 1)
    told = {channel: _told(of, begin, end) for channel, of in came.items()}
    shown = sorted({*ways, *(channel for channel, of in told.items() if of_any(of.values()))})
    found: dict[int, list[Period]] = defaultdict(list)
    for quarter in begin.until(end):
        counts = Counter[str]()
        for steps in told.values():
            counts.update(steps[quarter])
        by_channel = {way: told[way][quarter][RECEIVED.slug] if way in told else 0 for way in shown}
        found[quarter.year].append(
            Period(str(quarter), counts, by_channel, _half_within(counts, quarter.until(quarter.next)))
        )
    found_years = (_year(year, found[year]) for year in sorted(found))
    return tuple(dropwhile(lambda year: not of_any([year.whole.counts]), found_years))[::-1]


def of_any(told: Iterable[Counts]) -> bool:
    """Whether any number is told of."""
    return any(number for counts in told for number in counts.values())


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
    rows = _counted(end).values_list("channel", "month", "kind", "of", "in_time")
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
    """Within how many days half were done, at most: one of a few bounds, and only where ten at least are told of, which is all that decides it."""
    over = list(quarters)
    if not over:
        return {}
    months = _counted(over[-1].next).filter(month__gte=over[0].first, days__isnull=False)
    found = {}
    for measure in TIMED:
        rows = months.filter(kind=measure.kind).values_list("days", flat=True)
        days = sorted(one for one in rows if one is not None)
        if counts[measure.slug] >= HALF_OF and days:
            found[measure.slug] = days[(len(days) - 1) // 2]
    return found


def _with_entered(found: Sequence[Year]) -> tuple[Year, ...]:
    """What the office has entered and cannot change any more, told as carefully."""
    final = [one for one in Entered.objects.order_by("quarter") if is_final(Quarter.of(one.quarter))]
    rows = {Quarter.of(one.quarter): one for one in final}
    periods = [period for year in reversed(found) for period in year.quarters]
    came = [_entered(period, rows) for period in periods]
    steps = rises(in_steps(came, (RECEIVED.slug, RETALIATION), OF_THE_OFFICE))
    told = {period.name: step[RETALIATION] for period, step in zip(periods, steps, strict=True)}
    money = {one.until: one for one in _money(found[::-1], rows)}
    return tuple(_year_with(year, told, money.get(int(year.whole.name))) for year in found)


def _entered(period: Period, rows: Mapping[Quarter, Entered]) -> Counts:
    row = rows.get(Quarter.read(period.name))
    return {
        RECEIVED.slug: period.counts[RECEIVED.slug],
        RETALIATION: row.retaliation if row else 0,
    }


def _year_with(year: Year, told: Counts, money: Money | None) -> Year:
    quarters = tuple(_period_with(one, told[one.name]) for one in year.quarters)
    whole = _period_with(year.whole, sum(told[one.name] for one in year.quarters))
    return Year(whole, quarters, (money,) if money else ())


def _period_with(period: Period, retaliation: int) -> Period:
    counts = {**period.counts, RETALIATION: retaliation}
    return Period(period.name, counts, period.by_channel, period.half_within)


def _money(oldest_first: Sequence[Year], rows: Mapping[Quarter, Entered]) -> Iterator[Money]:
    """A sum each time that two more steps of confirmed tips are told of since the last one; until then it is carried on into the next year."""
    since, confirmed = min((one.year for one in rows), default=0), 0
    for year in oldest_first:
        number = int(year.whole.name)
        confirmed += year.whole.counts[CONFIRMED.slug]
        of = [row for quarter, row in rows.items() if since <= quarter.year <= number]
        is_whole = is_final(Quarter(number, OF_A_YEAR)) and len({row.currency for row in of}) == 1
        if is_whole and confirmed >= TWO_STEPS and _confirmed(since, number) >= STEP:
            sums = (sum(row.damage for row in of), sum(row.recovered for row in of))
            yield Money(since, number, of[0].currency, *sums)
            since, confirmed = number + 1, 0


def _confirmed(since: int, until: int) -> int:
    """How many there were. It decides nothing where nothing was told late; where it was, it keeps a sum of a few from being told."""
    of = _counted(Quarter(until + 1, 1)).filter(month__gte=Quarter(since, 1).first)
    return of.filter(kind=CONFIRMED.kind).count()
