from __future__ import annotations

import asyncio
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from loops import run
from raw_http import Line, begin_post, field, file, form, get

from fairwitness.site.front import body as front_body
from fairwitness.site.front.body import Body, Message
from fairwitness.site.front.budget import Budget, Share
from fairwitness.site.front.refused import Refused
from fairwitness.site.worker import PENDING_HOURS

if TYPE_CHECKING:
    from server import SmallLine

FORM = form(field("text", "slowly"), file("a.jpg", b"x" * 20_000))
MANY = 300  # bench/front.py holds 2 000


def test_pages_are_answered_while_many_bodies_have_stopped_half_way(line: SmallLine) -> None:
    half = len(FORM) // 2
    stopped = [begin_post(line.port, "/tell", len(FORM)).send(FORM[:half]) for _ in range(MANY)]

    page = get(line.port, "/held-back?seconds=0")

    assert page.status == 200
    assert not line.called
    assert all(one.send(FORM[half:]).reply().said["fields"] == {"text": ["slowly"]} for one in stopped)


def test_a_form_that_trickles_arrives_whole(line: SmallLine) -> None:
    sending = begin_post(line.port, "/tell", len(FORM))

    for start in range(0, len(FORM), 500):
        sending.send(FORM[start : start + 500])
        time.sleep(0.005)

    assert sending.reply().said["files"] == [["a.jpg", "image/jpeg", 20_000]]


def test_an_answer_is_held_back_and_no_other_waits_for_it(line: SmallLine) -> None:
    held = [Line(line.port).head("GET", "/held-back?seconds=1") for _ in range(20)]  # there are four threads
    begun = time.monotonic()

    others = [get(line.port, "/held-back?seconds=0").status for _ in range(5)]
    waited = time.monotonic() - begun

    assert others == [200] * 5
    assert waited < 0.9
    assert [one.reply().body for one in held] == [b"held back"] * 20
    assert time.monotonic() - begun >= 0.9


async def _never() -> Message:
    await asyncio.sleep(3600)
    raise AssertionError


async def _drop_by_drop() -> Message:
    await asyncio.sleep(0.04)  # 25 bytes a second
    return {"type": "http.request", "body": b"x", "more_body": True}


async def _steadily() -> Message:
    await asyncio.sleep(0.04)
    return {"type": "http.request", "body": b"x" * 1000, "more_body": True}


def test_a_body_that_takes_longer_than_its_files_are_kept_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert front_body.LONGEST <= (PENDING_HOURS - 1) * 3600
    monkeypatch.setattr(front_body, "LONGEST", 0.2)
    body = Body(_steadily, 1_000_000)

    with pytest.raises(Refused) as refused, Share(Budget(most_bodies=1)) as share:
        run(body.whole(1_000_000, share))

    assert refused.value.status == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("receive", [_never, _drop_by_drop])
def test_a_body_that_stops_or_only_drips_is_given_up(
    monkeypatch: pytest.MonkeyPatch, receive: front_body.Receive
) -> None:
    monkeypatch.setattr(front_body, "IDLE", 0.2)
    body = Body(receive, 1_000_000)

    with pytest.raises(Refused) as refused, Share(Budget(most_bodies=1)) as share:
        run(body.whole(1_000_000, share))

    assert refused.value.status == HTTPStatus.BAD_REQUEST


def test_memory_for_bodies_has_an_end_and_is_given_back() -> None:
    budget = Budget(most_bodies=2, most_bytes=1000)

    with Share(budget) as first, Share(budget) as second:
        first.hold(600)
        with pytest.raises(Refused) as refused:
            second.hold(600)

    assert refused.value.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert (budget.held, budget.bodies) == (0, 0)


def test_bodies_at_the_same_time_have_an_end() -> None:
    budget = Budget(most_bodies=1)

    with Share(budget), pytest.raises(Refused) as refused, Share(budget):
        pass

    assert refused.value.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert budget.bodies == 0
