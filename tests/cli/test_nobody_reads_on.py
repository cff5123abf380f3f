from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from offices import new_office

from fairwitness.cli import UNREAD

ANNOUNCING = [sys.executable, "-m", "fairwitness.cli.announcing", "127.0.0.1"]


def test_a_command_whose_words_nobody_reads_any_more_ends_without_a_complaint(tmp_path: Path) -> None:
    office = new_office(tmp_path / "office", "amara")
    reads, writes = os.pipe()
    os.close(reads)

    command = [sys.executable, "-m", "fairwitness", "check", str(office.path)]
    done = subprocess.run(command, stdout=writes, stderr=subprocess.PIPE, check=False)
    os.close(writes)

    assert (done.returncode, done.stderr) == (UNREAD, b"")


def test_a_line_says_that_it_is_open_once_somebody_is_let_in() -> None:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        command = [*ANNOUNCING, str(line.getsockname()[1]), str(os.getpid()), "It is open."]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as said:
            line.listen()
            line.accept()[0].close()
            told, _ = said.communicate()

    assert told == b"It is open.\n"


def test_a_line_that_has_ended_says_nothing() -> None:
    nobody = str(os.getpid() + 1)
    command = [*ANNOUNCING, "9", nobody, "It is open."]

    done = subprocess.run(command, capture_output=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
