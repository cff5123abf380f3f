from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from raw_http import field, form, get, post

from fairwitness.site.front.environ import environ_of

if TYPE_CHECKING:
    from server import SmallLine

ABOUT_LIN = {
    "User_Agent": "Lin's browser",
    "X_Forwarded_For": "198.51.100.7",
    "Forwarded": "for=198.51.100.7",
    "X_Real_IP": "198.51.100.7",
    "CF_Connecting_IP": "198.51.100.7",
    "Sec_CH_UA_Platform": "Lin's telephone",
}


def test_a_view_is_told_neither_address_nor_browser(line: SmallLine) -> None:
    reply = get(line.port, "/plain", Accept_Language="zh", **ABOUT_LIN)

    assert reply.said["told"] == ["HTTP_ACCEPT_LANGUAGE", "HTTP_HOST", "REMOTE_ADDR"]


def test_a_view_is_told_that_nobody_has_asked_yet(line: SmallLine) -> None:
    reply = get(line.port, "/plain", Sec_Purpose="prefetch", Purpose="prefetch", X_Moz="prefetch")

    assert set(reply.said["told"]) >= {"HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ"}


def test_the_address_is_always_this_machine() -> None:
    scope = {
        "method": "GET",
        "raw_path": b"/en/",
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "client": ("198.51.100.7", 4242),
        "headers": [(b"content_length", b"7"), (b"cookie", b"a=1"), (b"cookie", b"b=2")],
    }

    environ = environ_of(scope)

    assert environ["REMOTE_ADDR"] == "127.0.0.1"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert "198.51.100.7" not in repr(environ)
    assert "CONTENT_LENGTH" not in environ


@pytest.mark.parametrize("path", ["/plain?canary-91", "/nowhere-canary-91", "/download?fault=canary-91"])
def test_nothing_of_a_request_is_logged(line: SmallLine, path: str) -> None:
    post(line.port, path, form(field("text", "canary-91")), Cookie="form=canary-91", **ABOUT_LIN)

    get(line.port, path, **ABOUT_LIN)

    written = line.log.read_text()
    assert "canary-91" not in written
    assert "198.51.100.7" not in written
    assert "Lin" not in written


def test_only_a_proxy_that_the_office_named_may_say_that_the_way_is_secure(
    line: SmallLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope = {
        "method": "GET",
        "raw_path": b"/",
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "headers": [(b"x-forwarded-proto", b"https")],
    }

    monkeypatch.setenv("FAIRWITNESS_BEHIND_PROXY", "1")

    assert get(line.port, "/plain", X_Forwarded_Proto="https").said["secure"] is False
    assert environ_of(scope)["wsgi.url_scheme"] == "https"
