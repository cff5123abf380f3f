"""What the front holds and how fast it is: slow connections, first pages, and uploads sealed as they arrive.

    python bench/front.py [--slow 2000] [--mib 400]

Runs `fairwitness demo` in a temporary folder, on the same machine as the clients, with one web process. Writes
bench/results/front.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
RESULTS = ROOT / "results" / "front.json"
BOUNDARY = "----witness"
TELL = "/en/tell/public/"
MIB = 1024 * 1024


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
        return max((_memory(pid) for pid in _descendants(self.pid)), key=lambda held: held["VmRSS"])


@contextmanager
def demo(place: Path) -> Iterator[Demo]:
    """`fairwitness demo` until the end of the block."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("fairwitness")), "demo"]
    command += ["--dir", str(place / "office"), "--port", str(port)]
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
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


def _descendants(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed] + [
        deeper for child in listed for deeper in _descendants(int(child))
    ]


def _memory(pid: int) -> dict[str, float]:
    told = Path(f"/proc/{pid}/status").read_text()
    return {name: round(int(size) / 1024, 1) for name, size in re.findall(r"(VmHWM|VmRSS):\s+(\d+)", told)}


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


@dataclass(frozen=True)
class Form:
    """A form as a browser got it, filled in up to the content of its file."""

    cookies: str
    fields: bytes

    @classmethod
    def get(cls, line: Demo) -> Form:
        """Ask for the form, as somebody who has never been here."""
        shown = page(line, TELL)
        cookies = b"; ".join(re.findall(rb"set-cookie: ([^;]+)", shown)).decode()
        token = _first(rb'csrfmiddlewaretoken" value="(\w+)"', shown)
        kind = _first(rb'name="kind" value="([^"]+)"', shown)
        texts = {"csrfmiddlewaretoken": token, "kind": kind, "text": "A bridge without rivets."}
        fields = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
            for name, text in texts.items()
        )
        file = 'Content-Disposition: form-data; name="files"; filename="bridge.bin"'
        return cls(cookies, f"{fields}--{BOUNDARY}\r\n{file}\r\n\r\n".encode())

    def begin(self, line: Demo, size: int) -> socket.socket:
        """Announce the whole form with a file of `size` bytes, and send what stands before its content."""
        client = line.connect()
        length = len(self.fields) + size + len(END)
        client.sendall(
            f"POST {TELL} HTTP/1.1\r\nHost: 127.0.0.1:{line.port}\r\nConnection: close\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {length}\r\n"
            f"Cookie: {self.cookies}\r\n\r\n".encode()
            + self.fields
        )
        return client


END = f"\r\n--{BOUNDARY}--\r\n".encode()


def _first(pattern: bytes, text: bytes) -> str:
    found = re.search(pattern, text)
    assert found
    return found[1].decode()


def slow_connections(line: Demo, count: int) -> dict[str, object]:
    """Bodies that stop half-way, and what a page costs meanwhile."""
    before, form, size = line.memory(), Form.get(line), 20_000
    held = [form.begin(line, size) for _ in range(count)]
    for client in held:
        client.sendall(b"x" * (size // 2))
    time.sleep(1)
    times = [_seconds(lambda: page(line, "/en/")) for _ in range(50)]
    result: dict[str, object] = {
        "held": count,
        "MiB before": before["VmRSS"],
        "MiB while held": line.memory()["VmRSS"],
        "page ms median": round(statistics.median(times) * 1000, 1),
        "page ms slowest of 50": round(max(times) * 1000, 1),
    }
    for client in held:
        client.close()
    return result


def _seconds(work: object) -> float:
    begun = time.perf_counter()
    assert callable(work)
    work()
    return time.perf_counter() - begun


def _pages(port: int, seconds: float) -> int:
    """Ask for the first page again and again over one connection. Returns how often."""
    count, end = 0, time.perf_counter() + seconds
    request = f"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port)) as client:
        while time.perf_counter() < end:
            client.sendall(request)
            came = client.recv(65536)
            length = int(_first(rb"content-length: (\d+)", came))
            while len(came.partition(b"\r\n\r\n")[2]) < length:
                came += client.recv(65536)
            count += 1
    return count


def first_pages(line: Demo, seconds: float = 5.0, clients: int = 8) -> dict[str, object]:
    """First pages a second, by a few browsers that keep their connections."""
    with ProcessPoolExecutor(clients) as pool:
        counts = list(pool.map(_pages, [line.port] * clients, [seconds] * clients))
    return {"clients": clients, "a second": round(sum(counts) / seconds)}


def _upload(port: int, mib: int) -> float:
    """Send one file; returns the seconds to its answer."""
    line = Demo(port, 0)
    form = Form.get(line)
    content = os.urandom(MIB)
    begun = time.perf_counter()
    with form.begin(line, mib * MIB) as client:
        for _ in range(mib):
            client.sendall(content)
        client.sendall(END)
        assert client.recv(65536).startswith(b"HTTP/1.1 302"), "the tip was not taken"
    return time.perf_counter() - begun


def uploads(line: Demo, mib: int, at_once: int) -> dict[str, object]:
    """Files sealed and stored, and what that adds to the memory."""
    before = line.memory()["VmRSS"]
    begun = time.perf_counter()
    with ProcessPoolExecutor(at_once) as pool:
        list(pool.map(_upload, [line.port] * at_once, [mib] * at_once))
    taken = time.perf_counter() - begun
    return {
        "files at once": at_once,
        "MiB each": mib,
        "MiB a second": round(at_once * mib / taken),
        "MiB of memory before": before,
        "MiB of memory at most": line.memory()["VmHWM"],
    }


def main() -> None:
    """Run all of them and write the result."""
    parser = argparse.ArgumentParser(description="Measure the front.")
    parser.add_argument("--slow", type=int, default=2000, help="connections that stop half-way")
    parser.add_argument("--mib", type=int, default=400, help="size of an uploaded file")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, demo(Path(place)) as line:
        result = {
            "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
            "uploads": [uploads(line, chosen.mib, at_once=1), uploads(line, chosen.mib // 4, at_once=4)],
            "first pages": first_pages(line),
            "slow connections": slow_connections(line, chosen.slow),
        }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=2) + "\n")
    print(RESULTS.read_text())


if __name__ == "__main__":
    main()
