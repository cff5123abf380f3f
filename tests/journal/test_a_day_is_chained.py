from __future__ import annotations

import pytest
from clock import Clock
from django.test import Client

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
    return [link.tip for link in models.Link.objects.order_by("number") if link.kind == Kind.TIP_RECEIVED]


def test_what_was_done_today_is_chained_tomorrow(clock: Clock, office: OfficeFolder) -> None:
    done("a", "b")
    one_round()
    assert chained() == []

    clock.passes(hours=24)
    one_round()

    assert sorted(chained()) == ["a", "b"]
    assert not Entry.objects.filter(kind=Kind.TIP_RECEIVED).exists()
    assert reading.check(office.published_line_key()).entries == 2


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
    assert len(chained()) == 35
    assert models.Head.objects.count() == 1


def test_every_day_has_its_signed_head_and_a_quiet_one_looks_like_any(
    clock: Clock, office: OfficeFolder
) -> None:
    key = office.signs_with()
    done("a")
    published = []
    for _ in range(3):
        clock.passes(hours=24)
        actions.chain_what_is_over(key)
        published.append(reading.latest_head() or b"")

    heads = [chain.read_head(one, key.verifying_key) for one in published]
    assert [(head.day - heads[0].day).days for head in heads] == [0, 1, 2]
    assert len({head.hash for head in heads}) == 3
    assert len({len(one) for one in published}) == 1
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
    assert reading.check(office.published_line_key()).heads == 2
    assert (
        chain.read_head(reading.latest_head() or b"", office.signs_with().verifying_key).day < clock.at.date()
    )


def test_what_somebody_chained_by_hand_is_not_signed_over(clock: Clock, office: OfficeFolder) -> None:
    done("a")
    clock.passes(hours=24)
    actions.chain_what_is_over(office.signs_with())
    last = models.Link.objects.order_by("-number")[0]
    by_hand = models.Link(office=last.office, number=last.number + 1, day=last.day, kind=Kind.DESTROYED)
    by_hand.hash = reading.of_row(by_hand).hash(last.hash)
    by_hand.save()

    done("b")
    clock.passes(hours=24)
    with pytest.raises(chain.ChainError, match="does not end as the line has signed it"):
        one_round()

    assert models.Head.objects.count() == 1
    assert [entry.tip for entry in Entry.objects.filter(kind=Kind.TIP_RECEIVED)] == ["b"]


def test_a_chaining_that_fails_half_way_has_done_nothing(
    clock: Clock, office: OfficeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    done("a", "b")
    clock.passes(hours=24)
    with monkeypatch.context() as full:
        full.setattr(models.Head.objects, "create", disk_is_full)
        with pytest.raises(OSError, match="No space"):
            actions.chain_what_is_over(office.signs_with())

    assert chained() == []
    actions.chain_what_is_over(office.signs_with())

    assert sorted(chained()) == ["a", "b"]


def disk_is_full(**_: object) -> None:
    raise OSError(28, "No space left on device")


def test_the_head_of_each_day_stays_at_its_address(
    clock: Clock, office: OfficeFolder, client: Client
) -> None:
    heads = {}
    for _ in range(3):
        done("a")
        clock.passes(hours=24)
        actions.chain_what_is_over(office.signs_with())
        heads[chain.read_head(reading.latest_head() or b"", office.signs_with().verifying_key).day] = (
            client.get("/journal/head").content
        )

    assert len(heads) == 3
    assert {day: client.get(f"/journal/heads/{day}").content for day in heads} == heads
    assert client.get("/journal/heads/2020-01-01").status_code == 404
    assert client.get("/journal/heads/yesterday").status_code == 404
