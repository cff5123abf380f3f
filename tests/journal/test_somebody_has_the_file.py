"""What somebody does who has the database itself, and what `fairwitness verify journal` says of it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from offices import Said, fairwitness, new_office

from fairwitness.office.folder import OfficeFolder

THREE_DAYS = """
from datetime import UTC, datetime, timedelta
from django.conf import settings
from fairwitness.journal import actions
from fairwitness.journal.models import Kind
from fairwitness.office import clock
from fairwitness.office.reading import current_office
from fairwitness.site.starting import make_ready
at = datetime(2026, 11, 24, 9, 10, tzinfo=UTC)
clock.now = lambda: at
assert make_ready(settings.FOLDER) == []
for tip in "abc":
    actions.record(Kind.TIP_RECEIVED, current_office(), tip=tip)
    at += timedelta(days=1)
    actions.chain_what_is_over(settings.FOLDER.signs_with())
"""
KILLED = """
import os, signal
from datetime import UTC, datetime
from django.conf import settings
from fairwitness.journal import actions
from fairwitness.journal.models import Head, Kind
from fairwitness.office import clock
from fairwitness.office.reading import current_office
at = datetime(2026, 11, 27, 9, 10, tzinfo=UTC)
clock.now = lambda: at
if {kill}:
    actions.record(Kind.TIP_RECEIVED, current_office(), tip="d")
    Head.objects.create = lambda **_: os.kill(os.getpid(), signal.SIGKILL)
at = datetime(2026, 11, 28, 0, 10, tzinfo=UTC)
actions.chain_what_is_over(settings.FOLDER.signs_with())
"""
SWAPPED = """UPDATE journal_link SET number = 99 WHERE number = 1;
UPDATE journal_link SET number = 1 WHERE number = 2;
UPDATE journal_link SET number = 2 WHERE number = 99"""
BEHIND = """INSERT INTO journal_link (id, kind, day, tip, "by", number, hash, office_id)
SELECT 'x', kind, day, tip, "by", number + 1, hash, office_id FROM journal_link ORDER BY number DESC LIMIT 1"""
GUARDS = [f"journal_{table}_{what}" for table in ("link", "head") for what in ("update", "delete", "again")]


@pytest.fixture(scope="module")
def chained(tmp_path_factory: pytest.TempPathFactory) -> OfficeFolder:
    """A line with three days in its chain."""
    folder = new_office(tmp_path_factory.mktemp("line") / "office", "amara", "noor")
    assert in_shell(folder, THREE_DAYS) == Said(0, "", "")
    return folder


@pytest.fixture
def line(chained: OfficeFolder, tmp_path: Path) -> OfficeFolder:
    """The same, of a test's own."""
    shutil.copytree(chained.path, tmp_path / "office")
    return OfficeFolder(tmp_path / "office")


def in_shell(folder: OfficeFolder, code: str) -> Said:
    return fairwitness("manage", folder.path, "shell", "--no-imports", "--command", code)


def edits(line: OfficeFolder, *statements: str) -> None:
    with closing(sqlite3.connect(line.database)) as database:
        for statement in statements:
            database.executescript(statement)


def without_guards(line: OfficeFolder, *statements: str) -> None:
    """Take them away, change what is wished, and put them back as they were."""
    with closing(sqlite3.connect(line.database)) as database:
        found = dict(database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    edits(line, *(f"DROP TRIGGER {name}" for name in GUARDS), *statements)
    edits(line, *(found[name] for name in GUARDS))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE journal_link SET kind = 'destroyed' WHERE number = 1", "entry 1 was changed"),
        ("UPDATE journal_link SET day = '2026-11-25' WHERE number = 2", "entry 2 was changed"),
        ("UPDATE journal_link SET id = 'another' WHERE number = 2", "entry 2 was changed"),
        ("UPDATE journal_link SET day = 'noon' WHERE number = 2", "does not write"),
        ("UPDATE journal_link SET day = '2026-13-33' WHERE number = 2", "does not write"),
        ("UPDATE journal_link SET hash = 'x' WHERE number = 2", "does not write"),
        ("UPDATE journal_link SET number = 1.5 WHERE number = 2", "entry 2 is missing"),
        ("DELETE FROM journal_link WHERE number = 2", "entry 2 is missing"),
        (
            SWAPPED,
            "entry 1 was changed, or one before it was put in another order",
        ),
        (
            "DELETE FROM journal_link WHERE number = (SELECT max(number) FROM journal_link)",
            "the end is missing",
        ),
        ("DELETE FROM journal_link", "the end is missing"),
        ("DELETE FROM journal_head WHERE day = '2026-11-25'", "the head of 2026-11-25 is missing"),
        ("DELETE FROM journal_head", "the head of 2026-11-24 is missing"),
        ("UPDATE journal_head SET published = x'7b7d'", "not signed by the line's key"),
        (BEHIND, "entry 8 was changed"),
    ],
)
def test_whatever_was_changed_is_told(line: OfficeFolder, statement: str, said: str) -> None:
    without_guards(line, statement)

    told = fairwitness("verify", "journal", line.path)

    assert (told.code, told.out) == (1, "")
    assert told.sentence.startswith("The journal does not hold: ")
    assert said in told.sentence


def test_a_line_that_nobody_touched_holds(line: OfficeFolder) -> None:
    told = fairwitness("verify", "journal", line.path)

    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("5 entries hold, against 3 published heads.")


def test_guards_that_somebody_took_away_are_told(line: OfficeFolder) -> None:
    edits(line, "DROP TRIGGER journal_link_update", "DROP TRIGGER journal_entry_delete")

    told = fairwitness("verify", "journal", line.path)

    assert told.code == 1
    assert (
        "guards are not what they have to be (journal_link_update, journal_entry_delete), though all 5"
        in told.sentence
    )


def test_a_line_that_starts_puts_its_guards_back_and_says_so(line: OfficeFolder) -> None:
    edits(line, "DROP TRIGGER journal_link_update")
    ready = "from django.conf import settings; from fairwitness.site.starting import make_ready; "

    said = in_shell(line, ready + "assert make_ready(settings.FOLDER) == []")

    told = "The journal was not guarded as it has to be, and is again: journal_link_update.\n"
    assert said == Said(0, "", told)
    assert fairwitness("verify", "journal", line.path).code == 0


def test_so_do_the_guards_of_tips(line: OfficeFolder) -> None:
    edits(line, "DROP TRIGGER sealed_tip_follows")
    ready = "from django.conf import settings; from fairwitness.site.starting import make_ready; "

    said = in_shell(line, ready + "assert make_ready(settings.FOLDER) == []")

    assert said == Said(
        0, "", "The table of tips was not guarded as it has to be, and is again: sealed_tip_follows.\n"
    )


def test_a_journal_that_is_not_there_is_one_sentence(line: OfficeFolder) -> None:
    edits(line, "DROP TABLE journal_link")
    assert "no such table: journal_link" in fairwitness("verify", "journal", line.path).sentence

    line.database.unlink()
    told = fairwitness("verify", "journal", line.path)

    assert told == Said(1, "", f"There is no database in {line.data}.\n")
    assert not line.database.exists()


def test_a_worker_that_was_killed_while_it_chained_has_done_nothing(line: OfficeFolder) -> None:
    killed = in_shell(line, KILLED.format(kill=True))
    assert killed.code == -9
    assert fairwitness("verify", "journal", line.path).out.startswith("5 entries hold, against 3 published")

    again = in_shell(line, KILLED.format(kill=False))

    assert again == Said(0, "", "")
    assert fairwitness("verify", "journal", line.path).out.startswith("6 entries hold, against 4 published")
