"""Somebody writes into the database with the application's rights, past the program."""

from __future__ import annotations

from typing import Any

import pytest
from builders import Told
from closings import staff
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override
from made_up_office import STAFF
from referring import BODY, a_tip_in

from fairwitness.office.models import Staff
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.guards import PASSED_ON, REFERRALS
from fairwitness.sealed.models import Notice, Referral, Tip
from fairwitness.sealed.notices import sentence
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")
SIGNED = {"second": "noor", "second_signature": bytes(64)}


@pytest.fixture
def tip() -> Told:
    return a_tip_in(State.TRIAGE)


def with_ids(columns: dict[str, Any]) -> dict[str, Any]:
    """Where a reader is named, by the id that stands there."""
    return {
        name: staff(value).id if name in ("first", "second") and value in STAFF else value
        for name, value in columns.items()
    }


def row(tip: Told, **other: Any) -> Referral:
    """As the first reader leaves it."""
    signed = {"statement": b"{}", "first": "amara", "first_signature": bytes(64)}
    told = {"ground": Referral.Ground.DANGER, "body": BODY, **signed, **other}
    return Referral(office=tip.tip.office, tip=tip.tip, **with_ids(told))


def asked(tip: Told, **other: Any) -> Referral:
    """And it is there."""
    referral = row(tip, **other)
    referral.save(force_insert=True)
    return referral


def is_let_through(tip: Told, **columns: Any) -> bool:
    """Whether the tip comes there."""
    try:
        with transaction.atomic():
            Tip.objects.filter(pk=tip.tip.pk).update(**columns)
    except DatabaseError:
        return False
    return True


def is_changed(referral: Referral, **columns: Any) -> bool:
    """Whether the row does."""
    try:
        with transaction.atomic():
            Referral.objects.filter(pk=referral.pk).update(**with_ids(columns))
    except DatabaseError:
        return False
    return True


def is_added(referral: Referral) -> bool:
    """Whether the row comes to be there."""
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except DatabaseError:
        return False
    return True


def test_it_refers_no_tip_that_nobody_has_signed_for_and_none_that_one_has(tip: Told) -> None:
    by_nobody = is_let_through(tip, state=State.REFERRED)
    asked(tip)

    by_one = is_let_through(tip, state=State.REFERRED)

    assert (by_nobody, by_one) == (False, False)


def test_what_two_have_signed_for_another_tip_refers_this_one_not(tip: Told) -> None:
    is_changed(asked(a_tip_in(State.TRIAGE)), **SIGNED)

    assert not is_let_through(tip, state=State.REFERRED)


@pytest.mark.parametrize("state", [State.TRIAGE, State.FACT_FINDING, State.REPLY, State.SECOND_REVIEW])
def test_as_confirmed_it_refers_only_what_is(state: State) -> None:
    early, late = a_tip_in(state), a_tip_in(State.CONFIRMED)

    signed = [is_changed(asked(one, ground=Referral.Ground.CONFIRMED), **SIGNED) for one in (early, late)]

    assert signed == [False, True]
    assert not is_let_through(early, state=State.REFERRED)
    assert is_let_through(late, state=State.REFERRED)


@pytest.mark.parametrize(
    "state", [State.RECEIVED, State.SCOPE_CHECK, State.INSUFFICIENT, State.OUT_OF_SCOPE, State.CLOSED]
)
def test_nothing_is_signed_twice_nor_referred_that_is_not_looked_into(state: State) -> None:
    tip = a_tip_in(state)

    assert not is_changed(asked(tip), **SIGNED)
    assert not is_let_through(tip, state=State.REFERRED, marked="A" * 22)


def test_it_adds_none_that_two_have_signed_at_once(tip: Told) -> None:
    assert not is_added(row(tip, **SIGNED))
    assert not is_added(row(tip, second="noor"))
    assert not is_added(row(tip, second_signature=bytes(64)))
    assert is_added(row(tip))


@pytest.mark.parametrize(
    "wrong",
    [
        {"ground": "in-a-hurry"},
        {"first": ""},
        {"first": "A" * 22},
        {"first_signature": b""},
        {"first_signature": bytes(63)},
        {"first_signature": bytes(65)},
        {"statement": b""},
    ],
    ids=str,
)
def test_it_adds_none_on_another_ground_or_of_nobody_or_unsigned(tip: Told, wrong: dict[str, Any]) -> None:
    assert not is_added(row(tip, **wrong))


@pytest.mark.parametrize("columns", [{"is_active": False}, {"role": Staff.Role.CUSTODIAN}], ids=str)
def test_it_signs_for_nobody_who_is_no_reader_today(tip: Told, columns: dict[str, Any]) -> None:
    Staff.objects.filter(pk=staff("noor").pk).update(**columns)
    first = row(tip, first="noor")

    assert not is_added(first)
    assert not is_changed(asked(tip), **SIGNED)


def test_a_first_who_is_no_reader_any_more_needs_no_second(tip: Told) -> None:
    referral = asked(tip, first="noor")

    Staff.objects.filter(pk=staff("noor").pk).update(is_active=False)

    assert not is_changed(referral, second="amara", second_signature=bytes(64))


