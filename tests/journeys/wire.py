"""A wire between a browser and the line, at the socket: every byte that the browser sends is kept."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from journeys.lines import RunningLine, free_port


@dataclass(frozen=True)
class Asked:
    """One request."""

    head: bytes
    body: bytes = field(repr=False)

    def __str__(self) -> str:
        method, path, _ = self.head.split(b"\r\n")[0].decode().split(" ")
        return f"{method} {path}"


def _requests(sent: bytes) -> Iterator[Asked]:
    while sent:
        head, _, rest = sent.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
        size = int(length[1]) if length else 0
        yield Asked(head, rest[:size])
        sent = rest[size:]


@dataclass
class Wire:
    """Passes on what comes, both ways."""

    target: int
    port: int = field(default_factory=free_port)
    connections: list[bytearray] = field(default_factory=list, repr=False)
    listening: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                browser, _ = self.listening.accept()
                threading.Thread(target=self._connect, args=(browser,), daemon=True).start()

    def _connect(self, browser: socket.socket) -> None:
        kept = bytearray()
        self.connections.append(kept)
        with browser, socket.create_connection(("127.0.0.1", self.target)) as line:
            back = threading.Thread(target=self._pass_on, args=(line, browser, None), daemon=True)
            back.start()
            self._pass_on(browser, line, kept)
            back.join()

    @property
    def sent(self) -> bytes:
        """Every byte of the browser's."""
        return b"".join(self.connections)

    def asked(self) -> list[Asked]:
        """Every request of the browser's, those of one connection in order."""
        return [one for kept in self.connections for one in _requests(bytes(kept))]

    def _pass_on(self, here: socket.socket, there: socket.socket, kept: bytearray | None) -> None:
        with contextlib.suppress(OSError):
            while data := here.recv(65536):
                if kept is not None:
                    kept += data
                there.sendall(data)
            there.shutdown(socket.SHUT_WR)


@dataclass
class LineByWire:
    """The line, at the address of the wire."""

    line: RunningLine
    wire: Wire

    @property
    def address(self) -> str:
        """Where the browser goes."""
        return f"http://127.0.0.1:{self.wire.port}"

    def __getattr__(self, name: str) -> Any:
        return getattr(self.line, name)


@contextlib.contextmanager
def wired(line: RunningLine) -> Iterator[tuple[Any, Wire]]:
    """The line as seen through a wire, and the wire."""
    wire = Wire(line.port)
    try:
        yield LineByWire(line, wire), wire
    finally:
        wire.listening.close()
