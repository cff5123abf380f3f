from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from builders import Told, answered
from clock import Clock
from closings import staff
from knowing import Knows, heard
from unguarded import unguarded

from fairwitness.cli.findings import _looked
from fairwitness.decisions.checking_knowing import knowingly_false
from fairwitness.decisions.guards_of_knowing import KNOWING, TIPSTERS_HEARD
from fairwitness.decisions.models import KnowinglyFalse, TipsterAsked
from fairwitness.decisions.unfounded import unfounded
from fairwitness.sealed.models import Letter

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def tip(clock: Clock) -> Told:
    """Two have signed, and Mr Bo from outside."""
    told = heard(clock)
    Knows(told).by_two()
    Knows(told).judges()
    return told


def wrong(tip: Told) -> list[str]:
    (found,) = list(knowingly_false())
    assert found[0] == tip.tip.id
    return found[1]


def test_what_three_have_signed_holds(tip: Told, capsys: pytest.CaptureFixture[str]) -> None:
    said: Any = _looked(None)  # type: ignore[arg-type]  # it looks at nothing of it

    assert (wrong(tip), said) == ([], 0)
    assert "a third from outside" in capsys.readouterr().out


def test_a_mailbox_that_says_so_without_a_signature_from_outside_is_found(
    tip: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    with unguarded(KNOWING):
        KnowinglyFalse.objects.all().delete()

    said: Any = _looked(None)  # type: ignore[arg-type]  # the same

    assert (wrong(tip), said) == (["nobody from outside has signed it"], 1)
    assert [tip.tip.id in one for one in unfounded()] == [True]
    assert tip.tip.id in capsys.readouterr().err


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"first_signature": bytes(64)}, "the first signature is of nobody whom a signed key sheet names"),
        ({"second_signature": bytes(64)}, "the second signature is of nobody whom a signed key sheet names"),
        (
            {"outside_signature": bytes(64)},
            "the signature from outside is of nobody whom a signed key sheet names as guarding names",
        ),
        ({"outside": b"{}"}, "what was signed from outside is no such statement"),
        ({"statement": b"{}"}, "what was signed is no statement of what a tipster knew"),
    ],
)
def test_what_somebody_has_written_over_is_found(tip: Told, columns: dict[str, Any], sentence: str) -> None:
    with unguarded(KNOWING):
        KnowinglyFalse.objects.update(**columns)

    assert sentence in wrong(tip)


def test_a_reader_who_is_written_in_as_the_outsider_is_found(tip: Told) -> None:
    with unguarded(KNOWING):
        KnowinglyFalse.objects.update(outsider=staff("wei").id)

    found = wrong(tip)

    assert "the signature from outside is of nobody whom a signed key sheet names as guarding names" in found


def test_a_hearing_that_is_shortened_afterwards_is_found(tip: Told) -> None:
    with unguarded(TIPSTERS_HEARD):
        TipsterAsked.objects.update(day=KnowinglyFalse.objects.get().day)

    assert "the tipster was not heard for fourteen days" in wrong(tip)


def test_a_statement_that_leaves_out_an_answer_is_found(tip: Told) -> None:
    answered(tip.conversation, "I did not know.", from_office=False)
    Letter.objects.filter(from_office=False, position=2).update(day=TipsterAsked.objects.get().day)

    assert "what the tipster answered is not what was signed for" in wrong(tip)


def test_a_hearing_that_is_put_back_to_an_earlier_day_is_found(tip: Told) -> None:
    with unguarded(TIPSTERS_HEARD):
        TipsterAsked.objects.update(day=TipsterAsked.objects.get().day - timedelta(days=3))

    assert wrong(tip) == ["the journal does not say that the tipster was told on that day, by that reader"]


def test_a_row_of_another_day_than_was_signed_is_found(tip: Told) -> None:
    with unguarded(KNOWING):
        KnowinglyFalse.objects.update(day=KnowinglyFalse.objects.get().day + timedelta(days=1))

    assert wrong(tip) == ["it was signed on another day than it says"]
