from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from raw_http import field, file, form, post

if TYPE_CHECKING:
    from server import SmallLine

FORM = form(field("text", "kept"), file("a.jpg", b"content"))


@pytest.mark.parametrize(
    "told",
    [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site"}],
    ids=["another origin", "no origin", "another site"],
)
def test_a_form_of_another_site_is_refused_before_its_body(line: SmallLine, told: dict[str, str]) -> None:
    reply = post(line.port, "/tell", FORM, **told)

    assert (reply.status, reply.body) == (403, b"our page 403")
    assert not line.called


def test_a_form_of_our_own_is_taken(line: SmallLine) -> None:
    reply = post(
        line.port, "/tell", FORM, Origin=f"http://127.0.0.1:{line.port}", Sec_Fetch_Site="same-origin"
    )

    assert reply.said["files"] == [["a.jpg", "image/jpeg", 7]]


def test_without_the_form_cookie_words_are_kept_for_their_writer_and_files_are_not(line: SmallLine) -> None:
    reply = post(line.port, "/tell", FORM, Cookie="")

    assert reply.said["fields"] == {"text": ["kept"]}
    assert reply.said["files"] == []
    assert reply.said["problems"] == ["file has nowhere to go"]


def test_a_form_for_an_address_that_nobody_has_is_not_found(line: SmallLine) -> None:
    reply = post(line.port, "/nowhere", FORM)

    assert reply.status == 404
    assert line.kept == []
