from __future__ import annotations

import pytest
from clock import Clock

from fairwitness.crypto import chain
from fairwitness.journal import actions, models, reading
from fairwitness.journal.models import Entry, Kind
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.reading import current_office
from fairwitness.site.worker import one_round

pytestmark = pytest.mark.usefixtures("office")


def done(*tips: str) -> None:
    for tip in tips:
        actions.record(Kind.TIP_RECEIVED, current_office(), tip=tip)


def chained() -> list[str]:
    return [link.tip for link in models.Link.objects.order_by("number")]


def test_what_was_done_today_is_chained_tomorrow(clock: Clock, office: OfficeFolder) -> None:
    done("a", "b")
    one_round()
    assert chained() == []

    clock.passes(hours=24)
    one_round()

    assert sorted(chained()) == ["a", "b"]
    assert Entry.objects.count() == 0
    assert reading.check(office.signs_with().verifying_key).entries == 2


def test_the_order_of_a_day_tells_nothing(clock: Clock, office: OfficeFolder) -> None:
    tips = [f"{number:02}" for number in range(40)]
    done(*tips)
    clock.passes(hours=24)

    actions.chain_what_is_over(office.signs_with())

    assert sorted(chained()) == tips
    assert chained() != tips


def test_a_worker_that_slept_for_a_week_keeps_the_days_in_order(clock: Clock, office: OfficeFolder) -> None:
    for day in range(7):
        done(*(f"{day}{number}" for number in range(5)))
        clock.passes(hours=24)

    actions.chain_what_is_over(office.signs_with())
    actions.chain_what_is_over(office.signs_with())

    assert [tip[0] for tip in chained()] == sorted(tip[0] for tip in chained())
    assert models.Head.objects.count() == 1


def test_every_day_has_its_signed_head_also_a_quiet_one(clock: Clock, office: OfficeFolder) -> None:
    key = office.signs_with()
    done("a")
    heads = []
    for _ in range(3):
        clock.passes(hours=24)
        actions.chain_what_is_over(key)
        heads.append(chain.read_head(reading.latest_head() or b"", key.verifying_key))

    assert [head.count for head in heads] == [1, 1, 1]
    assert [(head.day - heads[0].day).days for head in heads] == [0, 1, 2]
    assert {head.line for head in heads} == {office.line()}


def test_a_clock_that_jumped_ahead_and_back_loses_nothing(clock: Clock, office: OfficeFolder) -> None:
    done("a")
    clock.passes(hours=24 * 400)
    actions.chain_what_is_over(office.signs_with())
    clock.passes(hours=-24 * 398)
    done("b")
    clock.passes(hours=24)

    actions.chain_what_is_over(office.signs_with())

    assert chained() == ["a", "b"]
    assert reading.check(office.signs_with().verifying_key).entries == 2
