"""What Django is told of a request: a short list, with nobody's address or browser in it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any
from urllib.parse import unquote_to_bytes

from fairwitness.office.shared import SHARED

Scope = MutableMapping[str, Any]
Environ = dict[str, Any]

# A header that is not here reaches no view, no log and no error report. Of the usual ones User-Agent is left out, and
# everything in which a proxy names the visitor.
TOLD = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-language",
        "content-length",
        "content-type",
        "cookie",
        "host",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "origin",
        "purpose",  # this and the next two: that a browser fetches a page before anybody asked for it
        "range",
        "referer",  # Django's check of forms over HTTPS that carry no Origin
        "sec-fetch-dest",
        "sec-fetch-mode",
        "sec-fetch-site",
        "sec-purpose",
        "upload-secret",  # the right to a file that is on its way
        "x-csrftoken",
        "x-moz",
        "x-requested-with",
    }
)
TOLD_BY_PREFIX = "hx-"  # htmx, on the desk
LONGEST_BOUNDARY = 200  # RFC 2046 allows 70 characters


def environ_of(scope: Scope) -> Environ:
    """Return a WSGI environ without a body. REMOTE_ADDR is always this machine."""
    headers = _headers(scope["headers"])
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/" + scope["http_version"],
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": _scheme(scope),
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        SHARED: {},
    }
    environ.update((_key(name), value) for name, value in headers.items())
    return environ


def _headers(sent: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Names with an underscore fall out as well: `content_length` is not allowed to pose as Content-Length."""
    joined: dict[str, str] = {}
    for raw_name, raw_value in sent:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if name not in TOLD and not name.startswith(TOLD_BY_PREFIX):
            continue
        if name in joined:
            value = joined[name] + ("; " if name == "cookie" else ",") + value
        joined[name] = value
    return joined


def _key(name: str) -> str:
    key = name.upper().replace("-", "_")
    return key if name in {"content-type", "content-length"} else f"HTTP_{key}"


def _scheme(scope: Scope) -> str:
    """Return http or https; a proxy's word for it counts only where the office has said that there is one."""
    if os.environ.get("FAIRWITNESS_BEHIND_PROXY") != "1":
        return str(scope["scheme"])
    told = [value for name, value in scope["headers"] if name.lower() == b"x-forwarded-proto"]
    return "https" if told and told[-1].split(b",")[-1].strip().lower() == b"https" else "http"


def declared_length(environ: Environ) -> int | None:
    """Return the bytes that the sender has announced; None where it has not (chunked)."""
    text = environ.get("CONTENT_LENGTH", "")
    return int(text) if text.isascii() and text.isdigit() else None
