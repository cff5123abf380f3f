from __future__ import annotations

import pytest
from builders import Told, answered, sealed_answer, told
from clock import Clock
from closings import staff
from reviewer import Reviewer

from fairwitness.journal.models import Entry
from fairwitness.office.charter import current
from fairwitness.sealed.actions.assign import take
from fairwitness.sealed.actions.escalate import escalate_what_is_late
from fairwitness.sealed.models import Tip

pytestmark = pytest.mark.usefixtures("office")
CALLED = "somebody else looks now"


def a_tip_that_amara_answered() -> Told:
    sent = told()
    answer = Reviewer("amara").answers(sent.tip, sealed_answer(sent.conversation))
    assert answer.status_code == 200
    return sent


def escalate() -> int:
    return escalate_what_is_late(current().deadlines)


@pytest.mark.parametrize(
    ("days", "tipster_wrote", "called"),
    [(87, True, 0), (88, True, 1), (88, False, 0), (90, False, 0), (91, False, 1), (400, True, 1)],
)
def test_two_days_before_where_the_tipster_waits_and_always_when_it_is_late(
    clock: Clock, days: int, *, tipster_wrote: bool, called: int
) -> None:
    sent = a_tip_that_amara_answered()
    if tipster_wrote:
        answered(sent.conversation, from_office=False)
    clock.passes(days=days)

    counts = [escalate() for _ in range(3)]

    assert counts == [called, 0, 0]
    assert Entry.objects.filter(kind="escalated", tip=sent.tip.id, by="").count() == called


def test_whoever_has_it_in_hand_is_not_called_and_every_colleague_is(clock: Clock) -> None:
    sent = a_tip_that_amara_answered()
    take(sent.tip.id, by=staff("amara").id)
    clock.passes(days=91)
    escalate()

    amara, noor = Reviewer("amara").page("").text, Reviewer("noor").page("").text

    assert CALLED not in amara
    assert "1 day late" in amara
    assert CALLED in noor


def test_whoever_takes_what_nobody_had_is_called_no_more(clock: Clock) -> None:
    sent = a_tip_that_amara_answered()
    clock.passes(days=91)
    escalate()

    both = [CALLED in Reviewer(name).page("").text for name in ("amara", "noor")]
    take(sent.tip.id, by=staff("noor").id)

    assert both == [True, True]
    assert CALLED in Reviewer("amara").page("").text
    assert CALLED not in Reviewer("noor").page("").text


def test_it_calls_everybody_where_nobody_wrote(clock: Clock) -> None:
    told()
    clock.passes(days=6)
    Reviewer("amara")
    Tip.objects.update(state="acknowledged", acknowledged=clock.at.date())
    clock.passes(days=85)
    escalate()

    pages = [Reviewer(name).page("").text for name in ("amara", "noor")]

    assert all(CALLED in page for page in pages)


def test_fifty_tips_that_say_the_same_call_nobody(clock: Clock) -> None:
    for _ in range(5):
        a_tip_that_amara_answered()
    clock.passes(days=50)

    assert escalate() == 0
