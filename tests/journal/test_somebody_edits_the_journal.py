from __future__ import annotations

import pytest
from clock import Clock
from django.db import DatabaseError, connection, transaction

from fairwitness.journal import actions
from fairwitness.journal.models import Head, Kind, Link
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.reading import current_office

WISHES = [
    "UPDATE journal_link SET kind = 'destroyed'",
    "UPDATE journal_link SET number = number + 1",
    "DELETE FROM journal_link",
    "DELETE FROM journal_link WHERE number = 1",
    "UPDATE journal_head SET count = 0",
    "DELETE FROM journal_head",
]


@pytest.fixture
def two(clock: Clock, office: OfficeFolder, guarded: None) -> None:
    """Two entries in the chain."""
    del guarded
    for tip in ("a", "b"):
        actions.record(Kind.TIP_RECEIVED, current_office(), tip=tip)
    clock.passes(hours=24)
    actions.chain_what_is_over(office.signs_with())


def wished(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("statement", WISHES)
def test_a_shell_with_the_rights_of_the_application_changes_nothing(statement: str) -> None:
    with pytest.raises(DatabaseError, match="only added to"):
        wished(statement)

    assert sorted(Link.objects.values_list("tip", flat=True)) == ["a", "b"]
    assert Head.objects.get().count == 2


@pytest.mark.usefixtures("two")
def test_nor_does_a_row_written_over_another() -> None:
    over = "INSERT OR REPLACE INTO journal_link SELECT * FROM journal_link WHERE number = 0"
    if connection.vendor == "postgresql":
        over = (
            "INSERT INTO journal_link SELECT * FROM journal_link WHERE number = 0"
            " ON CONFLICT (number) DO UPDATE SET kind = 'destroyed'"
        )

    with pytest.raises(DatabaseError, match="only added to"):
        wished(over)

    assert Link.objects.count() == 2


@pytest.mark.usefixtures("two")
def test_nor_does_emptying_the_whole_table() -> None:
    if connection.vendor == "postgresql":
        wished("SET CONSTRAINTS ALL IMMEDIATE")  # what a shell of its own has behind it
    emptied = "TRUNCATE journal_link" if connection.vendor == "postgresql" else "DELETE FROM journal_link"

    with pytest.raises(DatabaseError, match="only added to"):
        wished(emptied)


@pytest.mark.usefixtures("two")
def test_the_chain_goes_on_under_its_guards(clock: Clock, office: OfficeFolder) -> None:
    actions.record(Kind.DESTROYED, current_office(), tip="a")
    clock.passes(hours=24)

    actions.chain_what_is_over(office.signs_with())

    assert list(Link.objects.order_by("number").values_list("number", flat=True)) == [0, 1, 2]
