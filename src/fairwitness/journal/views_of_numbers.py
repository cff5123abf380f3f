"""The public page of numbers, and the same as files: for everybody, without asking who asks."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from fairwitness.journal.entering import open_quarter
from fairwitness.journal.measures import GROUPS, MEASURES, NOT_COUNTED, RECEIVED, TIMED
from fairwitness.journal.publishing import HALF_OF, RETALIATION, Money, Period, Year, years
from fairwitness.journal.steps import STEP
from fairwitness.office import charter
from fairwitness.office.texts import HTML_LANGUAGE

FORMAT, LICENCE = "fairwitness/1/numbers", "CC0-1.0"
PAGE = "journal/numbers.html"
COLUMNS = ("period", "measure", "way_in", "number", "unit")
STEPS, DAYS = f"steps-of-{STEP}", "days"  # the units
BY_WAY, HALF_WITHIN = "received-by-way-in", "-half-within"
OFFICE = (
    (RETALIATION, _("Reports of retaliation"), _("As the office counts them. What is told of it is sealed.")),
)
MONEY = {
    "damage": (_("Damage found"), _("In confirmed tips, as the office estimates it, to two digits.")),
    "recovered": (
        _("Money recovered"),
        _("What came back because of them, as the office says, to two digits."),
    ),
}
HALF = (_("Half of them within so many days"), _("From receipt. Told where at least ten are told of."))
BY_CHANNEL = _("Tips received, by way in")


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Tables first, each year's quarters beside one another."""
    return render(request, PAGE, shown(years(), _last_day()))


@require_safe
def numbers_csv(request: HttpRequest) -> HttpResponse:
    """One number a line, with what it means in each language, whose it is, and that anybody may use it."""
    del request
    return HttpResponse(as_csv(years()), content_type="text/csv; charset=utf-8; header=present")


@require_safe
def numbers_json(request: HttpRequest) -> HttpResponse:
    """The same as one object."""
    del request
    content = json.dumps(as_object(years(), _last_day()), ensure_ascii=False, indent=1) + "\n"
    return HttpResponse(content, content_type="application/json")


def shown(found: Sequence[Year], last: date) -> dict[str, Any]:
    """What the page shows of these, in the language of the moment."""
    return {
        "years": [_table(year) for year in found],
        "most": max((year.whole.counts[RECEIVED.slug] for year in found), default=0),
        "last": last,
        "definitions": list(_definitions()),
        "not_counted": NOT_COUNTED,
        "step": STEP,
        "half_of": HALF_OF,
    }


def as_csv(found: Sequence[Year]) -> str:
    """The file of these."""
    told = io.StringIO()
    rows = csv.writer(told)
    languages = list(HTML_LANGUAGE.values())
    rows.writerow([*COLUMNS, *(f"means_{lang}" for lang in languages), "office", "licence"])
    meanings, office = _meanings(), " / ".join(dict.fromkeys(charter.current().name.of.values()))
    for row in _rows(found):
        rows.writerow([*row, *(meanings[row[1]][lang] for lang in languages), office, LICENCE])
    return told.getvalue()


def as_object(found: Sequence[Year], last: date) -> dict[str, Any]:
    """The other file of these. Whoever keeps one can tell later whether a number has changed."""
    return {
        "format": FORMAT,
        "licence": LICENCE,
        "until": last.isoformat(),
        "step": STEP,
        "office": charter.current().name.of,
        "definitions": _meanings(),
        "numbers": [dict(zip(COLUMNS, row, strict=True)) for row in _rows(found)],
    }


def _last_day() -> date:
    """Of the last quarter that is over."""
    return open_quarter().last


Row = tuple[str, str, str, int | None, str]


def _rows(found: Sequence[Year]) -> Iterator[Row]:
    """By `COLUMNS`; without a number where the page has a dash: no step was complete, and nobody says that there was none."""
    for year in found:
        for period in (*year.quarters, year.whole):
            yield from _of_period(period)
        for sums in year.money:
            for slug in MONEY:
                yield _of_years(sums), slug, "", asdict(sums)[slug], sums.currency


def _of_years(sums: Money) -> str:
    """2026, or 2025/2026 where a sum is of several years."""
    return str(sums.until) if sums.since == sums.until else f"{sums.since}/{sums.until}"


def _of_period(period: Period) -> Iterator[Row]:
    for slug in (*(one.slug for one in MEASURES), RETALIATION):
        yield period.name, slug, "", period.counts[slug] or None, STEPS
    for channel, number in sorted(period.by_channel.items()):
        yield period.name, BY_WAY, channel, number or None, STEPS
    for slug, days in period.half_within.items():
        yield period.name, f"{slug}{HALF_WITHIN}", "", days, DAYS


def _definitions() -> Iterator[tuple[str, Any, Any]]:
    """Slug, name and meaning of every number."""
    for measure in MEASURES:
        yield measure.slug, measure.named or measure.name, measure.means
    yield from OFFICE
    yield (
        BY_WAY,
        BY_CHANNEL,
        _("Every way in that is open, and every closed one of which a step was complete."),
    )
    for measure in TIMED:
        yield f"{measure.slug}{HALF_WITHIN}", f"{measure.name}: {HALF[0]}", HALF[1]
    yield from ((slug, *said) for slug, said in MONEY.items())


def _meanings() -> dict[str, dict[str, str]]:
    """Of each slug, in each language."""
    found: dict[str, dict[str, str]] = {}
    for code, lang in HTML_LANGUAGE.items():
        with override(code):
            for slug, name, means in _definitions():
                found.setdefault(slug, {})[lang] = f"{name}. {means}"
    return found


def _table(year: Year) -> dict[str, Any]:
    """One year as the page shows it: a row a number, a column a quarter, and the year."""
    periods = (*year.quarters, year.whole)
    names = charter.current()
    channels = {one.slug: one.name_here for one in names.channels}
    groups = [
        {"name": group.name, "rows": [_row(one.name, one.slug, periods) for one in group.measures]}
        for group in GROUPS
    ]
    groups[0]["rows"].append(_row(OFFICE[0][1], RETALIATION, periods))
    return {
        "year": year.whole.name,
        "received": year.whole.counts[RECEIVED.slug],
        "columns": [f"Q{period.name[-1]}" for period in year.quarters],
        "groups": groups,
        "half": [
            {"name": one.name, "cells": [period.half_within.get(one.slug) for period in periods]}
            for one in TIMED
        ],
        "channels": [
            {
                "name": channels.get(slug, slug),
                "cells": [period.by_channel.get(slug, 0) for period in periods],
            }
            for slug in sorted(year.whole.by_channel)
        ],
        "money": [{"years": _of_years(sums), **asdict(sums)} for sums in year.money],
        "is_over": year.is_over,
    }


def _row(name: Any, slug: str, periods: Sequence[Period]) -> dict[str, Any]:
    return {"name": name, "cells": [period.counts[slug] for period in periods]}
