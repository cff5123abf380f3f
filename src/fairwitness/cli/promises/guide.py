"""Guard 2: the scope guide comes first, and whoever is turned away leaves nothing. Tried on the office itself, and undone."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import connection, transaction
from django.test import Client

from fairwitness.cli.promises.found import tables
from fairwitness.office import charter
from fairwitness.office.texts import LANGUAGES

BY_THE_DAY = "office_wrappingkey"  # keys of cookies, made once a day whoever comes
TURNED_AWAY = ("opinion", "unsure")
TYPED = ("<textarea", 'type="text"', "contenteditable")


class _Lines(logging.Handler):
    """Whatever would be written to a log."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note whose it is."""
        self.said.append(record.name)


def guide_first() -> Iterator[str]:
    """Text boxes before the guide is answered, and rows and log lines that turning away leaves."""
    for language in LANGUAGES:
        for channel in charter.current().channels:
            yield from _tried(f"/{language}/tell/{channel.slug}/")


def _tried(at: str) -> Iterator[str]:
    with _undone():
        browser = Client(SERVER_NAME="127.0.0.1")
        page = browser.get(f"{at}scope/")
        if page.status_code == 404:  # noqa: PLR2004 - a way in that is not open yet
            return
        yield from (f"{at}scope/ has a text box" for one in TYPED if one in page.content.decode())
        for answer in TURNED_AWAY:
            yield from _left(browser, at, answer)


def _left(browser: Client, at: str, answer: str) -> Iterator[str]:
    before = _rows()
    with _listening() as lines:
        reply = browser.post(f"{at}scope/", {"about": answer})
        if reply.status_code != 302 or reply["Location"] == f"{at}story/":  # noqa: PLR2004 - a redirect
            yield f"{at}scope/ does not turn “{answer}” away"
    after = _rows()
    yield from (f"“{answer}” leaves a row in {name}" for name in after if after[name] != before.get(name))
    yield from (f"“{answer}” leaves a log line of {name}" for name in lines.said)


def _rows() -> Mapping[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for name in tables().keys() - {BY_THE_DAY}:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - the database's own names
            found[name] = int(cursor.fetchone()[0])
    return found


@contextmanager
def _undone() -> Iterator[None]:
    """Nothing that is tried stays, also where a guard is broken; and what others write meanwhile is not seen."""
    alone = connection.vendor == "postgresql" and not connection.in_atomic_block
    with transaction.atomic():
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
        transaction.set_rollback(True)


@contextmanager
def _listening() -> Iterator[_Lines]:
    lines = _Lines()
    loggers = [logging.getLogger(name) for name in ("", "django", "fairwitness")]
    for one in loggers:
        one.addHandler(lines)
    try:
        yield lines
    finally:
        for one in loggers:
            one.removeHandler(lines)
