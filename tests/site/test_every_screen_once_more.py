from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from walker import Walker

if TYPE_CHECKING:
    from server import DemoLine

SCREENS = ("scope", "story", "files", "you", "check")
ANSWERS = {
    "scope": {"about": "harm", "kind": "retaliation"},
    "story": {"text": "The exit is chained.", "where": "hall 3", "known": "saw"},
    "files": {"add": "1"},
    "you": {"name": "Lin", "contact": "", "guess": "the night shift"},
    "check": {},
}
STORED = ("sealed_tip", "sealed_letter", "sealed_draft", "sealed_mailbox", "sealed_sealedfile")
Sends = Callable[[Walker, str], object]


@pytest.fixture
def lin(demo_line: DemoLine) -> Walker:
    """Before the last look, with an answer on every screen."""
    lin = Walker(demo_line.port)
    lin.chooses()
    for screen in ("story", "you"):
        lin.sends(lin.screen(screen), ANSWERS[screen])
    lin.sends(lin.screen("files"), {"add": "1"}, {"exit.jpg": b"a photo"})
    return lin


def stored(line: DemoLine) -> dict[str, int]:
    return {table: line.count(table) for table in STORED}


def boxes(lin: Walker) -> dict[str, str]:
    """What is written or ticked on a page."""
    written = {
        told["name"]: told["value"]
        for _, told in lin.page.tags
        if told.get("type") == "text" or "checked" in told
    }
    return written | ({"box": lin.page.box} if lin.page.box else {})


@pytest.mark.parametrize(
    ("screen", "kept"),
    [
        ("scope", {"about": "harm", "kind": "retaliation"}),
        ("story", {"box": "The exit is chained.", "where": "hall 3", "known": "saw", "told-anyone": ""}),
        ("files", {}),
        ("you", {"box": "the night shift", "name": "Lin", "contact": "", "guard": "readers"}),
        ("check", {}),
        ("keep", {}),
    ],
)
def test_back_and_reload_show_a_screen_as_it_was(
    lin: Walker, demo_line: DemoLine, screen: str, kept: dict[str, str]
) -> None:
    before = stored(demo_line)

    lin.goes_to(lin.screen(screen))
    first = boxes(lin)
    lin.goes_to(lin.screen(screen))

    assert (lin.reply.status, lin.reply.headers["cache-control"]) == (200, "no-store")
    assert first == boxes(lin) == kept
    assert stored(demo_line) == before


@pytest.mark.parametrize("screen", SCREENS[:-1])
def test_the_same_form_sent_twice_is_one_answer(lin: Walker, demo_line: DemoLine, screen: str) -> None:
    lin.goes_to(lin.screen(screen))
    before = stored(demo_line)

    answers = [lin.sends(lin.screen(screen), ANSWERS[screen]) for _ in range(2)]

    assert {answer.status for answer in answers} == {302}
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert stored(demo_line) == before


def test_after_sending_every_screen_leads_to_the_code_and_none_stores_anything(
    lin: Walker, demo_line: DemoLine
) -> None:
    lin.goes_to(lin.screen("check"))
    lin.sends(lin.screen("check"), {})
    before = stored(demo_line)

    for screen in ("story", "files", "you", "check", "keep", "without"):
        lin.goes_to(lin.screen(screen))
        while lin.reply.status == 302:
            lin.follows()
        assert lin.page.code, screen

    assert stored(demo_line) == before


def in_parts(lin: Walker, screen: str) -> object:
    return lin.sends(lin.screen(screen), ANSWERS[screen])


def urlencoded(lin: Walker, screen: str) -> object:
    return lin.sends_urlencoded(lin.screen(screen), ANSWERS[screen])


def with_a_file(lin: Walker, screen: str) -> object:
    return lin.sends(lin.screen(screen), ANSWERS[screen], {"exit.jpg": b"a photo"})


@pytest.mark.parametrize("sends", [in_parts, urlencoded])
@pytest.mark.parametrize("screen", SCREENS)
def test_each_form_is_taken_in_either_encoding(lin: Walker, screen: str, sends: Sends) -> None:
    lin.goes_to(lin.screen(screen))

    sends(lin, screen)
    lin.follows()

    assert lin.reply.status == 200


def typed(screen: str) -> set[str]:
    return {text for name, text in ANSWERS[screen].items() if len(text) > 4 and name not in ("about", "kind")}


@pytest.mark.parametrize("sends", [in_parts, urlencoded])
@pytest.mark.parametrize("screen", SCREENS)
def test_without_any_cookie_nothing_is_stored_and_every_word_comes_back(
    lin: Walker, demo_line: DemoLine, screen: str, sends: Sends
) -> None:
    lin.goes_to(lin.screen(screen))
    lin.cookies.clear()
    before = stored(demo_line)

    sends(lin, screen)

    assert stored(demo_line) == before
    assert lin.reply.status in (302, 422)
    assert all(text in lin.reply.body.decode() for text in typed(screen))


@pytest.mark.parametrize("screen", SCREENS)
def test_with_the_form_of_another_browser_nothing_is_stored(
    lin: Walker, demo_line: DemoLine, screen: str
) -> None:
    other = Walker(demo_line.port)
    other.goes_to("/tell/public/scope/")
    lin.token = other.token
    before = stored(demo_line)

    in_parts(lin, screen)

    assert lin.reply.status == 422
    assert stored(demo_line) == before
    assert all(text in lin.reply.body.decode() for text in typed(screen))


@pytest.mark.parametrize("screen", SCREENS[1:])
def test_with_no_draft_of_one_s_own_nobody_changes_another_s(
    lin: Walker, demo_line: DemoLine, screen: str
) -> None:
    lin.goes_to(lin.screen("story"))
    stranger = Walker(demo_line.port)
    stranger.goes_to("/tell/public/scope/")

    stranger.sends(stranger.screen(screen), {**ANSWERS[screen], "text": "Somebody else's words."})
    lin.goes_to(lin.screen("story"))

    assert lin.page.box == "The exit is chained."
    assert "exit.jpg" not in stranger.goes_to("/tell/public/check/").body.decode()


@pytest.mark.parametrize("screen", ["scope", "story", "you", "check"])
def test_a_file_where_none_is_asked_for_is_not_taken(lin: Walker, demo_line: DemoLine, screen: str) -> None:
    lin.goes_to(lin.screen(screen))
    files = demo_line.count("sealed_sealedfile")

    with_a_file(lin, screen)

    assert lin.reply.status in (400, 422)
    assert demo_line.count("sealed_sealedfile") == files


@pytest.mark.parametrize("how", ["cookie cleared", "cookie changed", "cookie of a mailbox"])
@pytest.mark.parametrize("screen", SCREENS[1:])
def test_with_a_spoilt_cookie_a_screen_opens_nothing(lin: Walker, screen: str, how: str) -> None:
    kept = lin.cookies["tell"]
    spoilt = {
        "cookie cleared": "",
        "cookie changed": kept[:40] + ("A" if kept[40] != "A" else "B") + kept[41:],
    }
    lin.cookies["tell"] = spoilt.get(how, lin.cookies["form"])

    lin.goes_to(lin.screen(screen))

    assert (lin.reply.status, lin.at) == (302, "/tell/public/scope/?gone")
