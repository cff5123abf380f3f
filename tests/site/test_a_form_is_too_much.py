from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest
from raw_http import begin_post, field, file, form, post

if TYPE_CHECKING:
    from server import SmallLine

MIB = 1024 * 1024


def test_a_file_that_is_too_large_is_said_with_the_number_and_the_words_come_back(line: SmallLine) -> None:
    reply = post(line.port, "/tell", form(field("text", "kept"), file("film.mp4", b"x" * 3 * MIB)))

    assert reply.said["fields"] == {"text": ["kept"]}
    assert "“film.mp4” is too large: 2 MiB fit" in reply.said["sentences"][0]
    assert line.kept == []


def test_a_form_that_cannot_keep_to_the_plan_is_refused_and_the_browser_comes_to_read_it(
    line: SmallLine,
) -> None:
    reply = post(line.port, "/tell", form(file("film.mp4", b"x" * 30 * MIB)))

    assert (reply.status, reply.body) == (413, b"our page 413")
    assert not line.called


@pytest.mark.parametrize("count", [11, 101])
def test_too_many_files_are_said_and_none_stays(line: SmallLine, count: int) -> None:
    reply = post(line.port, "/tell", form(field("claim", "1"), *[file("a.jpg", b"x")] * count))

    assert reply.said["problems"] == ["too many files"]
    assert "Only 10 files fit" in reply.said["sentences"][0]
    assert line.kept == []


@pytest.mark.parametrize(("count", "status"), [(200, 200), (201, 400), (10_000, 400)])
def test_more_than_two_hundred_fields_are_refused(line: SmallLine, count: int, status: int) -> None:
    reply = post(line.port, "/tell", form(*[field("text", "x")] * count))

    assert reply.status == status


def test_ten_thousand_fields_without_files_are_refused(line: SmallLine) -> None:
    kind = "application/x-www-form-urlencoded"

    reply = post(line.port, "/plain", b"text=x&" * 10_000, Content_Type=kind)

    assert reply.status == 400


def test_a_text_of_three_mebibytes_comes_back_to_its_writer(line: SmallLine) -> None:
    reply = post(line.port, "/tell", form(field("text", "长" * MIB)))

    assert reply.said["fields"]["text"] == ["长" * MIB]


def test_a_text_of_five_mebibytes_is_refused(line: SmallLine) -> None:
    reply = post(line.port, "/tell", form(field("text", "x" * 5 * MIB)))

    assert (reply.status, reply.body) == (413, b"our page 413")


def test_a_header_without_end_is_refused(line: SmallLine) -> None:
    reply = post(line.port, "/tell", form(file("x" * 200_000, b"x")))

    assert (reply.status, reply.body) == (400, b"our page 400")


def test_a_view_for_sealed_parts_takes_a_part_and_not_a_byte_more(line: SmallLine) -> None:
    most = 8 * MIB
    kind = "application/octet-stream"

    whole = post(line.port, "/part", b"x" * most, Content_Type=kind)
    more = post(line.port, "/part", b"x" * (most + 1), Content_Type=kind)

    assert whole.said["size"] == most
    assert more.status == 413


def test_a_view_for_forms_takes_no_bodies_of_another_kind_beyond_a_mebibyte(line: SmallLine) -> None:
    reply = post(line.port, "/plain", b"x" * (MIB + 1), Content_Type="application/octet-stream")

    assert reply.status == 413
    assert not line.called


def test_an_announced_length_is_refused_though_nothing_has_been_sent(line: SmallLine) -> None:
    sending = begin_post(line.port, "/tell", 10**12)

    sending.socket.shutdown(socket.SHUT_WR)

    assert sending.reply().status == 413
    assert not line.called
