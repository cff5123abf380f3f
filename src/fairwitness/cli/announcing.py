"""Saying that the line is open once it answers, in a process beside the one that serves: no thread passes through the fork that makes a web process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from threading import Thread

AGAIN = 0.1  # seconds between one knock and the next


def announce(host: str, port: int, said: str) -> None:
    """Print it as soon as somebody who comes to that port is let in. It ends with the process that calls, too."""
    words = [host, str(port), str(os.getpid()), said]
    # This file alone: as a module it would read in the whole program first, and a line that is open sooner would not be announced, nor Ctrl-C be understood, before that.
    told = subprocess.Popen([sys.executable, "-I", __file__, *words], stdin=subprocess.DEVNULL)
    Thread(target=told.wait, daemon=True).start()


def answers(host: str, port: int) -> bool:
    """Whether somebody listens there."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def _wait(host: str, port: int, parent: int, said: str) -> None:
    while os.getppid() == parent:
        if answers(host, port):
            print(said, flush=True)
            return
        time.sleep(AGAIN)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        _wait(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
