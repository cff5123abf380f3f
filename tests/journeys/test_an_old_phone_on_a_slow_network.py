from __future__ import annotations

import gzip
from dataclasses import dataclass, field

import brotli  # type: ignore[import-untyped]  # it brings no types
from journeys.every_page import Walk
from journeys.lines import RunningLine
from journeys.people import PHONE
from playwright.sync_api import Browser, Page, Request
from raw_http import Line

FIRST, STEP = 14_000, 30_000  # bytes as they are sent, headers included
MOST_REQUESTS = 3


@dataclass
class Meter:
    """Counts what a page costs."""

    page: Page
    requests: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("requestfinished", lambda request: self.requests.append(request))  # noqa: PLW0108 - Playwright marks what it is given

    def read(self) -> list[int]:
        """The bytes of every answer since the last reading, headers included, in the order in which they came."""
        sizes = [request.sizes() for request in self.requests]
        self.requests.clear()
        return [size["responseBodySize"] + size["responseHeadersSize"] for size in sizes]


def test_the_first_page_fits_into_the_first_answer(line: RunningLine) -> None:
    loaded = [("en/", asked(line, "en/"))]
    html = loaded[0][1]

    for name in ("site.css", "icon.png"):
        address = html.decode().partition(f"{name}")[0].rpartition('"/')[2] + name
        loaded.append((address, asked(line, address)))

    assert html.count(b"<link") == len(loaded) - 1 <= MOST_REQUESTS - 1
    assert b"<img" not in html
    assert b"<script" not in html
    assert sum(len(content) for _, content in loaded) < FIRST


def test_a_style_sheet_is_compressed_and_a_page_with_its_secrets_never(line: RunningLine) -> None:
    page = Line(line.port).head("GET", "/en/mailbox/", Accept_Encoding="gzip, br, zstd").reply()
    sheet_at = "/" + page.body.decode().partition("site.css")[0].rpartition('"/')[2] + "site.css"

    smallest = Line(line.port).head("GET", sheet_at, Accept_Encoding="gzip, br").reply()
    packed = Line(line.port).head("GET", sheet_at, Accept_Encoding="gzip, br;q=0.0, identity").reply()
    plain = Line(line.port).head("GET", sheet_at).reply()
    part = Line(line.port).head("GET", sheet_at, Accept_Encoding="br", Range="bytes=0-9").reply()

    assert "content-encoding" not in page.headers
    assert [one.headers.get("content-encoding") for one in (smallest, packed, plain, part)] == [
        "br",
        "gzip",
        None,
        None,
    ]
    assert {one.headers["vary"] for one in (smallest, packed, plain, part)} == {"Accept-Encoding"}
    assert brotli.decompress(smallest.body) == gzip.decompress(packed.body) == plain.body
    assert part.body == plain.body[:10]
    assert len(smallest.body) < len(packed.body) < len(plain.body)


def test_each_step_is_small(browser: Browser, line: RunningLine) -> None:
    for language in ("en", "zh-hans"):
        context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]  # a size
        page = context.new_page()
        meter = Meter(page)

        costs = {name: meter.read() for name in Walk(page, line, language).tipster()}
        context.close()

        first, *sheet_and_icon = costs["home"]
        assert len(costs["home"]) <= MOST_REQUESTS
        assert sum(costs["home"]) < FIRST
        largest = {name: max(cost, default=0) + sum(sheet_and_icon) for name, cost in costs.items()}
        assert {name: cost for name, cost in largest.items() if cost >= STEP} == {}
        assert first < max(largest.values())


def asked(line: RunningLine, path: str) -> bytes:
    """What is sent for this address to a browser that takes gzip."""
    return Line(line.port).head("GET", f"/{path}", Accept_Encoding="gzip, deflate, br").reply().body
