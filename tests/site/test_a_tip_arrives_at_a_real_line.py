from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from raw_http import begin_post
from waiting import comes_true
from walker import Walker

if TYPE_CHECKING:
    from server import DemoLine

PENDING = "sealed_sealedfile WHERE pending_since IS NOT NULL"
PHOTO = {"bridge.jpg": b"x" * 3_000_000}


@pytest.fixture
def lin(demo_line: DemoLine) -> Walker:
    """Before the third screen."""
    lin = Walker(demo_line.port)
    lin.chooses()
    lin.follows()
    return lin


def test_a_tip_with_a_file_is_stored_whole(demo_line: DemoLine, lin: Walker) -> None:
    tips, parts = demo_line.count("sealed_tip"), len(demo_line.parts)

    lin.tells("The bridge has no rivets.", PHOTO)

    assert lin.at == "/tell/public/sent/"
    assert demo_line.count("sealed_tip") == tips + 1
    assert len(demo_line.parts) == parts + 1
    assert demo_line.count(PENDING) == 0


def test_a_tip_that_is_sent_twice_is_one_tip_with_its_files(demo_line: DemoLine, lin: Walker) -> None:
    tips, parts = demo_line.count("sealed_tip"), len(demo_line.parts)
    lin.writes("Sent twice.", PHOTO)

    leads_to = [lin.sends(lin.screen("check"), {}).headers["location"] for _ in range(2)]

    assert leads_to == ["/en/tell/public/sent/"] * 2
    assert demo_line.count("sealed_tip") == tips + 1
    assert len(demo_line.parts) == parts + 1
    assert demo_line.count(PENDING) == 0


def test_a_file_that_is_sent_twice_is_kept_once(demo_line: DemoLine, lin: Walker) -> None:
    parts = len(demo_line.parts)

    for _ in range(2):
        lin.sends(lin.screen("files"), {"add": "1"}, PHOTO)

    assert len(demo_line.parts) == parts + 1
    assert demo_line.count(PENDING) == 0


def test_files_that_are_cut_half_way_leave_neither_row_nor_part(demo_line: DemoLine, lin: Walker) -> None:
    rows, parts = demo_line.rows(), len(demo_line.parts)
    body = lin.form({"add": "1"}, PHOTO)
    sending = lin.begins(lin.screen("files"), len(body)).send(body[:2_000_000])
    assert comes_true(lambda: len(demo_line.parts) == parts + 1, within=10)

    sending.close()

    assert comes_true(lambda: len(demo_line.parts) == parts, within=10)
    assert comes_true(lambda: demo_line.rows() == rows, within=10)


def test_a_form_that_is_not_right_yet_keeps_its_words(demo_line: DemoLine, lin: Walker) -> None:
    rows = demo_line.rows()

    lin.sends(lin.screen("story"), {"text": "The place is too long.", "where": "x" * 301})

    assert lin.reply.status == 422
    assert lin.page.box == "The place is too long."
    assert demo_line.rows() == rows


def test_without_its_cookies_a_form_comes_back_with_its_words(demo_line: DemoLine, lin: Walker) -> None:
    rows = demo_line.rows()
    lin.cookies.clear()

    lin.sends(lin.screen("story"), {"text": "Cookies are off."})

    assert lin.page.box == "Cookies are off."
    assert demo_line.rows() == rows


def test_without_its_cookies_a_file_is_not_taken_and_is_named(demo_line: DemoLine, lin: Walker) -> None:
    rows, parts = demo_line.rows(), len(demo_line.parts)
    lin.cookies.clear()

    lin.sends(lin.screen("files"), {"add": "1"}, PHOTO)

    assert "The file “bridge.jpg” was not taken" in lin.page.text
    assert (demo_line.rows(), len(demo_line.parts)) == (rows, parts)


def test_a_text_that_is_too_long_comes_back_whole_with_both_numbers(lin: Walker) -> None:
    text = "长" * 60_000

    lin.sends(lin.screen("story"), {"text": text})

    assert lin.reply.status == 422
    assert "This is 60000 characters long; 50000 fit." in lin.page.text
    assert lin.page.box == text


@pytest.mark.parametrize("screen", ["story", "files"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content_Length": "999999999999"}, 413),
        ({"Content_Type": "multipart/form-data"}, 400),
        ({"Origin": "https://elsewhere.example"}, 403),
    ],
)
def test_what_is_refused_is_refused_on_a_page_of_ours(
    demo_line: DemoLine, headers: dict[str, str], status: int, screen: str
) -> None:
    sending = begin_post(demo_line.port, f"/zh-hans/tell/public/{screen}/", 100_000, **headers)

    sending.socket.shutdown(1)
    reply = sending.reply()

    assert reply.status == status
    assert '<html lang="zh-Hans">' in reply.body.decode()
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["content-security-policy"]


def test_no_word_of_a_tip_is_in_the_log(demo_line: DemoLine, lin: Walker) -> None:
    lin.writes("canary-5512", {"canary-5512.jpg": b"canary-5512"})
    lin.sends(lin.screen("you"), {"name": "canary-5512", "exclude": "canary-5512"})
    lin.goes_to("/tell/public/check/?then=canary-5512")

    body = lin.form({"text": "canary-5512"}, {"canary-5512.jpg": b"canary-5512"})
    for cut in (len(body), len(body) - 10):
        lin.begins(lin.screen("files"), len(body)).send(body[:cut]).close()
    lin.sends(lin.screen("check"), {})

    assert lin.at == "/tell/public/sent/"
    assert "canary-5512" not in demo_line.log.read_text()
