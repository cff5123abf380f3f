from __future__ import annotations

import errno
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from builders import answered, awake, closed, keys_of, rows, told
from clock import Clock
from django.db import connection

from fairwitness.crypto.age import AgeError
from fairwitness.crypto.grants import GrantError, open_grant
from fairwitness.journal.models import Entry
from fairwitness.office.caps import PRESETS
from fairwitness.office.charter import Retention
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.retention import actions as retaining
from fairwitness.retention.actions import destroy_what_is_over
from fairwitness.retention.reading import clock_of, kept_until
from fairwitness.sealed.actions import destroy as destroying
from fairwitness.sealed.models import Grant, Tip
from fairwitness.sealed.states import State
from fairwitness.site.worker import one_round

pytestmark = pytest.mark.usefixtures("office")
CLOSED = date(2028, 2, 29)


def a_tip(state: str, outcome: str) -> Tip:
    return Tip(state=state, outcome=outcome, since=CLOSED, outcome_since=CLOSED, received=CLOSED)


def days_after(tip: Tip, clock: Clock, days: int) -> bool:
    """Whether anything is left of it so many days after today."""
    clock.passes(days=days)
    awake()
    one_round()
    return Grant.objects.filter(conversation__tip=tip).exists()


@pytest.mark.parametrize(
    ("preset", "outcome", "last"),
    [
        ("ngo", "out-of-scope", date(2028, 3, 14)),
        ("ngo", "insufficient", date(2028, 4, 29)),
        ("ngo", "not-confirmed", date(2028, 4, 29)),
        ("ngo", "confirmed", date(2029, 2, 28)),
        ("ngo", "referred", date(2029, 2, 28)),
        ("company", "out-of-scope", date(2028, 3, 14)),
        ("company", "not-confirmed", date(2028, 4, 29)),
        ("company", "confirmed", date(2031, 2, 28)),  # § 11(5) HinSchG: three years
        ("public-body", "out-of-scope", date(2028, 3, 3)),  # CNIL: at once, here within three days
        ("public-body", "not-confirmed", date(2028, 4, 29)),
        ("public-body", "confirmed", date(2029, 2, 28)),
        ("newsroom", "not-confirmed", date(2028, 3, 30)),
        ("newsroom", "confirmed", date(2029, 2, 28)),
    ],
)
def test_each_preset_has_its_clocks_also_over_a_leap_day(preset: str, outcome: str, last: date) -> None:
    caps = PRESETS[preset]
    promised = Retention(caps.out_of_scope_days, caps.unconfirmed_days, caps.confirmed_days)

    clock = clock_of(a_tip("closed", outcome), promised)

    assert clock is not None
    assert clock.ends == last


@pytest.mark.parametrize("state", [one for one in State if one not in (State.CLOSED, State.OUT_OF_SCOPE)])
def test_no_clock_runs_while_anything_is_open(state: State) -> None:
    tip = a_tip(state, "")

    assert clock_of(tip, Retention(14, 60, 365)) is None


def test_what_is_out_of_scope_runs_from_the_notice_and_not_from_the_closing(clock: Clock) -> None:
    tip = told()
    closed(tip, "out-of-scope")
    Tip.objects.filter(pk=tip.tip.pk).update(since=today() + timedelta(days=15))

    left = [days_after(tip.tip, clock, days) for days in (14, 2)]

    assert left == [True, False]


@pytest.mark.parametrize(
    ("outcome", "days"), [("not-confirmed", 60), ("insufficient", 60), ("confirmed", 365)]
)
def test_on_the_last_day_all_is_there_and_on_the_next_nothing(clock: Clock, outcome: str, days: int) -> None:
    tip = closed(told(), outcome)

    assert days_after(tip, clock, days)
    assert not days_after(tip, clock, 1)

    tip.refresh_from_db()
    assert (tip.state, tip.outcome, tip.destroyed) == (State.DESTROYED, outcome, today())


def test_by_the_days_of_utc_whatever_the_hour(clock: Clock) -> None:
    clock.at = datetime(2026, 11, 24, 23, 59, tzinfo=UTC)
    tip = closed(told())
    clock.at = datetime(2027, 1, 23, 23, 59, tzinfo=UTC)

    destroy_what_is_over()
    held = Grant.objects.exists()
    clock.passes(minutes=2)
    destroy_what_is_over()

    assert held
    assert not Grant.objects.filter(conversation__tip=tip).exists()


def test_a_worker_that_slept_for_a_week_destroys_once(clock: Clock) -> None:
    tip = closed(told())
    clock.passes(days=67)

    counts = [destroy_what_is_over() for _ in range(3)]

    assert counts == [1, 0, 0]
    assert Entry.objects.filter(kind="destroyed", tip=tip.id, by="").count() == 1


def test_a_clock_that_jumps_back_destroys_nothing_early_and_nothing_twice(clock: Clock) -> None:
    first, second = closed(told()), closed(told("The alarm is off."))
    Tip.objects.filter(pk=second.pk).update(since=today() + timedelta(days=10))
    clock.passes(days=61)
    destroy_what_is_over()

    clock.passes(days=-400)
    again = destroy_what_is_over()

    first.refresh_from_db()
    assert (again, first.state) == (0, State.DESTROYED)
    assert Grant.objects.filter(conversation__tip=second).exists()


def test_nobody_closes_it_and_it_is_kept_and_called_out(clock: Clock) -> None:
    tip = told()
    clock.passes(days=1500)

    awake()
    one_round()

    found = Tip.objects.get()
    assert found.escalated == today()
    assert Grant.objects.filter(conversation__tip=tip.tip).exists()


