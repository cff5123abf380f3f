"""Amara has recorded it. Whatever she would sign of it at the desk is refused with a sentence, and nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import leaving
import pytest
import referring
from builders import Told, answered, keys_of, rows
from closings import presses, staff, ticks
from leaving import Asking, redacts
from marking import Marking
from people import lock
from recording import in_state, recorded
from referring import Referring, proposes
from reviewer import Reviewer

from fairwitness.office.clock import today
from fairwitness.sealed.models import Keeping, Recorded, Referral, Tip
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")
Try = Callable[[Reviewer, Told], Any]


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


@pytest.fixture
def tip(amara: Reviewer) -> Told:
    return recorded(amara)


def marks(amara: Reviewer, tip: Told) -> Any:
    return amara.marks(tip.tip, Marking(tip).request())


def closes(amara: Reviewer, tip: Told) -> Any:
    return ticks(amara, "out-of-scope", tip, sure="1")


def locks(amara: Reviewer, tip: Told) -> Any:
    return lock(amara, tip)


def looks_a_second_time(amara: Reviewer, tip: Told) -> Any:
    return presses(amara, f"tips/{tip.tip.id}/agree/")


def finishes(amara: Reviewer, tip: Told) -> Any:
    return presses(amara, f"tips/{tip.tip.id}/finish/", {"seen": State.FEEDBACK_GIVEN})


def passes_it_on(amara: Reviewer, tip: Told) -> Any:
    return proposes(amara, tip, Referring(tip).request())


def agrees_to_pass_it_on(amara: Reviewer, tip: Told) -> Any:
    return referring.agrees(amara, tip)


def keeps_it(amara: Reviewer, tip: Told) -> Any:
    day = (today() + timedelta(days=9)).isoformat()
    return presses(amara, f"tips/{tip.tip.id}/kept/", {"reason": "order", "until": day})


def agrees_to_keep_it(amara: Reviewer, tip: Told) -> Any:
    return presses(amara, f"tips/{tip.tip.id}/kept/agreed/", {"asked": Keeping.objects.get().id})


def exports(amara: Reviewer, tip: Told) -> Any:
    return leaving.asks(amara, tip, Asking(tip).request())


def agrees_to_export(amara: Reviewer, tip: Told) -> Any:
    return leaving.agrees(amara, tip)


def redacts_it(amara: Reviewer, tip: Told) -> Any:
    return redacts(amara, tip, tip.conversation.letters.get(position=0))


def noor_has_asked(tip: Told) -> None:
    """For all that takes two, as a colleague may."""
    noor = Reviewer("noor")
    if tip.tip.state == State.CLOSED:
        Keeping.objects.create(
            office=tip.tip.office,
            tip=tip.tip,
            reason="order",
            until=today() + timedelta(days=9),
            first=staff("noor").id,
        )
    elif tip.tip.state == State.TRIAGE:
        assert proposes(noor, tip, Referring(tip, by="noor").request()).status_code == 200
    elif tip.tip.state == State.CONFIRMED:
        assert leaving.asks(noor, tip, Asking(tip, by="noor").request()).status_code == 200


@pytest.mark.parametrize(
    ("does", "state", "asked", "status"),
    [
        (marks, State.SCOPE_CHECK, False, 403),
        (closes, State.SCOPE_CHECK, False, 200),
        (locks, State.SCOPE_CHECK, False, 409),
        (looks_a_second_time, State.OUT_OF_SCOPE, False, 409),
        (finishes, State.FEEDBACK_GIVEN, False, 409),
        (passes_it_on, State.TRIAGE, False, 403),
        (agrees_to_pass_it_on, State.TRIAGE, True, 403),
        (keeps_it, State.CLOSED, False, 409),
        (agrees_to_keep_it, State.CLOSED, True, 409),
        (exports, State.CONFIRMED, False, 403),
        (agrees_to_export, State.CONFIRMED, True, 403),
        (redacts_it, State.TRIAGE, False, 403),
    ],
)
def test_it_is_refused_with_a_sentence_and_nothing_is_changed(
    amara: Reviewer, tip: Told, does: Try, state: State, status: int, *, asked: bool
) -> None:
    outcome = {"outcome": "not-confirmed"} if state in (State.FEEDBACK_GIVEN, State.CLOSED) else {}
    second = {"second_look": staff("noor").id} if state is State.OUT_OF_SCOPE else {}
    in_state(tip, state, **outcome, **second)
    noor_has_asked(tip) if asked else answered(tip.conversation)
    before = rows("sealed"), rows("journal"), Tip.objects.values().get(pk=tip.tip.pk)

    answer = does(amara, tip)

    said = answer.json()["error"] if "json" in answer["Content-Type"] else answer.content.decode()
    assert "You have recorded this tip, so another reader" in said
    assert answer.status_code == status
    assert before == (rows("sealed"), rows("journal"), Tip.objects.values().get(pk=tip.tip.pk))


def test_an_objection_to_a_lock_is_no_way_round_it_either(amara: Reviewer, tip: Told) -> None:
    in_state(
        tip, State.SCOPE_CHECK, locked_by=staff("noor").id
    )  # and the caller has said that it was about harm

    answer = locks(amara, tip)

    assert "You have recorded this tip, so another reader" in answer.content.decode()
    assert Tip.objects.get(pk=tip.tip.pk).state == State.SCOPE_CHECK


def test_a_colleague_marks_it_and_is_named_beside_it(tip: Told) -> None:
    in_state(tip, State.SCOPE_CHECK)

    answer = Reviewer("noor").marks(tip.tip, Marking(tip, by=keys_of("noor")).request())

    assert answer.status_code == 200
    assert Recorded.objects.get(tip=tip.tip).marked_by == staff("noor").id


@pytest.mark.parametrize("page", ["", "passing-on/", "export/", "kept/"])
def test_her_pages_say_so_before_she_presses_anything(amara: Reviewer, tip: Told, page: str) -> None:
    in_state(
        tip, State.CLOSED if page == "kept/" else State.TRIAGE, outcome="not-confirmed" * (page == "kept/")
    )

    shown = [Reviewer("noor").page(f"tips/{tip.tip.id}/{page}"), amara.page(f"tips/{tip.tip.id}/{page}")]

    assert ["You have recorded this tip. So another" in one.text for one in shown] == [False, True]
    assert not Referral.objects.exists()


def test_where_a_letter_is_redacted_her_page_says_so_too(amara: Reviewer, tip: Told) -> None:
    place = f"tips/{tip.tip.id}/letters/{tip.conversation.letters.get().id}/"

    answers = [amara.gets(place), Reviewer("noor").gets(place)]

    assert [one.status_code for one in answers] == [409, 200]
    assert "You have recorded this tip, so another reader" in answers[0].content.decode()
    assert "Redact something" not in amara.page(f"tips/{tip.tip.id}/").text
