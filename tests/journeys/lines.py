"""A running line of its own for a journey: the demo's office, in a folder that is looked through afterwards."""

from __future__ import annotations

import atexit
import contextlib
import functools
import importlib
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

STARTS_WITHIN = 60  # seconds, on a busy machine


@dataclass
class RunningLine:
    """A `fairwitness demo` in a process group of its own."""

    folder: Path
    port: int
    database: str = ""  # SQLite in the folder, or what this names
    under: Sequence[str] = ()  # words of a program that runs it
    process: subprocess.Popen[bytes] = field(init=False)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """Everything that it wrote to its output."""
        return self.folder / "output.log"

    @property
    def doors(self) -> dict[str, Any]:
        """What `--json` wrote."""
        read: dict[str, Any] = json.loads((self.folder / "doors.json").read_text())
        return read

    def start(self) -> None:
        """Run it, and wait for its first page."""
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("FAIRWITNESS_")
        }
        environment |= {"TMPDIR": str(self.folder / "tmp"), "FAIRWITNESS_DATABASE": self.database}
        (self.folder / "tmp").mkdir(exist_ok=True)
        line = [sys.executable, "-m", "fairwitness", *self.words(), "--port", str(self.port)]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [*self.under, *line], stdout=output, stderr=output, env=environment, start_new_session=True
            )
        self._wait()

    def words(self) -> list[str]:
        """What is written behind `fairwitness`."""
        return ["demo", "--dir", str(self.folder / "office"), "--json", str(self.folder / "doors.json")]

    def _wait(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and self.process.poll() is None:
            if self._is_heard():
                return
            time.sleep(0.1)
        raise AssertionError(f"The line did not start:\n{self.log.read_text()}")

    def _is_heard(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def kill(self) -> None:
        """End it at once and everywhere, as a power cut would; afterwards nobody listens, nor seems to."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        until = time.monotonic() + STARTS_WITHIN
        while self._is_heard() and time.monotonic() < until:
            time.sleep(0.05)

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(20)
        if self.process.poll() is None:
            self.kill()


@dataclass
class ServedLine(RunningLine):
    """A real office, founded by the commands of the README; its reviewers' words are here and on no disk."""

    reviewers: list[dict[str, str]] = field(default_factory=list, repr=False)

    @property
    def doors(self) -> dict[str, Any]:
        """Who signs in, and how."""
        return {"reviewers": self.reviewers}

    def words(self) -> list[str]:
        """What is written behind `fairwitness`."""
        return ["serve", str(self.folder / "office")]

    def found(self, *names: str) -> None:
        """The office of these readers, which has been served once; a copy for this line."""
        founded = _founded(*names)
        shutil.copytree(founded.folder / "office", self.folder / "office")
        shutil.copy2(founded.medium, self.medium)
        self.reviewers = [dict(one) for one in founded.reviewers]

    def founds(self, *names: str) -> None:
        """`init`, `keys staff` for each, `keys sign-sheet`; the office key leaves the machine."""
        where = ["--channel", "public", "--dir", str(self.folder / "office")]
        run_fairwitness("init", "--yes", str(self.folder / "office"))
        for name in names:
            told = run_fairwitness("keys", "staff", name, "--role", "board", *where)
            words = re.findall(r"^  \d{4}  (\w+)$", told, re.MULTILINE)
            self.reviewers.append({"sign_in_name": name, "passphrase": " ".join(words)})
        run_fairwitness("keys", "sign-sheet", *where)
        (self.folder / "office" / "office.key").rename(self.medium)

    @property
    def medium(self) -> Path:
        """Where the office key is: with somebody who is not the administrator."""
        return self.folder / "office.key"


def run_fairwitness(*words: str) -> str:
    """One command, to its end; what it said."""
    return subprocess.check_output([sys.executable, "-m", "fairwitness", *words], text=True)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def database_of_its_own() -> Iterator[str]:
    """A new one beside that of these tests, where theirs is a PostgreSQL's; nothing where it is SQLite, which a line has in its folder."""
    server = os.environ.get("FAIRWITNESS_DATABASE", "")
    if not server.startswith("postgres"):
        yield ""
        return
    psycopg, name = importlib.import_module("psycopg"), f"line_{secrets.token_hex(8)}"
    with psycopg.connect(server, autocommit=True) as beside:
        beside.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            beside.execute(f"DROP DATABASE {name} WITH (FORCE)")


@functools.cache
def _founded(*names: str) -> ServedLine:
    """A database that every migration has gone over takes longer than most journeys: each process makes one, and lines start with copies."""
    line = ServedLine(_kept_for_copies(), free_port())
    line.founds(*names)
    with started(line):
        return line


@functools.cache
def _demo() -> RunningLine:
    """The same of a demo."""
    with running_line(_kept_for_copies()) as line:
        return line


def _kept_for_copies() -> Path:
    place = Path(tempfile.mkdtemp(prefix="line-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


@contextlib.contextmanager
def copied_line(folder: Path) -> Iterator[RunningLine]:
    """A demo that was started once before; stopped whatever happens."""
    shutil.copytree(_demo().folder / "office", folder / "office")
    with running_line(folder) as line:
        yield line


@contextlib.contextmanager
def running_line(folder: Path, database: str = "") -> Iterator[RunningLine]:
    """A demo; stopped whatever happens."""
    with started(RunningLine(folder, free_port(), database)) as line:
        yield line


@contextlib.contextmanager
def started(line: RunningLine) -> Iterator[RunningLine]:
    """Start it; stop it whatever happens."""
    try:
        line.start()
        yield line
    finally:
        line.stop()
