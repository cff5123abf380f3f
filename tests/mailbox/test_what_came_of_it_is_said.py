from __future__ import annotations

import json
from datetime import timedelta

import pytest
from builders import Told, answered, closed, columns_in, told
from django.test import Client
from django.utils import translation
from opening_browser import OpeningBrowser
from pages import Page
from tipster import Tipster
from unguarded import unguarded

from fairwitness.mailbox.reading import OUTCOMES
from fairwitness.mailbox.told import ENTRY, WHOLE, opened
from fairwitness.office.charter import current
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.guards import GUARDS, REFERRALS
from fairwitness.sealed.models import Mailbox, Notice, Tip
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")
WORDS = {
    "withdrawn": ("Taken back by you", "由您撤回"),
    "confirmed": ("Confirmed by two readers", "经两位审阅人确认属实"),
    "not-confirmed": ("Not confirmed. That does not mean that it was untrue.", "未能查实。"),
    "insufficient": ("There was too little to go on", "可供查证的内容太少"),
    "out-of-scope": ("This line is not there for it", "这件事不归本站受理"),
    "protected-conduct": ("Not taken: what people think, say and believe", "未受理："),
    "referred": ("Passed on to another body", "已转交其他机构"),
}


@pytest.fixture
def tip() -> Told:
    return told()


def test_every_outcome_has_words() -> None:
    assert set(OUTCOMES) == set(WORDS) == set(Tip.Outcome.values)


@pytest.mark.parametrize(("place", "language"), [(0, "en"), (1, "zh-hans")])
@pytest.mark.parametrize("outcome", Tip.Outcome)
def test_the_page_with_dates_says_what_came_of_it(
    tip: Told, outcome: Tip.Outcome, place: int, language: str
) -> None:
    lin = Tipster(language)
    destroy(tip.tip, outcome)

    lin.comes_back(" ".join(tip.code.words))

    said = [words for one in WORDS.values() if (words := one[place]) in lin.page.text]
    assert said == [WORDS[outcome][place]]


@pytest.mark.parametrize(("place", "language"), [(0, "en"), (1, "zh-hans")])
def test_so_do_the_pages_that_a_script_shows(place: int, language: str) -> None:
    page = Page(Client().get(f"/{language}/mailbox/sealed/pages/").content.decode())

    parts = {told_of["data-part"] for _, told_of in page.tags if "data-part" in told_of}

    assert {*Tip.Outcome.values, "ended", "closed"} <= parts
    assert all(words[place] in page.text for words in WORDS.values())


def test_a_script_is_told_the_outcome_and_the_state(tip: Told) -> None:
    lin = OpeningBrowser(tip.code)
    closed(tip)
    open_, whole = lin.opens(), lin.asks("open").content

    destroy(tip.tip, Tip.Outcome.NOT_CONFIRMED)

    assert (open_["standing"]["step"], open_["standing"]["due"]) == ("closed", "")
    assert not open_["standing"]["late"]
    assert lin.opens()["outcome"] == "not-confirmed"
    assert len(lin.asks("open").content) == len(whole) == 64 * 1024


@pytest.mark.parametrize("state", [one for one in State if one is not State.DESTROYED])
def test_no_state_shows_in_the_size_of_the_answer(tip: Told, state: State) -> None:
    answered(tip.conversation)
    with unguarded(GUARDS, REFERRALS):
        Tip.objects.update(**columns_in(state))

    answer = OpeningBrowser(tip.code).asks("open").content

    assert len(answer) == 64 * 1024


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("reason", Tip.Extension)
def test_a_notice_of_more_time_takes_up_as_much_room_as_every_other(
    tip: Told, reason: Tip.Extension, language: str
) -> None:
    later = tip.tip.received + timedelta(days=180)
    Tip.objects.update(extended=reason, feedback_due=later)
    template, day = Notice.Template.EXTENDED, tip.tip.received
    office, conversation = tip.tip.office, tip.conversation
    Notice.objects.create(office=office, conversation=conversation, template=template, day=day)

    with translation.override(language):
        answer = opened(Mailbox.objects.get(), current())

    (said,) = [one for one in json.loads(answer)["entries"] if later.isoformat() in one["sentence"]]
    assert len(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()) == ENTRY
    assert len(answer) == WHOLE
