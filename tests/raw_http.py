"""HTTP by hand, for what no browser would send."""

from __future__ import annotations

import dataclasses
import json
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

BOUNDARY = "----witness"
TIMEOUT = 20.0  # seconds


@dataclass(frozen=True)
class Reply:
    """What came back, to the end of the connection."""

    status: int
    headers: dict[str, str]
    body: bytes
    whole: bool  # all bytes of Content-Length, or the last chunk
    cookies: dict[str, str] = dataclasses.field(default_factory=dict)  # name and value of each Set-Cookie

    @property
    def said(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Line:
    """One connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT)

    def head(self, method: str, path: str, **headers: str | int) -> Line:
        """Send the headers. `Content_Type="x"` becomes Content-Type: x."""
        told = {"Host": f"127.0.0.1:{self.socket.getpeername()[1]}", "Connection": "close"} | {
            name.replace("_", "-"): str(value) for name, value in headers.items()
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        return self.send(f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode("latin-1"))

    def send(self, data: bytes) -> Line:
        """Send bytes."""
        self.socket.sendall(data)
        return self

    def reply(self) -> Reply:
        """Read until the server closes, and close."""
        came = bytearray()
        with self.socket:
            while data := self.socket.recv(1 << 16):
                came += data
        return parse(bytes(came))

    def close(self) -> None:
        """Go away."""
        self.socket.close()


def parse(came: bytes) -> Reply:
    """Take a reply apart; informational ones are passed over."""
    head, _, body = came.partition(b"\r\n\r\n")
    status = int(head.split(b" ")[1])
    if status == 100:
        return parse(body)
    pairs = [line.partition(": ") for line in head.decode("latin-1").split("\r\n")[1:]]
    headers = {name.lower(): value for name, _, value in pairs}
    set_cookies = [
        value.partition(";")[0].partition("=") for name, _, value in pairs if name.lower() == "set-cookie"
    ]
    cookies = {name: value for name, _, value in set_cookies}
    if headers.get("transfer-encoding") == "chunked":
        whole = body.endswith(b"\r\n0\r\n\r\n") or body == b"0\r\n\r\n"
    else:
        whole = len(body) == int(headers.get("content-length", len(body)))
    return Reply(status, headers, body, whole, cookies)


def field(name: str, text: str | bytes) -> bytes:
    """A part of a form that is text."""
    return part(f'form-data; name="{name}"', text.encode() if isinstance(text, str) else text)


def file(filename: str | bytes, content: bytes, *more: str) -> bytes:
    """A part of a form that is a file."""
    named = filename.encode() if isinstance(filename, str) else filename
    told = b'form-data; name="files"; filename="' + named + b'"'
    return part(told.decode("latin-1"), content, "Content-Type: image/jpeg", *more)


def part(disposition: str, content: bytes, *more: str) -> bytes:
    """Any part, with more header lines if wanted."""
    lines = "".join(f"{line}\r\n" for line in (f"Content-Disposition: {disposition}", *more))
    return f"--{BOUNDARY}\r\n{lines}\r\n".encode("latin-1") + content + b"\r\n"


def form(*parts: bytes) -> bytes:
    """The parts and the closing boundary."""
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def post(port: int, path: str, body: bytes, **headers: str | int) -> Reply:
    """Send a whole body as a form, with its form cookie, and read the reply."""
    return begin_post(port, path, len(body), **headers).send(body).reply()


def begin_post(port: int, path: str, length: int, **headers: str | int) -> Line:
    """Announce a form of this length."""
    usual: dict[str, str | int] = {
        "Content_Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content_Length": length,
        "Cookie": "form=token",
    }
    return Line(port).head("POST", path, **{**usual, **headers})


def get(port: int, path: str, **headers: str | int) -> Reply:
    """Read a page."""
    return Line(port).head("GET", path, **headers).reply()


def chunked(pieces: Sequence[bytes]) -> bytes:
    """The pieces as chunks, and the last one."""
    return b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces) + b"0\r\n\r\n"
