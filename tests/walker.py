"""Somebody without JavaScript who walks the screens over real HTTP: whole, cut half-way, or with whatever bytes one likes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import raw_http
from pages import Page
from raw_http import Line, Reply, begin_post

Files = Mapping[str, bytes]
URLENCODED = "application/x-www-form-urlencoded"


@dataclass
class Walker:
    """Keeps cookies and the form token as a browser does. `reply` is the last answer."""

    port: int
    language: str = "en"
    channel: str = "public"
    cookies: dict[str, str] = field(default_factory=dict, repr=False)
    token: str = field(default="", repr=False)
    reply: Reply = field(default_factory=lambda: Reply(0, {}, b"", whole=False), repr=False)

    @property
    def page(self) -> Page:
        """What is shown."""
        return Page(self.reply.body.decode())

    @property
    def at(self) -> str:
        """Where the last answer leads, without the language."""
        return self.reply.headers.get("location", "").removeprefix(f"/{self.language}")

    def screen(self, name: str) -> str:
        """The address of a screen of this channel."""
        return f"/tell/{self.channel}/{name}/"

    def goes_to(self, path: str) -> Reply:
        """Read a page."""
        return self._takes(Line(self.port).head("GET", f"/{self.language}{path}", Cookie=self._held).reply())

    def follows(self) -> Reply:
        """Go where the last answer leads."""
        return self.goes_to(self.at)

    def form(self, fields: Mapping[str, str], files: Files | None = None) -> bytes:
        """The body of a form with the token of the last page that had one."""
        told = {"csrfmiddlewaretoken": self.token, **fields}
        parts = [raw_http.field(name, text) for name, text in told.items()]
        return raw_http.form(
            *parts, *(raw_http.file(name, content) for name, content in (files or {}).items())
        )

    def begins(self, path: str, length: int) -> Line:
        """Announce a form, and send nothing of it yet."""
        return begin_post(self.port, f"/{self.language}{path}", length, Cookie=self._held)

    def sends(self, path: str, fields: Mapping[str, str], files: Files | None = None) -> Reply:
        """Send a form."""
        body = self.form(fields, files)
        return self._takes(self.begins(path, len(body)).send(body).reply())

    def sends_urlencoded(self, path: str, fields: Mapping[str, str]) -> Reply:
        """The same in the other encoding."""
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        sending = begin_post(
            self.port, f"/{self.language}{path}", len(body), Cookie=self._held, Content_Type=URLENCODED
        )
        return self._takes(sending.send(body).reply())

    def chooses(self, about: str = "harm", kind: str = "retaliation") -> Reply:
        """Answer the scope guide."""
        self.goes_to(self.screen("scope"))
        return self.sends(self.screen("scope"), {"about": about, "kind": kind})

    def writes(self, text: str, files: Files | None = None) -> None:
        """As far as the last look, with a sentence and perhaps files."""
        self.chooses()
        self.sends(self.screen("story"), {"text": text})
        if files:
            self.sends(self.screen("files"), {"add": "1"}, files)
        self.goes_to(self.screen("check"))

    def tells(self, text: str, files: Files | None = None) -> Reply:
        """The whole way."""
        self.writes(text, files)
        return self.sends(self.screen("check"), {})

    @property
    def _held(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _takes(self, reply: Reply) -> Reply:
        self.reply = reply
        self.cookies |= reply.cookies
        found = re.search(rb'csrfmiddlewaretoken" value="(\w+)"', reply.body)
        self.token = found[1].decode() if found else self.token
        return reply
