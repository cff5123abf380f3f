from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from cli.people import AMARA, CHUNK, TEXT, left_in
from command import COMMAND, fairwitness

from fairwitness.crypto.age import seal


def test_a_file_is_not_sealed_over_itself(tmp_path: Path) -> None:
    only_copy = tmp_path / "letter.txt"
    only_copy.write_bytes(TEXT)

    ended = fairwitness("seal", "-r", str(AMARA.recipient), "-o", only_copy, only_copy)

    assert ended.in_one_line
    assert only_copy.read_bytes() == TEXT


def test_a_device_stays_a_device(tmp_path: Path, amara: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["/bin/cat", pipe], stdout=subprocess.PIPE) as reader:
        ended = fairwitness("open", "-i", amara, "-o", pipe, stdin=seal(TEXT, [AMARA.recipient]))
        came = reader.communicate()[0]

    assert (ended.code, came) == (0, TEXT)
    assert pipe.is_fifo()


def test_a_full_disk_is_told_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "seal", "-r", str(AMARA.recipient)],
            input=TEXT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr == b"fairwitness: standard input or output: No space left on device\n"


def test_a_reader_that_goes_away_ends_it_without_a_word(tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.write_bytes(bytes(4 * 1024 * 1024))
    with subprocess.Popen(
        [*COMMAND, "seal", "-r", str(AMARA.recipient), large], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as sealing:
        assert sealing.stdout
        assert sealing.stderr
        sealing.stdout.read(10)
        sealing.stdout.close()
        said = sealing.stderr.read()

    assert sealing.returncode == 1
    assert said == b""


def test_a_closed_output_is_told_in_one_line() -> None:
    command = f"{' '.join(COMMAND)} seal -r {AMARA.recipient} >&-"

    done = subprocess.run(["/bin/sh", "-c", command], input=TEXT, capture_output=True, check=False)

    assert done.returncode == 1
    assert done.stderr == b"fairwitness: standard input or output is closed\n"


@pytest.mark.parametrize("command", ["seal", "open"])
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_whoever_ends_it_half_way_leaves_no_file_that_looks_whole(
    tmp_path: Path, amara: Path, command: str, ending: signal.Signals
) -> None:
    done = tmp_path / "done"
    options = ["-r", str(AMARA.recipient)] if command == "seal" else ["-i", amara]
    given = bytes(CHUNK * 3) if command == "seal" else seal(bytes(CHUNK * 3), [AMARA.recipient])[:-CHUNK]
    with subprocess.Popen(
        [*COMMAND, command, *options, "-o", done], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as working:
        assert working.stdin
        assert working.stderr
        working.stdin.write(given)
        working.stdin.flush()
        wait_for_bytes(tmp_path, amara)
        working.send_signal(ending)
        working.wait(20)
        said = working.stderr.read()

    assert working.returncode != 0
    assert said == b""
    assert not done.exists()
    if ending != signal.SIGKILL:
        assert left_in(tmp_path, amara) == []


def wait_for_bytes(folder: Path, *but: Path) -> None:
    """Until something was written there."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if any(file.stat().st_size for file in folder.iterdir() if file not in but):
            return
        time.sleep(0.01)
    raise AssertionError("nothing was written")
