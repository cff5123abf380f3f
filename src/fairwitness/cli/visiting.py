"""Asking an address for what it shows to everybody, as a browser would, and asking nobody else."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

import brotli  # type: ignore[import-untyped]  # it brings no types

MOST = 8 * 1024 * 1024  # bytes of an answer, packed or not: more is no file of ours
PATIENCE = 60  # seconds; an onion address may need some of them
HOPS = 5
ENCODINGS = ("br", "gzip", "identity")  # a line could hand out another file in each
# What Tor Browser says: a line must not see at once that it is being compared.
BROWSER = {
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.5",
}


class VisitError(Exception):
    """The line could not be asked, or what is there is no line."""


@dataclass(frozen=True)
class Answer:
    """What came back from one address."""

    status: int
    kind: str  # the media type
    headers: Mapping[str, str]  # by their names in small letters; what came twice is one, with a comma
    elsewhere: str  # where a redirect leads
    body: bytes = field(repr=False)  # unpacked
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)  # what it sets


class Visitor:
    """Questions to one origin, without a cookie. Redirects lead to other pages of it, and never away from it."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise VisitError(f"{url}: an address of a line begins with https:// or http://")
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self._carries: dict[str, str] | None = None
        self._opener = OpenerDirector()
        for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler()):  # as the environment names proxies
            self._opener.add_handler(handler)

    def in_a_tab(self, carries: dict[str, str] | None = None) -> Visitor:
        """The same, as a browser with one tab: it carries what it is given, until it is forgotten."""
        tab = Visitor(self.origin)
        tab._carries = carries or {}
        return tab

    def again(self) -> Visitor:
        """A tab that carries what this one does, and goes its own way from here."""
        return self.in_a_tab(dict(self._carries or {}))

    def path_of(self, address: str, page: str) -> str | None:
        """Where a link of a page leads on this line; None where it leads away."""
        parts = urlsplit(urljoin(self.origin + page, address))
        return parts.path or "/" if f"{parts.scheme}://{parts.netloc}" == self.origin else None

    def page(self, path: str) -> tuple[str, Answer]:
        """A page, and the path at which it was found in the end."""
        for _ in range(HOPS):
            answer = self.get(path)
            onward = self.path_of(answer.elsewhere, path) if answer.elsewhere else None
            if onward is None:
                return path, answer
            path = onward
        raise VisitError(f"{self.origin}{path}: redirects without end")

    def get(self, path: str, encoding: str = "identity") -> Answer:
        """One answer, unpacked. VisitError where there is none, or none that a browser could read."""
        return self._asked(path, {"Accept-Encoding": encoding})

    def send(self, path: str, form: Mapping[str, str]) -> Answer:
        """What comes back when a form of the page is sent."""
        told = {"Accept-Encoding": "identity", "Origin": self.origin, "Referer": self.origin + path}
        return self._asked(path, told, urlencode(form).encode("ascii"))

    def _asked(self, path: str, told: Mapping[str, str], body: bytes | None = None) -> Answer:
        headers = {**BROWSER, **told, **self._cookies()}
        request = Request(self.origin + path, body, headers)  # noqa: S310 - http and https alone, see above
        try:
            with self._opener.open(request, timeout=PATIENCE) as response:
                answer = _answer(response.status, response.headers, response.read(MOST + 1))
        except (OSError, HTTPException, ValueError, zlib.error, brotli.error, CookieError) as error:
            raise VisitError(f"{self.origin}{path}: {error}") from None
        if self._carries is not None:
            self._carries |= answer.cookies
        return answer

    def _cookies(self) -> dict[str, str]:
        if not self._carries:
            return {}
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self._carries.items())}


def _answer(status: int, told: Message, body: bytes) -> Answer:
    return Answer(
        status=status,
        kind=told.get_content_type(),
        headers=_headers(told),
        elsewhere=told.get("Location", ""),
        body=_unpacked(body, told.get("Content-Encoding", "identity").strip().lower()),
        cookies=dict(_given(told.get_all("Set-Cookie", []))),
    )


def _headers(told: Message) -> Mapping[str, str]:
    return {name.lower(): ", ".join(map(str, told.get_all(name, []))) for name in set(told.keys())}


def _given(cookies: list[str]) -> Iterator[tuple[str, str]]:
    for one in cookies:
        yield from ((name, morsel.coded_value) for name, morsel in SimpleCookie(one).items())


def _unpacked(body: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        body = zlib.decompressobj(wbits=31).decompress(body, MOST + 1)
    elif encoding == "br":
        body = brotli.Decompressor().process(body, output_buffer_limit=MOST + 1)
    elif encoding != "identity":
        raise ValueError(f"packed as {encoding}, which nobody asked for")
    if len(body) > MOST:
        raise ValueError("larger than any file of ours")
    return body
