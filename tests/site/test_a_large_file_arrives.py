from __future__ import annotations

import re
from pathlib import Path

from server import running_demo
from walker import Walker

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


def send(lin: Walker, mib: int) -> int:
    """A file for a new draft, sent piece by piece; the status of the answer."""
    lin.chooses()
    before, after = lin.form({"add": "1"}, {"film.mp4": b"<content>"}).split(b"<content>")
    sending = lin.begins(lin.screen("files"), len(before) + mib * MIB + len(after)).send(before)
    for number in range(mib):
        sending.send(bytes([number % 256]) * MIB)
    return sending.send(after).reply().status


def test_a_large_file_adds_little_to_the_memory_of_the_web_process(tmp_path: Path) -> None:
    with running_demo(tmp_path) as line:
        assert send(Walker(line.port), 1) == 302
        loaded, lin = memory(line.pid)["VmRSS"], Walker(line.port)

        status = send(lin, SENT)
        more = memory(line.pid)["VmHWM"] - loaded

        assert status == 302
        assert "192.0 MB" in lin.goes_to(lin.screen("files")).body.decode().replace("\xa0", " ")
        assert len(line.parts) > SENT // 8
        assert more < MOST
