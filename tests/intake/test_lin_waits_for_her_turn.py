from __future__ import annotations

import os
import time

import pytest
from intake.sealing_browser import SealingBrowser
from tipster import Tipster

from fairwitness.intake import turns
from fairwitness.intake.turns import TooMany, Turns
from fairwitness.sealed.arrivals import HOURS
from fairwitness.sealed.models import Draft, Tip

pytestmark = pytest.mark.usefixtures("office")


class Seconds:
    """The clock that only goes forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: self.at)


def another() -> bytes:
    """A tip that nobody has sent before."""
    return os.urandom(16)


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    return Seconds(monkeypatch)


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """More wait already than are held."""
    monkeypatch.setattr(turns, "TURNS", Turns(1, longest=-61))


def test_after_a_quiet_minute_a_minutes_worth_is_taken_up_at_once(seconds: Seconds) -> None:
    line = Turns(60)

    at_once = [line.take(another()) for _ in range(61)]
    then = [line.take(another()) for _ in range(3)]
    seconds.at += 63
    later = line.take(another())

    assert at_once == [0] * 61
    assert then == [1, 2, 3]
    assert later == 0


def test_nobody_is_held_longer_than_a_browser_waits_and_whoever_is_not_takes_no_turn(
    seconds: Seconds,
) -> None:
    line = Turns(60, longest=5)
    for _ in range(66):
        line.take(another())

    for _ in range(1000):
        with pytest.raises(TooMany):
            line.take(another())
    seconds.at += 2

    assert line.take(another()) == 4


def test_one_tip_has_one_turn_however_often_it_is_sent(seconds: Seconds) -> None:
    line = Turns(60)
    for _ in range(61):
        line.take(another())

    same = [line.take(b"the very same") for _ in range(1000)]
    seconds.at += 1
    after = line.take(b"the very same")

    assert set(same) == {1}
    assert after == 0
    assert line.take(another()) == 1


def test_as_many_as_wait_each_keep_their_turn(seconds: Seconds) -> None:
    del seconds
    line = Turns(300)
    waiting = [another() for _ in range(1400)]

    turns_of = [line.take(one) for one in waiting]

    kept = [line.take(one) for one in waiting]
    assert [one for one, (was, now) in enumerate(zip(turns_of, kept, strict=True)) if was != now] == []


@pytest.mark.usefixtures("full")
def test_without_javascript_lin_is_told_to_press_again_and_loses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lin = Tipster()
    lin.tells("The exit is chained.")
    told, left = (lin.status, lin.page.text), Draft.objects.count()
    monkeypatch.undo()

    lin.goes_on()

    assert told[0] == 429
    assert "nothing is lost" in told[1]
    assert "The exit is chained." in told[1]
    assert (left, lin.where, Tip.objects.count()) == (1, "/tell/public/sent/", 1)


@pytest.mark.usefixtures("full")
def test_a_browser_that_seals_sends_the_very_same_bytes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    lin = SealingBrowser()
    body = lin.commit().to_json()
    first = lin.posts("commit", body)
    monkeypatch.undo()

    again = [lin.posts("commit", body) for _ in range(2)]

    assert (first.status_code, first.json()["why"]) == (429, "later")
    assert [answer.status_code for answer in again] == [200, 200]
    assert Tip.objects.count() == 1


@pytest.mark.usefixtures("full")
def test_what_cannot_be_a_tip_takes_nobodys_turn() -> None:
    lin = SealingBrowser()

    assert lin.posts("commit", b"{}").status_code == 400


def test_what_is_there_already_takes_nobodys_turn_and_is_answered_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lin = SealingBrowser()
    body = lin.commit().to_json()
    lin.posts("commit", body)
    monkeypatch.setattr(turns, "TURNS", Turns(1, longest=-61))

    again = lin.posts("commit", body)

    assert again.status_code == 200
    assert Tip.objects.count() == 1


@pytest.mark.usefixtures("full")
def test_the_desk_is_told_that_somebody_was_sent_away() -> None:
    HOURS.forget()
    before = HOURS.sent_somebody_away()

    SealingBrowser().posts("commit", SealingBrowser().commit().to_json())

    assert (before, HOURS.sent_somebody_away()) == (False, True)
    HOURS.forget()
