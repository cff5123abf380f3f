from __future__ import annotations

import re
from pathlib import Path

from journeys.visitors import Visitor
from raw_http import begin_post
from server import running_demo

MIB = 1024 * 1024
SENT = 192  # MiB; bench/arrival.py sends 2 048
MOST = 64  # MiB that it may add


def memory(pid: int) -> dict[str, float]:
    """MiB of the largest child of a command, which is its web process."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    told = [Path(f"/proc/{child}/status").read_text() for child in children]
    found = [dict(re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", text)) for text in told]
    web = max(found, key=lambda sizes: int(sizes["VmRSS"]))
    return {name: int(size) / 1024 for name, size in web.items()}


def send(visitor: Visitor, mib: int) -> int:
    """A tip with a file, sent piece by piece; the status of the answer."""
    before, after = visitor.fills_in("A film.", {"film.mp4": b"<content>"}).split(b"<content>")
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    length = len(before) + mib * MIB + len(after)
    sending = begin_post(visitor.port, visitor.tell, length, Cookie=cookies).send(before)
    for number in range(mib):
        sending.send(bytes([number % 256]) * MIB)
    return sending.send(after).reply().status


def test_a_large_file_adds_little_to_the_memory_of_the_web_process(tmp_path: Path) -> None:
    with running_demo(tmp_path) as line:
        assert send(Visitor(line.port), 1) == 302
        loaded = memory(line.pid)["VmRSS"]

        status = send(Visitor(line.port), SENT)
        more = memory(line.pid)["VmHWM"] - loaded

        assert status == 302
        assert len(line.parts) > SENT // 8
        assert more < MOST
