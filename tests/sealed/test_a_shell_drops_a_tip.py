"""Whoever runs the line wants a tip to be gone, and has a shell of the database."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from builders import Told, keys_of, told
from django.db import DatabaseError, connection, transaction

from fairwitness.crypto.age import seal
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.journal.destroyed import list_destroyed
from fairwitness.office.models import Staff, StaffKey
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.move import move
from fairwitness.sealed.actions.post import post
from fairwitness.sealed.models import Conversation, Grant, Letter, Mailbox, Notice, SealedFile, Tip
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office", "guarded")
OF_A_TIP = ("tip", "conversation", "mailbox", "letter", "grant", "notice", "sealedfile")
OTHER = seal(b"other", [HybridIdentity.generate().recipient])


@pytest.fixture
def tip() -> Told:
    told_once = told(files={"list.txt": b"names"})
    post(told_once.tip, Notice.Template.REOPENED)
    return told_once


def goes_through(sql: str, *values: Any, table: str = "grant") -> bool:
    """Whether the database lets the shell do it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.replace("TABLE", f"sealed_{table}"), values)
    except DatabaseError:
        return False
    return True


def rows() -> list[int]:
    kinds: tuple[Any, ...] = (Tip, Conversation, Mailbox, Letter, Grant, Notice, SealedFile)
    return [kind.objects.count() for kind in kinds]


@pytest.mark.parametrize("table", OF_A_TIP)
def test_no_row_of_a_tip_is_deleted(tip: Told, table: str) -> None:
    before = rows()

    gone = goes_through("DELETE FROM TABLE", table=table)

    assert not gone
    assert rows() == before
    assert tip.conversation.letters.exists()


@pytest.mark.postgresql
@pytest.mark.parametrize("table", OF_A_TIP)
def test_no_table_is_emptied(tip: Told, table: str) -> None:
    before = rows()

    assert not goes_through("TRUNCATE TABLE CASCADE", table=table)

    assert rows() == before
    assert tip.conversation.letters.exists()


def test_a_key_that_is_listed_goes_and_the_last_one_of_a_reader_does_not(tip: Told) -> None:
    staff = StaffKey.objects.values_list("holder", flat=True)
    keys = list(tip.conversation.grants.filter(holder__in=list(staff)).values_list("id", flat=True))
    list_destroyed(keys)

    gone = [goes_through("DELETE FROM TABLE WHERE id = %s", one) for one in keys]

    assert gone == [True] * (len(keys) - 1) + [False]
    assert not goes_through("DELETE FROM TABLE WHERE id = %s", keys[-1])


def test_not_all_of_them_go_at_once_either(tip: Told) -> None:
    list_destroyed(list(tip.conversation.grants.values_list("id", flat=True)))

    assert not goes_through("DELETE FROM TABLE")

    assert tip.conversation.grants.exists()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("tip", "id", "another"),
        ("conversation", "party", "person"),
        ("mailbox", "conversation_id", None),
        ("grant", "sealed", OTHER),
        ("grant", "number", 7),
        ("notice", "template", 3),
        ("sealedfile", "id", "another"),
        ("sealedfile", "conversation_id", None),
    ],
)
def test_none_is_made_another_one(tip: Told, table: str, column: str, value: Any) -> None:
    assert tip.conversation.letters.exists()

    changed = goes_through("UPDATE TABLE SET COLUMN = %s".replace("COLUMN", column), value, table=table)

    assert not changed


def test_a_key_is_sealed_anew_to_nobody_else(tip: Told) -> None:
    one = keys_of("amara").identity.recipient.holder
    assert tip.conversation.grants.filter(holder=one).exists()

    changed = goes_through("UPDATE TABLE SET holder = %s WHERE holder = %s", bytes(32), one)

    assert not changed


@pytest.mark.parametrize("table", OF_A_TIP)
def test_on_sqlite_none_is_put_in_the_place_of_another(tip: Told, table: str) -> None:
    assert tip.conversation.letters.exists()
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, f"sealed_{table}")
    columns = ", ".join(f'"{one.name}"' for one in found if one.name != "due")

    replaced = goes_through(
        "INSERT OR REPLACE INTO TABLE (rowid, COLUMNS) SELECT rowid, COLUMNS FROM TABLE".replace(
            "COLUMNS", columns
        ),
        table=table,
    )

    assert not replaced
    assert not goes_through("UPDATE OR REPLACE TABLE SET rowid = rowid + 1", table=table)


def test_the_program_destroys_it_whole(tip: Told) -> None:
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    assert rows() == [1, 1, 1, 0, 0, 0, 0]


def test_a_destroyed_tip_keeps_its_row(tip: Told) -> None:
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    gone = [goes_through("DELETE FROM TABLE", table=table) for table in ("mailbox", "conversation", "tip")]

    assert gone == [False] * 3


def reader(name: str) -> str:
    return Staff.objects.get(sign_in_name=name).pk


def until_it_is(state: State, tip: Told, by: str) -> None:
    """Moved as the program moves it."""
    steps = dict.fromkeys((State.RECEIVED, State.ACKNOWLEDGED, State.SCOPE_CHECK, state))
    for seen, to in pairwise(steps):
        locks = {"locked_by": by} if to is State.PROTECTED_CONDUCT else {}
        move(tip.tip.pk, to, seen=seen, by=by, **locks)


@pytest.mark.parametrize(
    "columns",
    [
        "since = '2020-01-01'",
        "since = '2090-01-01'",
        "state = 'scope-check', since = '2020-01-01'",
        "locked_by = (SELECT id FROM office_staff WHERE role = 'reviewer' LIMIT 1)",
        "state = 'scope-check', locked_by = (SELECT id FROM office_staff WHERE role = 'reviewer' LIMIT 1)",
    ],
)
def test_its_time_is_not_made_shorter_and_nobody_is_kept_away_from_it(tip: Told, columns: str) -> None:
    move(tip.tip.pk, State.ACKNOWLEDGED, seen=State.RECEIVED)

    changed = goes_through("UPDATE TABLE SET COLUMNS".replace("COLUMNS", columns), table="tip")

    assert not changed


@pytest.mark.parametrize("columns", ["locked_by = 'x'", "state = 'scope-check', locked_by = ''"])
def test_whoever_locked_it_stays_away_from_it(tip: Told, columns: str) -> None:
    until_it_is(State.PROTECTED_CONDUCT, tip, reader("amara"))

    changed = goes_through("UPDATE TABLE SET COLUMNS".replace("COLUMNS", columns), table="tip")

    assert not changed
    assert goes_through("UPDATE TABLE SET state = 'scope-check'", table="tip")


def test_nobody_is_named_as_who_locked_it_but_a_reader(tip: Told) -> None:
    until_it_is(State.SCOPE_CHECK, tip, reader("amara"))

    locked = "UPDATE TABLE SET state = 'protected-conduct', locked_by = %s"

    assert not goes_through(locked, "x", table="tip")
    assert goes_through(locked, reader("noor"), table="tip")
