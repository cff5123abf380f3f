from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from at_once import at_once
from builders import Told
from clock import Clock
from closings import closed, locked, now, staff, the_lot
from opening_browser import OpeningBrowser
from tipster import Tipster

from fairwitness.crypto.codes import FirstRow
from fairwitness.journal.models import Entry
from fairwitness.mailbox.entering import glance
from fairwitness.mailbox.told import ENTRY, WHOLE
from fairwitness.office import charter
from fairwitness.review import closing
from fairwitness.sealed.actions.move import StalePage
from fairwitness.sealed.actions.reopen import TooLate
from fairwitness.sealed.actions.time_is_over import end_what_nobody_opened_again
from fairwitness.sealed.models import Letter, Notice
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture(autouse=True)
def no_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    the_lot(monkeypatch, falls=False)


def inside(tip: Told, language: str = "en") -> Tipster:
    lin = Tipster(language)
    lin.comes_back(" ".join(tip.code.words))
    return lin


def size_of(entry: object) -> int:
    return len(json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode())


def presses(lin: Tipster, step: str, **typed: str) -> None:
    """The button beside the day."""
    (form,) = [form for form in lin.page.forms if form.name == "words"]
    lin.sends(form, None, again=step, **typed)


@pytest.fixture
def three_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public body's charter."""
    found = charter.current()
    shorter = replace(found, retention=replace(found.retention, out_of_scope_days=3))
    monkeypatch.setattr(charter, "current", lambda: shorter)


@pytest.mark.parametrize("outcome", [State.OUT_OF_SCOPE, State.INSUFFICIENT])
def test_lin_opens_it_again_with_one_click_and_no_script(outcome: State) -> None:
    tip = closed(outcome)
    lin = inside(tip)

    before = lin.page.text
    presses(lin, "reopen")

    assert "you can open it again." in before
    assert "Your tip is open again, and a reader looks at it." in lin.page.text
    assert "What you had typed" not in lin.page.text
    assert (now(tip).state, now(tip).outcome) == (State.SCOPE_CHECK, "")
    last = Entry.objects.filter(tip=tip.tip.id, kind="scope-check").values_list("by", flat=True)
    assert sorted(last) == sorted(["", staff("amara").id])
    assert "The readers tell you by" in lin.page.text


def test_what_stands_in_the_box_is_not_sent_and_not_lost() -> None:
    tip = closed()
    lin = inside(tip)

    presses(lin, "reopen", text="It was the foreman.")

    assert lin.page.box.strip() == "It was the foreman."
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(("days", "opened"), [(0, True), (14, True), (15, False), (40, False)])
def test_on_the_last_day_and_not_on_the_day_after(clock: Clock, days: int, *, opened: bool) -> None:
    tip = closed()
    clock.passes(days=days)
    lin = inside(tip)

    presses(lin, "reopen")

    assert now(tip).state == (State.SCOPE_CHECK if opened else State.OUT_OF_SCOPE)
    assert ("Nothing was changed" in lin.page.text) is not opened


@pytest.mark.usefixtures("three_days")
@pytest.mark.parametrize(("days", "opened"), [(3, True), (4, False)])
def test_where_the_law_gives_three_days_there_are_three(clock: Clock, days: int, *, opened: bool) -> None:
    tip = closed()
    clock.passes(days=days)

    told = OpeningBrowser(tip.code).asks("again", step="reopen").json()

    assert (now(tip).state == State.SCOPE_CHECK) is opened
    (notice,) = [one["sentence"] for one in told["entries"] if "nothing for this line" in one["sentence"]]
    assert notice.startswith("Is there harm in what you tell that we have missed?")
    assert "open it again by 2026-11-27" in notice


@pytest.mark.usefixtures("three_days")
def test_too_little_to_go_on_has_its_fourteen_days_there_as_well(clock: Clock) -> None:
    del clock
    tip = closed(State.INSUFFICIENT)

    notice = OpeningBrowser(tip.code).opens()["standing"]

    assert (notice["step"], notice["due"]) == ("reopen", "2026-12-08")


