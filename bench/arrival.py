"""Sealed on arrival: what a file of 2 GiB adds to the memory of the web process, and whether anything else holds it.

    python bench/arrival.py [--mib 2048]

Founds an office whose charter takes files of 4096 MiB, serves it with one web process, and sends one file over a socket: bytes that
are made as they are sent. Writes bench/results/arrival.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from visiting import END, MIB, Browser, Demo, free_port, wait_for

RESULTS = Path(__file__).resolve().parent / "results" / "arrival.json"
COMMAND = (sys.executable, "-m", "fairwitness")
MOST = 64  # MiB that an upload of any size may add
BLOCK = hashlib.shake_256(b"arrival").digest(MIB)


@contextmanager
def served(place: Path) -> Iterator[Demo]:
    """An office that takes large files, until the end of the block."""
    office, port = place / "office", free_port()
    where = ("--channel", "public", "--dir", str(office))
    _run("init", "--yes", str(office))
    charter = office / "charter.toml"
    charter.write_text(charter.read_text("utf-8").replace("file_mib = 500", "file_mib = 4096"), "utf-8")
    for name in ("amara", "noor"):
        _run("keys", "staff", name, "--role", "board", *where)
    _run("keys", "sign-sheet", *where)
    process = subprocess.Popen(
        [*COMMAND, "serve", str(office), "--port", str(port)], stdout=subprocess.DEVNULL
    )
    line = Demo(port, process.pid)
    try:
        wait_for(line)
        yield line
    finally:
        process.terminate()
        process.wait(30)


def _run(*words: str) -> None:
    subprocess.run([*COMMAND, *words], check=True, stdout=subprocess.DEVNULL)


def send(line: Demo, mib: int) -> float:
    """Send one file; returns the seconds to its answer."""
    lin = Browser(line.port)
    lin.begins_a_draft()
    begun = time.perf_counter()
    with lin.begins_a_file(mib * MIB) as client:
        for number in range(mib):
            client.sendall(number.to_bytes(8) + BLOCK[8:])
        client.sendall(END)
        assert client.recv(65536).startswith(b"HTTP/1.1 302"), "the file was not taken"
    return time.perf_counter() - begun


def measure(place: Path, mib: int) -> dict[str, object]:
    """One small file first, so that everything is loaded; then the large one."""
    with served(place) as line:
        send(line, 1)
        before = line.memory()
        seconds = send(line, mib)
        after = line.memory()
        files = [path.stat().st_size for path in (place / "office" / "data" / "files").rglob("*.*")]
    return {
        "MiB sent": mib,
        "MiB a second": round(mib / seconds),
        "MiB of memory before": before["VmRSS"],
        "MiB of memory at most": after["VmHWM"],
        "MiB more": round(after["VmHWM"] - before["VmRSS"], 1),
        "parts": len(files),
        "largest part MiB": round(max(files) / MIB, 2),
    }


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser(description="Measure what a large upload adds to the memory.")
    parser.add_argument("--mib", type=int, default=2048, help="size of the file")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        measured = measure(Path(place), chosen.mib)
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    RESULTS.write_text(json.dumps({"machine": machine, "upload": measured}, indent=2) + "\n")
    print(RESULTS.read_text())
    assert measured["MiB more"] < MOST, f"more than {MOST} MiB"  # type: ignore[operator]  # it is a number


if __name__ == "__main__":
    main()
