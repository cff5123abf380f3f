"""Writing down what was done, and chaining what was done on days that are over."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db import transaction

from fairwitness.crypto import chain
from fairwitness.crypto.chain import ChainError
from fairwitness.crypto.keys import SigningKey
from fairwitness.journal.models import Count, Entry, Head, Kind, Link
from fairwitness.journal.reading import last_head, last_link, of_row
from fairwitness.office.clock import today
from fairwitness.office.models import Office
from fairwitness.office.rows import Ready, ready_of, write

BATCH = 500  # rows that are written or deleted together


def record(kind: Kind, office: Office, *, tip: str = "", by: str = "") -> None:
    """Add one entry in the transaction of the action that calls; chaining comes later, by one process."""
    write([entry(kind, office, tip=tip, by=by)])


def entry(kind: Kind, office: Office, *, tip: str = "", by: str = "") -> Ready:
    """The row that `record` adds, for an action that adds it with its own."""
    return ready_of(Entry, office_id=office.pk, kind=kind, day=today(), tip=tip, by=by)


def record_once_a_day(kind: Kind, office: Office, *, tip: str, by: str) -> None:
    """The same for what somebody does again and again: the first time of a day is written down, and how often is not."""
    if not Entry.objects.filter(kind=kind, day=today(), tip=tip, by=by).exists():
        with transaction.atomic():
            record(kind, office, tip=tip, by=by)


def count(
    kind: Kind,
    office: Office,
    channel: str,
    *,
    in_time: bool | None = None,
    of: str = "",
    days: int | None = None,
) -> None:
    """Count one, in the transaction of the action that calls, by month: it outlives whatever it was. Of `days` only the next of a few bounds is kept."""
    write([counted(kind, office, channel, in_time=in_time, of=of, days=days)])


def counted(
    kind: Kind,
    office: Office,
    channel: str,
    *,
    in_time: bool | None = None,
    of: str = "",
    days: int | None = None,
) -> Ready:
    """The row that `count` adds, likewise."""
    bound = None if days is None else next(most for most in Count.DAYS if days <= most)
    month = today().replace(day=1)
    told = {"office_id": office.pk, "month": month, "channel": channel, "kind": kind}
    return ready_of(Count, **told, of=of, in_time=in_time, days=bound)


def chain_what_is_over(key: SigningKey) -> None:
    """Give every entry of the days before today its place, each day's in random order, and sign where the chain is then.

    Once a day: the second call finds nothing to do. Several processes may call at once, and one of them does it. ChainError where the chain does not end as
    it was signed: the line signs nothing over what somebody else has written, and the entries wait.
    """
    yesterday = today() - timedelta(days=1)
    if _is_chained(yesterday):
        return
    with transaction.atomic():
        # Not against the rows that point at the office: actions go on writing entries meanwhile.
        office = Office.objects.select_for_update(no_key=True).get()
        if _is_chained(yesterday):
            return
        entries = _in_new_order(yesterday)
        end = _append(office, [*entries, Entry(day=yesterday, kind=Kind.DAY_OVER)], _reached(office, key))
        published = chain.publish_head(chain.Head(office.line, yesterday, end.hash), key)
        Head.objects.create(office=office, day=yesterday, number=end.number, published=published)
        for some in _batches(entries):
            Entry.objects.filter(pk__in=[entry.pk for entry in some]).delete()


def _is_chained(day: date) -> bool:
    return Head.objects.filter(day=day).exists()


def _reached(office: Office, key: SigningKey) -> tuple[int, bytes]:
    """The next number, and the hash before it, as the line has signed it last."""
    last, head = last_link(), last_head()
    if last is None and head is None:
        return 0, chain.START
    signed = chain.read_head(head.published, key.verifying_key) if head else None
    ended = last and head and (office.line, head.day, last.hash)
    if last is None or signed is None or (signed.line, signed.day, signed.hash) != ended:
        raise ChainError(
            "the chain does not end as the line has signed it: fairwitness verify journal says more"
        )
    return last.number + 1, last.hash


def _in_new_order(until: date) -> list[Entry]:
    entries = list(Entry.objects.filter(day__lte=until))
    random.SystemRandom().shuffle(entries)
    return sorted(entries, key=lambda entry: entry.day)  # which leaves those of one day as they were shuffled


def _append(office: Office, entries: Sequence[Entry], reached: tuple[int, bytes]) -> Link:
    """Write the links, at least one; returns the last."""
    number, before = reached
    links = []
    for place, entry in enumerate(entries, number):
        told = {"id": entry.id, "kind": entry.kind, "day": entry.day, "tip": entry.tip, "by": entry.by}
        link = Link(office=office, number=place, **told)
        before = link.hash = of_row(link).hash(before)
        links.append(link)
    Link.objects.bulk_create(links, batch_size=BATCH)
    return links[-1]


def _batches(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    return (entries[start : start + BATCH] for start in range(0, len(entries), BATCH))
