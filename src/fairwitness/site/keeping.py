"""Keeping a child process alive: one that dies is started again, for what it does by the clock must not stop in silence."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Sequence
from threading import Event, Thread
from types import TracebackType

log = logging.getLogger("fairwitness.keeping")
AGAIN_AFTER = 2.0  # seconds


class Kept:
    """The process of a command, started again whenever it ends, until the end of the `with` block."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._ending = Event()

    def __enter__(self) -> None:
        self._process = subprocess.Popen(self._command)
        self._keeper = Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        self._process.terminate()
        self._keeper.join()

    def _keep(self) -> None:
        while not self._ending.is_set():
            self._process.wait()
            if not self._ending.wait(AGAIN_AFTER):
                log.error("a process ended by itself and is started again")
                self._process = subprocess.Popen(self._command)
        self._process.terminate()
        self._process.wait()
