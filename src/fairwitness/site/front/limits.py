"""How many connections one web process holds. Each is an open file, and there are a few for everything else."""

from __future__ import annotations

import resource

CONNECTIONS = 5000
OTHER_FILES = 256  # the database, files being sealed and sent, the server's own


def raise_open_files() -> None:
    """Let this process and its children open as many files as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def connections() -> int:
    """Return how many connections are taken at the same time; the next ones wait to be accepted."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return CONNECTIONS
    return max(1, min(CONNECTIONS, soft - OTHER_FILES))


def bodies() -> int:
    """Return how many of them may be sending bodies. A fifth stays free, so that pages are answered all the same."""
    return max(1, connections() * 4 // 5)
