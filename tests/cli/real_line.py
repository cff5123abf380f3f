"""A real office, served by the real program, whose charter has three versions and whose journal has a head: started once."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from offices import change, new_office
from server import running
from walker import Walker

from fairwitness.crypto.receipts import Receipt, publish_receipt
from fairwitness.journal.quarters import Quarter
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder

OPENED = """
import django, sys
from pathlib import Path
from fairwitness.cli.running import make_ready, set_up
folder = set_up(Path(sys.argv[1]))
assert make_ready(folder) == []
from fairwitness.site.worker import one_round
one_round()
"""


@dataclass(frozen=True)
class RealLine:
    """Where it listens, and its folder."""

    port: int
    folder: OfficeFolder

    @property
    def at(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def receipt(self, sealed: bytes = bytes(32), entry: str = "") -> str:
        """What it signs for the last tip, or for one that never was."""
        found, day = self._received()
        made = Receipt(self.folder.line(), today(), day, sealed, (), entry or found)
        return publish_receipt(made, self.folder.signs_with(), self.folder.line_pub.read_bytes())

    def _received(self) -> tuple[str, date]:
        Walker(self.port).tells("The bridge has no rivets.")
        with closing(sqlite3.connect(self.folder.database)) as database:
            told = database.execute("SELECT id, day FROM journal_entry WHERE kind = 'tip-received'")
            entry, day = told.fetchone()
        return entry, date.fromisoformat(day)


@contextmanager
def served_office(place: Path) -> Iterator[RealLine]:
    """Opened with its charter; then another site to leave to, which counts at once, and fewer days, which wait."""
    folder = new_office(place / "office", "amara", "noor")
    _opened(folder.path)
    _was_busy(folder)
    change(folder.charter, 'exit = "', 'exit = "https://www.wikipedia.org/" # "')
    change(folder.charter, "feedback_days = 90", "feedback_days = 60")
    _opened(folder.path)
    serve = [sys.executable, "-m", "fairwitness", "serve", str(folder.path), "--workers", "1", "--port"]
    with running(place, _told(), serve) as server:
        yield RealLine(server.port, folder)


def _was_busy(folder: OfficeFolder) -> None:
    """Eleven tips in the last quarter that is over, as they are counted."""
    month = (Quarter.of(today()).first - timedelta(days=1)).replace(day=1)
    with closing(sqlite3.connect(folder.database)) as database, database:
        (office,) = database.execute("SELECT id FROM office_office").fetchone()
        database.executemany(
            "INSERT INTO journal_count (id, office_id, month, channel, kind, of) VALUES (?, ?, ?, 'public', 'tip-received', 'browser')",
            [(f"count-{number}", office, month.isoformat()) for number in range(11)],
        )


def _opened(path: Path) -> None:
    subprocess.run([sys.executable, "-c", OPENED, str(path)], env={**os.environ, **_told()}, check=True)


def _told() -> dict[str, str]:
    return {"FAIRWITNESS_DATABASE": ""}
