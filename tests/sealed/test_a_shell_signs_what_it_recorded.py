"""Whoever recorded a tip writes into the database with the application's rights, past the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from builders import Told, told
from closings import staff
from django.db import DatabaseError, connection, models, transaction
from recording import in_state, recorded
from referring import BODY
from reviewer import Reviewer

from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.sealed.guards_of_recorded import FOR_EVER, NO_CONSENT, NOT_BOTH, SIGNING
from fairwitness.sealed.models import Export, Keeping, Recorded, Recording, Referral, Tip
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office", "guarded")
SIGNED = {"statement": b"{}", "first_signature": bytes(64)}
OF_TWO: dict[type[models.Model], dict[str, Any]] = {
    Referral: {**SIGNED, "ground": Referral.Ground.DANGER, "body": BODY},
    Keeping: {"reason": Keeping.Reason.ORDER, "until": today()},
    Export: {**SIGNED, "basis": Export.Basis.COURT},
}
YES: dict[type[models.Model], dict[str, Any]] = {
    Referral: {"second_signature": bytes(64)},
    Keeping: {},
    Export: {"second_signature": bytes(64), "agreed": today()},
}


@pytest.fixture
def tip() -> Told:
    """Amara has recorded it."""
    return recorded(Reviewer("amara"))


@contextmanager
def refused(why: str) -> Iterator[None]:
    with pytest.raises(DatabaseError, match=why), transaction.atomic():
        yield


def a_tip_without_letters(beside: Told, days: int = 0) -> Tip:
    came, tip = today() - timedelta(days=days), beside.tip
    return Tip.objects.create(
        office=tip.office, channel=tip.channel, received=came, since=came, tier="browser"
    )


def asked(kind: type[Any], tip: Told, by: str) -> Any:
    return kind.objects.create(office=tip.tip.office, tip=tip.tip, first=staff(by).id, **OF_TWO[kind])


@pytest.mark.parametrize("kind", OF_TWO)
def test_it_is_the_first_of_two_for_nothing(tip: Told, kind: type[Any]) -> None:
    in_state(tip, State.TRIAGE)

    with refused(NOT_BOTH):
        asked(kind, tip, "amara")

    assert asked(kind, tip, "noor").pk


@pytest.mark.parametrize("kind", OF_TWO)
def test_it_is_the_second_of_two_for_nothing(tip: Told, kind: type[Any]) -> None:
    rows = kind.objects.filter(pk=asked(kind, in_state(tip, State.TRIAGE), "noor").pk)

    with refused(NOT_BOTH):
        rows.update(second=staff("amara").id, **YES[kind])

    assert rows.get().second == ""


def test_nobody_is_put_in_the_place_of_the_mark_s_author(tip: Told) -> None:
    in_state(tip, State.SCOPE_CHECK)

    with refused(NOT_BOTH):
        Tip.objects.filter(pk=tip.tip.pk).update(marked="A" * 22, state=State.TRIAGE)
    with refused("recorded_and_marked_by_two"):
        Recorded.objects.filter(tip=tip.tip).update(marked_by=staff("amara").id)


@pytest.mark.parametrize(
    "columns", [("locked_by", {"state": State.PROTECTED_CONDUCT}), ("second_look", {})], ids=str
)
def test_it_neither_locks_it_nor_closes_what_the_lot_falls_on(
    tip: Told, columns: tuple[str, dict[str, str]]
) -> None:
    column, more = columns
    rows = Tip.objects.filter(pk=in_state(tip, State.SCOPE_CHECK).tip.pk)

    with refused(NOT_BOTH):
        rows.update(**{column: staff("amara").id, **more})

    assert rows.update(**{column: staff("noor").id, **more}) == 1


@pytest.mark.parametrize("kind", SIGNING)
def test_the_journal_takes_no_signature_of_it(tip: Told, kind: str) -> None:
    entry = {"office": tip.tip.office, "kind": kind, "day": today(), "tip": tip.tip.id}

    with refused(NOT_BOTH):
        Entry.objects.create(**entry, by=staff("amara").id)

    assert Entry.objects.create(**entry, by=staff("noor").id).pk


@pytest.mark.parametrize(
    "columns",
    [
        {"by": "A" * 22},
        {"way": "letter"},
        {"consent": "recording"},
        {"day": today() - timedelta(days=1)},
        {"id": "A" * 22},
    ],
    ids=str,
)
def test_what_it_says_of_itself_never_changes(tip: Told, columns: dict[str, Any]) -> None:
    with refused(FOR_EVER):
        Recorded.objects.filter(tip=tip.tip).update(**columns)

    assert Recorded.objects.get(tip=tip.tip).by == staff("amara").id


def test_what_its_caller_did_is_not_undone(tip: Told) -> None:
    rows = Recorded.objects.filter(tip=tip.tip)
    rows.update(own_from=1, agreed=today())

    for undone in ({"own_from": 2}, {"agreed": None}, {"own_from": None, "agreed": None}):
        with refused(FOR_EVER):
            rows.update(**undone)

    assert (rows.get().own_from, rows.get().agreed) == (1, today())


def test_it_is_not_taken_away(tip: Told) -> None:
    with refused(FOR_EVER):
        Recorded.objects.filter(tip=tip.tip).delete()

    assert Recorded.objects.filter(tip=tip.tip).exists()


@pytest.mark.postgresql
def test_nor_are_all_of_them(tip: Told) -> None:
    with refused(FOR_EVER), connection.cursor() as cursor:
        cursor.execute("TRUNCATE sealed_recorded CASCADE")

    assert Recorded.objects.filter(tip=tip.tip).exists()


def test_another_s_is_not_written_over_it(tip: Told) -> None:
    row, new = Recorded.objects.get(tip=tip.tip), a_tip_without_letters(tip)
    over = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"

    with refused(f"{FOR_EVER}|duplicate key"), connection.cursor() as cursor:
        cursor.execute(
            f"""{over} INTO sealed_recorded (id, office_id, tip_id, "by", way, consent, day, marked_by)
            SELECT id, office_id, %s, %s, way, consent, day, '' FROM sealed_recorded""",  # noqa: S608 - our own words
            [new.pk, staff("noor").id],
        )

    assert Recorded.objects.get(pk=row.pk).by == staff("amara").id


def test_no_tip_of_a_tipster_s_own_becomes_one() -> None:
    own = told().tip

    with refused(FOR_EVER):
        Recorded.objects.create(office=own.office, tip=own, by=staff("amara").id, way="phone", consent="note")

    assert not Recorded.objects.exists()


@pytest.mark.parametrize(("by", "days"), [("wei", 0), ("amara", 31)])
def test_none_begins_by_somebody_who_does_not_read_it_nor_long_ago(tip: Told, by: str, days: int) -> None:
    new = a_tip_without_letters(tip, days)

    with refused(FOR_EVER):
        Recorded.objects.create(office=new.office, tip=new, by=staff(by).id, way="phone", consent="note")

    assert Recorded.objects.count() == 1


def test_nobody_s_voice_is_kept_who_agreed_to_no_recording(tip: Told) -> None:
    with refused(NO_CONSENT):
        Recording.objects.create(office=tip.tip.office, recorded=tip.tip.recorded, file="A" * 22)

    assert not Recording.objects.exists()
