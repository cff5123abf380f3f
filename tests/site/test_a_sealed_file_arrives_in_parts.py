from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from raw_http import Line, Reply, chunked, get
from server import running_demo
from uploading import part_of

if TYPE_CHECKING:
    from server import DemoLine

AGE = b"age-encryption.org/v1\n"
MIB = 1024 * 1024
PART, LAST = part_of(8 * MIB), part_of()
SLOW = 60  # uploads at once
MOST = 64  # MiB that they may add
UPLOADS = "/en/uploads/"


class Sender:
    """A file on its way to a real line."""

    def __init__(self, line: DemoLine) -> None:
        self.port = line.port
        told = Line(line.port).head("POST", UPLOADS, Content_Length=0).reply().said
        self.id, self.secret = told["id"], told["secret"]

    def begins(self, number: int, length: int, **headers: str | int) -> Line:
        """Announce a part."""
        usual: dict[str, str | int] = {"Upload_Secret": self.secret, "Content_Length": length}
        return Line(self.port).head("PUT", f"{UPLOADS}{self.id}/{number}/", **usual | headers)

    def puts(self, number: int, part: bytes = PART, **headers: str | int) -> Reply:
        """Send a whole part."""
        return self.begins(number, len(part), **headers).send(part).reply()

    def lets_go(self) -> None:
        """Send no more, and leave nothing behind."""
        Line(self.port).head("DELETE", f"{UPLOADS}{self.id}/", Upload_Secret=self.secret).reply()

    @property
    def stored(self) -> list[int]:
        """Which parts the line says it has."""
        return list(get(self.port, f"{UPLOADS}{self.id}/", Upload_Secret=self.secret).said["stored"])


@pytest.fixture
def lin(demo_line: DemoLine) -> Iterator[Sender]:
    sender = Sender(demo_line)
    yield sender
    sender.lets_go()


def parts_of(line: DemoLine, sender: Sender) -> list[Path]:
    return sorted(path for path in line.parts if path.name.startswith(sender.id))


def memory(pid: int) -> float:
    """MiB of the largest child of a command, which is its web process."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    told = [Path(f"/proc/{child}/status").read_text() for child in children]
    return max(int(size) for text in told for size in re.findall(r"VmRSS:\s+(\d+) kB", text)) / 1024


def test_a_large_part_and_a_small_one_are_stored_as_they_came(lin: Sender, demo_line: DemoLine) -> None:
    statuses = [lin.puts(0).status, lin.puts(1, LAST).status]

    assert statuses == [200, 200]
    assert [path.read_bytes() for path in parts_of(demo_line, lin)] == [PART, LAST]
    assert {path.stat().st_mtime % 86_400 for path in parts_of(demo_line, lin)} == {0}


def test_the_same_large_part_again_changes_nothing_and_another_is_refused(lin: Sender) -> None:
    lin.puts(0)

    again, other = lin.puts(0), lin.puts(0, PART[:-1] + b"y")

    assert (again.status, other.status, other.said["why"]) == (200, 409, "bytes")
    assert lin.stored == [0]


def test_a_part_that_is_cut_leaves_nothing_and_comes_again(lin: Sender, demo_line: DemoLine) -> None:
    lin.begins(0, len(PART)).send(PART[: 4 * MIB]).close()

    status = lin.puts(0).status

    assert status == 200
    assert [path.read_bytes() for path in parts_of(demo_line, lin)] == [PART]


def test_a_part_that_does_not_say_how_long_it_is_is_taken_as_well(lin: Sender) -> None:
    told = {"Upload_Secret": lin.secret, "Transfer_Encoding": "chunked"}
    sending = Line(lin.port).head("PUT", f"{UPLOADS}{lin.id}/0/", **told)

    status = sending.send(chunked([PART[:MIB], PART[MIB:]])).reply().status

    assert status == 200
    assert lin.stored == [0]


@pytest.mark.parametrize(
    ("part", "status"),
    [(b"A letter in the clear. " * 100_000, 400), (b"age-encryption.org", 400), (AGE + b"x" * 9 * MIB, 413)],
    ids=["in the clear", "cut", "too large"],
)
def test_what_is_no_part_is_refused_and_written_nowhere(
    lin: Sender, demo_line: DemoLine, part: bytes, status: int
) -> None:
    reply = lin.puts(0, part)

    assert reply.status == status
    assert lin.stored == []
    assert not parts_of(demo_line, lin)


@pytest.mark.parametrize("told", [{"Origin": "https://elsewhere.example"}, {"Sec_Fetch_Site": "cross-site"}])
def test_another_site_sends_nothing(lin: Sender, told: dict[str, str]) -> None:
    reply = lin.puts(0, PART, **told)

    assert reply.status == 403
    assert lin.stored == []


@pytest.mark.parametrize(
    ("size", "origin", "status", "why"),
    [
        (MIB, {"Origin": "https://elsewhere.example"}, 403, "forbidden"),
        (9 * MIB, {}, 413, "too_large"),
    ],
)
def test_a_script_is_told_in_json_what_was_refused_before_a_view_has_seen_it(
    lin: Sender, size: int, origin: dict[str, str], status: int, why: str
) -> None:
    reply = lin.puts(0, bytes(size), Accept="application/json", **origin)

    assert (reply.status, reply.said["why"]) == (status, why)
    assert lin.stored == []


def test_whoever_has_another_secret_is_told_before_anything_is_taken_up(lin: Sender) -> None:
    other = Sender.__new__(Sender)
    other.port, other.id, other.secret = lin.port, lin.id, "A" * 43

    reply = other.puts(0)

    assert (reply.status, reply.said["why"]) == (404, "unknown")
    assert lin.stored == []


def test_many_slow_uploads_stay_within_the_memory_of_a_few(tmp_path: Path) -> None:
    with running_demo(tmp_path) as line:
        sender = Sender(line)
        sender.puts(0)
        before = memory(line.pid)

        slow = [sender.begins(1, len(PART)).send(PART[: 6 * MIB]) for _ in range(SLOW)]
        more = memory(line.pid) - before

        assert more < MOST
        assert sender.puts(1).status == 200
        assert {one.send(PART[6 * MIB :]).reply().status for one in slow} == {200}
        assert sender.stored == [0, 1]
