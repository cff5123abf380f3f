from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from raw_http import BOUNDARY, Line, part
from waiting import comes_true
from walker import Walker

if TYPE_CHECKING:
    from pathlib import Path

    from server import DemoLine

FILES = "sealed_sealedfile"
PENDING = f"{FILES} WHERE pending_since IS NOT NULL"
FORTY = {f"第{number}页.jpg": random.Random(number).randbytes(20_000) for number in range(1, 41)}  # noqa: S311 - photographs, and no secret
CUT_IN = 28


@dataclass(frozen=True)
class Kept:
    """What a test adds to a line that others use as well."""

    line: DemoLine
    rows: int
    parts: frozenset[Path]

    @property
    def count(self) -> int:
        return self.line.count(FILES) - self.rows

    @property
    def sealed(self) -> list[Path]:
        return [path for path in self.line.parts if path not in self.parts]

    def settles(self, count: int) -> bool:
        """Whether so many files are left, whole, and none is on its way."""
        return comes_true(
            # What is pending comes last: of a file that is not there yet nothing is.
            lambda: (self.count, len(self.sealed), self.line.count(PENDING)) == (count, count, 0)
        )


@pytest.fixture
def kept(demo_line: DemoLine) -> Kept:
    assert comes_true(lambda: demo_line.count(PENDING) == 0)
    return Kept(demo_line, demo_line.count(FILES), frozenset(demo_line.parts))


@pytest.fixture
def lin(kept: Kept) -> Walker:
    """Before the fourth screen."""
    lin = Walker(kept.line.port)
    lin.chooses()
    lin.sends(lin.screen("story"), {"text": "See the pages."})
    lin.follows()
    return lin


def listed(lin: Walker) -> list[tuple[str, str, str]]:
    """Name, size and SHA-256 of each file that the page lists; each has its button."""
    lin.goes_to(lin.screen("files"))
    found = re.findall(
        r'<strong>([^<]*)</strong> <span class="soft">(.*?)</span> <button[^>]* name="remove" value="[\w-]{22}"'
        r".*?SHA-256 (\w{64})<",
        lin.reply.body.decode(),
        re.DOTALL,
    )
    return [(name, size.replace("\xa0", " "), sha256) for name, size, sha256 in found]


def shown(files: Mapping[str, bytes]) -> list[tuple[str, str, str]]:
    return [(name, "19.5 KB", hashlib.sha256(content).hexdigest()) for name, content in files.items()]


def sent_up_to(lin: Walker, files: Mapping[str, bytes], inside: str) -> Line:
    """Send them up to the middle of one."""
    body = lin.form({"add": "1"}, files)
    end = body.index(files[inside]) + len(files[inside]) // 2
    return lin.begins(lin.screen("files"), len(body)).send(body[:end])


def cut(lin: Walker, files: Mapping[str, bytes], inside: str) -> None:
    """Send them, and break the connection in the middle of one."""
    sent_up_to(lin, files, inside).close()


def test_twenty_seven_of_forty_stay_and_choosing_all_again_keeps_each_once(lin: Walker, kept: Kept) -> None:
    names = list(FORTY)

    cut(lin, FORTY, inside=names[CUT_IN - 1])
    assert kept.settles(27)
    assert listed(lin) == shown({name: FORTY[name] for name in names[:27]})
    lin.sends(lin.screen("files"), {"add": "1"}, FORTY)

    assert lin.at == "/tell/public/files/"
    assert kept.settles(40)
    assert listed(lin) == shown(FORTY)


def test_all_forty_go_with_the_tip_and_lie_sealed(lin: Walker, kept: Kept) -> None:
    lin.sends(lin.screen("files"), {}, FORTY)
    lin.goes_to(lin.screen("check"))

    lin.sends(lin.screen("check"), {})

    assert lin.at == "/tell/public/sent/"
    assert kept.settles(40)
    for path in kept.sealed:
        content = path.read_bytes()
        assert content.startswith(b"age-encryption.org/v1\n-> mlkem768x25519 ")
        assert not any(page[:64] in content for page in FORTY.values())


def test_one_more_than_the_charter_says_is_named_and_the_others_stay(lin: Walker, kept: Kept) -> None:
    more = {**FORTY, "one more.jpg": b"x", "and one.jpg": b"y"}

    lin.sends(lin.screen("files"), {"add": "1"}, more)

    assert lin.reply.status == 422
    for name in ("one more.jpg", "and one.jpg"):
        assert f"The file “{name}” was not taken: 40 are here already." in lin.page.text
    assert kept.settles(40)
    assert listed(lin) == shown(FORTY)


