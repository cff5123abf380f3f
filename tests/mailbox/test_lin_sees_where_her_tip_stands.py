from __future__ import annotations

import json
from datetime import date

import pytest
from builders import Told, answered, columns_in, told
from django.utils import translation
from opening_browser import OpeningBrowser
from tipster import Tipster
from unguarded import unguarded

from fairwitness.mailbox import stage
from fairwitness.mailbox import told as telling
from fairwitness.office.charter import Deadlines
from fairwitness.sealed.guards import GUARDS, REFERRALS
from fairwitness.sealed.models import Tip
from fairwitness.sealed.states import AWAITS_FEEDBACK, STAGES, State

pytestmark = pytest.mark.usefixtures("office")
OPEN = [state for state in State if state is not State.DESTROYED]
LANGUAGES = ["en", "zh-hans"]


@pytest.fixture
def tip() -> Told:
    """With a letter of the readers': no tip is past its feedback without one."""
    sent = told()
    answered(sent.conversation)
    return sent


def stands_in(tip: Told, state: State) -> None:
    with unguarded(GUARDS, REFERRALS):
        Tip.objects.filter(pk=tip.tip.pk).update(**columns_in(state))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", OPEN)
def test_without_a_script_the_page_says_what_the_state_means(tip: Told, state: State, language: str) -> None:
    stands_in(tip, state)
    lin = Tipster(language)

    lin.comes_back(" ".join(tip.code.words))

    with translation.override(language):
        assert str(STAGES[state].tipster) in lin.page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_while_readers_work_no_state_makes_the_page_longer_or_shorter(tip: Told, language: str) -> None:
    lin = Tipster(language)
    lin.comes_back(" ".join(tip.code.words))
    sizes = set()

    for state in AWAITS_FEEDBACK:
        stands_in(tip, state)
        lin.goes_to("/mailbox/letters/")
        sizes.add(len(lin.response.content))

    assert len(sizes) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_that_opens_by_itself_is_told_the_same_in_as_many_bytes(tip: Told, language: str) -> None:
    lin = OpeningBrowser(tip.code, language=language)
    sizes, said = set[int](), list[str]()

    for state in OPEN:
        stands_in(tip, state)
        answer = lin.asks("open")
        sizes.add(len(answer.content))
        stands = answer.json()["standing"]
        assert len(json.dumps(stands, ensure_ascii=False, separators=(",", ":")).encode()) == telling.STANDING
        said.append(stands["stage"])

    assert sizes == {telling.WHOLE}
    with translation.override(language):
        assert said == [str(STAGES[state].tipster) for state in OPEN]


@pytest.mark.parametrize(
    ("state", "turn"),
    [
        (State.RECEIVED, "The readers have it in hand. Due: 2026-03-08."),
        (State.TRIAGE, "The readers have it in hand. Due: 2026-05-30."),
        (State.REPLY, "The person reported on can answer. Due: 2026-03-24."),
        (State.SECOND_REVIEW, "A second reader has it in hand. Due: 2026-05-30."),
        (State.INSUFFICIENT, "It is in your hands. Due: 2026-03-24."),
        (State.CLOSED, "Nobody has to do anything now."),
    ],
)
def test_who_has_it_and_by_when_is_one_sentence(state: State, turn: str) -> None:
    tip = Tip(state=state, received=date(2026, 3, 1), since=date(2026, 3, 10))

    with translation.override("en"):
        said = stage.said(tip, Deadlines(acknowledge_days=7, feedback_days=90))

    assert said.turn == turn
