"""A stored list of routes and headers, so that none vanishes or appears unnoticed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from builders import Told, told
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from reviewer import Reviewer
from tipster import Tipster

pytestmark = pytest.mark.usefixtures("office")
Who = Literal["anybody", "tipster", "amara", "wei"]

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
CSP = f"{STRICT}; require-trusted-types-for 'script'; trusted-types 'none'"
DESK = STRICT  # htmx swaps pages there
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True)
class Row:
    """Who asks how for what, and what comes back."""

    method: str
    address: str
    who: Who
    status: int
    cookies: str = ""
    policy: str = CSP


ROUTES = (
    Row("GET", "", "anybody", 302),
    Row("POST", "", "anybody", 405),
    Row("GET", "charter.toml", "anybody", 200),
    Row("GET", "sheets/<slug:channel>", "anybody", 200),
    Row("GET", "en/", "anybody", 200),
    Row("GET", "en/about/", "anybody", 200),
    Row("GET", "en/charter/", "anybody", 200),
    Row("GET", "en/tell/<slug:channel>/", "anybody", 200, "form tell"),
    Row("POST", "en/tell/<slug:channel>/", "anybody", 422, "form tell"),
    Row("GET", "en/tell/<slug:channel>/sent/", "anybody", 302),
    Row("GET", "en/tell/<slug:channel>/sent/", "tipster", 200, "tell"),
    Row("GET", "en/mailbox/", "anybody", 200, "form"),
    Row("POST", "en/mailbox/", "anybody", 422, "form"),
    Row("GET", "en/mailbox/letters/", "anybody", 403),
    Row("GET", "en/mailbox/letters/", "tipster", 200, "form mailbox"),
    Row("GET", "en/mailbox/files/<id:file_id>/", "anybody", 404),
    Row("GET", "en/mailbox/files/<id:file_id>/", "tipster", 200),
    Row("GET", "en/mailbox/leave/", "tipster", 302),
    Row("POST", "en/mailbox/leave/", "tipster", 302, "mailbox"),
    Row("GET", "en/desk/", "anybody", 302, policy=DESK),
    Row("GET", "en/desk/", "amara", 200, "form", policy=DESK),
    Row("GET", "en/desk/sign-in/", "anybody", 200, "form", policy=DESK),
    Row("POST", "en/desk/sign-in/", "anybody", 403, policy=DESK),
    Row("GET", "en/desk/sign-out/", "amara", 302),
    Row("POST", "en/desk/sign-out/", "amara", 302, "desk"),
    Row("GET", "en/desk/tips/<id:tip_id>/", "anybody", 302, policy=DESK),
    Row("GET", "en/desk/tips/<id:tip_id>/", "amara", 200, "form", policy=DESK),
    Row("GET", "en/desk/tips/<id:tip_id>/", "wei", 404),
    Row("GET", "en/desk/tips/<id:tip_id>/sealed/", "anybody", 302),
    Row("GET", "en/desk/tips/<id:tip_id>/sealed/", "amara", 200),
    Row("GET", "en/desk/tips/<id:tip_id>/sealed/", "wei", 404),
    Row("POST", "en/desk/tips/<id:tip_id>/letters/", "anybody", 403),
    Row("POST", "en/desk/tips/<id:tip_id>/letters/", "amara", 400),
    Row("POST", "en/desk/tips/<id:tip_id>/letters/", "wei", 404),
    Row("POST", "en/desk/files/", "anybody", 403),
    Row("POST", "en/desk/files/", "amara", 200),
    Row("GET", "en/desk/files/<id:file_id>/<int:number>/", "anybody", 302),
    Row("GET", "en/desk/files/<id:file_id>/<int:number>/", "amara", 200),
    Row("GET", "en/desk/files/<id:file_id>/<int:number>/", "wei", 404),
    Row("PUT", "en/desk/files/<id:file_id>/<int:number>/", "anybody", 403),
    Row("PUT", "en/desk/files/<id:file_id>/<int:number>/", "amara", 400),
)  # fmt: skip


def addresses(patterns: list[Any] | None = None, before: str = "") -> Iterator[str]:
    """Every address that the line knows."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield before + str(one.pattern)


def test_every_address_of_the_line_is_in_the_table() -> None:
    with translation.override("en"):
        known = list(addresses())

    assert sorted(known) == sorted({row.address for row in ROUTES})


@pytest.fixture
def tip() -> Told:
    return told(files={"exit.txt": b"locked"})


def browser_of(who: Who, tip: Told) -> Client:
    """Without the checks of form tokens: they have tests of their own."""
    if who in ("amara", "wei"):
        signed_in = Reviewer(who).client
        signed_in.handler.enforce_csrf_checks = False
        return signed_in
    if who == "anybody":
        return Client()
    lin = Tipster()
    lin.tells("The alarm is off.")
    lin.comes_back(" ".join(tip.code.words))
    lin.client.handler.enforce_csrf_checks = False
    return lin.client


@pytest.mark.parametrize("row", ROUTES, ids=lambda row: f"{row.method} {row.address} {row.who}")
def test_an_address_answers_with_its_status_its_cookies_and_every_header(row: Row, tip: Told) -> None:
    path = row.address.replace("<slug:channel>", "public").replace("<id:tip_id>", tip.tip.id)
    path = path.replace("<id:file_id>", tip.conversation.files.get().id).replace("<int:number>", "0")
    client = browser_of(row.who, tip)

    answer = client.generic(row.method, f"/{path}", headers={"Accept": "text/html"})

    assert answer.status_code == row.status
    assert sorted(answer.cookies) == row.cookies.split()
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert sorted(answer.headers["Content-Security-Policy"].split("; ")) == sorted(row.policy.split("; "))
    if answer.streaming:
        answer.getvalue()


def test_every_cookie_is_for_this_line_alone_and_ends_with_the_browser(tip: Told) -> None:
    cookies = {**browser_of("tipster", tip).cookies, **browser_of("amara", tip).cookies}

    assert sorted(cookies) == ["desk", "form", "mailbox", "tell"]
    for cookie in cookies.values():
        told_of = {name: cookie[name] for name in ("httponly", "samesite", "path", "max-age", "domain")}
        assert told_of == {"httponly": True, "samesite": "Strict", "path": "/", "max-age": "", "domain": ""}


def test_over_https_every_cookie_is_secure_and_a_tipster_s_is_bound_to_the_host() -> None:
    client = Client()

    cookies = client.get("/en/tell/public/", secure=True).cookies

    assert sorted(cookies) == ["__Host-tell", "form"]
    assert all(cookie["secure"] for cookie in cookies.values())


@pytest.mark.parametrize(
    ("asked", "goes_to"), [("zh-CN,zh;q=0.9", "/zh-hans/"), ("fr", "/en/"), ("", "/en/")]
)
def test_the_door_without_a_language_follows_the_browser_s(client: Client, asked: str, goes_to: str) -> None:
    answer = client.get("/", headers={"Accept-Language": asked})

    assert answer["Location"] == goes_to
    assert "Accept-Language" in answer["Vary"]
    assert not answer.cookies