def test_one_that_was_removed_makes_room_for_another(lin: Walker, kept: Kept) -> None:
    lin.sends(lin.screen("files"), {"add": "1"}, FORTY)
    lin.follows()
    first = re.findall(r'name="remove" value="([\w-]{22})"', lin.reply.body.decode())[0]

    lin.sends_urlencoded(lin.screen("files"), {"remove": first})
    assert kept.settles(39)
    lin.sends(lin.screen("files"), {"add": "1"}, {"another.jpg": b"x"})

    assert [name for name, _, _ in listed(lin)] == [*list(FORTY)[1:], "another.jpg"]
    assert kept.settles(40)


def test_a_file_that_is_cut_leaves_nothing(lin: Walker, kept: Kept) -> None:
    big = {"film.mp4": b"x" * 3_000_000}

    sending = sent_up_to(lin, big, inside="film.mp4")
    assert comes_true(lambda: kept.line.count(PENDING) == 1)
    sending.close()

    assert kept.settles(0)
    assert listed(lin) == []


def test_a_cut_after_the_last_file_keeps_it(lin: Walker, kept: Kept) -> None:
    body = lin.form({"add": "1"}, {"film.mp4": b"x" * 300_000})

    lin.begins(lin.screen("files"), len(body)).send(body[:-2]).close()

    assert kept.settles(1)
    assert [name for name, _, _ in listed(lin)] == ["film.mp4"]


def test_a_file_that_is_too_large_is_named_and_those_around_it_stay(lin: Walker, kept: Kept) -> None:
    before, after = {"a.jpg": b"a"}, {"c.jpg": b"c"}
    piece, mib = b"x" * 1024 * 1024, 500
    head, tail = lin.form({"add": "1"}, before | {"film.mp4": b"<film>"} | after).split(b"<film>")

    sending = lin.begins(lin.screen("files"), len(head) + (mib + 1) * len(piece) + len(tail)).send(head)
    for _ in range(mib + 1):
        sending.send(piece)
    reply = sending.send(tail).reply()

    assert reply.status == 422
    assert f"The file “film.mp4” is too large: {mib} MiB fit.".encode() in reply.body
    assert kept.settles(2)
    assert [name for name, _, _ in listed(lin)] == ["a.jpg", "c.jpg"]


def test_the_same_content_under_another_name_is_another_file(lin: Walker, kept: Kept) -> None:
    lin.sends(lin.screen("files"), {"add": "1"}, {"a.jpg": b"x", "b.jpg": b"x"})

    assert [name for name, _, _ in listed(lin)] == ["a.jpg", "b.jpg"]
    assert kept.settles(2)


def test_an_input_without_a_chosen_file_goes_on(lin: Walker, kept: Kept) -> None:
    nothing = part('form-data; name="files"; filename=""', b"", "Content-Type: application/octet-stream")
    body = lin.form({}).replace(f"--{BOUNDARY}--".encode(), nothing + f"--{BOUNDARY}--".encode())

    reply = lin.begins(lin.screen("files"), len(body)).send(body).reply()

    assert reply.headers["location"] == "/en/tell/public/you/"
    assert kept.settles(0)


def test_leaving_while_a_file_arrives_leaves_nothing(lin: Walker, kept: Kept) -> None:
    body = lin.form({"add": "1"}, {"first.jpg": b"x", "film.mp4": b"x" * 3_000_000})
    sending = lin.begins(lin.screen("files"), len(body)).send(body[:2_000_000])
    assert comes_true(lambda: kept.count == 2)

    lin.goes_to("/leave/")
    reply = sending.send(body[2_000_000:]).reply()

    assert reply.status == 422
    assert "The file “film.mp4” was not taken".encode() in reply.body
    assert kept.settles(0)


def test_a_tip_that_is_sent_while_a_file_arrives_has_the_files_before_it(lin: Walker, kept: Kept) -> None:
    body = lin.form({"add": "1"}, {"first.jpg": b"x", "film.mp4": b"x" * 3_000_000, "last.jpg": b"y"})
    sending = lin.begins(lin.screen("files"), len(body)).send(body[:2_000_000])
    assert comes_true(lambda: kept.count == 2)

    lin.goes_to(lin.screen("check"))
    lin.sends(lin.screen("check"), {})
    reply = sending.send(body[2_000_000:]).reply()

    assert lin.at == "/tell/public/sent/"
    assert reply.status == 422
    assert b"The files that you chose now were not taken." in reply.body
    assert kept.settles(1)
