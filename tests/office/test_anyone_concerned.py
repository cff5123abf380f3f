from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from builders import told
from closings import locked
from django.test import Client
from made_up_office import FOLDER
from pages import Page
from pytest_django import Settings

from fairwitness.office.charter import load
from fairwitness.office.checks import check_office
from fairwitness.office.founding import found, preset_text
from fairwitness.sealed.states import REPLY_TIME

pytestmark = pytest.mark.usefixtures("office")
AT = {"en": "/en/concerned/", "zh-hans": "/zh-hans/concerned/"}


@pytest.mark.parametrize("language", AT)
def test_the_page_is_the_same_whether_or_not_there_is_a_tip(language: str, client: Client) -> None:
    before = client.get(AT[language])

    told("Mr. Roe chains the emergency exit at night.")
    locked()
    asked = Client().get(f"{AT[language]}?name=Roe")

    assert before.status_code == 200
    assert asked.content == before.content


@pytest.mark.parametrize("language", AT)
def test_it_asks_nothing_and_keeps_nothing(language: str, client: Client) -> None:
    answer = client.get(AT[language])
    page = Page(answer.content.decode())

    assert page.forms == []
    assert {tag for tag, _ in page.tags}.isdisjoint({"input", "textarea", "select", "script", "button"})
    assert not answer.cookies


@pytest.mark.parametrize("language", AT)
def test_it_says_where_to_complain_and_whom_to_ask_about_data(language: str, client: Client) -> None:
    about = load(FOLDER.charter).about
    assert about.data is not None

    text = Page(client.get(AT[language]).content.decode()).text

    assert " ".join(about.complaints.of[language].split()) in text
    assert " ".join(about.data.of[language].split()) in text


def test_two_weeks_are_what_the_states_give() -> None:
    assert timedelta(days=int(REPLY_TIME.days)) >= timedelta(weeks=2)


@pytest.mark.parametrize("language", AT)
@pytest.mark.parametrize("path", ["", "about/", "charter/", "numbers/"])
def test_whoever_looks_for_it_finds_it(path: str, language: str, client: Client) -> None:
    shown = Page(client.get(f"/{language}/{path}").content.decode())

    assert AT[language] in shown.links()


def test_a_charter_of_before_serves_and_is_told_what_is_missing(
    tmp_path: Path, settings: Settings, client: Client
) -> None:
    text = preset_text()
    begin = text.index("[about.data]")
    old = text[:begin] + text[text.index("[[bodies]]", begin) :]
    settings.FOLDER = found(tmp_path / "office", old)

    said = [one.id for one in check_office(None)]

    assert "office.W008" in said
    assert client.get(AT["en"]).status_code == 200
