"""Who may run this office here: one `serve` at a time, and nobody who cannot listen."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import time

from fairwitness.office.folder import OfficeFolder
from fairwitness.office.problems import OfficeError

LOCK = "serving.lock"
PATIENCE = 3.0  # seconds for the web processes of a line that was just killed


def must_be_free(host: str, port: int) -> None:
    """OfficeError where something listens there. The server itself would share the port, and visitors would come to either."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(found[0], found[1]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(found[4])
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise OfficeError(f"Nobody can listen on {host}, port {port}: {error.strerror}.") from None
        raise OfficeError(
            f"Something listens on port {port} already. End it, or choose another port: --port {port + 1}"
            f" (with make: PORT={port + 1})."
        ) from None


def only_here(folder: OfficeFolder) -> int:
    """Hold the office for this process and every web process it forks; OfficeError where another holds it.

    Without it a second `serve` would take what is arriving at the first for what a power cut left, and destroy it.
    """
    folder.data.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder.data / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    until = time.monotonic() + PATIENCE
    while not _is_taken(handle):
        if time.monotonic() > until:
            os.close(handle)
            raise OfficeError(f"This office is open already: another process serves {folder.path}.")
        time.sleep(0.05)
    return handle


def _is_taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
