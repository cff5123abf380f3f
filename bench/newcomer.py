"""What a newcomer waits for: from `git clone` to the first page of `make demo`, the second start, and Ctrl-C.

    python3 bench/newcomer.py

Clones this repository into a temporary folder, with an empty environment, a HOME of its own and the system's PATH, in a terminal of its
own. Fails when anything outside the clone was touched. Packages are fetched from the registry. Writes bench/results/newcomer.json.
"""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results" / "newcomer.json"
SYSTEM = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
FIRST, SECOND, END = 120.0, 5.0, 15.0  # seconds that would be a fault, on a busy machine too
CTRL_C = b"\x03"
INTERRUPTED = (0, 2, -2)  # make ends by the signal that ended its child; a shell says nothing about it


@dataclass
class Terminal:
    """`make demo` in a terminal."""

    pid: int
    handle: int
    said: bytes = b""

    @classmethod
    def open(cls, folder: Path, home: Path, port: int) -> Terminal:
        """Start it."""
        pid, handle = pty.fork()
        if pid == 0:
            os.chdir(folder)
            environment = {"PATH": SYSTEM, "HOME": str(home), "LANG": "C.UTF-8"}
            os.execvpe("make", ["make", "demo", f"PORT={port}"], environment)  # noqa: S606, S607 - a newcomer's make
        return cls(pid, handle)

    def listen(self, seconds: float) -> bool:
        """Read what it says for a while. False when it has ended."""
        ready, _, _ = select.select([self.handle], [], [], seconds)
        try:
            self.said += os.read(self.handle, 65536) if ready else b""
        except OSError:
            return False
        return True

    def first_page(self, port: int, within: float) -> None:
        """Wait for it."""
        until = time.monotonic() + within
        while not _answers(port):
            is_running = self.listen(0.02)
            assert is_running, self.said.decode()
            assert time.monotonic() < until, self.said.decode()

    def ends(self) -> int:
        """Press Ctrl-C; the exit code."""
        os.write(self.handle, CTRL_C)
        until = time.monotonic() + END
        while self.listen(0.05):
            assert time.monotonic() < until, self.said.decode()
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as client:
            client.sendall(b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return client.recv(12) == b"HTTP/1.1 200"
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def measure(place: Path) -> dict[str, float]:
    """Clone, start, end; start and end again."""
    clone, home, port = place / "fair-witness", place / "home", _free_port()
    home.mkdir()
    begun = time.monotonic()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)  # noqa: S607 - a newcomer's git
    first = _start_and_end(clone, home, port, begun, FIRST)
    second = _start_and_end(clone, home, port, time.monotonic(), SECOND)
    changed = subprocess.check_output(["git", "status", "--porcelain"], cwd=clone, text=True)  # noqa: S607 - the same
    assert not changed, changed
    assert not list(home.iterdir()), "something was left in HOME"
    assert {path.name for path in place.iterdir()} == {clone.name, home.name}
    return {"seconds from clone to first page": first, "seconds to the second first page": second}


def _start_and_end(clone: Path, home: Path, port: int, begun: float, within: float) -> float:
    terminal = Terminal.open(clone, home, port)
    terminal.first_page(port, within)
    taken = round(time.monotonic() - begun, 2)
    terminal.listen(0.5)
    code = terminal.ends()
    assert code in INTERRUPTED, code
    assert b"Traceback" not in terminal.said, terminal.said.decode()
    assert b"Error" not in terminal.said, terminal.said.decode()
    return taken


def main() -> None:
    """Measure and write the result."""
    with tempfile.TemporaryDirectory() as place:
        result = measure(Path(place))
    RESULTS.write_text(
        json.dumps(
            {"cores": os.cpu_count(), "uv on the PATH": bool(shutil.which("uv", path=SYSTEM)), **result},
            indent=2,
        )
        + "\n"
    )
    print(RESULTS.read_text())


if __name__ == "__main__":
    main()
