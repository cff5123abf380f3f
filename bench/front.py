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
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from visiting import END, MIB, Browser, Demo, demo, page

ROOT = Path(__file__).resolve().parent
RESULTS = ROOT / "results" / "front.json"
LENGTH = re.compile(rb"content-length: (\d+)")


def slow_connections(line: Demo, count: int) -> dict[str, object]:
    """Bodies that stop half-way, and what a page costs meanwhile."""
    before, lin, size = line.memory(), Browser(line.port), 20_000
    lin.begins_a_draft()
    held = [lin.begins_a_file(size) for _ in range(count)]
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
            length = LENGTH.search(came)
            assert length
            while len(came.partition(b"\r\n\r\n")[2]) < int(length[1]):
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
    lin = Browser(port)
    lin.begins_a_draft()
    content = os.urandom(MIB)
    begun = time.perf_counter()
    with lin.begins_a_file(mib * MIB) as client:
        for _ in range(mib):
            client.sendall(content)
        client.sendall(END)
        assert client.recv(65536).startswith(b"HTTP/1.1 302"), "the file was not taken"
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