def test_one_that_cannot_be_destroyed_stops_no_other(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stuck, other = closed(told("canary-4711")), closed(told("The alarm is off."))
    clock.passes(days=61)
    take_away = destroying.take_away

    def full(tip: Tip, *of: object, **how: object) -> bool:
        if tip.pk == stuck.pk:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return take_away(tip, *of, **how)  # type: ignore[arg-type]  # whatever it was called with

    with monkeypatch.context() as patched:
        patched.setattr(retaining, "take_away", full)
        first = destroy_what_is_over()
    second = destroy_what_is_over()

    assert (first, second) == (1, 1)
    assert "canary" not in caplog.text
    assert stuck.id not in caplog.text
    assert not Grant.objects.filter(conversation__tip__in=[stuck, other]).exists()


def test_what_a_later_charter_says_changes_nothing_for_a_tip_that_is_here(
    clock: Clock, office: OfficeFolder
) -> None:
    tip = closed(told())
    text = office.charter.read_text("utf-8")
    office.charter.write_text(text.replace("unconfirmed_days = 60 ", "unconfirmed_days = 5 "), "utf-8")
    clock.passes(days=40)
    awake()
    try:
        one_round()
    finally:
        office.charter.write_text(text, "utf-8")

    assert Grant.objects.filter(conversation__tip=tip).exists()


@pytest.mark.django_db(transaction=True)
def test_no_byte_of_it_is_left_anywhere_and_no_key_opens_what_is(clock: Clock, office: OfficeFolder) -> None:
    tip = told("canary-4711", files={"canary.jpg": b"a photo"})
    closed(tip)
    letters, grants = tip.conversation.letters.all(), tip.conversation.grants.all()
    sealed = [*(one.sealed for one in letters), *(one.sealed for one in grants)]
    canaries = [one[-400:-200] for one in sealed]
    before = [one for one in canaries if any(one in content for content in everything(office))]
    others = told("The alarm is off.")
    clock.passes(days=61)

    awake()
    for _ in range(2):  # whoever reads at this moment keeps deleted rows alive on PostgreSQL, for a day
        one_round()
        clock.passes(days=1)

    assert before == canaries
    assert not any(one in content for content in everything(office) for one in canaries)
    assert not [path for path in office.files.rglob("*") if path.is_file()]
    assert rows()["sealed_tip"] == 2
    for name in ("amara", "noor"):
        for left in Grant.objects.all():
            with pytest.raises((AgeError, GrantError)):
                open_grant(left.sealed, keys_of(name).identity, tip.conversation.id, 0)
    assert Grant.objects.filter(conversation=others.conversation).count() == 3


def everything(office: OfficeFolder) -> list[bytes]:
    """The database with its log, or every table of it as PostgreSQL keeps it, and every file of the office."""
    found = [path.read_bytes() for path in office.path.rglob("*") if path.is_file()]
    if connection.vendor == "sqlite":
        return found + [Path(f"{connection.settings_dict['NAME']}{end}").read_bytes() for end in ("", "-wal")]
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 't') AND relname ~ '^(sealed|journal|pg_toast_[0-9]+$)'"
        )
        names = [name for (name,) in cursor.fetchall()]
        for name in names:
            schema = "pg_toast." if name.startswith("pg_toast") else ""
            cursor.execute(f"SELECT pg_read_binary_file(pg_relation_filepath('{schema}{name}'))")
            found.append(bytes(cursor.fetchone()[0]))
    return found


def test_a_letter_after_the_closing_holds_until_somebody_has_answered(clock: Clock) -> None:
    tip = told()
    closed(tip)
    clock.passes(days=55)
    answered(tip.conversation, from_office=False)

    held = days_after(tip.tip, clock, 20)
    answered(tip.conversation)

    assert held
    assert not days_after(tip.tip, clock, 0)


def test_and_not_for_ever(clock: Clock) -> None:
    tip = told()
    closed(tip)
    for _ in range(5):
        clock.passes(days=18)
        answered(tip.conversation, from_office=False)

    left = [days_after(tip.tip, clock, days) for days in (0, 1)]

    assert left == [True, False]  # 60 days of the clock and 30 more


def test_an_objection_has_thirty_days_where_a_charter_says_less() -> None:
    found = a_tip("closed", "not-confirmed")

    until = kept_until(found, Retention(1, 5, 5))

    assert until == CLOSED + timedelta(days=30)


@pytest.mark.parametrize("hour", [0, 23])
def test_a_clock_that_jumps_ahead_destroys_nothing_for_a_day(clock: Clock, hour: int) -> None:
    tip = closed(told())
    awake()
    clock.at = clock.at.replace(year=2036, hour=hour, minute=58)

    left = []
    for hours in (0, 1, 23, 24):
        clock.passes(hours=hours)
        one_round()
        left.append(Grant.objects.filter(conversation__tip=tip).exists())

    assert left == [True, True, True, False]


def test_set_right_in_time_it_has_destroyed_nothing(clock: Clock) -> None:
    tip, right = closed(told()), clock.at
    awake()
    clock.at = clock.at.replace(year=2036)
    one_round()

    for days in range(4):
        clock.at = right + timedelta(days=days)
        one_round()

    assert Grant.objects.filter(conversation__tip=tip).exists()


def test_a_worker_that_slept_for_a_week_begins_again_with_the_third_day(clock: Clock) -> None:
    tip = closed(told())
    awake()
    clock.passes(days=67)

    left = []
    for _ in range(3):
        one_round()
        left.append(Grant.objects.filter(conversation__tip=tip).exists())
        clock.passes(days=1)

    assert left == [True, True, False]
    assert Entry.objects.filter(kind="destroyed", tip=tip.id).count() == 1
