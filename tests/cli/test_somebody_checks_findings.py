from __future__ import annotations

from typing import Any

import pytest
from builders import Told
from closings import staff
from grading import agrees, asks, both_grade, hearing_left_out, in_second_review
from reviewer import Reviewer
from unguarded import unguarded

from fairwitness.cli.findings import _looked
from fairwitness.cli.office import _unsigned
from fairwitness.cli.promises.checks import KEPT_BY
from fairwitness.crypto.age import seal
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.decisions.checking import confirmed
from fairwitness.decisions.guards import FINDINGS, GRADES
from fairwitness.decisions.models import Finding, Grade
from fairwitness.decisions.unfounded import unfounded
from fairwitness.sealed.guards import GUARDS
from fairwitness.sealed.models import Tip

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def tip() -> Told:
    """Confirmed by two."""
    sent = in_second_review()
    with hearing_left_out(sent):
        both_grade(sent, Reviewer("amara"), Reviewer("noor"))
        assert asks(Reviewer("amara"), sent).status_code == 200
        assert agrees(Reviewer("noor"), sent).status_code == 200
    return sent


def wrong(tip: Told) -> list[str]:
    (found,) = list(confirmed())
    assert found[0] == tip.tip.id
    return found[1]


def test_what_two_have_signed_holds(tip: Told, capsys: pytest.CaptureFixture[str]) -> None:
    said: Any = _looked(None)  # type: ignore[arg-type]  # it looks at nothing of it

    assert (wrong(tip), said) == ([], 0)
    assert "Two people have signed each of them." in capsys.readouterr().out


def test_a_tip_that_somebody_has_called_confirmed_is_found(
    tip: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    with unguarded(FINDINGS):
        Finding.objects.filter(tip=tip.tip).delete()

    said: Any = _looked(None)  # type: ignore[arg-type]  # the same

    assert (wrong(tip), said) == (["no two people have signed it"], 1)
    assert tip.tip.id in capsys.readouterr().err


def test_it_is_told_by_every_command_that_looks_at_the_office(tip: Told) -> None:
    assert list(unfounded()) == list(KEPT_BY["two-confirm"]()) == []

    with unguarded(FINDINGS):
        Finding.objects.filter(tip=tip.tip).update(second_signature=bytes(64))

    (said,) = unfounded()
    assert said.startswith(f"the tip {tip.tip.id} is called confirmed, and is not: the second signature")
    assert list(KEPT_BY["two-confirm"]()) == list(_unsigned()) == [said]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"first_signature": bytes(64)}, "the first signature is of nobody whom a signed key sheet names"),
        ({"second_signature": bytes(64)}, "the second signature is of nobody whom a signed key sheet names"),
        ({"statement": b"{}"}, "what was signed is no statement of a finding"),
    ],
)
def test_what_somebody_has_written_over_is_found(tip: Told, columns: dict[str, Any], sentence: str) -> None:
    with unguarded(FINDINGS):
        Finding.objects.filter(tip=tip.tip).update(**columns)

    assert sentence in wrong(tip)


def test_a_second_name_of_somebody_who_has_not_graded_is_found(tip: Told) -> None:
    with unguarded(FINDINGS):
        Finding.objects.filter(tip=tip.tip).update(second=staff("wei").id)

    assert "somebody who signed has not graded all of it" in wrong(tip)


def test_a_grade_that_somebody_has_exchanged_is_found(tip: Told) -> None:
    other = seal(b"other", [HybridIdentity.generate().recipient])
    with unguarded(GRADES):
        Grade.objects.filter(tip=tip.tip, by=staff("noor").id).update(sealed=other)

    assert wrong(tip) == ["the grades are not those that were signed for"]


def test_a_finding_of_another_tip_is_found(tip: Told) -> None:
    other = in_second_review()
    with unguarded(FINDINGS, GUARDS):
        Finding.objects.filter(tip=tip.tip).update(tip=other.tip)
        Tip.objects.filter(pk=other.tip.pk).update(state="confirmed", outcome="confirmed")
        Tip.objects.filter(pk=tip.tip.pk).update(outcome="")

    assert "what was signed is about another tip or line" in wrong(other)
