"""Questions about the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import models

from fairwitness.crypto import chain
from fairwitness.crypto.chain import ChainError
from fairwitness.crypto.line_keys import LineKey
from fairwitness.journal.models import Count, Entry, Head, Link
from fairwitness.office.rows import row_by

Row = TypeVar("Row", Head, Link)


def last_link() -> Link | None:
    """The end of the chain."""
    return Link.objects.order_by("-number").first()


def last_head() -> Head | None:
    """The newest head: also where a clock had jumped ahead and back, and an older one names a later day."""
    return Head.objects.order_by("-number").first()


def latest_head() -> bytes | None:
    """The newest head as it was published."""
    found = last_head()
    return found.published if found else None


def head_of(day: str) -> bytes | None:
    """The head of that day, YYYY-MM-DD, as it was published; None where there is none, or that is no day."""
    try:
        found = Head.objects.filter(day=date.fromisoformat(day)).first()
    except ValueError:
        return None
    return found.published if found else None


def totals() -> dict[tuple[date, str, str], int]:
    """How many tips came to each state, by month and channel. Not to be shown as they are: few of them would point at somebody."""
    found = Count.objects.values_list("month", "channel", "kind").annotate(number=models.Count("pk"))
    return {(month, channel, kind): number for month, channel, kind, number in found}


def done_with(tip: str) -> dict[str, Entry | Link]:
    """Everything that was done with a tip, by the ids of the entries: what is in the chain, and what waits for the end of its day."""
    waiting = list(Entry.objects.filter(tip=tip))
    # Those that wait first: what is chained meanwhile is then found twice, and not missed.
    done: list[Entry | Link] = [*waiting, *Link.objects.filter(tip=tip)]
    return {one.id: one for one in done}


def tips_with(kind: str) -> frozenset[str]:
    """The tips with which this was ever done. Of what waits and what is in the chain, as in `done_with`."""
    waiting = list(Entry.objects.filter(kind=kind).values_list("tip", flat=True))
    return frozenset([*waiting, *Link.objects.filter(kind=kind).values_list("tip", flat=True)])


def done_of(kinds: Collection[str]) -> Iterator[tuple[str, str, date, str]]:
    """Tip, kind, day and who, of everything of these kinds, in no order; perhaps twice, as in `done_with`."""
    columns = ("tip", "kind", "day", "by")
    yield from list(Entry.objects.filter(kind__in=kinds).values_list(*columns))
    yield from Link.objects.filter(kind__in=kinds).values_list(*columns).iterator()


def found(entry: str) -> Entry | Link | None:
    """The one entry with this id, wherever it stands by now."""
    return row_by(Entry, id=entry) or row_by(Link, id=entry)


@dataclass(frozen=True)
class Checked:
    """How far a journal holds."""

    entries: int  # without those that only end a day
    heads: int
    kept: int  # of the heads, those that somebody had kept elsewhere

    @property
    def sentence(self) -> str:
        """What the command says, and what it cannot say."""
        held = f"{self.entries} entries hold, against {self.heads} published heads."
        return (
            held
            if self.kept
            else f"{held} With a head that was kept elsewhere (--head) a cut end would show as well."
        )


def check(key: LineKey, kept: Sequence[chain.Head] = ()) -> Checked:
    """Go along the whole chain, against every head that the line has published and those that somebody kept elsewhere.

    ChainError where anything was changed, put in, taken out or put in another order.
    """
    heads = _heads(key)
    try:
        return _checked(heads, kept)
    except ChainError:
        if _heads(key) == heads:
            raise
    return check(key, kept)  # the line has chained a day meanwhile


def read_head(published: bytes, key: LineKey) -> chain.Head:
    """A head that this line has signed; ChainError for any other."""
    head = chain.read_head(published, key.key)
    if head.line != key.line:
        raise ChainError("this head is another line's")
    return head


def _heads(key: LineKey) -> dict[int, chain.Head]:
    """What the line has published, by the numbers of the links that end the days."""
    found = {}
    for row in _readable(Head.objects.order_by("number").iterator()):
        head = read_head(row.published, key)
        if head.day != row.day:
            raise ChainError(f"the head of {head.day} was put to another day")
        found[row.number] = head
    return found


def _checked(heads: dict[int, chain.Head], kept: Sequence[chain.Head]) -> Checked:
    count, ends = chain.follow(_links(), [*heads.values(), *kept])
    if set(heads) != {end.number for end in ends.values()}:
        raise ChainError("a head was put to another place")
    return Checked(count - len(ends), len(heads) + len(kept), len(kept))


def _links() -> Iterator[tuple[chain.Link, bytes]]:
    for link in _readable(Link.objects.order_by("number").iterator()):
        yield of_row(link), link.hash


def of_row(link: Link) -> chain.Link:
    """What is hashed of a row."""
    return chain.Link(link.number, link.id, link.day, link.kind, link.tip, link.by)


def _readable(rows: Iterator[Row]) -> Iterator[Row]:
    """SQLite keeps anything in any column: what no date or hash can be read from was written by somebody else."""
    while True:
        try:
            row = next(rows, None)
            readable = row is None or row.day is not None
        except (ValueError, TypeError):
            row, readable = None, False
        if not readable:
            raise ChainError("a row holds what the line does not write")
        if row is None:
            return
        yield row
