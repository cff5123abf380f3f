from __future__ import annotations

import pytest
from tipster import Tipster

from fairwitness.sealed.models import Draft

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def lin() -> Tipster:
    """With an unsent story for one channel, at the door of another."""
    lin = Tipster()
    lin.chooses()
    lin.writes("The exit is chained.")
    lin.goes_to("/tell/workers/scope/")
    return lin


def test_the_other_door_says_what_was_begun_and_leads_back(lin: Tipster) -> None:
    assert "and have not sent it" in lin.page.text

    assert "/en/tell/public/check/" in lin.page.links()
    lin.goes_to("/tell/public/story/")
    assert lin.page.box == "The exit is chained."


def test_whoever_begins_there_all_the_same_was_told(lin: Tipster) -> None:
    lin.sends(lin.page.forms[0], about="harm", kind="retaliation")

    assert lin.where == "/tell/workers/story/"
    assert {draft.channel.slug for draft in Draft.objects.all()} == {"public", "workers"}


def test_a_form_that_is_older_than_what_was_begun_is_shown_again() -> None:
    lin = Tipster()
    lin.goes_to("/tell/workers/scope/")
    old = lin.page.forms[0]
    lin.chooses()
    lin.writes("The exit is chained.")

    lin.sends(old, about="harm", kind="retaliation")

    assert lin.status == 422
    assert "and have not sent it" in lin.page.text
    assert Draft.objects.get().channel.slug == "public"
