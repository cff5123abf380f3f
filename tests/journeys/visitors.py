"""A visitor without a browser: plain HTTP with cookies and form tokens, quick enough to make a line busy."""

from __future__ import annotations

import html
import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from raw_http import BOUNDARY, part
from raw_http import field as text_field
from raw_http import form as whole_form

TIMEOUT = 30.0  # seconds
FOUND = 302


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

    @property
    def code(self) -> str:
        """The twelve words that it shows."""
        return " ".join(self.all(r'<span class="word"[^>]*>(.*?)</span>'))

    def all(self, pattern: str) -> list[str]:
        """What the group finds, each time."""
        return [html.unescape(found) for found in re.findall(pattern, self.text, re.DOTALL)]


@dataclass
class Visitor:
    """Keeps cookies as a browser does. Whatever does not arrive whole raises OSError or HTTPException."""

    port: int
    language: str = "en"
    cookies: dict[str, str] = field(default_factory=dict, repr=False)
    page: Page = field(default=Page(0, "", b""), repr=False)  # the last one

    def get(self, path: str) -> Page:
        """Read a page."""
        self.page = self._ask("GET", path, None, {})
        return self.page

    def post(self, path: str, body: bytes) -> Page:
        """Send a form of several parts."""
        return self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})

    def form(self, fields: Mapping[str, str], files: Mapping[str, bytes] | None = None) -> bytes:
        """What a browser makes of the form that is shown: its token, these fields, and files."""
        told = {"csrfmiddlewaretoken": _token(self.page), **fields}
        attached = [
            part(
                f'form-data; name="files"; filename="{name.encode().decode("latin-1")}"',
                content,
                "Content-Type: image/jpeg",
            )
            for name, content in (files or {}).items()
        ]
        return whole_form(*(text_field(name, text) for name, text in told.items()), *attached)

    def goes_on(self, screen: str, files: Mapping[str, bytes] | None = None, **fields: str) -> Page:
        """Send the form of a screen, and read the page that it leads to."""
        answer = self.post(self.address(screen), self.form(_named(fields), files))
        return self.get(answer.location) if answer.status == FOUND else answer

    def address(self, screen: str) -> str:
        """Of one of the seven screens."""
        return f"/{self.language}/tell/public/{screen}/"

    def begins(self, kind: str = "danger-to-people") -> None:
        """The scope guide."""
        self.get(self.address("scope"))
        self.goes_on("scope", about="harm", kind=kind)

    def fills_in(self, text: str, files: Mapping[str, bytes]) -> bytes:
        """Go as far as the screen for files, and fill that in without sending it."""
        self.begins()
        self.goes_on("story", text=text)
        return self.form({"add": "1"}, files)

    @property
    def tell(self) -> str:
        """Where what `fills_in` has filled in goes to."""
        return self.address("files")

    def sends(self, body: bytes) -> Page:
        """The form for files."""
        return self.post(self.tell, body)

    def tells(self, text: str, files: Mapping[str, bytes]) -> str:
        """From the scope guide to *sent*. Returns the code that the last page shows."""
        self.begins()
        self.goes_on("story", text=text)
        self.goes_on("files", files)
        self.goes_on("you")
        return self.goes_on("check").code

    def enters(self, code: str) -> Page:
        """Type a code; the page that comes next."""
        door = f"/{self.language}/mailbox/"
        self.get(door)
        answer = self.post(door, self.form({"code": code}))
        return self.get(answer.location) if answer.status == FOUND else answer

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
    return mailbox.all(r'<a href="([^"]+/mailbox/files/[^"]+)">')


def _named(fields: Mapping[str, str]) -> dict[str, str]:
    """Python has no hyphen in a name."""
    return {name.replace("_", "-"): text for name, text in fields.items()}


def _token(page: Page) -> str:
    return page.first(r'name="csrfmiddlewaretoken" value="(\w+)"')
