from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from builders import awake, told
from clock import Clock
from django.test import Client

from fairwitness.crypto.destroyed import DestroyedList, Salted, publish_list, read_list
from fairwitness.crypto.keys import SigningKey
from fairwitness.journal.destroyed import KEPT, carry_on, publish
from fairwitness.journal.models import Gone
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.retention.actions import round_of_the_clocks
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.models import Grant, Tip
from fairwitness.site.worker import one_round

pytestmark = pytest.mark.usefixtures("clock")


def in_the_folder(office: OfficeFolder) -> DestroyedList:
    return read_list(office.destroyed.read_bytes(), office.published_line_key().key)


def fetched() -> bytes:
    return Client().get("/journal/destroyed").content


def destroyed() -> list[str]:
    tip = told()
    grants = list(Grant.objects.values_list("id", flat=True))
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)
    return grants


def test_the_folder_s_list_has_every_grant_of_a_tip_once_it_is_destroyed(office: OfficeFolder) -> None:
    grants = destroyed()

    listed = in_the_folder(office)

    assert len(grants) == 3
    assert all(listed.names(grant) for grant in grants)


def test_a_grant_that_stands_is_on_no_list(office: OfficeFolder) -> None:
    destroyed()
    told()

    publish()

    assert not any(map(in_the_folder(office).names, Grant.objects.values_list("id", flat=True)))


def test_what_is_published_does_not_change_when_a_tip_is_destroyed(office: OfficeFolder) -> None:
    publish()
    before = fetched()

    grants = destroyed()

    assert fetched() == before
    one_round()
    listed = read_list(fetched(), office.published_line_key().key)
    assert all(map(listed.names, grants))


def test_each_round_publishes_another_one_though_nothing_was_destroyed() -> None:
    one_round()
    before = fetched()

    one_round()

    assert fetched() != before
    assert len(fetched()) == len(before)


def test_the_list_s_file_tells_no_time_of_day(office: OfficeFolder, clock: Clock) -> None:
    destroyed()

    told_ = office.destroyed.stat()

    assert datetime.fromtimestamp(told_.st_mtime, UTC) == clock.at.replace(hour=0, minute=0)
    assert told_.st_mode & 0o777 == 0o600


def test_it_names_a_grant_for_as_long_as_a_backup_may_be_restored(clock: Clock) -> None:
    destroyed()
    awake()
    round_of_the_clocks()

    clock.passes(days=KEPT)
    awake()
    round_of_the_clocks()
    assert Gone.objects.count() == 4
    clock.passes(days=1)
    awake()
    round_of_the_clocks()

    assert not Gone.objects.exists()


def test_a_clock_that_jumps_ahead_takes_nothing_off_the_list(clock: Clock) -> None:
    destroyed()
    awake()
    round_of_the_clocks()

    clock.passes(days=1000)
    round_of_the_clocks()

    assert Gone.objects.count() == 4


def test_what_is_taken_back_while_the_clock_is_behind_stays_listed_as_long_as_everything(
    clock: Clock,
) -> None:
    clock.passes(days=-40)
    destroyed()
    round_of_the_clocks()

    clock.passes(days=40)
    awake()
    round_of_the_clocks()
    clock.passes(days=KEPT)
    awake()
    round_of_the_clocks()

    assert Gone.objects.count() == 4


def test_a_list_that_was_applied_is_carried_on_under_a_new_key_of_the_line(office: OfficeFolder) -> None:
    with_the_old_key = publish_list(
        DestroyedList(office.line(), today(), (Salted.of(["a grant"]),)), SigningKey.generate()
    )
    carry_on(with_the_old_key, today())

    grants = destroyed()

    assert all(map(in_the_folder(office).names, [*grants, "a grant"]))


def test_a_carried_list_that_is_damaged_keeps_nothing_from_being_destroyed(
    office: OfficeFolder, caplog: pytest.LogCaptureFixture
) -> None:
    carry_on(b"no list at all", today())

    grants = destroyed()

    assert all(map(in_the_folder(office).names, grants))
    assert "is damaged" in caplog.text


def test_nobody_is_told_of_days_inside(office: OfficeFolder, clock: Clock) -> None:
    destroyed()
    clock.passes(days=5)

    publish()

    then = (clock.at - timedelta(days=5)).date().isoformat()
    assert then.encode() not in office.destroyed.read_bytes()
