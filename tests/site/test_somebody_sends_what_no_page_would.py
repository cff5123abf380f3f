from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from raw_http import begin_post
from walker import URLENCODED, Walker

if TYPE_CHECKING:
    from server import DemoLine

NUL, LONE, LONG = "\0", "\N{REPLACEMENT CHARACTER}", "长" * 70_000
HOSTILE = (
    "",
    " ",
    "<b>canary-1</b>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "%00",
    NUL,
    LONE,
    "\u202e",
    LONG,
    "１２",
)
FIELDS = {
    "scope": ("about", "kind", "then", "csrfmiddlewaretoken", "no-such-field"),
    "story": ("text", "where", "known", "danger-now", "told-anyone", "then", "keep"),
    "files": ("remove", "add", "then", "keep"),
    "you": ("name", "contact", "guard", "exclude", "guess", "then", "keep"),
    "check": ("without", "then", "keep"),
}
RIGHT = {"scope": {"about": "harm", "kind": "retaliation"}}
CASES = [
    pytest.param(screen, name, value, id=f"{screen}-{name}-{number}")
    for screen, names in FIELDS.items()
    for name in names
    for number, value in enumerate(HOSTILE)
]


@pytest.fixture(scope="module")
def lin(demo_line: DemoLine) -> Walker:
    """With a draft that nobody may spoil. None of what follows is a tip, for it has no sentence."""
    lin = Walker(demo_line.port)
    lin.chooses()
    return lin


def draft_again(lin: Walker) -> None:
    """A new one, where the last test has sent it."""
    if lin.goes_to(lin.screen("story")).status != 200:
        lin.chooses()


@pytest.mark.parametrize(("screen", "name", "value"), CASES)
def test_a_hostile_value_is_no_fault_of_ours_and_never_markup(
    lin: Walker, screen: str, name: str, value: str
) -> None:
    draft_again(lin)

    lin.sends(lin.screen(screen), {**RIGHT.get(screen, {}), name: value})
    lin.sends_urlencoded(lin.screen(screen), {**RIGHT.get(screen, {}), name: value})

    assert lin.reply.status in (302, 422)
    assert b"<b>canary-1</b>" not in lin.reply.body


def files_of(lin: Walker) -> list[str]:
    lin.goes_to(lin.screen("files"))
    return re.findall(r'name="remove" value="([\w-]{22})"', lin.reply.body.decode())


def with_file(line: DemoLine) -> Walker:
    walker = Walker(line.port)
    walker.chooses()
    walker.sends(walker.screen("files"), {"add": "1"}, {"exit.jpg": b"a photo"})
    return walker


def test_nobody_removes_a_file_of_another_s_draft(demo_line: DemoLine) -> None:
    lin, stranger = with_file(demo_line), with_file(demo_line)
    (theirs,) = files_of(lin)

    stranger.sends(stranger.screen("files"), {"remove": theirs})

    assert files_of(lin) == [theirs]
    assert len(files_of(stranger)) == 1


def test_nobody_removes_a_file_of_a_tip_that_was_sent(demo_line: DemoLine) -> None:
    lin = Walker(demo_line.port)
    lin.writes("See the photo.", {"exit.jpg": b"a photo"})
    (sent,) = files_of(lin)
    lin.sends(lin.screen("check"), {})
    parts = len(demo_line.parts)

    stranger = with_file(demo_line)
    stranger.sends(stranger.screen("files"), {"remove": sent})
    lin.sends(lin.screen("files"), {"remove": sent})

    assert len(demo_line.parts) == parts + 1


@pytest.mark.parametrize(
    "then", ["https://elsewhere.example/", "//elsewhere.example", "sent", "check\r\nX: y", "CHECK"]
)
def test_then_leads_to_the_last_look_or_nowhere(demo_line: DemoLine, then: str) -> None:
    lin = Walker(demo_line.port)
    lin.chooses()

    lin.sends(lin.screen("story"), {"text": "x", "then": then})

    assert lin.at == "/tell/public/files/"


@pytest.mark.parametrize(
    ("screen", "name", "value"),
    [
        ("you", "exclude", "no-such-role"),
        ("you", "exclude", "coordinator board"),
        ("story", "known", "saw told"),
        ("story", "known", "everything"),
        ("story", "danger-now", "Perhaps"),
        ("scope", "about", "other"),
        ("scope", "kind", "espionage"),
        ("scope", "kind", "Retaliation"),
    ],
)
def test_what_is_not_on_the_list_is_not_taken(
    demo_line: DemoLine, screen: str, name: str, value: str
) -> None:
    lin = Walker(demo_line.port)
    lin.chooses()

    lin.sends(lin.screen(screen), {"text": "x", **RIGHT.get(screen, {}), name: value})

    assert lin.reply.status == 422
    assert [told for tag, told in lin.page.tags if told.get("class") == "problem"]


@pytest.mark.parametrize("channel", ["workers", "public%00", "..", "no-such-channel", "PUBLIC"])
@pytest.mark.parametrize("screen", [*FIELDS, "keep", "without", "sent", "aside", "which", "scope/harm"])
def test_a_channel_that_is_not_there_is_not_found(demo_line: DemoLine, screen: str, channel: str) -> None:
    lin = Walker(demo_line.port)
    lin.chooses()

    read = lin.goes_to(f"/tell/{channel}/{screen}/").status
    sent = lin.sends(f"/tell/{channel}/{screen}/", {"text": "x"}).status

    assert (read, sent) == (404, 404 if screen in FIELDS else sent)
    assert sent in (404, 405)


def test_a_form_without_end_of_fields_is_refused(demo_line: DemoLine) -> None:
    lin = Walker(demo_line.port)
    lin.chooses()

    reply = lin.sends(lin.screen("story"), {f"field-{number}": "x" for number in range(300)})

    assert reply.status == 400


@pytest.mark.parametrize(
    "body", [b"text=%ED%A0%80", b"text=%FF", b"%", b"&&&=", b"text=" + b"%00" * 9, b"\xff\xfe"]
)
def test_bytes_that_are_no_text_come_to_no_fault(demo_line: DemoLine, body: bytes) -> None:
    lin = Walker(demo_line.port)
    lin.chooses()
    cookies = "; ".join(f"{name}={value}" for name, value in lin.cookies.items())
    token = f"csrfmiddlewaretoken={lin.token}&".encode()

    for screen in FIELDS:
        reply = (
            begin_post(
                demo_line.port,
                f"/en{lin.screen(screen)}",
                len(token + body),
                Cookie=cookies,
                Content_Type=URLENCODED,
            )
            .send(token + body)
            .reply()
        )
        assert reply.status in (302, 400, 422), screen
