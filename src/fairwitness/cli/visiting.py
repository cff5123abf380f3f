"""Asking an address for what it shows to everybody, as a browser would, each thing once, and asking nobody else."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

import brotli  # type: ignore[import-untyped]  # it brings no types

from fairwitness.cli import browsing
from fairwitness.cli.browsing import PACKS
from fairwitness.cli.way import Way

MOST = 8 * 1024 * 1024  # bytes of an answer, packed or not: more is no file of ours
HOPS = 5
ENCODINGS = (
    "br",
    "gzip",
    "identity",
)  # what a browser takes any of: a line could hand out another file in each


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
    packed: str = "identity"
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)  # what it sets


class Visitor:
    """Questions to one origin, without a cookie. Redirects lead to other pages of it, and never away from it."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise VisitError(f"{url}: an address of a line begins with https:// or http://")
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self._carries: dict[str, str] | None = None
        self._known: dict[tuple[str, str], Answer] = {}
        self._way = Way(parts, MOST)

    def close(self) -> None:
        """Whoever has asked all that they wanted ends the connection."""
        self._way.close()

    def in_a_tab(self, carries: dict[str, str] | None = None) -> Visitor:
        """The same, as a browser with one tab: it carries what it is given, until it is forgotten."""
        tab = Visitor(self.origin)
        tab._carries, tab._way = carries or {}, self._way
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

    def get(self, path: str) -> Answer:
        """A page, unpacked, and asked for once by whoever carries nothing. VisitError where there is none, or none that a browser could read."""
        if self._carries is not None:
            return self._asked(path, browsing.of_a_page(path, PACKS, self._cookies()))
        return self._once(path, PACKS, browsing.of_a_page(path, PACKS, ""))

    def file(self, path: str, page: str, packs: str = PACKS) -> Answer:
        """A file that this page loads; as every browser asks for it, or packed in one way alone."""
        return self._once(path, packs, browsing.of_a_file(path, self.origin, page, packs))

    def send(self, path: str, form: Mapping[str, str]) -> Answer:
        """What comes back when a form of the page is sent."""
        body = urlencode(form).encode("ascii")
        return self._asked(path, browsing.of_a_form(path, self.origin, body, PACKS, self._cookies()), body)

    def _once(self, path: str, packs: str, headers: Mapping[str, str]) -> Answer:
        if (path, packs) not in self._known:
            self._known[path, packs] = self._asked(path, headers)
        return self._known[path, packs]

    def _asked(self, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
        try:
            answer = _answer(*self._way.asked(path, headers, body))
        except (OSError, HTTPException, ValueError, zlib.error, brotli.error, CookieError) as error:
            raise VisitError(f"{self.origin}{path}: {error}") from None
        if self._carries is not None:
            self._carries |= answer.cookies
        return answer

    def _cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in (self._carries or {}).items())


def _answer(status: int, told: Message, body: bytes) -> Answer:
    packed = told.get("Content-Encoding", "identity").strip().lower()
    return Answer(
        status=status,
        kind=told.get_content_type(),
        headers=_headers(told),
        elsewhere=told.get("Location", ""),
        body=_unpacked(body, packed),
        packed=packed,
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
    elif encoding == "deflate":
        body = zlib.decompressobj().decompress(body, MOST + 1)
    elif encoding == "br":
        body = brotli.Decompressor().process(body, output_buffer_limit=MOST + 1)
    elif encoding != "identity":
        raise ValueError(f"packed as {encoding}, which this program cannot unpack")
    if len(body) > MOST:
        raise ValueError("larger than any file of ours")
    return body
