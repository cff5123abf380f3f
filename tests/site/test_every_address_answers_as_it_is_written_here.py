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
Who = Literal["anybody", "writer", "sender", "tipster", "amara", "wei"]

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
CSP = f"{STRICT}; require-trusted-types-for 'script'; trusted-types digest-worker"
DESK = STRICT  # htmx swaps pages there
LEFT = "form left mailbox next-code tell"  # cleared, whether they were there or not, but for the one that remembers it
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
    referrer: str = "same-origin"


ROUTES = (
    Row("GET", "", "anybody", 302),
    Row("POST", "", "anybody", 405),
    Row("GET", "charter.toml", "anybody", 200),
    Row("GET", "journal/head", "anybody", 404),
    Row("GET", "line.pub", "anybody", 200),
    Row("GET", "sheets/<slug:channel>", "anybody", 200),
    Row("GET", "en/", "anybody", 200),
    Row("GET", "en/about/", "anybody", 200),
    Row("GET", "en/charter/", "anybody", 200),
    Row("GET", "en/receipt/", "anybody", 200),
    Row("POST", "en/receipt/", "anybody", 422),
    Row("GET", "en/leave/", "anybody", 302, LEFT, referrer="no-referrer"),
    Row("GET", "en/leave/", "writer", 302, LEFT, referrer="no-referrer"),
    Row("GET", "en/leave/", "tipster", 302, LEFT, referrer="no-referrer"),
    Row("HEAD", "en/leave/", "writer", 405),
    Row("POST", "en/leave/", "writer", 405),
    Row("GET", "en/tell/<slug:channel>/scope/", "anybody", 200, "form"),
    Row("GET", "en/tell/<slug:channel>/scope/harm/", "anybody", 200, "form"),
    Row("GET", "en/tell/<slug:channel>/scope/press/", "anybody", 200, "form"),
    Row("GET", "en/tell/<slug:channel>/aside/", "anybody", 200, "form"),
    Row("GET", "en/tell/<slug:channel>/which/", "anybody", 200, "form"),
    Row("GET", "en/tell/<slug:channel>/scope/", "writer", 200, "form"),
    Row("POST", "en/tell/<slug:channel>/scope/", "anybody", 422, "form"),
    Row("POST", "en/tell/<slug:channel>/scope/harm/", "anybody", 405),
    Row("POST", "en/tell/<slug:channel>/scope/press/", "anybody", 405),
    Row("POST", "en/tell/<slug:channel>/aside/", "anybody", 405),
    Row("POST", "en/tell/<slug:channel>/which/", "anybody", 405),
    Row("GET", "en/tell/<slug:channel>/story/", "anybody", 302),
    Row("GET", "en/tell/<slug:channel>/story/", "writer", 200, "form"),
    Row("GET", "en/tell/<slug:channel>/story/", "tipster", 302),
    Row("GET", "en/tell/<slug:channel>/files/", "anybody", 302),
    Row("GET", "en/tell/<slug:channel>/files/", "writer", 200, "form"),
    Row("GET", "en/tell/<slug:channel>/files/", "tipster", 302),
    Row("GET", "en/tell/<slug:channel>/yourself/", "anybody", 200),
    Row("GET", "en/tell/<slug:channel>/yourself/", "writer", 200, "form"),
    Row("GET", "en/tell/<slug:channel>/yourself/", "tipster", 200),
    Row("POST", "en/tell/<slug:channel>/yourself/", "anybody", 302),
    Row("POST", "en/tell/<slug:channel>/yourself/", "writer", 422, "form"),
    Row("POST", "en/tell/<slug:channel>/yourself/", "sender", 302),
    Row("GET", "en/tell/<slug:channel>/recipients.txt", "anybody", 200),
    Row("POST", "en/tell/<slug:channel>/recipients.txt", "anybody", 405),
    Row("GET", "en/tell/<slug:channel>/you/", "anybody", 302),
    Row("GET", "en/tell/<slug:channel>/you/", "writer", 200, "form"),
    Row("GET", "en/tell/<slug:channel>/you/", "tipster", 302),
    Row("POST", "en/tell/<slug:channel>/story/", "anybody", 302, "tell"),
    Row("POST", "en/tell/<slug:channel>/story/", "writer", 302, "tell"),
    Row("POST", "en/tell/<slug:channel>/story/", "sender", 422, "form"),
    Row("POST", "en/tell/<slug:channel>/files/", "anybody", 302),
    Row("POST", "en/tell/<slug:channel>/files/", "writer", 302, "tell"),
    Row("POST", "en/tell/<slug:channel>/files/", "sender", 302),
    Row("POST", "en/tell/<slug:channel>/you/", "anybody", 302, "tell"),
    Row("POST", "en/tell/<slug:channel>/you/", "writer", 302, "tell"),
    Row("POST", "en/tell/<slug:channel>/you/", "sender", 422, "form"),
    Row("GET", "en/tell/<slug:channel>/check/", "anybody", 302),
    Row("GET", "en/tell/<slug:channel>/check/", "writer", 200, "form"),
    Row("GET", "en/tell/<slug:channel>/check/", "sender", 302),
    Row("POST", "en/tell/<slug:channel>/check/", "anybody", 302),
    Row("POST", "en/tell/<slug:channel>/check/", "writer", 302, "tell"),
    Row("POST", "en/tell/<slug:channel>/check/", "sender", 302),
    Row("GET", "en/tell/<slug:channel>/without/", "anybody", 302),
    Row("GET", "en/tell/<slug:channel>/without/", "writer", 200, "form"),
    Row("GET", "en/tell/<slug:channel>/without/", "sender", 302),
    Row("POST", "en/tell/<slug:channel>/without/", "writer", 405),
    Row("GET", "en/tell/<slug:channel>/keep/", "anybody", 302),
    Row("GET", "en/tell/<slug:channel>/keep/", "writer", 200),
    Row("GET", "en/tell/<slug:channel>/keep/", "sender", 302),
    Row("POST", "en/tell/<slug:channel>/keep/", "writer", 405),
    Row("GET", "en/tell/<slug:channel>/sent/", "anybody", 302),
    Row("GET", "en/tell/<slug:channel>/sent/", "writer", 302),
    Row("GET", "en/tell/<slug:channel>/sent/", "sender", 200),
    Row("POST", "en/tell/<slug:channel>/sent/", "sender", 405),
    Row("GET", "en/tell/<slug:channel>/sheet/", "anybody", 200),
    Row("POST", "en/tell/<slug:channel>/sheet/", "anybody", 405),
    Row("GET", "en/tell/<slug:channel>/screens/", "anybody", 200),
    Row("POST", "en/tell/<slug:channel>/screens/", "anybody", 405),
    Row("GET", "en/tell/<slug:channel>/draft/", "anybody", 405),
    Row("POST", "en/tell/<slug:channel>/draft/", "anybody", 400),
    Row("GET", "en/tell/<slug:channel>/commit/", "anybody", 405),
    Row("POST", "en/tell/<slug:channel>/commit/", "anybody", 400),
    Row("GET", "en/mailbox/", "anybody", 200, "form"),
    Row("POST", "en/mailbox/", "anybody", 422, "form"),
    Row("GET", "en/mailbox/letters/", "anybody", 403),
    Row("GET", "en/mailbox/letters/", "tipster", 200, "form mailbox"),
    Row("POST", "en/mailbox/letters/", "anybody", 403),
    Row("POST", "en/mailbox/letters/", "tipster", 422, "form mailbox"),
    Row("GET", "en/mailbox/files/<id:file_id>/", "anybody", 404),
    Row("GET", "en/mailbox/files/<id:file_id>/", "tipster", 200),
    Row("POST", "en/mailbox/files/<id:file_id>/", "tipster", 405),
    Row("GET", "en/mailbox/say/<slug:slug>/", "anybody", 403),
    Row("GET", "en/mailbox/say/<slug:slug>/", "tipster", 200, "form mailbox"),
    Row("POST", "en/mailbox/say/<slug:slug>/", "anybody", 403),
    Row("POST", "en/mailbox/say/<slug:slug>/", "tipster", 422, "form mailbox"),
    Row("GET", "en/mailbox/withdraw/", "anybody", 403),
    Row("GET", "en/mailbox/withdraw/", "tipster", 200, "form mailbox"),
    Row("POST", "en/mailbox/withdraw/", "anybody", 403),
    Row("POST", "en/mailbox/withdraw/", "tipster", 302, "mailbox"),
    Row("GET", "en/mailbox/receipt/", "anybody", 403),
    Row("GET", "en/mailbox/receipt/", "tipster", 200, "form mailbox"),
    Row("POST", "en/mailbox/receipt/", "anybody", 403),
    Row("POST", "en/mailbox/receipt/", "tipster", 200, "form mailbox"),
    Row("GET", "en/mailbox/code/", "anybody", 403),
    Row("GET", "en/mailbox/code/", "tipster", 200, "form mailbox next-code"),
    Row("POST", "en/mailbox/code/", "anybody", 403),
    Row("POST", "en/mailbox/code/", "tipster", 200, "form mailbox next-code"),
    Row("GET", "en/mailbox/leave/", "tipster", 302),
    Row("POST", "en/mailbox/leave/", "tipster", 302, "mailbox next-code tell"),
    Row("GET", "en/mailbox/sealed/pages/", "anybody", 200),
    Row("POST", "en/mailbox/sealed/pages/", "anybody", 405),
    Row("GET", "en/mailbox/sealed/open/", "anybody", 405),
    Row("POST", "en/mailbox/sealed/open/", "anybody", 400),
    Row("GET", "en/mailbox/sealed/letter/", "anybody", 405),
    Row("POST", "en/mailbox/sealed/letter/", "anybody", 400),
    Row("GET", "en/mailbox/sealed/part/", "anybody", 405),
    Row("POST", "en/mailbox/sealed/part/", "anybody", 400),
    Row("GET", "en/mailbox/sealed/answer/", "anybody", 405),
    Row("POST", "en/mailbox/sealed/answer/", "anybody", 400),
    Row("GET", "en/mailbox/sealed/code/", "anybody", 405),
    Row("POST", "en/mailbox/sealed/code/", "anybody", 400),
    Row("GET", "en/mailbox/sealed/receipt/", "anybody", 405),
    Row("POST", "en/mailbox/sealed/receipt/", "anybody", 400),
    Row("GET", "en/mailbox/sealed/withdraw/", "anybody", 405),
    Row("POST", "en/mailbox/sealed/withdraw/", "anybody", 400),
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
    Row("GET", "en/desk/files/<id:file_id>/<int:number>/", "anybody", 302),
    Row("GET", "en/desk/files/<id:file_id>/<int:number>/", "amara", 200),
    Row("GET", "en/desk/files/<id:file_id>/<int:number>/", "wei", 404),
    Row("PUT", "en/desk/files/<id:file_id>/<int:number>/", "amara", 405),
    Row("GET", "en/uploads/", "anybody", 405),
    Row("POST", "en/uploads/", "anybody", 200),
    Row("GET", "en/uploads/<id:file_id>/", "anybody", 404),
    Row("POST", "en/uploads/<id:file_id>/", "anybody", 405),
    Row("DELETE", "en/uploads/<id:file_id>/", "anybody", 404),
    Row("GET", "en/uploads/<id:file_id>/<int:number>/", "anybody", 405),
    Row("PUT", "en/uploads/<id:file_id>/<int:number>/", "anybody", 404),
    Row("DELETE", "en/uploads/<id:file_id>/<int:number>/", "anybody", 404),
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
    """A browser that has got as far as that, without the checks of form tokens: they have tests of their own."""
    if who == "anybody":
        return Client()
    client = Reviewer(who).client if who in ("amara", "wei") else lin_as(who, tip).client
    client.handler.enforce_csrf_checks = False
    return client


def lin_as(who: Who, tip: Told) -> Tipster:
    """Writing a draft, with a tip just sent, or in the mailbox."""
    lin = Tipster()
    if who == "writer":
        lin.chooses()
        lin.writes("The alarm is off.")
    elif who == "sender":
        lin.tells("The alarm is off.")
    else:
        lin.comes_back(" ".join(tip.code.words))
    return lin


@pytest.mark.parametrize("row", ROUTES, ids=lambda row: f"{row.method} {row.address} {row.who}")
def test_an_address_answers_with_its_status_its_cookies_and_every_header(row: Row, tip: Told) -> None:
    path = row.address.replace("<slug:channel>", "public").replace("<id:tip_id>", tip.tip.id)
    path = path.replace("<id:file_id>", tip.conversation.files.get().id).replace("<int:number>", "0")
    path = path.replace("<slug:slug>", "questions")
    client = browser_of(row.who, tip)

    answer = client.generic(row.method, f"/{path}", headers={"Accept": "text/html"})

    assert answer.status_code == row.status
    assert sorted(answer.cookies) == row.cookies.split()
    expected = {**HEADERS, "Referrer-Policy": row.referrer}
    assert {name: answer.headers[name] for name in HEADERS} == expected
    assert sorted(answer.headers["Content-Security-Policy"].split("; ")) == sorted(row.policy.split("; "))
    if answer.streaming:
        answer.getvalue()


def test_every_cookie_is_for_this_line_alone_and_ends_with_the_browser(tip: Told) -> None:
    in_the_mailbox = browser_of("tipster", tip)
    in_the_mailbox.get("/en/mailbox/code/")
    browsers = (browser_of("writer", tip), in_the_mailbox, browser_of("amara", tip))

    cookies = {
        name: cookie for browser in browsers for name, cookie in browser.cookies.items() if cookie.value
    }

    assert sorted(cookies) == ["desk", "form", "mailbox", "next-code", "tell"]
    for cookie in cookies.values():
        told_of = {name: cookie[name] for name in ("httponly", "samesite", "path", "max-age", "domain")}
        assert told_of == {"httponly": True, "samesite": "Strict", "path": "/", "max-age": "", "domain": ""}


def test_over_https_every_cookie_is_secure_and_a_tipster_s_is_bound_to_the_host() -> None:
    client = Client()

    client.post("/en/tell/public/scope/", {"about": "harm", "kind": "retaliation"}, secure=True)
    client.get("/en/tell/public/story/", secure=True)

    assert sorted(client.cookies) == ["__Host-tell", "form"]
    assert all(cookie["secure"] for cookie in client.cookies.values())


@pytest.mark.parametrize(
    ("asked", "goes_to"), [("zh-CN,zh;q=0.9", "/zh-hans/"), ("fr", "/en/"), ("", "/en/")]
)
def test_the_door_without_a_language_follows_the_browser_s(client: Client, asked: str, goes_to: str) -> None:
    answer = client.get("/", headers={"Accept-Language": asked})

    assert answer["Location"] == goes_to
    assert "Accept-Language" in answer["Vary"]
    assert not answer.cookies
