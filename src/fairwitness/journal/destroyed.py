"""The list of what was destroyed, as this line keeps it: rows, a file in the office's folder, and what is published.

Decision 22 says why there are three.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from fairwitness.crypto.destroyed import DestroyedList, ListError, Salted, list_within, publish_list
from fairwitness.journal.models import Gone, PublishedList
from fairwitness.office.clock import today
from fairwitness.office.models import Office
from fairwitness.office.reading import current_office
from fairwitness.office.rows import only, put_all

log = logging.getLogger("fairwitness.journal")
BACKUP_DAYS = 30  # for which a backup is kept, and restored
KEPT = BACKUP_DAYS + 3  # days for which an id stays listed: a list may be a little older than the restoring


def delete_listed(rows: QuerySet[Any], also: Iterable[str] = (), *, write: bool = True) -> None:
    """Delete grants, or mailboxes, and list them, in the caller's transaction; nothing else deletes either.

    `also` are ids that are listed with them. Whoever deletes many writes the list once, after them, instead of `write`.
    No day stands there yet: the clock may be wrong at this moment, and is believed in no round of the worker before the third day.
    """
    listed = {*rows.values_list("id", flat=True), *also}
    list_destroyed(listed, write=False)
    rows.delete()
    if write:
        write_list()


def list_destroyed(ids: Iterable[str], *, write: bool = True) -> None:
    """List what the caller destroys in its transaction: keys, mailboxes, what was redacted. Each id once."""
    office = current_office()
    put_all([Gone(id=one, office=office, day=None) for one in set(ids)])
    if write:
        write_list()


def write_list() -> bytes:
    """Write the list anew into the office's folder, and return it. In a transaction: whoever else lists waits until it ends.

    The file comes before the rows are committed, so no cut leaves a grant deleted and unlisted. Where the commit then fails, the file names what is still
    there, until the next making.
    """
    office = Office.objects.select_for_update(no_key=True).get()
    own = Salted.of(Gone.objects.values_list("id", flat=True))
    listed = DestroyedList(office.line, today(), (own, *_carried()))
    published = publish_list(listed, settings.FOLDER.signs_with())
    _put(settings.FOLDER.destroyed, published)
    return published


def publish() -> None:
    """Make anew what everybody may fetch. Only by the clock, and whether or not something was destroyed: so its changes tell nothing."""
    with transaction.atomic():
        published = write_list()
        told = {"day": today(), "published": published}
        if not PublishedList.objects.filter(carried=False).update(**told):
            PublishedList.objects.create(office=current_office(), **told)


def published_list() -> bytes | None:
    """As it was published last."""
    found = only(PublishedList.objects.filter(carried=False))
    return found.published if found else None


def carry_on(published: bytes, day: date) -> None:
    """Name from now on also what a list names that was applied in restoring: a later backup may hold grants that this one does not."""
    PublishedList.objects.create(office=current_office(), day=day, published=published, carried=True)


def forget_what_no_backup_holds() -> None:
    """Take off the list what was destroyed so long ago that every backup of that time is refused. Only while the clock is believed: what came since then gets its day now."""
    Gone.objects.filter(day=None).update(day=today())
    over = today() - timedelta(days=KEPT)
    Gone.objects.filter(day__lt=over).delete()
    PublishedList.objects.filter(day__lt=over, carried=True).delete()


def _carried() -> list[Salted]:
    """Signed by the key that the line had then. A damaged one keeps nothing from being destroyed."""
    parts: list[Salted] = []
    for row in PublishedList.objects.filter(carried=True).values_list("published", flat=True):
        try:
            parts += list_within(bytes(row)).parts
        except ListError:
            log.exception(
                "a list that was applied in restoring is damaged: what it names is not published any more"
            )
    return parts


def _put(file: Path, content: bytes) -> None:
    """In one piece; its time is the day, for it would tell when the last tip was destroyed."""
    coming = file.with_name(f"{file.name}.coming")
    file.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        with os.fdopen(os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            target.write(content)
            target.flush()
            midnight = datetime.combine(today(), datetime.min.time(), UTC).timestamp()
            os.utime(target.fileno(), (midnight, midnight))
            os.fsync(target.fileno())
        coming.replace(file)
    except OSError:  # a full disk gets its room back
        with suppress(OSError):
            coming.unlink(missing_ok=True)
        raise
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
