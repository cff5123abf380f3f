"""A real line's round of the clocks, cut short in its middle."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from offices import Said, fairwitness, new_office

from fairwitness.crypto.destroyed import read_list
from fairwitness.office.folder import OfficeFolder

CLOSED = """
from datetime import UTC, datetime
from django.conf import settings
from django.db import connection
from fairwitness.crypto.letters import Answer, FileEntry
from fairwitness.intake.actions import tell
from fairwitness.office import clock
from fairwitness.office.reading import channel
from fairwitness.sealed.files import IncomingFile
from fairwitness.sealed.guards import GUARDS, PROMISES
from fairwitness.sealed.models import Tip
from fairwitness.sealed.sealing import Words
from fairwitness.site.starting import make_ready
clock.now = lambda: datetime(2026, 11, 24, 9, 10, tzinfo=UTC)
assert make_ready(settings.FOLDER) == []

def file(identity):
    incoming = IncomingFile(identity.recipient)
    incoming.write(b"a photo")
    facts = incoming.finish()
    return [FileEntry(incoming.id, "exit.jpg", "image/jpeg", facts.size, facts.sha256, facts.parts)]

for text in ("The exit is chained.", "The alarm is off."):
    tell(channel("public"), Words(text, [Answer("kind", "retaliation")]), file)
for guards in (GUARDS, PROMISES):
    guards.take_away(connection)
Tip.objects.update(state="closed", outcome="not-confirmed")
for guards in (GUARDS, PROMISES):
    guards.set_up(connection)
"""
ROUND = """
import os, signal
from datetime import UTC, datetime, timedelta
from fairwitness.office import clock
from fairwitness.retention.actions import note_the_day
from fairwitness.journal import destroyed
from fairwitness.sealed.actions import destroy, files
from fairwitness.site.worker import one_round
clock.now = lambda: datetime(2027, 1, {day}, 9, 10, tzinfo=UTC)
dies = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
if {where!r} == "keys":
    destroy.move = dies
elif {where!r} == "list":
    before = destroyed.write_list
    destroyed.write_list = lambda: (before(), dies())
elif {where!r} == "bytes":
    destroy.destroy_pending_file = dies
elif {where!r} == "log":
    destroy.forget = dies
for days in (1, 2):
    note_the_day(clock.today() - timedelta(days=days))
one_round()
"""
# As much as any file may grow: the system refuses every byte beyond, as a full disk does.
FULL = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))"


@pytest.fixture
def line(tmp_path: Path) -> OfficeFolder:
    folder = new_office(tmp_path / "office", "amara", "noor")
    assert in_shell(folder, CLOSED) == Said(0, "", "")
    return folder


def in_shell(folder: OfficeFolder, code: str) -> Said:
    return fairwitness("manage", folder.path, "shell", "--no-imports", "--command", code)


def found(line: OfficeFolder) -> tuple[list[str], int, int]:
    """The states of the tips, how many grants there are, and files' parts."""
    with closing(sqlite3.connect(line.database)) as database:
        states = sorted(state for (state,) in database.execute("SELECT state FROM sealed_tip"))
        ((grants,),) = database.execute("SELECT count(*) FROM sealed_grant")
    return states, grants, len([path for path in line.files.rglob("*") if path.is_file()])


def grants(line: OfficeFolder) -> set[str]:
    with closing(sqlite3.connect(line.database)) as database:
        return {grant for (grant,) in database.execute("SELECT id FROM sealed_grant")}


@pytest.mark.parametrize(
    ("where", "left"),
    [
        ("keys", (["closed", "closed"], 6, 2)),
        ("list", (["closed", "closed"], 6, 2)),
        ("bytes", (["closed", "destroyed"], 3, 2)),
        ("log", (["destroyed", "destroyed"], 0, 0)),
    ],
)
def test_whatever_is_cut_the_next_rounds_end_it(
    line: OfficeFolder, where: str, left: tuple[list[str], int, int]
) -> None:
    granted = grants(line)
    killed = in_shell(line, ROUND.format(where=where, day=24))
    after, listed = found(line), read_list(line.destroyed.read_bytes(), line.published_line_key().key)
    lost = {grant for grant in granted - grants(line) if not listed.names(grant)}

    ended = [in_shell(line, ROUND.format(where="", day=day)) for day in (24, 26)]

    assert killed.code == -9
    assert after == left
    assert lost == set()
    assert ended == [Said(0, "", "")] * 2
    assert found(line) == (["destroyed", "destroyed"], 0, 0)


def test_on_a_full_disk_nothing_is_half_done_and_the_next_round_does_it(line: OfficeFolder) -> None:
    before = found(line)

    full = in_shell(
        line,
        ROUND.format(where="", day=24)
        .replace("one_round()", f"{FULL}; attempt(one_round)")
        .replace("import one_round", "import attempt, one_round"),
    )
    after = found(line)
    ended = [in_shell(line, ROUND.format(where="", day=day)) for day in (24, 26)]

    assert full.err.startswith("ERROR fairwitness.")
    assert after == before
    assert ended == [Said(0, "", "")] * 2
    assert found(line) == (["destroyed", "destroyed"], 0, 0)
