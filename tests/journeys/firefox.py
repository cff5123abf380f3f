"""Firefox ESR as Tor Browser's *Safest* has it: driven by Marionette, the remote control that is built in.

Playwright brings a Firefox of its own, and no other; the protocol is a length, a colon and a list of JSON
(https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html).
"""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import time
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from journeys.lines import free_port

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # how WebDriver names a reference to an element
STARTS_WITHIN = 60  # seconds
WITHOUT = {
    "javascript.enabled": False,
    "svg.disabled": True,
    "gfx.downloadable_fonts.enabled": False,
    "permissions.default.image": 2,
    "intl.accept_languages": "en",
    # Nobody but the line is asked for anything.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1",
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.shell.checkDefaultBrowser": False,
}


@dataclass
class Firefox:
    """One window. Elements are found by CSS, and waited for."""

    _wire: socket.socket

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._reads = self._wire.makefile("rb")
        self._message()  # it says who it is
        self._ask("WebDriver:NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": False}})
        self._ask("WebDriver:SetTimeouts", implicit=20_000, pageLoad=60_000)

    def goes_to(self, url: str) -> None:
        """Open an address."""
        self._ask("WebDriver:Navigate", url=url)

    @property
    def at(self) -> str:
        """The address of the page."""
        return str(self._ask("WebDriver:GetCurrentURL")["value"])

    @property
    def reads(self) -> str:
        """What the page says."""
        return str(self._ask("WebDriver:GetElementText", id=self._find("main"))["value"])

    def clicks(self, css: str) -> None:
        """Press a button or a link, or tick a box; a page that comes of it is waited for."""
        self._ask("WebDriver:ElementClick", id=self._find(css))

    def types(self, css: str, text: str) -> None:
        """Type into a box, or name a file."""
        self._ask("WebDriver:ElementSendKeys", id=self._find(css), text=text)

    def picture(self) -> bytes:
        """The window, as PNG."""
        return b64decode(self._ask("WebDriver:TakeScreenshot", full=True)["value"])

    def _find(self, css: str) -> str:
        found = self._ask("WebDriver:FindElement", using="css selector", value=css)
        return str(found["value"][ELEMENT])

    def _ask(self, command: str, **told: object) -> Any:
        message = json.dumps([0, next(self._numbers), command, told]).encode()
        self._wire.sendall(b"%d:%s" % (len(message), message))
        _, _, error, value = self._message()
        assert error is None, (command, error)
        return value

    def _message(self) -> Any:
        length = b""
        while (byte := self._reads.read(1)) not in {b":", b""}:
            length += byte
        return json.loads(self._reads.read(int(length)))


@contextlib.contextmanager
def firefox(program: str, folder: Path) -> Iterator[Firefox]:
    """Start one with a profile of its own, and end it whatever happens."""
    port = free_port()
    settings = {**WITHOUT, "marionette.port": port}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in settings.items()]
    (folder / "user.js").write_text("\n".join(lines))
    words = [program, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            with _connected(port) as wire:
                yield Firefox(wire)
        finally:
            running.terminate()


def _connected(port: int) -> socket.socket:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 60)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
