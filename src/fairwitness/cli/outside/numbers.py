"""Whether the public numbers hold together: the page and both files, parts and wholes, quarters and years, and what was published of them earlier."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from fairwitness.cli.outside import heads, release, words
from fairwitness.cli.outside.files import Walk
from fairwitness.cli.outside.line import Line, Wrong, is_one
from fairwitness.office.charter import LANGUAGES
from fairwitness.office.clock import today

FILE, SHEET = "/numbers.json", "/numbers.csv"
MOST = 100_000  # lines: no office has so many years
PERIOD = re.compile(r"\d{4}(-Q[1-4]|/\d{4})?")


@dataclass(frozen=True, order=True)
class Key:
    """Of which number it is."""

    period: str
    measure: str
    way_in: str
    unit: str

    @property
    def is_year(self) -> bool:
        """Whether it is of a whole year, or of several."""
        return "-" not in self.period

    @property
    def years(self) -> Sequence[int]:
        """In which its time lies."""
        return range(int(self.period[:4]), int(self.period[-4:] if self.is_year else self.period[:4]) + 1)

    @property
    def last(self) -> str:
        """The last quarter of its time."""
        return f"{self.years[-1]}-Q4" if self.is_year else self.period


@dataclass(frozen=True)
class Edition:
    """The file as it is published at one time."""

    raw: Mapping[str, Any]
    until: date
    numbers: Mapping[Key, int]

    @cached_property
    def quarters(self) -> Sequence[str]:
        """Those that it tells of, the oldest first."""
        return sorted({key.period for key in self.numbers if not key.is_year})

    def counts(self, period: str) -> Counter[str]:
        """What is told of one, whichever way it came."""
        of = (one for one in self.numbers.items() if one[0].period == period)
        return Counter({key.measure: number for key, number in of if not key.way_in})


def wrong_copies(line: Line, walk: Walk) -> Iterator[str]:
    """Where the page, in any language, or the table for programs says something else than the file."""
    from django.utils import translation  # noqa: PLC0415 - after Django is set up

    from fairwitness.journal import views_of_numbers as views  # noqa: PLC0415 - the same

    edition = published(line)
    years = _years(edition) if line.charter else ()
    if edition.raw != views.as_object(years, edition.until):
        yield f"numbers: {FILE} holds something else than the numbers and what they mean"
    if line.published(SHEET).decode("utf-8", "replace") != views.as_csv(years):
        yield f"numbers: {SHEET} says something else than {FILE}"
    for language in LANGUAGES:
        path = f"/{language}/numbers/"
        with translation.override(language):
            expected = release.page(language, path, views.PAGE, views.shown(years, edition.until))
        answer = line.visitor.get(path)
        found = answer.body.decode("utf-8", "replace")
        if not is_one(answer):
            yield f"missing: {path}"
        elif other := words.difference(found, walk.static, expected, release.static()):
            yield f"numbers: {path} {other}, by {FILE}"


def wrong_sums(line: Line) -> Iterator[str]:
    """Numbers that are no steps, that do not add up, or that are more than what they are a part of; and a file of days that cannot be."""
    try:
        head = heads.newest(line)
    except Wrong:
        head = None  # which is told of the heads
    yield from wrong_within(published(line), reached=head.day if head else None)


def wrong_within(edition: Edition, *, reached: date | None) -> Iterator[str]:
    """The same of one edition, with the last day that the journal has reached."""
    yield from _wrong_days(edition, reached)
    yield from _wrong_steps(edition)
    yield from _wrong_wholes(edition)
    yield from _wrong_parts(edition)


def wrong_memory(line: Line) -> Iterator[str]:
    """Numbers of a time that was over, and that are others now."""
    now = published(line)
    for seen, kept in _seen(line):
        yield from changed_since(seen, kept, now)


def changed_since(seen: date, kept: Edition, now: Edition) -> Iterator[str]:
    """What an edition of that day said otherwise."""
    if now.until < kept.until:
        yield f"numbers: on {seen} they were told until {kept.until}, and now until {now.until}"
    else:
        for key in sorted(kept.numbers.keys() | now.numbers.keys()):
            then, told = kept.numbers.get(key, 0), now.numbers.get(key, 0)
            if then != told and _is_settled(key, kept):
                yield f"numbers: {key.measure} of {key.period} was {then} on {seen}, and is now {told}"


def has_seen(line: Line) -> bool:
    """Whether an edition was kept."""
    return any(_kept(line))


def keep(line: Line, folder: Path) -> None:
    """For the next time, under the day of the first look at it."""
    raw = line.published(FILE)
    name = sha256(raw).hexdigest()[:16]
    if not any(folder.glob(f"*.{name}.numbers")):
        (folder / f"{today()}.{name}.numbers").write_bytes(raw)


def published(line: Line) -> Edition:
    """What the line tells now. Wrong where it is no file of numbers."""
    return edition_in(line.published(FILE))


def edition_in(raw: bytes) -> Edition:
    """Undo what the line writes; Wrong for anything else."""
    try:
        told = json.loads(raw)
        rows = [_row(one) for one in told["numbers"]]
        numbers = dict(rows)
        edition = Edition(told, date.fromisoformat(told["until"]), numbers)
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        raise Wrong(f"unreadable: {FILE} is no file of numbers") from None
    if len(numbers) != len(rows) or len(rows) > MOST:
        raise Wrong(f"numbers: {FILE} tells one number twice, or too many")
    return edition


def _row(told: Mapping[str, Any]) -> tuple[Key, int]:
    from fairwitness.journal.views_of_numbers import STEPS  # noqa: PLC0415 - after Django is set up

    key, number = Key(told["period"], told["measure"], told["way_in"], told["unit"]), told["number"]
    if number is None and key.unit == STEPS:  # no step was complete
        number = 0
    is_whole = isinstance(number, int) and not isinstance(number, bool) and number >= 0
    if not is_whole or not all(isinstance(one, str) for one in vars(key).values()):
        raise ValueError(key)
    if not PERIOD.fullmatch(key.period):
        raise ValueError(key)
    return key, number


def _years(edition: Edition) -> Sequence[Any]:
    """The same as the line's own program holds them, to make the page and the files of the release."""
    from fairwitness.journal.publishing import Year  # noqa: PLC0415 - after Django is set up

    by_year: dict[str, list[str]] = defaultdict(list)
    for quarter in edition.quarters:
        by_year[quarter[:4]].append(quarter)
    return tuple(
        Year(
            _period(edition, year),
            tuple(_period(edition, one) for one in quarters),
            tuple(_money(edition, year)),
        )
        for year, quarters in sorted(by_year.items(), reverse=True)
    )


