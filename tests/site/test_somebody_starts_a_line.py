from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from journeys.lines import RunningLine, running_line
from offices import change
from server import free_port

if TYPE_CHECKING:
    from server import DemoLine

COMMAND = str(Path(sys.executable).with_name("fairwitness"))


def starts(*words: str, database: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *words],
        env={**os.environ, "FAIRWITNESS_DATABASE": database},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


@pytest.fixture
def line(tmp_path: Path) -> Iterator[RunningLine]:
    with running_line(tmp_path) as running:
        yield running


def test_a_port_that_is_taken_is_said_in_one_sentence(demo_line: DemoLine, tmp_path: Path) -> None:
    done = starts("demo", "--dir", str(tmp_path / "office"), "--port", str(demo_line.port))

    assert done.returncode == 1
    assert done.stderr.startswith(f"Something listens on port {demo_line.port} already.")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "office").exists()


def test_an_office_is_served_once_and_the_second_changes_nothing(demo_line: DemoLine) -> None:
    done = starts("serve", str(demo_line.place / "office"), "--port", str(free_port()))

    assert done.returncode == 1
    assert done.stderr.startswith("This office is open already")
    assert done.stderr.count("\n") == 1


def test_a_folder_without_an_office_stays_as_it_was(tmp_path: Path) -> None:
    done = starts("serve", str(tmp_path / "nowhere"), "--port", str(free_port()))

    assert done.returncode == 1
    assert "Make one: fairwitness init" in done.stderr
    assert not (tmp_path / "nowhere").exists()


def test_ctrl_c_ends_all_of_it_without_a_word(line: RunningLine) -> None:
    said = line.log.read_text()

    os.killpg(line.process.pid, signal.SIGINT)

    assert line.process.wait(20) == 0
    assert line.log.read_text() == said
    assert not answers(line)


def test_web_processes_end_with_the_command_that_was_killed(line: RunningLine) -> None:
    os.kill(line.process.pid, signal.SIGKILL)
    line.process.wait()

    end = time.monotonic() + 5
    while answers(line) and time.monotonic() < end:
        time.sleep(0.05)

    assert not answers(line)


def test_a_line_leaves_no_core_dump_and_writes_for_its_user_alone(line: RunningLine) -> None:
    limits = Path(f"/proc/{line.process.pid}/limits").read_text()

    modes = {path.name: path.stat().st_mode & 0o077 for path in (line.folder / "office" / "data").iterdir()}

    assert "Max core file size        0                    0" in limits
    assert "line.sqlite3" in modes
    assert not any(modes.values())


def test_an_edited_charter_closes_no_way_in_over_its_tips(line: RunningLine) -> None:
    os.killpg(line.process.pid, signal.SIGINT)
    line.process.wait(20)
    office = line.folder / "office"
    change(office / "charter.toml", 'slug = "public"', 'slug = "everybody"')

    done = starts("serve", str(office), "--port", str(free_port()))

    assert done.returncode == 1
    assert "no way in “public” any more, and tips or drafts of it are still here" in done.stderr
    assert 'slug = "public"' in (office / "data" / "charter.toml").read_text("utf-8")


def answers(line: RunningLine) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", line.port), 1):
            return True
    except OSError:
        return False