def test_on_sqlite_no_row_takes_the_number_that_would_keep_every_later_one_out(tip: Told) -> None:
    waits = asked(a_tip_in(State.TRIAGE))
    if connection.vendor == "sqlite":
        columns = "office_id, ground, body, statement, first, first_signature, second, second_signature"
        below = f"INSERT INTO sealed_referral (rowid, id, tip_id, {columns}) SELECT -1, '{'A' * 22}', '{tip.tip.id}', {columns} FROM sealed_referral"  # noqa: S608 - our own words
        assert not is_run(below)

    assert is_added(row(tip))
    assert Referral.objects.filter(pk=waits.pk).exists()


def test_it_adds_no_second_for_the_same_tip(tip: Told) -> None:
    referral = asked(tip)
    first = is_added(row(tip))
    is_changed(referral, **SIGNED)

    assert (first, is_added(row(tip))) == (False, False)


def test_on_sqlite_it_signs_with_no_text_in_place_of_bytes(tip: Told) -> None:
    referral = asked(tip)
    if connection.vendor != "sqlite":
        return

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sealed_referral SET second = %s, second_signature = %s", [staff("noor").id, "x" * 64]
        )

    assert Referral.objects.get().second == referral.second


def passed_on(tip: Told) -> Referral:
    """By two."""
    referral = asked(tip)
    assert is_changed(referral, **SIGNED)
    assert is_let_through(tip, state=State.REFERRED, outcome=Tip.Outcome.REFERRED)
    return referral


def is_run(*statements: str) -> bool:
    """Whether the database does it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for one in statements:
                cursor.execute(one)
    except DatabaseError:
        return False
    return True


@pytest.mark.usefixtures("guarded")
def test_it_forgets_by_nobody_s_wish_who_passed_a_tip_on(tip: Told) -> None:
    passed_on(tip)
    everything = "DELETE FROM sealed_referral", "TRUNCATE sealed_referral", "TRUNCATE sealed_tip CASCADE"

    done = [is_run(one) for one in everything]

    assert done == [False] * 3
    assert Referral.objects.count() == 1


@pytest.mark.usefixtures("guarded")
def test_what_was_not_done_is_taken_out_and_with_the_tip_what_was(tip: Told) -> None:
    other = a_tip_in(State.TRIAGE)
    passed_on(tip)
    asked(other)

    taken = is_run(f"DELETE FROM sealed_referral WHERE tip_id = '{other.tip.id}'")  # noqa: S608 - our own id
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    assert taken
    assert not Referral.objects.exists()


def test_where_the_row_is_gone_the_mailbox_still_says_that_it_was_decided(tip: Told) -> None:
    passed_on(tip).delete()
    notice = tip.conversation.notices.create(
        office=tip.tip.office, template=Notice.Template.REFERRED, day=tip.tip.received
    )

    with override("en"):
        assert sentence(notice).startswith("Two readers have decided to turn to a body outside.")


@pytest.mark.parametrize(
    "columns",
    [
        {"body": "the-tabloids"},
        {"ground": "confirmed"},
        {"statement": b"[]"},
        {"first": "wei"},
        {"first_signature": bytes(63) + b"\1"},
        {"second": "amara", "second_signature": bytes(64)},
        {"second": "noor"},
        {"second": "noor", "second_signature": bytes(63)},
        {"second_signature": bytes(64)},
        {**SIGNED, "body": "the-tabloids"},
    ],
    ids=str,
)
def test_it_changes_nothing_of_what_one_has_signed(tip: Told, columns: dict[str, Any]) -> None:
    assert not is_changed(asked(tip), **columns)


def test_it_changes_nothing_of_what_two_have_signed(tip: Told) -> None:
    referral = asked(tip)
    assert is_changed(referral, **SIGNED)

    for columns in ({"second": ""}, {"second": "wei"}, {"body": "the-tabloids"}, SIGNED):
        assert not is_changed(referral, **columns)


def test_it_signs_nothing_anew_by_writing_over_it(tip: Told) -> None:
    referral = asked(tip)
    is_changed(referral, **SIGNED)
    columns = (
        "id, office_id, tip_id, ground, body, statement, first, first_signature, second, second_signature"
    )
    same = f"SELECT {columns} FROM sealed_referral WHERE true"  # noqa: S608 - our own words
    over = "ON CONFLICT (id) DO UPDATE SET body = 'the-tabloids'"
    statements = [f"INSERT INTO sealed_referral ({columns}) {same} {over}"]
    if connection.vendor == "sqlite":
        unsigned = same.replace(" second,", " '',").replace("second_signature", "x''")
        statements.append(f"INSERT OR REPLACE INTO sealed_referral ({columns}) {unsigned}")
        another = unsigned.replace("SELECT id,", f"SELECT '{'A' * 22}',")
        statements.append(f"INSERT OR REPLACE INTO sealed_referral ({columns}) {another}")

    for statement in statements:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    assert (Referral.objects.get().second, Referral.objects.get().body) == (staff("noor").id, BODY)


def test_a_guard_that_somebody_took_away_is_put_back_at_the_next_start() -> None:
    on = " ON sealed_tip" * (connection.vendor == "postgresql")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER sealed_tip_referred{on}")

    gone = REFERRALS.put_back(connection)

    assert gone == ["sealed_tip_referred"]
    assert REFERRALS.missing(connection) == []


def test_so_is_what_keeps_what_two_have_signed() -> None:
    gone = PASSED_ON.put_back(connection)

    assert "sealed_referral_kept" in gone
    assert PASSED_ON.missing(connection) == []
