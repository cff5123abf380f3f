"""The way to one origin: a connection that is kept for as long as the line keeps it, by the proxy that the environment names. Over Tor each new one costs seconds."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from email.message import Message
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

PATIENCE = 60  # seconds; an onion address may need some of them


class Way:
    """Questions go along it one after another, and whoever asks closes it."""

    def __init__(self, origin: SplitResult, most: int) -> None:
        self._origin = origin
        self._most = most  # bytes of an answer
        self._proxy = _proxy_to(origin)
        self._open: HTTPConnection | None = None

    def asked(self, path: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, Message, bytes]:
        """Status, headers, and the body as it came, or a byte more than the most. OSError, HTTPException, ValueError."""
        if self._open is not None:
            try:
                return self._once(self._open, path, headers, body)
            except ConnectionError:
                pass  # a line may end a connection that nobody uses, without a word: then it has not seen the question
        self._open = self._made()
        return self._once(self._open, path, headers, body)

    def close(self) -> None:
        """End it. The next question makes another."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _once(
        self, there: HTTPConnection, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> tuple[int, Message, bytes]:
        is_whole = False
        try:
            there.request(
                "POST" if body else "GET", self._target(path), body, {**headers, **self._to_proxy()}
            )
            response = there.getresponse()
            came = response.read(self._most + 1)
            is_whole = response.isclosed()
        finally:
            if not is_whole:
                self.close()
        return response.status, response.headers, came

    def _made(self) -> HTTPConnection:
        kind = HTTPSConnection if self._origin.scheme == "https" else HTTPConnection
        by = self._proxy or self._origin
        made = kind(by.hostname or "", by.port, timeout=PATIENCE)
        if self._proxy and self._origin.scheme == "https":
            made.set_tunnel(self._origin.hostname or "", self._origin.port, _named(self._proxy))
        return made

    def _target(self, path: str) -> str:
        """A proxy that reads the question is told to whom it goes."""
        asks_proxy = self._proxy and self._origin.scheme == "http"
        return f"http://{self._origin.netloc}{path}" if asks_proxy else path

    def _to_proxy(self) -> Mapping[str, str]:
        return _named(self._proxy) if self._proxy and self._origin.scheme == "http" else {}


def _proxy_to(origin: SplitResult) -> SplitResult | None:
    """As the environment names it: `http_proxy`, `https_proxy`, and `no_proxy` for those that are asked without one."""
    named = getproxies().get(origin.scheme)
    if not named or proxy_bypass(origin.netloc):
        return None
    return urlsplit(named if "://" in named else f"//{named}")


def _named(proxy: SplitResult) -> dict[str, str]:
    """Who asks the proxy, where its address says so."""
    if not proxy.username:
        return {}
    told = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(told.encode()).decode()}"}
