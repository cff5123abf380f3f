from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from raw_http import BOUNDARY, Line, begin_post, field, file, form, get, post
from waiting import comes_true

if TYPE_CHECKING:
    from server import SmallLine

FORM = form(field("text", "he was told to sign"), file("photo.jpg", b"x" * 900_000))
URLENCODED = b"text=" + b"x" * 100_000


def test_a_file_that_is_cut_in_the_middle_reaches_no_view_and_leaves_nothing(line: SmallLine) -> None:
    sending = begin_post(line.port, "/tell", len(FORM)).send(FORM[:600_000])
    assert comes_true(lambda: len(line.kept) == 1, within=10)

    sending.close()

    assert comes_true(lambda: line.kept == [], within=10)
    assert not line.called


def test_a_form_without_its_closing_boundary_reaches_no_view_and_leaves_nothing(line: SmallLine) -> None:
    reply = post(line.port, "/tell", FORM[: -len(BOUNDARY)])

    assert (reply.status, reply.body) == (400, b"our page 400")
    assert line.kept == []
    assert not line.called


@pytest.mark.parametrize("path", ["/plain", "/tell"])
def test_fields_that_are_cut_reach_no_view(line: SmallLine, path: str) -> None:
    kind = "application/x-www-form-urlencoded"
    sending = begin_post(line.port, path, len(URLENCODED), Content_Type=kind).send(URLENCODED[:50_000])

    sending.close()

    assert get(line.port, "/slow").body == b"slow"  # time enough for a view to have run
    assert not line.called


@pytest.mark.parametrize("ending", [b"", b"zz\r\n"], ids=["cut", "broken"])
def test_chunks_that_end_early_reach_no_view(line: SmallLine, ending: bytes) -> None:
    sending = Line(line.port).head(
        "POST", "/plain", Content_Type="application/x-www-form-urlencoded", Transfer_Encoding="chunked"
    )

    sending.send(b"6\r\ntext=x\r\n" + ending).close()

    assert get(line.port, "/slow").body == b"slow"
    assert not line.called
