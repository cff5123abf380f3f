"""What the system lets a web process do: how many connections it holds, each of them an open file, and how it ends."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from multiprocessing import parent_process

CONNECTIONS = 5000
PR_SET_PDEATHSIG = 1  # prctl(2)
OTHER_FILES = 256  # the database, files being sealed and sent, the server's own


def raise_open_files() -> None:
    """Let this process and its children open as many files as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def no_core_dumps() -> None:
    """Let no crash write this process's memory, and with it what is arriving, to a disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end_with_parent() -> None:
    """A web process whose parent was killed would go on serving, unseen, from the code and the charter of yesterday."""
    parent = parent_process()
    if sys.platform != "linux" or parent is None:
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent.pid:  # it ended before this was said
        os.kill(os.getpid(), signal.SIGKILL)


def connections() -> int:
    """Return how many connections are taken at the same time; the next ones wait to be accepted."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return CONNECTIONS
    return max(1, min(CONNECTIONS, soft - OTHER_FILES))


def bodies() -> int:
    """Return how many of them may be sending bodies. A fifth stays free, so that pages are answered all the same."""
    return max(1, connections() * 4 // 5)