def test_a_colleague_opens_it_again_and_not_after_the_last_day(clock: Clock) -> None:
    first, second = closed(text="The alarm is off."), closed()

    clock.passes(days=14)
    closing.reopen(first.tip.id, by=staff("noor"))
    clock.passes(days=1)
    with pytest.raises(TooLate):
        closing.reopen(second.tip.id, by=staff("noor"))

    assert (now(first).state, now(second).state) == (State.SCOPE_CHECK, State.OUT_OF_SCOPE)


@pytest.mark.parametrize("days", [15, 22])
def test_the_worker_closes_it_for_good_once_however_long_it_slept(clock: Clock, days: int) -> None:
    tip = closed()

    clock.passes(days=days)
    for _ in range(3):
        end_what_nobody_opened_again()

    assert (now(tip).state, now(tip).outcome) == (State.CLOSED, "out-of-scope")
    assert now(tip).since == date(2026, 11, 24) + timedelta(days=days)
    lin = inside(tip)
    assert "Your tip is closed." in lin.page.text
    assert 'value="reopen"' not in lin.response.content.decode()


def test_on_the_last_day_the_worker_leaves_it(clock: Clock) -> None:
    tip = closed()

    clock.passes(days=14)
    end_what_nobody_opened_again()

    assert now(tip).state == State.OUT_OF_SCOPE


@pytest.mark.django_db(transaction=True)
def test_the_tipster_and_a_colleague_open_it_at_once_and_it_is_opened_once() -> None:
    tip = closed()
    lin = OpeningBrowser(tip.code)

    def noor() -> None:
        with suppress(StalePage):
            closing.reopen(tip.tip.id, by=staff("noor"))

    at_once(list[Callable[[], object]]([partial(lin.asks, "again", step="reopen"), noor]))

    assert now(tip).state == State.SCOPE_CHECK
    assert tip.conversation.notices.filter(template=Notice.Template.REOPENED).count() == 1


@pytest.mark.parametrize("step", ["reopen", "object", "answer", "", "x", "阿"])
def test_a_button_that_no_page_has_does_nothing(step: str) -> None:
    tip = closed() if step != "reopen" else locked()
    lin = inside(tip)

    before = now(tip).state
    OpeningBrowser(tip.code).asks("again", step=step)
    presses(lin, step)

    assert now(tip).state == before


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_nobody_sees_by_its_size_that_something_was_closed_or_opened(language: str) -> None:
    tip = closed()
    lin = OpeningBrowser(tip.code, language=language)

    sizes = {len(lin.asks("open").content), len(lin.asks("again", step="reopen").content)}
    closing.lock(tip.tip.id, seen=State.SCOPE_CHECK, by=staff("amara"))
    told = lin.asks("again", step="object")

    assert sizes | {len(told.content)} == {WHOLE}
    assert {size_of(one) for one in told.json()["entries"]} == {ENTRY}


def test_row_one_alone_says_that_something_waits_and_when(clock: Clock) -> None:
    del clock
    tip = closed()

    seen = glance(FirstRow.read(" ".join(tip.code.words[:4])))

    assert seen is not None
    assert (seen.waits, seen.due) == (True, date(2026, 12, 8))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_lin_objects_without_a_script_and_can_say_why_in_a_letter(language: str) -> None:
    tip = locked()
    lin = inside(tip, language)

    presses(lin, "object")
    lin.answers("My brother was beaten for it.")

    assert now(tip).state == State.SCOPE_CHECK
    assert tip.conversation.letters.count() == 2


def test_a_tip_that_was_taken_back_in_another_tab_shows_its_dates() -> None:
    tip = closed()
    lin = inside(tip)
    OpeningBrowser(tip.code).asks("withdraw")

    presses(lin, "reopen")

    assert "Your tip was destroyed" in lin.page.text


def test_what_was_destroyed_as_protected_conduct_says_so_in_words(clock: Clock) -> None:
    tip = locked()
    clock.passes(days=5)
    end_what_nobody_opened_again()

    lin = inside(tip)

    assert "Not taken: what people think, say and believe is their right" in lin.page.text
