"""A later screen without a draft leads to the guide, which says why somebody is there; and only then."""

from __future__ import annotations

import pytest
from tipster import Tipster

pytestmark = pytest.mark.usefixtures("office")
GONE = "What you wrote is not on this page any more."
LATER = ["story", "files", "you", "check", "without", "keep", "sent"]


@pytest.mark.parametrize("screen", LATER)
def test_the_guide_says_that_nothing_is_here_any_more_and_where_a_code_leads(screen: str) -> None:
    lin = Tipster()

    lin.goes_to(f"/tell/public/{screen}/")

    assert lin.where == "/tell/public/scope/"
    assert GONE in lin.page.text
    assert "/en/mailbox/" in lin.page.links()


def test_it_is_one_page_in_size_with_or_without_that_sentence() -> None:
    lin, other = Tipster("zh-hans"), Tipster("zh-hans")

    lin.goes_to("/tell/public/story/")
    other.goes_to("/tell/public/scope/")

    assert "没有保存在这个页面里" in lin.page.text
    assert "没有保存在这个页面里" not in other.page.text
    assert len(lin.response.content) == len(other.response.content)


def test_whoever_walks_on_does_not_read_it() -> None:
    lin = Tipster()
    lin.goes_to("/tell/public/story/")

    lin.sends(lin.page.forms[0], about="harm")
    wrong = lin.page.text
    lin.chooses()
    lin.writes("The exit is chained.", go="back")

    assert GONE not in wrong
    assert (lin.where, GONE in lin.page.text) == ("/tell/public/scope/", False)


def test_whoever_has_a_draft_or_has_sent_it_does_not_read_it_either() -> None:
    lin = Tipster()
    lin.chooses()

    lin.goes_to("/tell/public/scope/?gone")
    begun = lin.page.text
    lin.tells("The exit is chained.")
    lin.goes_to("/tell/public/story/")

    assert GONE not in begun
    assert lin.where == "/tell/public/sent/"
