from __future__ import annotations

import pytest

from fairwitness.office.pace import Pace


def turns(pace: Pace, count: int) -> list[float]:
    return [round(pace.turn()) for _ in range(count)]


def test_each_waits_for_those_before_it() -> None:
    assert turns(Pace(per_second=0.5), 4) == [0, 2, 4, 6]


def test_processes_share_the_line_s_pace_also_where_they_are_made_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pace = Pace(per_second=0.5)

    monkeypatch.setenv("FAIRWITNESS_WORKERS", "4")

    assert turns(pace, 3) == [0, 8, 16]


def test_nobody_waits_longer_than_half_a_minute() -> None:
    assert turns(Pace(per_second=0.1), 6) == [0, 10, 20, 30, 30, 30]
