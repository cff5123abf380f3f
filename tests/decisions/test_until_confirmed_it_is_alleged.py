"""Until two have confirmed it, every page says that it is alleged: what is printed, and what every catalogue could print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.template.loader import render_to_string
from django.utils import translation
from grading import agrees, asks, both_grade, hearing_left_out, in_second_review
from referring import a_tip_in
from repository import ROOT
from reviewer import Reviewer

from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")
PACKAGE = ROOT / "src" / "fairwitness"
CATALOGUES = sorted(PACKAGE.glob("locale/*/LC_MESSAGES/django.po"))
SHOWS_CLAIMS = re.compile(r"<sealed-(allegations|grading)\b")
SAYS_ALLEGED = {"en": "All of it is alleged|all of it is alleged", "zh-hans": "这些都只是有人这样说"}
# Whoever is spoken about has done nothing as long as nothing is confirmed, and is called nothing afterwards.
AS_IF_SO = re.compile(
    r"\b(culprit|perpetrator|wrongdoer|evildoer|offender|suspect|convict|guilty|the accused|what (he|she|they) did wrong|the crime that)\b"
    r"|犯罪分子|罪犯|嫌疑人|嫌犯|作案|肇事者|违法者|违法人员|有罪|罪行|涉案人|当事人的错",
    re.IGNORECASE,
)
# A claim stands with one of these, or with nothing that says how sure it is.
CALLED_SO = re.compile(
    r"\b(proven|proved|established|it is true that|the truth is)\b|已证实|事实是", re.IGNORECASE
)
BEFORE = [
    state
    for state in State
    if state not in (State.CONFIRMED, State.REFERRED, State.PROTECTED_CONDUCT, State.DESTROYED)
]


def strings(catalogue: Path) -> Iterator[str]:
    """Everything that it prints, in English and in its own language."""
    with catalogue.open("rb") as file:
        messages = list(read_po(file))
    for message in messages:
        for part in (message.id, message.string):
            yield from (str(one) for one in (part if isinstance(part, tuple | list) else (part,)))


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.parent.parent.name)
def test_no_catalogue_has_a_word_for_somebody_who_has_done_it(catalogue: Path) -> None:
    assert [one for one in strings(catalogue) if AS_IF_SO.search(one)] == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.parent.parent.name)
def test_no_catalogue_calls_a_claim_anything_but_alleged_or_confirmed(catalogue: Path) -> None:
    assert [one for one in strings(catalogue) if CALLED_SO.search(one)] == []


def test_the_lint_finds_what_it_looks_for() -> None:
    found = [
        AS_IF_SO.search(one) is not None
        for one in ("The culprit was seen.", "嫌疑人在场。", "He may object.")
    ]
    called = [CALLED_SO.search(one) is not None for one in ("It is proven.", "已证实。", "It is alleged.")]

    assert (found, called) == ([True, True, False], [True, True, False])


def test_there_are_catalogues_and_pages_to_look_at() -> None:
    assert CATALOGUES != []
    assert len(pages_with_claims()) > 1


def pages_with_claims() -> list[Path]:
    return [
        one for one in PACKAGE.rglob("templates/**/*.html") if SHOWS_CLAIMS.search(one.read_text("utf-8"))
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("state", BEFORE)
def test_until_confirmed_every_page_that_shows_a_claim_says_alleged(state: State, language: str) -> None:
    tip, amara = a_tip_in(state), Reviewer("amara")

    for path in (f"tips/{tip.tip.id}/", f"tips/{tip.tip.id}/decision/"):
        page = amara.client.get(f"/{language}/desk/{path}", headers={"Accept": "text/html"})
        assert page.status_code == 200
        assert re.search(SAYS_ALLEGED[language], page.content.decode()), path


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_waits_for_a_second_signature_is_still_alleged(language: str) -> None:
    with translation.override(language):
        words = render_to_string("decisions/words.html", {"credible": ()})

    asked = re.search(r'data-word="verdict-asked">([^<]+)<', words)
    assert asked is not None
    assert ("Still alleged" if language == "en" else "仍只是有人这样说") in asked[1]


def test_only_what_two_have_signed_is_called_confirmed() -> None:
    tip, amara, noor = in_second_review(), Reviewer("amara"), Reviewer("noor")
    both_grade(tip, amara, noor)
    with hearing_left_out(tip):
        asks(amara, tip)
        before = noor.gets(f"tips/{tip.tip.id}/decision/").content.decode()
        agrees(noor, tip)
        after = noor.gets(f"tips/{tip.tip.id}/decision/").content.decode()

    assert ("data-done" in before, "data-done" in after) == (False, True)
    assert "Two readers have signed, so these claims are confirmed." not in before
    assert "Two readers have signed, so these claims are confirmed." in after
