from __future__ import annotations

import time
from typing import TYPE_CHECKING

from raw_http import Line, get

if TYPE_CHECKING:
    from server import SmallLine

PIECES = 20 * 16_384


def test_a_download_that_is_left_is_pulled_no_further(line: SmallLine) -> None:
    reading = Line(line.port).head("GET", "/download")
    assert reading.socket.recv(1000).startswith(b"HTTP/1.1 200")

    reading.close()

    end = time.monotonic() + 10
    while not (line.place / "closed").exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert (line.place / "closed").exists()


def test_a_download_that_fails_half_way_does_not_look_whole(line: SmallLine) -> None:
    reply = get(line.port, "/download?fault")

    assert reply.status == 200
    assert len(reply.body) < PIECES + 1000
    assert not reply.whole


def test_asking_for_the_headers_alone_pulls_nothing(line: SmallLine) -> None:
    reply = Line(line.port).head("HEAD", "/download").reply()

    assert (reply.status, reply.body) == (200, b"")
    assert not (line.place / "closed").exists()


def test_asking_for_the_headers_of_a_page_tells_its_length(line: SmallLine) -> None:
    reply = Line(line.port).head("HEAD", "/held-back?seconds=0").reply()

    assert (reply.status, reply.body) == (200, b"")
    assert reply.headers["content-length"] == str(len("held back"))