def _period(edition: Edition, name: str) -> Any:
    from fairwitness.journal.publishing import Period  # noqa: PLC0415 - after Django is set up
    from fairwitness.journal.views_of_numbers import BY_WAY, HALF_WITHIN  # noqa: PLC0415 - the same

    counts = edition.counts(name)
    ways = {
        key.way_in: number
        for key, number in edition.numbers.items()
        if (key.period, key.measure) == (name, BY_WAY)
    }
    half = {
        one.removesuffix(HALF_WITHIN): number for one, number in counts.items() if one.endswith(HALF_WITHIN)
    }
    return Period(name, counts, Counter(ways), half)


def _money(edition: Edition, year: str) -> Iterator[Any]:
    from fairwitness.journal.publishing import Money  # noqa: PLC0415 - after Django is set up
    from fairwitness.journal.views_of_numbers import MONEY  # noqa: PLC0415 - the same

    sums: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for key, number in edition.numbers.items():
        if key.measure in MONEY and str(key.years[-1]) == year:
            sums[key.years[0], key.unit][key.measure] = number
    for (since, unit), of in sorted(sums.items()):
        yield Money(since, int(year), unit, of["damage"], of["recovered"])


def _wrong_days(edition: Edition, reached: date | None) -> Iterator[str]:
    """Of quarters that are not over, that are left out, or that no head of the journal has reached."""
    from fairwitness.journal.quarters import Quarter  # noqa: PLC0415 - after Django is set up

    last, late = Quarter.of(edition.until), Quarter.of(today() - timedelta(days=heads.LATE))
    if edition.until != last.last or edition.until >= today():
        yield f"numbers: they are told until {edition.until}, which is no end of a quarter that is over"
    elif last.next < late:
        yield f"numbers: they are told until {edition.until}, and a quarter has ended since"
    if not edition.quarters:
        return
    first = Quarter.read(edition.quarters[0])
    if edition.quarters != [str(one) for one in first.until(last.next)]:
        yield f"numbers: between {first} and {last} a quarter is missing, or one is told that is not over"
    if reached is not None and reached < edition.until:  # that there is no head at all, is told of the heads
        yield f"numbers: they are told until {edition.until}, and the journal reaches {reached}"


def _wrong_steps(edition: Edition) -> Iterator[str]:
    """A number by which one could tell fewer than a step."""
    from fairwitness.journal.steps import STEP  # noqa: PLC0415 - after Django is set up
    from fairwitness.journal.views_of_numbers import HALF_WITHIN, MONEY, STEPS  # noqa: PLC0415 - the same

    for key, number in edition.numbers.items():
        if key.measure.endswith(HALF_WITHIN):
            yield from _wrong_half(key, number, edition.counts(key.period))
        elif key.measure in MONEY:
            yield from _wrong_money(key, number, edition)
        elif key.unit != STEPS or number % STEP:
            yield f"numbers: {key.measure} of {key.period} is {number}, and no step of {STEP}"


