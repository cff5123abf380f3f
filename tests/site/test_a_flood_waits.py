from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from server import running_demo
from walker import Walker

if TYPE_CHECKING:
    from pathlib import Path

A_MINUTE = 6
APART = 60 / A_MINUTE  # seconds between two turns


def test_a_tip_behind_a_flood_is_held_in_memory_and_taken_up_when_its_turn_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIRWITNESS_TIPS_A_MINUTE", str(A_MINUTE))
    with running_demo(tmp_path) as line:
        before, turn = line.count("sealed_tip"), 0.0
        for number in range(A_MINUTE + 1):
            turn = max(turn, time.monotonic() - 60) + APART  # of whoever comes next, at the soonest
            told(line.port, f"The same again, {number}.")

        lin = told(line.port, "The exit is chained.")
        answered = time.monotonic()
        lin.screen("sent")

        assert answered > turn
        assert lin.at == "/tell/public/sent/"
        assert line.count("sealed_tip") == before + A_MINUTE + 2
        assert "The exit is chained." not in line.log.read_text()


def told(port: int, text: str) -> Walker:
    lin = Walker(port)
    lin.chooses()
    lin.follows()
    lin.tells(text)
    return lin
