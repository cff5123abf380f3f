"""Whatever leads away from a screen takes along what was typed: the pages have no script that could ask first."""

from __future__ import annotations

import pytest
from tipster import Tipster

from fairwitness.office.kinds import KINDS
from fairwitness.sealed.actions.drafts import last_day
from fairwitness.sealed.models import Draft

pytestmark = pytest.mark.usefixtures("office")
TOLD = "The exit is chained."


@pytest.fixture
def lin() -> Tipster:
    """At the box, with nothing in it."""
    lin = Tipster()
    lin.chooses()
    return lin


@pytest.mark.parametrize(
    ("go", "where"),
    [
        ("back", "/tell/public/scope/"),
        ("home", "/"),
        ("about", "/about/"),
        ("charter", "/charter/"),
        ("here", "/tell/public/story/"),
        ("https://example.org/", "/tell/public/files/"),
    ],
)
def test_words_are_kept_by_every_button_that_leads_away(lin: Tipster, go: str, where: str) -> None:
    lin.writes(TOLD, go=go)

    assert lin.where == where
    lin.goes_to("/tell/public/story/")
    assert lin.page.box == TOLD


def test_another_language_is_a_button_of_the_form(lin: Tipster) -> None:
    (chinese,) = [told for tag, told in lin.page.tags if tag == "button" and told.get("lang") == "zh-Hans"]
    form = lin.page.forms[-1]
    form.action = chinese["formaction"]

    lin.sends(form, text=TOLD, go="here")

    assert lin.response.wsgi_request.path == "/zh-hans/tell/public/story/"
    assert lin.page.box == TOLD


def test_words_that_are_too_many_are_refused_in_the_language_that_was_asked_for(lin: Tipster) -> None:
    form = lin.page.forms[-1]
    form.action = "/zh-hans/tell/public/story/"

    lin.sends(form, text=TOLD, where="x" * 301, go="here")

    assert (lin.status, lin.page.box) == (422, TOLD)
    assert "再看" in lin.page.text


@pytest.mark.parametrize("screen", ["story", "files", "you"])
def test_no_link_of_a_screen_with_boxes_leads_away_but_leave(lin: Tipster, screen: str) -> None:
    lin.goes_to(f"/tell/public/{screen}/")

    assert [link for link in lin.page.links() if not link.startswith("#")] == ["/en/leave/"]


def test_the_enter_key_goes_on_and_nowhere_else(lin: Tipster) -> None:
    first = next(told for tag, told in lin.page.tags if tag == "button" and told.get("form") == "words")

    assert (first.get("name"), first.get("formaction"), first["tabindex"]) == (None, None, "-1")


def test_the_guide_remembers_both_answers(lin: Tipster) -> None:
    lin.writes("", go="back")

    chosen = [told["value"] for tag, told in lin.page.tags if tag == "input" and "checked" in told]
    assert chosen == ["harm", "retaliation"]


@pytest.mark.parametrize("screen", ["story", "files", "you"])
def test_kept_for_later_goes_on_where_it_stopped(lin: Tipster, screen: str) -> None:
    lin.writes(TOLD)
    lin.goes_to(f"/tell/public/{screen}/")

    lin.goes_on(keep="1", text=TOLD)
    again = Tipster()
    again.comes_back(lin.page.code)

    assert f"/en/tell/public/{screen}/" in lin.page.links()
    assert again.where == "/tell/public/check/"
    assert f"/en/tell/public/{screen}/" in again.page.links()


def test_whoever_went_on_from_there_comes_back_to_the_last_look(lin: Tipster) -> None:
    lin.writes(TOLD, keep="1")
    lin.goes_to("/tell/public/story/")
    lin.goes_on(text=TOLD)
    lin.goes_to("/tell/public/check/")

    again = Tipster()
    again.comes_back(lin.page.code)

    assert "Go on where you stopped" not in again.page.text


def test_the_kind_is_changed_and_the_last_look_comes_next(lin: Tipster) -> None:
    lin.writes(TOLD)
    lin.goes_to("/tell/public/check/")
    (change,) = [link for link in lin.page.links() if "/scope/" in link]

    lin.goes_to(change.removeprefix("/en"))
    lin.goes_on(about="harm", kind="danger-to-people")

    assert lin.where == "/tell/public/check/"
    assert str(KINDS["danger-to-people"]) in lin.page.text


def test_back_from_one_answer_is_the_last_look(lin: Tipster) -> None:
    lin.writes(TOLD)
    lin.goes_to("/tell/public/story/?then=check")

    lin.goes_on(text=TOLD, go="back")

    assert lin.where == "/tell/public/check/"


def test_the_last_look_names_the_day(lin: Tipster) -> None:
    lin.writes(TOLD)
    lin.goes_to("/tell/public/check/")

    assert f"Until {last_day(Draft.objects.get())} it opens what you see below" in lin.page.text
