"""What was typed in a browser that could not seal comes to the plain form in the body of a request, because somebody has chosen that."""

from __future__ import annotations

from typing import Any

import pytest
from tipster import Tipster

from fairwitness.sealed.models import Draft

PLAINLY = "/tell/public/plainly/"
TYPED: dict[str, Any] = {
    "about": "harm",
    "kind": "retaliation",
    "text": "The alarm is off.\nSince May.",
    "where": "Hall 3",
    "known": ["saw", "told"],
    "name": "Lin",
    "exclude": ["board"],
    "guess": "The night shift.",
}


@pytest.fixture
def lin(office: object) -> Tipster:
    del office
    lin = Tipster()
    lin.goes_to("/tell/public/scope/?plain")
    return lin


def brings(lin: Tipster, **typed: Any) -> None:
    form = lin.page.forms[0]
    form.action = f"/en{PLAINLY}"
    lin.sends(form, **typed)


def left_out(lin: Tipster) -> list[str]:
    """What is ticked on the page."""
    boxes = [told for _, told in lin.page.tags if told.get("name") == "exclude"]
    return [told["value"] for told in boxes if "checked" in told]


def name_of(lin: Tipster) -> str:
    (box,) = [told for _, told in lin.page.tags if told.get("id") == "id_name"]
    return box["value"]


@pytest.mark.parametrize("screen", ["story", "files", "you", "check"])
def test_everything_typed_is_sealed_on_arrival_and_stands_in_its_boxes(lin: Tipster, screen: str) -> None:
    brings(lin, **TYPED, screen=screen)

    assert lin.where == f"/tell/public/{screen}/"
    lin.goes_to("/tell/public/story/")
    assert lin.page.box.replace("\r", "") == "The alarm is off.\nSince May."
    lin.goes_to("/tell/public/check/")
    assert all(
        said in lin.page.text
        for said in ("Hall 3", "I saw or heard it · I was told", "Lin", "The night shift.")
    )


def test_it_is_sent_like_any_other(lin: Tipster) -> None:
    brings(lin, **TYPED, screen="check")

    lin.goes_on()

    assert lin.where == "/tell/public/sent/"


def test_what_another_tab_has_kept_is_not_overwritten_unseen(lin: Tipster) -> None:
    lin.chooses()
    form = lin.page.forms[-1]
    lin.writes("The hoses are gone.")
    form.action = f"/en{PLAINLY}"

    lin.sends(form, **TYPED)

    assert lin.status == 422
    assert "The hoses are gone." in lin.page.text
    assert "The alarm is off." in lin.page.box


def test_whom_to_leave_out_is_kept_where_another_tab_has_told_something_else(lin: Tipster) -> None:
    lin.chooses()
    form = lin.page.forms[-1]
    lin.writes("The hoses are gone.")
    form.action = f"/en{PLAINLY}"

    lin.sends(form, **TYPED)

    lin.goes_to("/tell/public/you/")
    assert (left_out(lin), name_of(lin)) == (["board"], "Lin")


def test_what_both_screens_clash_in_is_shown_one_after_the_other(lin: Tipster) -> None:
    lin.chooses()
    form = lin.page.forms[-1]
    lin.writes("The hoses are gone.")
    lin.goes_to("/tell/public/you/")
    lin.goes_on(name="L.")
    form.action = f"/en{PLAINLY}"
    lin.sends(form, **TYPED)

    lin.sends(lin.page.forms[0], text="Both.")

    assert lin.status == 422
    assert "L." in lin.page.text
    assert (left_out(lin), name_of(lin)) == (["board"], "Lin")
    lin.goes_on(name="Lin", exclude=["board"], guess="The night shift.")
    lin.goes_to("/tell/public/check/")
    assert all(said in lin.page.text for said in ("Both.", "Lin", "The night shift."))


def test_a_story_that_does_not_fit_takes_along_what_does_not_fit_either(lin: Tipster) -> None:
    brings(lin, **{**TYPED, "where": "x" * 301, "guess": "y" * 2001})

    lin.sends(lin.page.forms[0], where="Hall 3")

    assert lin.status == 422
    assert "y" * 2001 in lin.response.content.decode()
    assert left_out(lin) == ["board"]


@pytest.mark.parametrize(("box", "typed"), [("where", "x" * 301), ("guess", "x" * 2001)])
def test_what_does_not_fit_stands_in_its_box_and_the_rest_is_kept(lin: Tipster, box: str, typed: str) -> None:
    brings(lin, **{**TYPED, box: typed})

    assert lin.status == 422
    assert typed in lin.response.content.decode()
    lin.goes_to("/tell/public/check/")
    assert ("Lin" if box == "where" else "Hall 3") in lin.page.text


def test_whoever_is_turned_away_leaves_no_row(lin: Tipster) -> None:
    brings(lin, **{**TYPED, "about": "opinion"})

    assert lin.where == "/tell/public/aside/"
    assert not Draft.objects.exists()


def test_without_its_token_the_words_are_shown_again_and_nothing_is_kept(lin: Tipster) -> None:
    lin.client.cookies.clear()

    brings(lin, **TYPED)

    assert "The alarm is off." in lin.page.box
    assert not Draft.objects.exists()


def test_without_its_token_nothing_of_the_other_screens_is_lost(lin: Tipster) -> None:
    lin.client.cookies.clear()
    brings(lin, **TYPED, screen="check")

    lin.sends(lin.page.forms[0], text="The alarm is off.", where="Hall 3")

    assert lin.where == "/tell/public/check/"
    assert all(said in lin.page.text for said in ("Hall 3", "Lin", "The night shift."))
    lin.goes_to("/tell/public/you/")
    assert left_out(lin) == ["board"]
