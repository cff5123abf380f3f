from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from raw_http import Line, Reply, begin_post, field, file, form

if TYPE_CHECKING:
    from server import DemoLine

TELL = "/en/tell/public/"
PENDING = "sealed_sealedfile WHERE pending_since IS NOT NULL"
PHOTO = b"x" * 3_000_000


@dataclass(frozen=True)
class Shown:
    """The form as a browser has it."""

    cookies: str
    token: str
    kind: str

    def filled_in(self, text: str, *files: bytes) -> bytes:
        fields = {"csrfmiddlewaretoken": self.token, "kind": self.kind, "text": text}
        return form(*(field(name, value) for name, value in fields.items()), *files)


@pytest.fixture
def shown(demo_line: DemoLine) -> Shown:
    """A form that was just opened."""
    came = bytearray()
    with Line(demo_line.port).head("GET", TELL).socket as reading:
        while data := reading.recv(1 << 16):
            came += data
    page = came.decode()
    (token,) = re.findall(r'csrfmiddlewaretoken" value="(\w+)"', page)
    return Shown(
        cookies="; ".join(re.findall(r"set-cookie: ([^;]+)", page)),
        token=token,
        kind=re.findall(r'name="kind" value="([^"]+)"', page)[0],
    )


def send(line: DemoLine, shown: Shown, body: bytes, **headers: str) -> Reply:
    return begin_post(line.port, TELL, len(body), **{"Cookie": shown.cookies, **headers}).send(body).reply()


def comes_true(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def test_a_tip_with_a_file_is_stored_whole(demo_line: DemoLine, shown: Shown) -> None:
    tips, parts = demo_line.count("sealed_tip"), len(demo_line.parts)

    reply = send(demo_line, shown, shown.filled_in("The bridge has no rivets.", file("bridge.jpg", PHOTO)))

    assert reply.headers["location"] == "/en/tell/public/sent/"
    assert demo_line.count("sealed_tip") == tips + 1
    assert len(demo_line.parts) == parts + 1
    assert demo_line.count(PENDING) == 0


def test_a_tip_that_is_sent_twice_keeps_the_files_of_its_first_time(
    demo_line: DemoLine, shown: Shown
) -> None:
    tips, parts = demo_line.count("sealed_tip"), len(demo_line.parts)
    body = shown.filled_in("Sent twice.", file("bridge.jpg", PHOTO))

    replies = [send(demo_line, shown, body) for _ in range(2)]

    assert [reply.headers["location"] for reply in replies] == ["/en/tell/public/sent/"] * 2
    assert demo_line.count("sealed_tip") == tips + 1
    assert len(demo_line.parts) == parts + 1
    assert demo_line.count(PENDING) == 0


def test_a_tip_that_is_cut_half_way_leaves_neither_row_nor_part(demo_line: DemoLine, shown: Shown) -> None:
    tips, parts = demo_line.count("sealed_tip"), len(demo_line.parts)
    body = shown.filled_in("Cut.", file("bridge.jpg", PHOTO))
    sending = begin_post(demo_line.port, TELL, len(body), Cookie=shown.cookies).send(body[:2_000_000])
    assert comes_true(lambda: len(demo_line.parts) == parts + 1)

    sending.close()

    assert comes_true(lambda: len(demo_line.parts) == parts)
    assert comes_true(lambda: demo_line.count(PENDING) == 0)
    assert demo_line.count("sealed_tip") == tips


def test_a_form_that_is_not_right_yet_keeps_its_words_and_no_file(demo_line: DemoLine, shown: Shown) -> None:
    parts = len(demo_line.parts)
    body = form(
        field("csrfmiddlewaretoken", shown.token),
        field("text", "Nobody chose a kind."),
        file("bridge.jpg", PHOTO),
    )

    reply = send(demo_line, shown, body)

    assert reply.status == 422
    assert "Nobody chose a kind." in reply.body.decode()
    assert len(demo_line.parts) == parts
    assert demo_line.count(PENDING) == 0


def test_without_its_cookies_a_form_comes_back_with_its_words(demo_line: DemoLine, shown: Shown) -> None:
    tips, parts = demo_line.count("sealed_tip"), len(demo_line.parts)

    reply = send(demo_line, shown, shown.filled_in("Cookies are off.", file("bridge.jpg", PHOTO)), Cookie="")

    assert "Cookies are off." in reply.body.decode()
    assert (demo_line.count("sealed_tip"), len(demo_line.parts)) == (tips, parts)


def test_a_text_that_is_too_long_comes_back_whole_with_both_numbers(
    demo_line: DemoLine, shown: Shown
) -> None:
    text = "长" * 60_000

    reply = send(demo_line, shown, shown.filled_in(text))

    assert reply.status == 422
    assert "This is 60000 characters long; 50000 fit." in reply.body.decode()
    assert text in reply.body.decode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content_Length": "999999999999"}, 413),
        ({"Content_Type": "multipart/form-data"}, 400),
        ({"Origin": "https://elsewhere.example"}, 403),
    ],
)
def test_what_is_refused_is_refused_on_a_page_of_ours(
    demo_line: DemoLine, headers: dict[str, str], status: int
) -> None:
    sending = begin_post(demo_line.port, "/zh-hans/tell/public/", 100_000, **headers)

    sending.socket.shutdown(1)
    reply = sending.reply()

    assert reply.status == status
    assert '<html lang="zh-Hans">' in reply.body.decode()
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["content-security-policy"]


def test_no_word_of_a_tip_is_in_the_log(demo_line: DemoLine, shown: Shown) -> None:
    body = shown.filled_in("canary-5512", file("canary-5512.jpg", b"canary-5512"))

    for cut in (len(body), len(body) - 10):
        send(demo_line, shown, body[:cut])

    assert "canary-5512" not in demo_line.log.read_text()
