"""Writing down what was done, and chaining what was done on days that are over."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db import transaction

from fairwitness.crypto import chain
from fairwitness.crypto.keys import SigningKey
from fairwitness.journal.models import Entry, Head, Kind, Link
from fairwitness.journal.reading import last_link
from fairwitness.office.clock import today
from fairwitness.office.models import Office

BATCH = 500  # rows that are written or deleted together


def record(kind: Kind, office: Office, *, tip: str = "", by: str = "") -> None:
    """Add one entry in the transaction of the action that calls; chaining comes later, by one process."""
    Entry.objects.create(office=office, kind=kind, day=today(), tip=tip, by=by)


def chain_what_is_over(key: SigningKey) -> None:
    """Give every entry of the days before today its place, each day's in random order, and sign the head of yesterday.

    Once a day: the second call finds nothing to do. Several processes may call at once, and one of them does it.
    """
    yesterday = today() - timedelta(days=1)
    with transaction.atomic():
        # Not against the rows that point at the office: actions go on writing entries meanwhile.
        office = Office.objects.select_for_update(no_key=True).get()
        if Head.objects.filter(day=yesterday).exists():
            return
        entries = _in_new_order(yesterday)
        _append(office, entries)
        for some in _batches(entries):
            Entry.objects.filter(pk__in=[entry.pk for entry in some]).delete()
        _publish(office, yesterday, key)


def _in_new_order(until: date) -> list[Entry]:
    entries = list(Entry.objects.filter(day__lte=until))
    random.SystemRandom().shuffle(entries)
    return sorted(entries, key=lambda entry: entry.day)  # which leaves those of one day as they were shuffled


def _append(office: Office, entries: Sequence[Entry]) -> None:
    last = last_link()
    number, before = (last.number + 1, last.hash) if last else (0, chain.START)
    links = []
    for place, entry in enumerate(entries, number):
        before = chain.Link(place, entry.day, entry.kind, entry.tip, entry.by).hash(before)
        told = {"kind": entry.kind, "day": entry.day, "tip": entry.tip, "by": entry.by}
        links.append(Link(office=office, number=place, hash=before, **told))
    Link.objects.bulk_create(links, batch_size=BATCH)


def _publish(office: Office, day: date, key: SigningKey) -> None:
    last = last_link()
    count, reached = (last.number + 1, last.hash) if last else (0, chain.START)
    published = chain.publish_head(chain.Head(office.line, day, count, reached), key)
    Head.objects.create(office=office, day=day, count=count, published=published)


def _batches(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    return (entries[start : start + BATCH] for start in range(0, len(entries), BATCH))
