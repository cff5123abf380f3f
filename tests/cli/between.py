"""Whoever runs a line and hands out something else than the program does: stands before a real one, hands on everything, and changes what it is told to."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]  # it brings no types
from serving import serving

ENCODINGS = ("gzip, deflate, br, zstd", "br", "gzip", "identity")  # a browser's, and each alone
OK = 200
HANDED_ON = ("Accept-Encoding", "Cookie", "Content-Type", "Accept-Language")
OF_THE_WAY = {"connection", "transfer-encoding", "content-length", "date", "server"}


@dataclass(frozen=True)
class Answer:
    """What a line says."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cookies: tuple[str, ...] = ()

    def unpacked(self) -> Answer:
        """As it was before it was packed."""
        packed = self.headers.get("content-encoding")
        body = brotli.decompress(self.body) if packed == "br" else self.body
        body = zlib.decompress(body, wbits=31) if packed == "gzip" else body
        return replace(self, body=body, headers={name: told for name, told in self.headers.items() if name != "content-encoding"})  # fmt: skip


Change = Callable[[Answer], Answer]


@dataclass
class Between:
    """Changes by path and encoding, and whatever was asked."""

    line: str  # the real one's address, host and port
    made: dict[tuple[str, str], list[Change]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)  # method and target
    told: list[dict[str, str]] = field(default_factory=list)  # the headers of each question
    connections: int = 0
    hangs_up: bool = False  # after each answer, without a word

    def makes(self, path: str, change: Change, encodings: tuple[str, ...] = ENCODINGS) -> None:
        """Answer otherwise there."""
        for encoding in encodings:
            self.made.setdefault((path, encoding), []).append(change)

    def changes(self, path: str, old: bytes, new: bytes, encodings: tuple[str, ...] = ENCODINGS) -> None:
        """Hand out something else there. What was packed comes as it is."""

        def change(answer: Answer) -> Answer:
            plain = answer.unpacked()
            if plain.status != OK:
                return plain  # a form that is sent to the same address leads on
            assert old in plain.body
            return replace(plain, body=plain.body.replace(old, new))

        self.makes(path, change, encodings)

    def shows(self, path: str, body: bytes) -> None:
        """Show this there."""
        self.makes(path, lambda _: Answer(200, {"content-type": "text/plain"}, body))

    def loses(self, path: str) -> None:
        """It is not there any more."""
        self.makes(path, lambda _: Answer(404, {"content-type": "text/plain"}))

    def answer(self, method: str, target: str, told: dict[str, str], body: bytes) -> Answer:
        """The real one's, or what is made of it."""
        path = urlsplit(target).path
        answer = self._handed_on(method, path, told, body)
        for change in self.made.get((path, told.get("Accept-Encoding", "identity")), []):
            answer = change(answer)
        return answer

    def _handed_on(self, method: str, path: str, told: dict[str, str], body: bytes) -> Answer:
        headers = {name: told[name] for name in HANDED_ON if name in told}
        if "Origin" in told:
            headers["Origin"] = f"http://{self.line}"
        with closing(HTTPConnection(self.line, timeout=60)) as there:
            there.request(method, path, body or None, headers)
            came = there.getresponse()
            kept = [
                (name.lower(), said) for name, said in came.getheaders() if name.lower() not in OF_THE_WAY
            ]
            cookies = tuple(said for name, said in kept if name == "set-cookie")
            return Answer(came.status, {name: said for name, said in kept if name != "set-cookie"}, came.read(), cookies)  # fmt: skip


@contextmanager
def served(between: Between) -> Iterator[str]:
    """Its address on this machine. Asked as a proxy it answers for every name."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits for the word that its headers have come

        def setup(self) -> None:
            between.connections += 1
            super().setup()

        def do_GET(self) -> None:
            self._answers(b"")

        def do_POST(self) -> None:
            self._answers(self.rfile.read(int(self.headers["Content-Length"])))

        def _answers(self, body: bytes) -> None:
            between.asked.append((self.command, self.path))
            between.told.append(dict(self.headers))
            answer = between.answer(self.command, self.path, dict(self.headers), body)
            self.send_response(answer.status)
            for name, said in (*answer.headers.items(), *(("set-cookie", one) for one in answer.cookies)):
                self.send_header(name, said)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)
            self.close_connection |= between.hangs_up

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that it has there
            """Say nothing."""

    with serving(Handler) as address:
        yield address
