"""Lines that only have pages and files: as the real one hands them out, or changed by whoever runs them."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.test import Client
from serving import serving

PAGES = (
    "/", "/desk/", "/en/", "/zh-hans/", "/en/about/", "/en/charter/", "/en/receipt/", "/en/leave/",
    "/en/tell/public/scope/", "/en/mailbox/", "/en/desk/", "/en/desk/sign-in/",
)  # fmt: skip
ENCODINGS = ("br", "gzip", "identity")


@dataclass
class Answer:
    """One of them."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Shown:
    """What a line answers, by path and encoding, and what it was asked."""

    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)  # method and target
    told: list[dict[str, str]] = field(default_factory=list)  # the headers of each question

    @property
    def static(self) -> str:
        return settings.STATIC_URL

    def changes(self, path: str, old: bytes, new: bytes, encodings: tuple[str, ...] = ENCODINGS) -> None:
        """Hand out something else there. What was packed comes as it is."""
        plain = self.answers[path, "identity"]
        assert old in plain.body
        for encoding in encodings:
            headers = {name: value for name, value in plain.headers.items() if name != "Content-Encoding"}
            self.answers[path, encoding] = Answer(200, headers, plain.body.replace(old, new))

    def loses(self, path: str) -> None:
        """It is not there any more."""
        for encoding in ENCODINGS:
            del self.answers[path, encoding]


def as_it_is() -> Shown:
    """The office of the tests."""
    return copy.deepcopy(_read_once())


@functools.cache
def _read_once() -> Shown:
    shown, browser = Shown(), Client()
    for path in (*PAGES, *(settings.STATIC_URL + name for name in static_names())):
        for encoding in ENCODINGS:
            answer = browser.get(path, headers={"accept-encoding": encoding})
            shown.answers[path, encoding] = Answer(
                answer.status_code, dict(answer.items()), answer.getvalue()
            )
    return shown


def static_names() -> set[str]:
    """Everything that Django finds to serve, by its name under the static address."""
    found = [(storage, path) for finder in get_finders() for path, storage in finder.list([])]
    return {
        f"{prefix}/{path}" if (prefix := getattr(storage, "prefix", "")) else path for storage, path in found
    }


@contextmanager
def served(shown: Shown) -> Iterator[str]:
    """Its address on this machine. Asked as a proxy it answers for every name."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shown.asked.append((self.command, self.path))
            shown.told.append(dict(self.headers))
            path = urlsplit(self.path).path
            nothing = Answer(404, {"Content-Type": "text/plain"}, b"")
            answer = shown.answers.get((path, self.headers["Accept-Encoding"]), nothing)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that it has there
            """Say nothing."""

    with serving(Handler) as address:
        yield address
