"""Somebody writes into the database with the application's rights, past the program."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from builders import Told, answered, told
from closings import staff
from django.db import DatabaseError, transaction
from leaving import Asking, a_marked_tip, agreed, asks, makes
from reviewer import Reviewer
from unguarded import unguarded

from fairwitness.crypto.age import seal
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.office.clock import this_hour, today
from fairwitness.sealed.guards_of_dropping import MOVED_WITH_ITS_STATE
from fairwitness.sealed.models import Export, Letter, Tip
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office", "guarded")
OTHER = seal(b"other", [HybridIdentity.generate().recipient])
SECOND = {"second_signature": bytes(64), "agreed": today()}


@pytest.fixture
def tip() -> Told:
    return a_marked_tip()


def is_changed(rows: Any, **columns: Any) -> bool:
    """Whether the database lets it through."""
    try:
        with transaction.atomic():
            rows.update(**columns)
    except DatabaseError:
        return False
    return True


def asked(tip: Told) -> Any:
    assert asks(Reviewer("amara"), tip, Asking(tip).request()).status_code == 200
    return Export.objects.filter(tip=tip.tip)


@pytest.mark.parametrize("second", ["wei", "amara", ""])
def test_nobody_is_written_in_as_the_second_who_does_not_read_the_tip(tip: Told, second: str) -> None:
    rows = asked(tip)

    name = staff(second).id if second else "nobody"

    assert not is_changed(rows, second=name, **SECOND)


def test_a_second_name_that_nobody_signed_is_of_no_use(tip: Told) -> None:
    rows = asked(tip)
    assert is_changed(rows, second=staff("noor").id, **SECOND)  # what the database cannot see

    answers = [makes(Reviewer(name), tip) for name in ("amara", "noor")]

    assert [one.status_code for one in answers] == [409, 409]
    assert Export.objects.get().made is None


@pytest.mark.parametrize("days", [-1, 8])
def test_it_is_not_made_before_or_after_the_seven_days(tip: Told, days: int) -> None:
    export = agreed(tip)

    made = {"made": today() + timedelta(days=days), "made_by": export.first}

    assert not is_changed(Export.objects.filter(pk=export.pk), **made)


def test_neither_what_was_signed_nor_the_day_of_the_second_yes_is_changed(tip: Told) -> None:
    rows = Export.objects.filter(pk=agreed(tip).pk)

    changes: list[dict[str, Any]] = [
        {"statement": b"{}"},
        {"agreed": today() + timedelta(days=3)},
        {"basis": "tipster"},
    ]

    assert [is_changed(rows, **one) for one in changes] == [False] * 3


def test_once_it_was_made_that_stays_as_long_as_the_tip(tip: Told) -> None:
    export = agreed(tip)
    makes(Reviewer("amara"), tip)

    with pytest.raises(DatabaseError), transaction.atomic():
        Export.objects.all().delete()

    assert not is_changed(Export.objects.filter(pk=export.pk), made=None, made_by="")


def test_of_a_locked_tip_no_row_says_that_it_may_leave(tip: Told) -> None:
    rows = asked(tip)
    with unguarded(MOVED_WITH_ITS_STATE):
        Tip.objects.filter(pk=tip.tip.pk).update(locked_by=staff("noor").id)

    assert not is_changed(rows, second=staff("noor").id, **SECOND)
    assert Tip.objects.get(pk=tip.tip.pk).state != State.DESTROYED


def test_a_file_goes_with_no_letter_but_its_own() -> None:
    tip = told(files={"list.txt": b"names"})
    answered(tip.conversation)
    files, letters = tip.conversation.files.all(), tip.conversation.letters
    assert is_changed(letters.filter(position=1), sealed=OTHER, redacted=today())

    gone: dict[str, Any] = {"conversation": None, "position": None, "pending_since": this_hour()}
    before = [is_changed(files, **one) for one in (gone, {"position": 1}, {"position": None})]
    assert is_changed(letters.filter(position=0), sealed=OTHER, redacted=today())

    assert before == [False] * 3
    assert is_changed(files, **gone)


@pytest.mark.parametrize(
    "columns", [{"sealed": OTHER}, {"position": 7}, {"from_office": True}, {"redacted": today()}]
)
def test_a_letter_is_not_changed_without_a_word(tip: Told, columns: dict[str, Any]) -> None:
    letters = Letter.objects.filter(conversation=tip.conversation)

    assert not is_changed(letters, **columns)
    assert is_changed(letters, sealed=OTHER, redacted=today())
