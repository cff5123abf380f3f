"""A visitor without a browser: plain HTTP with cookies and form tokens, quick enough to make a line busy."""

from __future__ import annotations

import html
import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from raw_http import BOUNDARY, part
from raw_http import field as text_field
from raw_http import form as whole_form

TIMEOUT = 30.0  # seconds


@dataclass(frozen=True)
class Page:
    """An answer that arrived whole."""

    status: int
    location: str
    body: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """Its HTML."""
        return self.body.decode()

    def first(self, pattern: str) -> str:
        """What the first group of the pattern finds in it."""
        found = re.search(pattern, self.text, re.DOTALL)
        assert found, f"{pattern} is not on the page of status {self.status}"
        return html.unescape(found[1])

    def all(self, pattern: str) -> list[str]:
        """What the group finds, each time."""
        return [html.unescape(found) for found in re.findall(pattern, self.text, re.DOTALL)]


@dataclass
class Visitor:
    """Keeps cookies as a browser does. Whatever does not arrive whole raises OSError or HTTPException."""

    port: int
    language: str = "en"
    cookies: dict[str, str] = field(default_factory=dict, repr=False)

    def get(self, path: str) -> Page:
        """Read a page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: bytes, content_type: str) -> Page:
        """Send a form."""
        return self._ask("POST", path, body, {"Content-Type": content_type})

    def form(self, fields: Mapping[str, str], files: Mapping[str, bytes]) -> bytes:
        """The body of a multipart form."""
        attached = [
            part(
                f'form-data; name="files"; filename="{name.encode().decode("latin-1")}"',
                content,
                "Content-Type: image/jpeg",
            )
            for name, content in files.items()
        ]
        return whole_form(*(text_field(name, text) for name, text in fields.items()), *attached)

    def fills_in(self, text: str, files: Mapping[str, bytes]) -> bytes:
        """A new form for a tip, with everything in it that has to be."""
        shown = self.get(self.tell)
        kind = shown.first(r'name="kind" value="([^"]+)"')
        return self.form({"csrfmiddlewaretoken": _token(shown), "kind": kind, "text": text}, files)

    @property
    def tell(self) -> str:
        """Where tips are sent to."""
        return f"/{self.language}/tell/public/"

    def sends(self, body: bytes) -> Page:
        """The form for a tip."""
        return self.post(self.tell, body, f"multipart/form-data; boundary={BOUNDARY}")

    def tells(self, text: str, files: Mapping[str, bytes]) -> str:
        """From the form to the page with the code."""
        sent = self.sends(self.fills_in(text, files))
        assert sent.status == 302, sent.text
        return " ".join(self.get(sent.location).all(r'<span class="word"[^>]*>(.*?)</span>'))

    def enters(self, code: str) -> Page:
        """Type a code; the page that comes next."""
        door = f"/{self.language}/mailbox/"
        fields = {"csrfmiddlewaretoken": _token(self.get(door)), "code": code}
        answer = self.post(door, urlencode(fields).encode(), "application/x-www-form-urlencoded")
        return self.get(answer.location) if answer.status == 302 else answer

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Page:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        carried = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, {"Cookie": carried, **headers})
            answer = connection.getresponse()
            page = Page(answer.status, answer.headers.get("Location", ""), answer.read())
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return page


def letters(mailbox: Page) -> list[str]:
    """The words of every letter in an open mailbox."""
    return mailbox.all(r'<p class="text" dir="auto">(.*?)</p>')


def files(mailbox: Page) -> list[str]:
    """The addresses of the files in it."""
    return mailbox.all(r'<li><a href="([^"]+)">')


def _token(page: Page) -> str:
    return page.first(r'name="csrfmiddlewaretoken" value="(\w+)"')
