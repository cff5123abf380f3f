from __future__ import annotations

import pytest
from builders import rows
from tipster import Tipster

from fairwitness.office.charter import current

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def lin() -> Tipster:
    lin = Tipster()
    lin.chooses()
    lin.writes("The exit is chained.")
    return lin


def leaves(lin: Tipster) -> str:
    """By the link; the other site is not asked."""
    (link,) = {link for link in lin.page.links() if link.endswith("/leave/")}
    response = lin.client.get(link)
    assert response.status_code == 302
    assert response["Referrer-Policy"] == "no-referrer"
    return str(response["Location"])


def test_leaving_goes_to_the_charter_s_site_and_clears_every_cookie(lin: Tipster) -> None:
    where = leaves(lin)

    assert where == current().exit
    held = {name: cookie.value for name, cookie in lin.client.cookies.items()}
    assert held.pop("left") == "1"
    assert set(held.values()) == {""}


def test_nothing_of_the_line_outlives_the_browser(lin: Tipster) -> None:
    leaves(lin)

    assert [name for name, cookie in lin.client.cookies.items() if cookie["max-age"] not in ("", 0)] == []


@pytest.mark.parametrize("where", ["/tell/public/story/", "/tell/public/you/", "/mailbox/letters/"])
def test_a_page_that_is_sent_again_after_leaving_shows_nothing_that_was_typed(
    lin: Tipster, where: str
) -> None:
    again = lin.page.forms[-1]
    again.action = f"/en{where}"
    leaves(lin)
    for cookie in [name for name, kept in lin.client.cookies.items() if not kept.value]:
        del lin.client.cookies[cookie]

    lin.sends(again, text="The exit is chained.", name="Lin")
    lin.goes_to("/tell/public/scope/")
    lin.sends(again, text="The exit is chained.", name="Lin")

    assert "You have left" in lin.page.text
    assert "chained" not in lin.response.content.decode()
    assert not any(rows("sealed_").values())


def test_whoever_left_and_comes_back_can_tell_something_else(lin: Tipster) -> None:
    leaves(lin)

    lin.tells("The alarm is off.")

    assert lin.where == "/tell/public/sent/"


def test_a_draft_whose_code_was_never_shown_is_destroyed(lin: Tipster) -> None:
    lin.attaches({"exit.jpg": b"a photo"})

    leaves(lin)

    assert not any(rows("sealed_").values())


def test_a_draft_whose_code_was_shown_stays_and_its_code_opens_it(lin: Tipster) -> None:
    lin.goes_to("/tell/public/check/")
    code = lin.page.code

    leaves(lin)
    lin.comes_back(code)

    assert "The exit is chained." in lin.page.text


@pytest.mark.parametrize("path", ["/", "/tell/public/scope/", "/mailbox/", "/about/", "/nothing-here/"])
def test_the_link_stands_on_every_page_and_in_the_same_place(lin: Tipster, path: str) -> None:
    lin.goes_to(path)

    first = next(told for tag, told in lin.page.tags if tag == "a" and told.get("class") == "leave")

    assert first["href"] == "/en/leave/"
    assert first["rel"] == "nofollow noreferrer"


def test_somebody_who_has_begun_nothing_can_leave_too() -> None:
    stranger = Tipster()
    stranger.goes_to("/")

    assert leaves(stranger) == current().exit


@pytest.mark.parametrize(
    "ahead",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
    ],
    ids=str,
)
def test_a_browser_that_fetches_ahead_ends_nothing(lin: Tipster, ahead: dict[str, str]) -> None:
    answer = lin.client.get("/en/leave/", headers=ahead)

    assert (answer.status_code, answer.content, list(answer.cookies)) == (403, b"", [])
    lin.goes_to("/tell/public/story/")
    assert lin.page.box == "The exit is chained."
    assert leaves(lin) == current().exit


def test_a_program_that_only_looks_at_the_link_ends_nothing(lin: Tipster) -> None:
    answer = lin.client.head("/en/leave/")

    assert (answer.status_code, list(answer.cookies)) == (405, [])
    lin.goes_to("/tell/public/story/")
    assert lin.page.box == "The exit is chained."
