"""A running line of its own for a journey: the demo's office, in a folder that is looked through afterwards."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
        """`init`, `keys staff` for each, `keys sign-sheet`; the office key leaves the machine."""
        where = ["--channel", "public", "--dir", str(self.folder / "office")]
        _fairwitness("init", "--yes", str(self.folder / "office"))
        for name in names:
            told = _fairwitness("keys", "staff", name, "--role", "board", *where)
            words = re.findall(r"^  \d{4}  (\w+)$", told, re.MULTILINE)
            self.reviewers.append({"sign_in_name": name, "passphrase": " ".join(words)})
        _fairwitness("keys", "sign-sheet", *where)
        (self.folder / "office" / "office.key").unlink()


def _fairwitness(*words: str) -> str:
    return subprocess.check_output([sys.executable, "-m", "fairwitness", *words], text=True)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


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