def _wrong_half(key: Key, number: int, counts: Counter[str]) -> Iterator[str]:
    from fairwitness.journal.models import Count  # noqa: PLC0415 - after Django is set up
    from fairwitness.journal.publishing import HALF_OF  # noqa: PLC0415 - the same
    from fairwitness.journal.views_of_numbers import DAYS, HALF_WITHIN  # noqa: PLC0415 - the same

    if key.unit != DAYS or number not in Count.DAYS:
        yield f"numbers: {key.measure} of {key.period} is {number}, and no bound of days"
    if counts[key.measure.removesuffix(HALF_WITHIN)] < HALF_OF:
        yield f"numbers: {key.measure} of {key.period} is told of fewer than {HALF_OF}"


def _wrong_money(key: Key, number: int, edition: Edition) -> Iterator[str]:
    from fairwitness.journal.entering import two_digits  # noqa: PLC0415 - after Django is set up
    from fairwitness.journal.publishing import TWO_STEPS  # noqa: PLC0415 - the same

    if two_digits(number) != number:
        yield f"numbers: {key.measure} of {key.period} is {number}, and has more than two digits"
    confirmed = sum(edition.counts(str(year))["confirmed"] for year in key.years)
    if not key.is_year or not _is_final(key, edition) or confirmed < TWO_STEPS:
        yield f"numbers: {key.measure} of {key.period} is told too early, or of fewer than {TWO_STEPS} confirmed"


def _wrong_wholes(edition: Edition) -> Iterator[str]:
    """Years that are not their quarters, and ways in that are not the whole."""
    from fairwitness.journal.measures import RECEIVED  # noqa: PLC0415 - after Django is set up
    from fairwitness.journal.views_of_numbers import BY_WAY, STEPS  # noqa: PLC0415 - the same

    years, ways = Counter[Key](), Counter[str]()
    for key, number in edition.numbers.items():
        if key.unit == STEPS and not key.is_year:
            years[Key(key.period[:4], key.measure, key.way_in, key.unit)] += number
        if key.measure == BY_WAY:
            ways[key.period] += number
    for key in sorted(years.keys() | {one for one in edition.numbers if one.is_year and one.unit == STEPS}):
        told = edition.numbers.get(key, 0)
        if told != years[key]:
            yield f"numbers: {key.measure} of {key.period} is {told}, and its quarters are {years[key]}"
    for period in sorted({key.period for key in edition.numbers}):
        if ways[period] != edition.counts(period)[RECEIVED.slug]:
            yield f"numbers: the ways in of {period} are {ways[period]}, and not what was received"


def _wrong_parts(edition: Edition) -> Iterator[str]:
    """A part that is more than its whole, as far as it was told at the end of each quarter."""
    from fairwitness.journal.measures import BOUND  # noqa: PLC0415 - after Django is set up
    from fairwitness.journal.publishing import OF_THE_OFFICE  # noqa: PLC0415 - the same

    told = Counter[str]()
    for quarter in edition.quarters:
        before, told = told, told + edition.counts(quarter)
        for part in (*BOUND, *OF_THE_OFFICE):
            if not part.holds(told, before):
                yield f"numbers: until {quarter}, {' and '.join(part.parts)} cannot be so many beside {' and '.join(part.whole)}"


def _kept(line: Line) -> Sequence[Path]:
    return sorted(line.folder.glob("*.numbers")) if line.folder else []


def _seen(line: Line) -> Iterator[tuple[date, Edition]]:
    """Each edition that was kept, with the day on which it was first seen."""
    yield from ((date.fromisoformat(one.name[:10]), edition_in(one.read_bytes())) for one in _kept(line))


def _is_settled(key: Key, kept: Edition) -> bool:
    """Whether it was a number of a time that was over, and that the edition knew. What the office enters is told a quarter later."""
    from fairwitness.journal.publishing import RETALIATION  # noqa: PLC0415 - after Django is set up
    from fairwitness.journal.views_of_numbers import MONEY  # noqa: PLC0415 - the same

    is_over = _is_final(key, kept) if key.measure in {RETALIATION, *MONEY} else key.last in kept.quarters
    return is_over and key.measure in kept.raw["definitions"]


def _is_final(key: Key, edition: Edition) -> bool:
    """Whether the quarter behind its time is over too."""
    from fairwitness.journal.quarters import Quarter  # noqa: PLC0415 - after Django is set up

    return Quarter.read(key.last).next.last <= edition.until
