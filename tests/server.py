"""A real web server in a child process, on a free port of this machine, for tests that send real bytes."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

STARTS_WITHIN = 30.0  # seconds
ENDS_WITHIN = 15.0
RUN = "import sys; from fairwitness.site.front.server import serve; serve('127.0.0.1', int(sys.argv[1]))"


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    port: int
    pid: int  # of the process that the web process is a child of
    log: Path  # everything that it wrote to its standard output and error

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class SmallLine:
    """Where the site of `small_line` listens, and what it left."""

    port: int
    place: Path
    log: Path

    @property
    def kept(self) -> list[Path]:
        """Files that are there, whole or half."""
        return list(self.place.glob("*.kept"))

    @property
    def called(self) -> bool:
        """Whether any view ran."""
        return (self.place / "called").exists()


@dataclass(frozen=True)
class DemoLine:
    """A demo's office, served as anybody would serve it, and what is in its folder."""

    port: int
    place: Path
    log: Path
    pid: int  # of the command, whose child the web process is

    @property
    def parts(self) -> list[Path]:
        """Parts of sealed files."""
        return [path for path in (self.place / "office" / "data" / "files").rglob("*") if path.is_file()]

    def rows(self) -> dict[str, int]:
        """How many rows each table has; keys of cookies, which come by the day, are left out."""
        tables = (
            "sqlite_master WHERE type = 'table' AND name NOT IN ('office_wrappingkey', 'sqlite_sequence')"
        )
        with closing(sqlite3.connect(self.place / "office" / "data" / "line.sqlite3")) as database:
            names = [name for (name,) in database.execute(f"SELECT name FROM {tables}")]  # noqa: S608 - our own words
        return {name: self.count(name) for name in names}

    def count(self, table: str) -> int:
        """Rows of a table, or of what follows FROM."""
        with closing(sqlite3.connect(self.place / "office" / "data" / "line.sqlite3")) as database:
            return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - tests name tables


@contextmanager
def running_demo(place: Path) -> Iterator[DemoLine]:
    """`fairwitness demo` in this folder, with SQLite."""
    demo = [
        str(Path(sys.executable).with_name("fairwitness")),
        "demo",
        "--dir",
        str(place / "office"),
        "--port",
    ]
    with running(place, {"FAIRWITNESS_DATABASE": ""}, demo) as server:
        yield DemoLine(server.port, place, server.log, server.pid)


@contextmanager
def running(
    place: Path,
    environment: Mapping[str, str] | None = None,
    command: Sequence[str] = (sys.executable, "-c", RUN),
) -> Iterator[Running]:
    """Serve the line that the environment names; `place` gets its log, and the command a port as its last word."""
    port, log = free_port(), place / "server.log"
    told = {**os.environ, "PYTHONPATH": str(Path(__file__).parent), **(environment or {})}
    with log.open("wb") as out:
        process = subprocess.Popen([*command, str(port)], env=told, stdout=out, stderr=out)
    try:
        _wait_for(port, process, log)
        yield Running(port, process.pid, log)
    finally:
        process.terminate()
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until a page, of whatever status, is answered."""
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
                line.sendall(b"HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if line.recv(12).startswith(b"HTTP/1.1"):
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the server did not start: {log.read_text()}")
