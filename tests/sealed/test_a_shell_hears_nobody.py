"""A reviewer with a database shell wants to confirm without hearing the other side, alone or for ever: the tables refuse it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hearing import asked, in_fact_finding, staff

from fairwitness.decisions.guards import CONFIRMED
from fairwitness.office.clock import today
from fairwitness.sealed.guards import GUARDS
from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_hearing import Hearing, LeftOut
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")
SIGNATURE = b"s" * 64


def is_refused(statement: str, *values: Any) -> bool:
    """Whether the database itself says no."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError:
        return True
    return False


def left_out(tip: Tip, **how: Any) -> LeftOut:
    told: dict[str, Any] = {"ground": "danger", "until": today() + timedelta(days=30), **how}
    return LeftOut.objects.create(
        office=tip.office,
        tip=tip,
        statement=b"{}",
        first=staff("amara").id,
        first_signature=SIGNATURE,
        **told,
    )


def confirm(tip: Tip) -> bool:
    """Whether it goes through."""
    return not is_refused(
        "UPDATE sealed_tip SET state = 'confirmed', since = %s WHERE id = %s", today(), tip.id
    )


def allow_confirming() -> None:
    """The two signatures that confirm are other guards': here it is as if they were there."""
    for one in (GUARDS, CONFIRMED):
        one.take_away(connection)


def test_nothing_is_confirmed_that_nobody_was_asked_about() -> None:
    tip = in_fact_finding(state=State.SECOND_REVIEW).tip
    allow_confirming()

    assert not confirm(tip)


def test_nor_while_somebody_can_still_answer() -> None:
    asking = asked()
    allow_confirming()

    assert not confirm(asking.tip.tip)
    assert is_refused("UPDATE sealed_tip SET state = 'second-review' WHERE id = %s", asking.tip.tip.id)


def test_it_is_confirmed_once_they_have_answered() -> None:
    asking = asked()
    Hearing.objects.update(own_from=2, answered=today())
    allow_confirming()

    assert confirm(asking.tip.tip)


def test_nobody_gives_less_time_or_more_than_once() -> None:
    asking = asked()
    sooner, later = today() + timedelta(days=3), today() + timedelta(days=28)

    assert is_refused("UPDATE sealed_hearing SET until = %s", sooner)
    assert is_refused("UPDATE sealed_hearing SET until = %s", later)
    assert is_refused('UPDATE sealed_hearing SET "by" = %s', staff("noor").id)
    assert not is_refused("UPDATE sealed_hearing SET until = %s, more = %s", later, today())
    assert is_refused("UPDATE sealed_hearing SET until = %s", later + timedelta(days=14))
    assert asking.row.until == later


def test_what_nobody_has_signed_for_counts_neither_as_asked_nor_as_silent() -> None:
    asking = asked(handed_by="")
    allow_confirming()
    Hearing.objects.update(own_from=2, answered=today())

    assert not confirm(asking.tip.tip)
    Hearing.objects.update(ended="unfound")
    assert not confirm(asking.tip.tip)


def test_nobody_is_written_in_who_made_the_code_or_does_not_read_or_gives_other_days() -> None:
    asked(handed_by="")
    amara, noor, until = staff("amara").id, staff("noor").id, today() + timedelta(days=14)
    handed = "UPDATE sealed_hearing SET handed = %s, until = %s, handed_by = %s, way = %s, statement = %s, signature = %s"
    signed = (b"{}", SIGNATURE)

    for wrong in (
        (today(), until, amara, "post", *signed),
        (today(), until, "nobody", "post", *signed),
        (today(), until, noor, "by pigeon", *signed),
        (today(), until - timedelta(days=1), noor, "post", *signed),
        (today() - timedelta(days=1), until - timedelta(days=1), noor, "post", *signed),
        (today(), until, noor, "post", b"{}", b""),
    ):
        assert is_refused(handed, *wrong), wrong
    assert not is_refused(handed, today(), until, noor, "post", *signed)
    assert is_refused("UPDATE sealed_hearing SET handed_by = %s", amara)
    assert is_refused("UPDATE sealed_hearing SET until = NULL, handed = NULL, way = '', handed_by = ''")


def test_nobody_is_told_of_a_finding_that_there_is_not_nor_of_another_end_afterwards() -> None:
    asked()

    for end in ("confirmed", "not-confirmed", "cleared"):
        assert is_refused("UPDATE sealed_hearing SET ended = %s", end)
    assert not is_refused("UPDATE sealed_hearing SET ended = 'unfound'")
    assert is_refused("UPDATE sealed_hearing SET ended = ''")


def test_leaving_out_does_not_end_the_waiting_for_whoever_was_given_a_code() -> None:
    asking = asked()
    row = left_out(asking.tip.tip)
    LeftOut.objects.filter(pk=row.pk).update(second=staff("noor").id, second_signature=SIGNATURE)
    allow_confirming()

    assert not confirm(asking.tip.tip)


def test_leaving_it_out_has_an_end_a_first_signature_alone_and_a_known_ground() -> None:
    tip = in_fact_finding().tip

    for wrong in (
        {"until": today()},
        {"until": today() + timedelta(days=91)},
        {"ground": "no time"},
        {"second": staff("noor").id, "second_signature": SIGNATURE},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            left_out(tip, **wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        left_out(tip, until=None)


def test_one_person_alone_does_not_go_on_without_the_other_side() -> None:
    tip = in_fact_finding().tip
    row = left_out(tip)
    go_on = "UPDATE sealed_tip SET state = 'second-review' WHERE id = %s"

    assert is_refused(go_on, tip.id)
    assert is_refused("UPDATE sealed_leftout SET second = first, second_signature = first_signature")
    LeftOut.objects.filter(pk=row.pk).update(second=staff("noor").id, second_signature=SIGNATURE)
    assert is_refused("UPDATE sealed_leftout SET until = %s", today() + timedelta(days=60))
    assert not is_refused(go_on, tip.id)


def test_another_conversation_is_no_hearing() -> None:
    tip = in_fact_finding()

    with pytest.raises(DatabaseError), transaction.atomic():
        Hearing.objects.create(
            office=tip.tip.office,
            conversation=tip.conversation,
            by=staff("amara").id,
            until=today() + timedelta(days=14),
        )
