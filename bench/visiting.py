"""What the benchmarks share: a running demo, what it holds, and visitors who walk its screens over HTTP."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from fairwitness.crypto.codes import TipCode

AT = "/en/tell/public"
BOUNDARY = "----witness"
KIND = f"multipart/form-data; boundary={BOUNDARY}"
END = f"\r\n--{BOUNDARY}--\r\n".encode()
MIB = 1024 * 1024
TICKS = os.sysconf("SC_CLK_TCK")
TOKEN = re.compile(rb'csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True)
class Demo:
    """A running line."""

    port: int
    pid: int

    def connect(self) -> socket.socket:
        """Open a connection to it."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def memory(self) -> dict[str, float]:
        """MiB of the largest process under the command: the web process. `VmHWM` is the most it ever held."""
        return max((memory_of(pid) for pid in descendants(self.pid)), key=lambda held: held["VmRSS"])


@contextmanager
def demo(place: Path, workers: int = 1) -> Iterator[Demo]:
    """`fairwitness demo`, with this many web processes, until the end of the block."""
    command = [str(Path(sys.executable).with_name("fairwitness")), "demo", "--dir", str(place / "office")]
    with served(place, [*command, "--workers", str(workers)]) as line:
        yield line


@contextmanager
def served(place: Path, command: Sequence[str]) -> Iterator[Demo]:
    """What this command serves at the port that is added to it; `place` gets its log."""
    port = free_port()
    with (place / "log").open("wb") as log:
        told = {
            "FAIRWITNESS_TIPS_A_MINUTE": "1000000",
            **os.environ,
        }  # what a line can do, and not what it lets come
        process = subprocess.Popen([*command, "--port", str(port)], stdout=log, stderr=log, env=told)
    line = Demo(port, process.pid)
    try:
        wait_for(line)
        yield line
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(line: Demo) -> None:
    """Until it shows its first page."""
    for _ in range(600):
        try:
            page(line, "/en/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the demo did not start")


def descendants(pid: int) -> list[int]:
    """Every process under this one."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed] + [
        deeper for child in listed for deeper in descendants(int(child))
    ]


def cpu(line: Demo) -> float:
    """Seconds of processor time of all processes under the command."""
    return sum(cpu_of(pid) for pid in [line.pid, *descendants(line.pid)])


def cpu_of(pid: int) -> float:
    """Seconds of processor time of a process; 0 of one that has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_of(pid: int) -> dict[str, float]:
    """MiB of a process; nothing of one that has ended."""
    try:
        told = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return {}
    return {name: round(int(size) / 1024, 1) for name, size in re.findall(r"(VmHWM|VmRSS):\s+(\d+)", told)}


def pace() -> float:
    """Milliseconds of processor that one derivation takes at this moment, the median of 15: a shared machine is fast and slow by turns."""
    code, took = TipCode.generate(), []
    for _ in range(15):
        begun = time.process_time()
        code.mailbox_seed(bytes(16))
        took.append(time.process_time() - begun)
    return round(1000 * sorted(took)[7], 1)


def page(line: Demo, path: str) -> bytes:
    """A page over a connection of its own, headers included."""
    came = bytearray()
    with line.connect() as client:
        client.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{line.port}\r\nConnection: close\r\n\r\n".encode()
        )
        while data := client.recv(65536):
            came += data
    return bytes(came)


@dataclass
class Browser:
    """One visitor: a connection, cookies, and the times of all requests."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    shown: bytes = b""

    def __post_init__(self) -> None:
        """Open the connection."""
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str) -> None:
        """Read a page."""
        self._ask("GET", path, None, {})

    def post(self, path: str, fields: Mapping[str, str], file: bytes = b"") -> None:
        """Send the form that is shown, in the way that it asks for, and follow where it leads."""
        if b'enctype="multipart/form-data"' in self.shown:
            body, kind = self._head(fields, with_file=bool(file)) + file + END, KIND
        else:
            body, kind = urlencode(self._told(fields)).encode(), "application/x-www-form-urlencoded"
        where = self._ask("POST", path, body, {"Content-Type": kind})
        assert where, "the form was not taken"
        self.get(where)

    def begins_a_draft(self) -> None:
        """From the scope guide to the screen for files, with one sentence."""
        self.get(f"{AT}/scope/")
        self.post(f"{AT}/scope/", {"about": "harm", "kind": "danger-to-people"})
        self.post(f"{AT}/story/", {"text": "A bridge without rivets."})

    def begins_a_file(self, size: int) -> socket.socket:
        """Announce the form for a file of `size` bytes, and send what stands before its content. `END` belongs behind it."""
        head = self._head({"add": "1"}, with_file=True)
        client = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        client.sendall(
            f"POST {AT}/files/ HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nConnection: close\r\n"
            f"Content-Type: {KIND}\r\nContent-Length: {len(head) + size + len(END)}\r\n"
            f"Cookie: {self._held}\r\n\r\n".encode()
            + head
        )
        return client

    @property
    def _held(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _told(self, fields: Mapping[str, str]) -> dict[str, str]:
        token = TOKEN.search(self.shown)
        assert token, "no form is shown"
        return {"csrfmiddlewaretoken": token[1].decode(), **fields}

    def _head(self, fields: Mapping[str, str], *, with_file: bool) -> bytes:
        """The fields, and what stands before a file's content."""
        parts = [f'name="{name}"\r\n\r\n{text}' for name, text in self._told(fields).items()]
        parts += ['name="files"; filename="bridge.bin"\r\n\r\n'] if with_file else []
        return "\r\n".join(f"--{BOUNDARY}\r\nContent-Disposition: form-data; {one}" for one in parts).encode()

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> str:
        held = self._held
        begun = time.perf_counter()
        self.connection.request(method, path, body, {**headers, **({"Cookie": held} if held else {})})
        answer = self.connection.getresponse()
        self.shown = answer.read()
        self.times.append(time.perf_counter() - begun)
        assert answer.status < http.HTTPStatus.BAD_REQUEST, f"{method} {path}: {answer.status}"
        for cookie in answer.headers.get_all("set-cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.headers.get("location") or ""
