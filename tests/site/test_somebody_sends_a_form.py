from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from raw_http import BOUNDARY, Line, chunked, field, file, form, part, post

if TYPE_CHECKING:
    from server import SmallLine

FORM = form(field("text", "他们倒进了河里"), file("river.jpg", b"x" * 300_000))


def test_words_and_files_reach_the_view_whole(line: SmallLine) -> None:
    reply = post(line.port, "/tell", FORM)

    assert reply.said["fields"] == {"text": ["他们倒进了河里"]}
    assert reply.said["files"] == [["river.jpg", "image/jpeg", 300_000]]
    assert reply.said["problems"] == []


def test_a_form_in_chunks_is_read_like_any_other(line: SmallLine) -> None:
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    pieces = [FORM[start : start + 999] for start in range(0, len(FORM), 999)]

    sending = Line(line.port).head(
        "POST", "/tell", Content_Type=kind, Transfer_Encoding="chunked", Cookie="form=x"
    )
    reply = sending.send(chunked(pieces)).reply()

    assert reply.said["files"] == [["river.jpg", "image/jpeg", 300_000]]


def test_a_claimed_file_stays_and_another_is_gone_when_the_answer_is_there(line: SmallLine) -> None:
    post(line.port, "/tell", FORM)
    left_unclaimed = line.kept

    post(line.port, "/tell", form(field("claim", "1"), file("a.jpg", b"one"), file("b.jpg", b"two")))

    assert left_unclaimed == []
    assert sorted(kept.read_bytes() for kept in line.kept) == [b"one", b"two"]


def test_a_view_that_fails_leaves_no_file(line: SmallLine) -> None:
    reply = post(
        line.port,
        "/tell",
        form(field("fault", "1"), field("text", "canary-7"), file("a.jpg", b"x" * 900_000)),
    )

    assert reply.status == 500
    assert line.kept == []
    assert "canary-7" not in line.log.read_text()


def test_an_input_without_a_chosen_file_is_nothing(line: SmallLine) -> None:
    reply = post(line.port, "/tell", form(field("text", "no file"), file("", b"")))

    assert reply.said["files"] == []
    assert reply.said["problems"] == []


def test_an_empty_file_is_a_file(line: SmallLine) -> None:
    reply = post(line.port, "/tell", form(file("empty.txt", b"")))

    assert reply.said["files"] == [["empty.txt", "image/jpeg", 0]]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("..", "file"),
        ("../../etc/passwd", "passwd"),
        ("C:\\\\Users\\\\lin\\\\photo.jpg", "photo.jpg"),
        (b"a\0b.jpg", "ab.jpg"),
        (b"lone\xed\xa0\x80.jpg", "lone\ufffd\ufffd\ufffd.jpg"),
        (b"\xff\xfe.jpg", "\ufffd\ufffd.jpg"),
        ("\u202egpj.exe", "gpj.exe"),
        ("", "file"),
        ("长" * 10_000 + ".jpg", "长" * 83 + ".jpg"),
    ],
    ids=[
        "dots",
        "path",
        "windows",
        "nul",
        "surrogate",
        "no utf-8",
        "turning",
        "nameless",
        "10 000 characters",
    ],
)
def test_a_hostile_name_is_cleaned_and_its_file_kept(line: SmallLine, sent: str | bytes, shown: str) -> None:
    reply = post(line.port, "/tell", form(file(sent, b"content")))

    assert reply.said["files"] == [[shown, "image/jpeg", 7]]


@pytest.mark.parametrize(
    "text", [b"caf\xe9", b"lone \xed\xa0\x80", b"nul \0"], ids=["latin-1", "surrogate", "nul"]
)
def test_text_that_cannot_be_read_comes_back_with_a_sentence(line: SmallLine, text: bytes) -> None:
    reply = post(line.port, "/tell", form(field("text", text)))

    assert "\ufffd" in reply.said["fields"]["text"][0]
    assert reply.said["problems"] == ["text not UTF-8"]
    assert "look through the text" in reply.said["sentences"][0]


def test_a_replacement_character_that_somebody_typed_is_text(line: SmallLine) -> None:
    reply = post(line.port, "/tell", form(field("text", "a \ufffd that was typed")))

    assert reply.said["problems"] == []


def test_a_file_in_base64_is_a_problem_and_not_an_empty_file(line: SmallLine) -> None:
    reply = post(line.port, "/tell", form(file("a.jpg", b"eA==", "Content-Transfer-Encoding: base64")))

    assert reply.said["files"] == []
    assert reply.said["problems"] == ["part in another encoding"]


def test_a_file_for_a_view_that_takes_none_is_refused(line: SmallLine) -> None:
    reply = post(line.port, "/plain", form(field("text", "x"), file("a.jpg", b"content")))

    assert (reply.status, reply.body) == (400, b"our page 400")
    assert not line.called


def test_a_file_that_has_nowhere_to_go_is_said(line: SmallLine) -> None:
    reply = post(line.port, "/tell?nowhere", form(field("text", "kept"), file("a.jpg", b"content")))

    assert reply.said["fields"] == {"text": ["kept"]}
    assert reply.said["problems"] == ["file has nowhere to go"]


def test_a_full_disk_is_said_and_leaves_nothing(line: SmallLine) -> None:
    (line.place / "full").touch()

    reply = post(line.port, "/tell", form(field("text", "kept"), file("a.jpg", b"x" * 900_000)))

    assert reply.said["fields"] == {"text": ["kept"]}
    assert reply.said["problems"] == ["file not stored"]
    assert line.kept == []


@pytest.mark.parametrize(
    "kind",
    ["multipart/form-data", "multipart/form-data; boundary=", f"multipart/form-data; boundary={'b' * 300}"],
    ids=["missing", "empty", "too long"],
)
def test_a_form_without_a_usable_boundary_is_refused(line: SmallLine, kind: str) -> None:
    reply = post(line.port, "/tell", FORM, Content_Type=kind)

    assert (reply.status, reply.body) == (400, b"our page 400")
    assert not line.called


@pytest.mark.parametrize(
    "broken",
    [
        part('form-data; name="text"', b"x", 'Content-Disposition: form-data; name="other"'),
        part('form-data; name=""', b"x"),
        part("attachment", b"x"),
        b"--" + BOUNDARY.encode() + b"\r\nno header\r\n\r\nx\r\n",
    ],
    ids=["two dispositions", "no name", "not form-data", "no header"],
)
def test_a_part_that_cannot_be_understood_is_refused(line: SmallLine, broken: bytes) -> None:
    reply = post(line.port, "/tell", form(broken))

    assert (reply.status, reply.body) == (400, b"our page 400")
    assert not line.called
