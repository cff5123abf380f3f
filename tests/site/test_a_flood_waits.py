from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from server import running_demo
from walker import Walker

if TYPE_CHECKING:
    from pathlib import Path

AT_ONCE, APART = 6, 10  # tips, and seconds between two of those that come then


def test_a_tip_behind_a_flood_is_held_in_memory_and_taken_up_when_its_turn_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIRWITNESS_TIPS_A_MINUTE", str(AT_ONCE))
    with running_demo(tmp_path) as line:
        before = line.count("sealed_tip")
        for number in range(AT_ONCE + 1):
            told(line.port, f"The same again, {number}.")

        begun = time.monotonic()
        lin = told(line.port, "The exit is chained.")
        took = time.monotonic() - begun
        quick = time.monotonic()
        lin.screen("sent")

        assert lin.at == "/tell/public/sent/"
        assert took > APART / 2
        assert time.monotonic() - quick < APART / 2
        assert line.count("sealed_tip") == before + AT_ONCE + 2
        assert "The exit is chained." not in line.log.read_text()


def told(port: int, text: str) -> Walker:
    lin = Walker(port)
    lin.chooses()
    lin.follows()
    lin.tells(text)
    return lin
