"""A line of a test's own that is backed up and restored by the real programs, on SQLite or on the PostgreSQL that is named."""

from __future__ import annotations

import atexit
import functools
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
from offices import Said, new_office
from psycopg import sql

from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder

READY = """
from django.conf import settings
from django.test.utils import setup_test_environment
from fairwitness.site.starting import make_ready
assert make_ready(settings.FOLDER) == []
setup_test_environment()
"""
TELL = """
from tipster import Tipster
lin = Tipster()
lin.tells({text!r}, {{"exit.jpg": b"a photo of the exit"}})
print(lin.code)
"""
COME_BACK = """
from tipster import Tipster
lin = Tipster()
lin.comes_back({code!r})
print(lin.where, "|", lin.page.letters, "|", lin.page.text)
"""
WITHDRAW = """
from fairwitness.crypto.codes import TipCode
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.models import Tip
from fairwitness.crypto.keys import tagged_hash
from fairwitness.office.reading import line_id
tip = Tip.objects.get(conversations__mailbox__locator=TipCode.read({code!r}).locator(line_id()))
destroy(tip, Tip.Outcome.WITHDRAWN)
"""
DIES = """
import os, signal
from pathlib import Path
from fairwitness.cli import main
from fairwitness.cli.running import set_up
set_up(Path({office!r}))
import django
django.setup()
from fairwitness.{module} import {name} as before
import fairwitness.{module} as module
def dies(*arguments, **named):
    if {afterwards!r}:
        before(*arguments, **named)
    os.kill(os.getpid(), signal.SIGKILL)
module.{name} = dies
raise SystemExit(main({words!r}))
"""
MOVED = """
from datetime import timedelta
from fairwitness.office import clock
before = clock.now
clock.now = lambda: before() + timedelta(days={days})
from fairwitness.cli import main
raise SystemExit(main({words!r}))
"""
AWAKE = """
from datetime import timedelta
from fairwitness.office.clock import today
from fairwitness.office.reading import current_office
from fairwitness.retention.models import Awake
Awake.objects.all().delete()
for days in {days!r}:
    Awake.objects.create(day=today() + timedelta(days=days), office=current_office())
"""
FULL = """
import resource, signal
from fairwitness.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
raise SystemExit(main({words!r}))
"""


class Line:
    """An office, its database, and its programs."""

    def __init__(self, path: Path, database: str = "") -> None:
        self.folder = OfficeFolder(path)
        self.database = database

    def runs(self, *words: str | Path) -> Said:
        """`fairwitness` with these words."""
        return self._python("-m", "fairwitness", *words)

    def does(self, code: str) -> str:
        """What this code prints, in a process of the line; it must not fail."""
        said = self.runs("manage", self.folder.path, "shell", "--no-imports", "--command", READY + code)
        assert (said.code, said.err) == (0, "")
        return said.out.strip()

    def tells(self, text: str) -> str:
        """Lin sends a tip with a photo. The code."""
        return self.does(TELL.format(text=text))

    def opens(self, code: str) -> str:
        """What a code shows: where, the letters, and the words of the page."""
        return self.does(COME_BACK.format(code=code))

    def destroys(self, code: str) -> None:
        """Lin takes it back."""
        self.does(WITHDRAW.format(code=code))

    def asks(self, question: str) -> str:
        """The value of an expression over the models, without making anything ready."""
        code = (
            "from fairwitness.sealed.models import *; from fairwitness.office.models import *\n"
            f"from fairwitness.journal.models import *\nprint({question})"
        )
        said = self.runs("manage", self.folder.path, "shell", "--no-imports", "--command", code)
        assert said.err == ""
        return said.out.strip()

    def dies_at(self, place: str, *words: str | Path, afterwards: bool = False) -> None:
        """The same command, ended by force where it comes to this function, or when that has returned."""
        module, _, name = place.rpartition(".")
        told = {"module": module, "name": name, "words": [*map(str, words)], "office": str(self.folder.path)}
        assert self._python("-c", DIES.format(afterwards=afterwards, **told)).code == -signal.SIGKILL

    def without_room(self, size: int, *words: str | Path) -> Said:
        """The same command, where no file may grow beyond so many bytes: the system refuses the rest, as a full disk does."""
        return self._python("-c", FULL.format(size=size, words=[*map(str, words)]))

    def at_another_day(self, days: int, *words: str | Path) -> Said:
        """The same command, where the machine's clock is so many days ahead."""
        return self._python("-c", MOVED.format(days=days, words=[*map(str, words)]))

    def was_awake(self, *days: int) -> None:
        """Its worker, on these days alone, counted from today."""
        self.does(AWAKE.format(days=days))

    def backs_up(self, into: Path) -> Path:
        """A whole backup, the newest that lies there."""
        said = self.runs("backup", self.folder.path, into)
        assert (said.code, said.err) == (0, "")
        return max(path for path in into.iterdir() if path.name[0].isdecimal())

    def _python(self, *words: str | Path) -> Said:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("FAIRWITNESS_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        told = {"PYTHONPATH": str(Path(__file__).parent.parent), "FAIRWITNESS_DATABASE": self.database}
        command = [sys.executable, *map(str, words)]
        done = subprocess.run(command, env=kept | told, check=False, capture_output=True, text=True)
        return Said(done.returncode, done.stdout, done.stderr)


def aged(backup: Path, days: int) -> Path:
    """The same, as if it had been made that many days before."""
    told = json.loads((backup / "manifest.json").read_bytes())
    told["day"] = (today() - timedelta(days=days)).isoformat()
    (backup / "manifest.json").write_text(json.dumps(told, separators=(",", ":")))
    return backup.rename(backup.with_name(f"{told['day']}T020000"))


@contextmanager
def new_line(place: Path) -> Iterator[Line]:
    """With two reviewers."""
    with new_database() as database:
        if database:
            yield Line(new_office(place / "office", "amara", "noor").path, database)
        else:
            yield Line(shutil.copytree(_made_ready(), place / "office"))


@functools.cache
def _made_ready() -> Path:
    """Going over every migration takes longer than most of what is told here: each process does it once, and lines begin with copies."""
    place = Path(tempfile.mkdtemp(prefix="copied-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    line = Line(new_office(place / "office", "amara", "noor").path)
    line.does("")
    return line.folder.path


@contextmanager
def new_database() -> Iterator[str]:
    """An empty one on the server that is named, or nothing at all: the line then has SQLite."""
    named = os.environ.get("FAIRWITNESS_DATABASE", "")
    if not named:
        yield ""
        return
    name = f"copied_{secrets.token_hex(6)}"
    with psycopg.connect(named, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield f"{named.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(named, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
