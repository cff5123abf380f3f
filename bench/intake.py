"""Whole journeys over HTTP, from the first page to *sent*, and the way back: how many a second, how long a request, at what cost.

    python bench/intake.py [--seconds 12] [--at-once 1 8 32 128] [--file-mib 10]

Runs `fairwitness demo` in a temporary folder, on the same machine as the clients, with one web process. Every journey is a new browser: no
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
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from front import BOUNDARY, MIB, Demo, _descendants, demo

RESULTS = Path(__file__).resolve().parent / "results" / "intake.json"
TEXT = "一座桥上没有铆钉。" * 222 + "xx"  # 2 000 characters
TOKEN = re.compile(rb'csrfmiddlewaretoken" value="(\w+)"')
NUMBER = re.compile(rb'class="number">(\d{4})<')
TICKS = os.sysconf("SC_CLK_TCK")


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
        """Send the form that is shown, and follow where it leads."""
        token = TOKEN.search(self.shown)
        assert token, "no form is shown"
        told = {"csrfmiddlewaretoken": token[1].decode(), **fields}
        body = b"".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
            for name, text in told.items()
        )
        if file:
            named = 'Content-Disposition: form-data; name="files"; filename="bridge.bin"'
            body += f"--{BOUNDARY}\r\n{named}\r\n\r\n".encode() + file + b"\r\n"
        body += f"--{BOUNDARY}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        where = self._ask("POST", path, body, kind)
        assert where, "the form was not taken"
        self.get(where)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> str:
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
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


def tell(port: int, file: bytes = b"") -> tuple[Browser, str]:
    """First page to *sent*. Returns the browser and the numbers of its code."""
    lin, at = Browser(port), "/en/tell/public"
    lin.get("/en/")
    lin.get(f"{at}/scope/")
    lin.post(f"{at}/scope/", {"about": "harm", "kind": "danger-to-people"})
    lin.post(f"{at}/story/", {"text": TEXT, "where": "the bridge, on Monday"})
    lin.post(f"{at}/files/", {}, file)
    lin.post(f"{at}/you/", {})
    lin.post(f"{at}/check/", {})
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

    cpu, begun = _cpu(line), time.perf_counter()
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
        "server's CPU ms a journey": round(1000 * (_cpu(line) - cpu) / max(whole, 1), 1),
        "MiB of memory at most": line.memory()["VmHWM"],
        "errors": sum(errors),
    }


def _cpu(line: Demo) -> float:
    """Seconds of processor time of all processes under the command."""
    return sum(_cpu_of(pid) for pid in [line.pid, *_descendants(line.pid)])


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def main() -> None:
    """Run all of them and write the result."""
    parser = argparse.ArgumentParser(description="Measure the whole way without JavaScript.")
    parser.add_argument("--seconds", type=float, default=12)
    parser.add_argument("--at-once", type=int, nargs="+", default=[1, 8, 32, 128])
    parser.add_argument("--file-mib", type=int, default=10)
    chosen = parser.parse_args()
    file = os.urandom(chosen.file_mib * MIB)
    with tempfile.TemporaryDirectory() as place, demo(Path(place)) as line:
        port = line.port
        _, code = tell(port)
        result = {
            "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
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
