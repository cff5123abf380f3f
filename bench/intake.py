"""Whole journeys over HTTP, from the first page to *sent*, and the way back: how many a second, how long a request, at what cost.

    python bench/intake.py [--seconds 12] [--at-once 1 8 32 128] [--file-mib 10]

Runs `fairwitness demo` in a temporary folder, on the same machine as the clients, with one web process a core and one more, as `serve` has them. Every journey is a new browser: no
cookie, 2 000 characters, seven pages, one derivation. Writes bench/results/intake.json.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import re
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from visiting import AT, MIB, Browser, Demo, cpu, demo, pace

RESULTS = Path(__file__).resolve().parent / "results" / "intake.json"
TEXT = "一座桥上没有铆钉。" * 222 + "xx"  # 2 000 characters
NUMBER = re.compile(rb'class="number">(\d{4})<')


def tell(port: int, file: bytes = b"") -> tuple[Browser, str]:
    """First page to *sent*. Returns the browser and the numbers of its code."""
    lin = Browser(port)
    lin.get("/en/")
    lin.get(f"{AT}/scope/")
    lin.post(f"{AT}/scope/", {"about": "harm", "kind": "danger-to-people"})
    lin.post(f"{AT}/story/", {"text": TEXT, "where": "the bridge, on Monday"})
    lin.post(f"{AT}/files/", {}, file)
    lin.post(f"{AT}/you/", {})
    lin.post(f"{AT}/check/", {})
    code = b" ".join(NUMBER.findall(lin.shown)).decode()
    assert len(code.split()) == 12, "no code was shown"  # noqa: PLR2004 - twelve words
    return lin, code


def come_back(port: int, code: str) -> Browser:
    """Type the code and read."""
    lin = Browser(port)
    lin.get("/en/mailbox/")
    lin.post("/en/mailbox/", {"code": code})
    assert TEXT.encode() in lin.shown, "the mailbox does not show the letter"
    return lin


def measure(line: Demo, at_once: int, seconds: float, journey: Callable[[], Browser]) -> dict[str, object]:
    """Journey after journey by `at_once` visitors at a time."""
    times: list[float] = []
    done, errors = [0] * at_once, [0] * at_once
    end = time.perf_counter() + seconds

    def visit(place: int) -> None:
        while time.perf_counter() < end:
            try:
                lin = journey()
            except (AssertionError, OSError, http.client.HTTPException):
                errors[place] += 1
                continue
            lin.connection.close()
            times.extend(lin.times)
            done[place] += 1

    before = pace()
    spent, begun = cpu(line), time.perf_counter()
    visitors = [threading.Thread(target=visit, args=(place,)) for place in range(at_once)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    taken, whole = time.perf_counter() - begun, sum(done)
    ordered = sorted(times) or [0.0]
    return {
        "at once": at_once,
        "journeys a second": round(whole / taken, 1),
        "request ms p50": round(1000 * ordered[len(ordered) // 2], 1),
        "request ms p99": round(1000 * ordered[int(len(ordered) * 0.99)], 1),
        "server's CPU ms a journey": round(1000 * (cpu(line) - spent) / max(whole, 1), 1),
        "MiB of memory at most": line.memory()["VmHWM"],
        "errors": sum(errors),
        "ms of a derivation before": before,
    }


def main() -> None:
    """Run all of them and write the result."""
    parser = argparse.ArgumentParser(description="Measure the whole way without JavaScript.")
    parser.add_argument("--seconds", type=float, default=12)
    parser.add_argument("--at-once", type=int, nargs="+", default=[1, 8, 32, 128])
    parser.add_argument("--file-mib", type=int, default=10)
    parser.add_argument("--workers", type=int, default=(os.cpu_count() or 1) + 1, help="web processes")
    chosen = parser.parse_args()
    file = os.urandom(chosen.file_mib * MIB)
    with tempfile.TemporaryDirectory() as place, demo(Path(place), chosen.workers) as line:
        port = line.port
        _, code = tell(port)
        result = {
            "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
            "web processes": chosen.workers,
            "text": [measure(line, count, chosen.seconds, lambda: tell(port)[0]) for count in chosen.at_once],
            "with a file": [
                measure(line, count, chosen.seconds, lambda: tell(port, file)[0])
                for count in chosen.at_once[:3]
            ],
            "coming back": [
                measure(line, count, chosen.seconds, lambda: come_back(port, code))
                for count in chosen.at_once[:3]
            ],
        }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=2) + "\n")
    print(RESULTS.read_text())


if __name__ == "__main__":
    main()
