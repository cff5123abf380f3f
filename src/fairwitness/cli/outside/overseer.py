"""Whether the overseer says, on a site of its own, that it knows this very charter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from http import HTTPStatus

from fairwitness.cli.outside.charter import history_of
from fairwitness.cli.outside.line import Line
from fairwitness.cli.visiting import VisitError, Visitor
from fairwitness.crypto.encoding import b64
from fairwitness.office.charter import ORIGIN
from fairwitness.office.clock import today

PLACE = "/.well-known/fair-witness.txt"
MONTHS = 13  # a year, and a month in which to look again
NEWEST, LARGEST = "1", 65_536  # the form of the file, and its bytes


def wrong_overseer(line: Line) -> Iterator[str]:
    """What the overseer's file lacks; nothing where no overseer was named."""
    if not line.told.overseer:
        return
    with closing(Visitor(line.told.overseer)) as visitor:
        if not re.fullmatch(ORIGIN, visitor.origin):
            yield f"overseer: {visitor.origin} is no address that the way to is sealed"
        elif visitor.origin in {line.visitor.origin, *line.charter.addresses}:
            yield "overseer: this is an address of the line itself"
        else:
            yield from _asked(line, visitor)


def _asked(line: Line, visitor: Visitor) -> Iterator[str]:
    try:
        answer = visitor.get(PLACE)
    except VisitError as error:
        yield f"overseer: could not be asked: {error}"
        return
    if answer.status != HTTPStatus.OK or len(answer.body) > LARGEST:
        yield f"overseer: there is no {visitor.origin}{PLACE}" + (
            answer.elsewhere and ", and what leads away is not followed"
        )
        return
    said = list(statements(answer.body.decode("utf-8", "replace")))
    about = [one for one in said if one["charter"] == line.charter_hash.hex()]
    if not about:
        yield f"overseer: {_another(line, [one['charter'] for one in said])}"
    elif all(problems := [_wrong(line, one) for one in about]):
        yield f"overseer: {problems[0]}"


def statements(text: str) -> Iterator[Mapping[str, str]]:
    """What the file says of each charter: lines of `name: value`, an empty line between one and the next, and `#` before a remark."""
    for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        lines = (one.partition(":") for one in part.splitlines() if not one.lstrip().startswith("#"))
        told = {name.strip().lower(): value.strip() for name, _, value in lines}
        if told.get("fair-witness") == NEWEST and {"charter", "date"} <= told.keys():
            yield {**told, "charter": told["charter"].lower()}


def _wrong(line: Line, said: Mapping[str, str]) -> str:
    try:
        day = date.fromisoformat(said["date"])
    except ValueError:
        return f"“{said['date']}” is no day"
    if day > today():
        return f"it says so on {day}, a day that is still to come"
    if day < months_before(today(), MONTHS):
        return f"it has said so last on {day}, more than {MONTHS} months ago"
    if said.get("office", b64(line.office_key)) != b64(line.office_key):
        return f"it knows another office key: {said['office']}"
    return ""


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")  # pragma: no cover - there is none without


def _another(line: Line, hashes: list[str]) -> str:
    earlier = [one for one in history_of(line) if one.hash and one.hash in hashes]
    if earlier:
        return f"it knows version {earlier[-1].number} of the charter, and not the one that counts"
    return "it names no charter, or another one"
