from __future__ import annotations

import hashlib
import random
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from walker import Walker

if TYPE_CHECKING:
    from server import DemoLine

LETTERS = "/mailbox/letters/"
FIVE = {f"第{number}页.jpg": random.Random(number).randbytes(300_000) for number in range(1, 6)}  # noqa: S311 - photographs, and no secret
WAITING = "sealed_sealedfile WHERE tray IS NOT NULL"
ON_THEIR_WAY = "sealed_sealedfile WHERE pending_since IS NOT NULL AND tray IS NULL"


def comes_true(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


@pytest.fixture
def lin(demo_line: DemoLine) -> Walker:
    """In the open mailbox of a tip that was just sent."""
    lin = Walker(demo_line.port)
    lin.tells("See the pages.")
    lin.follows()
    code = lin.page.code
    lin.goes_to("/mailbox/")
    lin.sends("/mailbox/", {"code": code})
    lin.follows()
    assert lin.page.letters == ["See the pages."]
    return lin


def listed(lin: Walker) -> dict[str, str]:
    """Name and SHA-256 of each file that waits; each has its size and its button."""
    found = re.findall(
        r'<strong>([^<]*)</strong> <span class="soft">293.0\xa0KB</span> <button[^>]* name="remove" value="[\w-]{22}"'
        r".*?SHA-256 (\w{64})<",
        lin.reply.body.decode(),
        re.DOTALL,
    )
    return dict(found)


def sums(*names: str) -> dict[str, str]:
    return {name: hashlib.sha256(FIVE[name]).hexdigest() for name in names}


def letter_id(lin: Walker) -> str:
    found = re.search(r'name="letter" value="([\w-]{22})"', lin.reply.body.decode())
    assert found
    return found[1]


def cut(lin: Walker, inside: str) -> None:
    """Send a letter with all five, and break the connection in the middle of one."""
    body = lin.form({"letter": letter_id(lin), "text": "All five."}, FIVE)
    end = body.index(FIVE[inside]) + len(FIVE[inside]) // 2
    lin.begins(LETTERS, len(body)).send(body[:end]).close()


def test_two_of_five_stay_when_the_connection_breaks_in_the_third(lin: Walker, demo_line: DemoLine) -> None:
    names, before = list(FIVE), demo_line.count(WAITING)

    cut(lin, inside=names[2])
    assert comes_true(lambda: demo_line.count(WAITING) == before + 2 and not demo_line.count(ON_THEIR_WAY))
    lin.goes_to(LETTERS)

    assert listed(lin) == sums(*names[:2])
    assert lin.page.letters == ["See the pages."]


def test_choosing_all_again_sends_each_once_and_all_of_them(lin: Walker, demo_line: DemoLine) -> None:
    names, before = list(FIVE), demo_line.count(WAITING)
    cut(lin, inside=names[2])
    assert comes_true(lambda: demo_line.count(WAITING) == before + 2 and not demo_line.count(ON_THEIR_WAY))
    lin.goes_to(LETTERS)

    lin.sends(LETTERS, {"letter": letter_id(lin), "text": "All five."}, FIVE)
    lin.follows()

    assert lin.page.letters == ["See the pages.", "All five."]
    assert [lin.reply.body.decode().count(f">{name}</a>") for name in names] == [1] * 5
    assert demo_line.count(WAITING) == before


def test_what_waits_lies_sealed(lin: Walker, demo_line: DemoLine) -> None:
    there = set(demo_line.parts)
    lin.sends(LETTERS, {"text": "", "add": "1"}, FIVE)

    new = [path.read_bytes() for path in demo_line.parts if path not in there]

    assert lin.reply.status == 200
    assert len(new) == 5
    assert all(part.startswith(b"age-encryption.org/v1\n-> mlkem768x25519 ") for part in new)
    assert not any(photo[:64] in part for photo in FIVE.values() for part in new)
