"""Somebody with a database shell wants a mailbox to what a tipster tells, or to a hearing of somebody else's, under the name of an adviser: the tables refuse it."""

from __future__ import annotations

import pytest
from builders import told
from django.db import DatabaseError, connection, transaction
from hearing import asked, with_own_code

from fairwitness.office.clock import today
from fairwitness.sealed.guards_of_advisers import ADVISERS
from fairwitness.sealed.models import Conversation, Mailbox

pytestmark = pytest.mark.usefixtures("office")


def is_refused(conversation: Conversation, **how: object) -> bool:
    """Whether no such mailbox is taken in."""
    named = {"recipient": "age1pq1", "verifying_key": b"k" * 32, "locator": b"l" * 32, "auth": b"a" * 32}
    try:
        with transaction.atomic():
            told_of = {"office": conversation.office, "advises": conversation, "given": today(), **named}
            Mailbox.objects.create(**{**told_of, **how})
    except DatabaseError:
        return True
    return False


def test_nobody_advises_a_tipster_or_whoever_has_not_taken_a_code_of_their_own() -> None:
    assert is_refused(told().conversation)

    asking = asked()
    assert is_refused(asking.there)
    with_own_code(asking)

    assert is_refused(asking.there, given=None)
    assert not is_refused(asking.there)


def test_an_owner_s_mailbox_does_not_become_an_adviser_s_nor_an_adviser_s_another_s() -> None:
    tip, asking = told(), asked()
    with_own_code(asking).lets_in()
    rosa = Mailbox.objects.get(advises=asking.conversation)

    for change in (
        {"advises": tip.conversation},
        {"advises": None, "conversation": tip.conversation},
        {"conversation": tip.conversation},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Mailbox.objects.filter(pk=rosa.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Mailbox.objects.filter(conversation=tip.conversation).update(advises=asking.there)


def test_there_is_one_at_a_time() -> None:
    asking = asked()
    with_own_code(asking).lets_in()

    assert is_refused(asking.there)


def test_a_guard_that_somebody_took_away_is_put_back_at_the_next_start() -> None:
    ADVISERS.take_away(connection)

    gone = ADVISERS.put_back(connection)

    assert gone
    assert ADVISERS.missing(connection) == []
