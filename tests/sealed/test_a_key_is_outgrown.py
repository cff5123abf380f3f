"""Somebody writes into the database past the program, after a reader was taken off."""

from __future__ import annotations

import pytest
from builders import Told, answered, told
from closings import staff
from django.db import DatabaseError, connection, transaction

from fairwitness.office.guards import Guards
from fairwitness.sealed.actions.readers import recuse, take_off
from fairwitness.sealed.guards_of_readers import KEYS, READERS
from fairwitness.sealed.models import Conversation, Grant

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def tip() -> Told:
    sent = told()
    take_off(sent.tip.id, staff("noor").id, by=staff("amara").id)
    return sent


def test_it_takes_no_reader_s_letter_under_a_key_that_somebody_holds_who_left(tip: Told) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        answered(tip.conversation)

    answered(tip.conversation, from_office=False)
    assert tip.conversation.letters.count() == 2


@pytest.mark.parametrize("outgrown", [None, -1])
def test_it_forgets_not_which_key_that_was(tip: Told, outgrown: int | None) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Conversation.objects.filter(pk=tip.conversation.pk).update(outgrown=outgrown)

    assert Conversation.objects.get().outgrown == 0


def test_it_gives_whom_a_tip_concerns_no_key_back_under_an_older_number(tip: Told) -> None:
    other = told()
    kept = Grant.objects.get(conversation=other.conversation, holder=staff("noor").keys.get().holder)
    recuse(other.tip.id, by=staff("noor").id)

    with pytest.raises(DatabaseError), transaction.atomic():
        kept.save(force_insert=True)

    assert not Grant.objects.filter(holder=kept.holder, conversation=tip.conversation).exists()


@pytest.mark.parametrize("guards", [READERS, KEYS], ids=["readers", "keys"])
def test_a_guard_that_somebody_took_away_is_put_back_at_the_next_start(guards: Guards) -> None:
    guards.take_away(connection)

    gone = guards.put_back(connection)

    assert gone
    assert guards.missing(connection) == []
