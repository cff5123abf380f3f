"""What a visitor of the demo does, without a browser: read pages, move the clock, search what was stolen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener


@dataclass(frozen=True)
class Page:
    """What came back, after every redirect."""

    status: int
    text: str


class Visit:
    """A browser without JavaScript, which keeps cookies until it is closed."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._browser = build_opener(HTTPCookieProcessor())

    def reads(self, url: str, **fields: str) -> Page:
        """A page; with fields, what a form answers."""
        whole = url if url.startswith("http") else f"{self.address}{url}"
        body = urlencode(fields).encode() if fields else None
        try:
            with self._browser.open(whole, body, timeout=30) as answer:
                return Page(answer.status, answer.read().decode())
        except HTTPError as refused:
            with refused:
                return Page(refused.code, refused.read().decode())

    def moves_the_clock(self, to: str) -> date:
        """By so many days, or back to `today`. Returns what the page of doors says then."""
        page = self.reads("/en/demo/clock/", to=to)
        assert page.status == HTTPStatus.OK
        return self.date_of_the_office()

    def date_of_the_office(self) -> date:
        """As the page of doors shows it."""
        (shown,) = re.findall(r'<time datetime="([^"]+)">', self.reads("/en/demo/").text)
        return date.fromisoformat(shown)

    def searches(self, sentence: str) -> list[str]:
        """Places where the thief finds it."""
        page = self.reads("/en/demo/thief/", sentence=sentence).text
        (result,) = re.findall(r'role="status">(.*?)</div>', page, re.DOTALL)
        assert "Nowhere" in result or "Found" in result
        return re.findall(r"<li><code>(.*?)</code>", result)
