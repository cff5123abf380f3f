from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import public, rows
from django.test import RequestFactory
from tipster import Tipster

from fairwitness.intake.forms import ScopeForm, story_form
from fairwitness.intake.scope import BRANCHES, Branch
from fairwitness.intake.views.walking import Way, padded
from fairwitness.office.channels import ChannelCharter, Question
from fairwitness.office.charter import current
from fairwitness.office.models import SignedSheet
from fairwitness.office.texts import Texts
from fairwitness.sealed.models import Draft

STORIES = json.loads((Path(__file__).parent / "stories.json").read_text("utf-8"))
TOLD = [(language, story) for language, stories in STORIES.items() for story in stories]
pytestmark = pytest.mark.usefixtures("office")


def sizes(lin: Tipster) -> tuple[int, ...]:
    """Bytes of the answer to the choice, its headers, and the page that it leads to."""
    (choice, status) = lin.response.redirect_chain[-1]
    return status, len(choice), len(lin.client.cookies["tell"].value), len(lin.response.content)


def test_there_are_forty_stories_a_language_and_half_are_victims() -> None:
    counted = {
        language: (len(told), sum(one["victim"] for one in told)) for language, told in STORIES.items()
    }

    assert counted == {"en": (40, 20), "zh-hans": (40, 20)}


@pytest.mark.parametrize(("language", "story"), TOLD, ids=lambda told: str(told)[:40])
def test_each_story_reaches_its_branch_by_every_answer_that_fits(
    language: str, story: dict[str, Any]
) -> None:
    branches = {BRANCHES[answer] for answer in story["answers"]}

    assert branches == {Branch(story["branch"])}
    assert language in STORIES


def test_no_victim_is_turned_away() -> None:
    victims = [story for stories in STORIES.values() for story in stories if story["victim"]]

    assert {story["branch"] for story in victims} == {"story"}
    assert all(set(story["answers"]) <= {"harm", "misuse", "pressed"} for story in victims)


def test_two_visitors_see_one_guide_and_each_a_form_of_their_own() -> None:
    lin, mei = Tipster(), Tipster()
    lin.goes_to("/tell/public/scope/")
    mei.goes_to("/tell/public/scope/")

    assert lin.page.text == mei.page.text
    assert lin.page.forms[0].hidden != mei.page.forms[0].hidden
    mei.chooses("harm")
    assert mei.where == "/tell/public/story/"


def test_the_guide_names_no_sheet_that_is_gone() -> None:
    lin = Tipster()
    lin.goes_to("/tell/public/scope/")
    before = lin.response.content
    SignedSheet.objects.all().delete()

    lin.goes_to("/tell/public/scope/")

    assert b"data-serial" in before
    assert b"data-serial" not in lin.response.content


def test_harm_stands_first_and_says_also_because_of_their_faith() -> None:
    lin = Tipster()
    lin.goes_to("/tell/public/scope/")

    answers = [told["value"] for tag, told in lin.page.tags if told.get("name") == "about"]

    assert answers == list(BRANCHES)
    assert answers[0] == "harm"
    assert (
        "also when it was because of their faith, views, origin, union, sex or whom they love"
        in lin.page.text
    )


@pytest.mark.parametrize("about", ["opinion", "unsure"])
def test_whoever_is_turned_away_leaves_no_row_and_no_log_line(
    about: str, caplog: pytest.LogCaptureFixture
) -> None:
    lin = Tipster()
    lin.chooses("opinion")
    before = rows()

    with caplog.at_level(logging.DEBUG, logger="fairwitness"):
        lin.chooses(about, "")

    assert rows() == before
    assert not caplog.records
    assert not Draft.objects.exists()


def test_turned_away_says_why_and_shows_the_two_ways_back_in() -> None:
    lin = Tipster()

    lin.chooses("opinion", "")

    assert lin.where == "/tell/public/aside/"
    assert "is their right. Nothing you chose was kept." in lin.page.text
    assert {"/en/tell/public/scope/harm/", "/en/tell/public/scope/press/"} <= set(lin.page.links())
    assert not [tag for tag, _ in lin.page.tags if tag in {"textarea", "input"}]


@pytest.mark.parametrize(("way", "answer"), [("harm", "harm"), ("press", "pressed")])
def test_the_ways_back_in_have_their_answer_chosen(way: str, answer: str) -> None:
    lin = Tipster()

    lin.goes_to(f"/tell/public/scope/{way}/")

    chosen = [told["value"] for _, told in lin.page.tags if "checked" in told]
    assert chosen == [answer]


@pytest.mark.parametrize("channel", ["public", "workers"])
@pytest.mark.parametrize(
    ("language", "kind"),
    [
        ("en", "Punished for speaking up, or pressed to report on others"),
        ("zh-hans", "因说出实情被报复，或被逼举报别人"),
    ],
)
def test_whoever_is_pressed_finds_a_kind_of_harm_on_every_channel(
    language: str, kind: str, channel: str
) -> None:
    lin = Tipster(language)

    lin.goes_to(f"/tell/{channel}/scope/press/")
    lin.goes_on(about="pressed", kind="retaliation")

    assert lin.where == f"/tell/{channel}/story/"
    lin.goes_to(f"/tell/{channel}/check/")
    assert kind in lin.page.text


def test_not_sure_shows_six_examples_and_the_same_five_answers() -> None:
    lin = Tipster()

    lin.chooses("unsure", "")

    assert lin.page.text.count(": yes") == lin.page.text.count(": no") == 3
    assert [told["value"] for _, told in lin.page.tags if told.get("name") == "about"] == list(BRANCHES)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_answer_has_one_size(language: str) -> None:
    found = set()

    for about in BRANCHES:
        lin = Tipster(language)
        lin.chooses(about)
        found.add(sizes(lin))

    assert len(found) == 1


def page_of(channel: ChannelCharter, screen: str, **context: object) -> bytes:
    """A screen of this channel, as it comes."""
    here = Way(RequestFactory().get("/"), public(), channel, screen, None, None)
    return padded(here.page(context), channel).content


@pytest.mark.parametrize("length", [1, 20, 60, 200, 1_000])
def test_however_much_an_office_asks_every_page_has_one_size(length: int) -> None:
    long = Texts({"en": "<" * length, "zh-hans": "长" * length})
    asked = tuple(Question(f"question-{n}", long, (long,) * 12) for n in range(5))
    channel = replace(current().channel("public"), questions=asked)

    pages = [
        page_of(channel, "scope", aside=True),
        page_of(channel, "scope", form=ScopeForm(channel), examples=True),
        page_of(channel, "story", form=story_form(channel, current().limits)),
    ]

    assert len({len(page) for page in pages}) == 1


def test_no_answer_takes_anything_away_from_a_draft_that_was_begun() -> None:
    lin = Tipster()
    lin.chooses()
    lin.writes("The exit is chained.")

    lin.chooses("opinion", "")
    lin.goes_to("/tell/public/story/")

    assert lin.page.box == "The exit is chained."
