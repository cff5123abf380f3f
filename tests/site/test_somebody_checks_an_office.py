from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = str(Path(sys.executable).with_name("fairwitness"))


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Founded, with an https address in its charter."""
    subprocess.run(
        [COMMAND, "init", "--yes", str(tmp_path / "office")], check=True, stdout=subprocess.DEVNULL
    )
    charter = tmp_path / "office" / "charter.toml"
    text = charter.read_text("utf-8").replace("http://127.0.0.1:8000", "https://tips.example.org")
    charter.write_text(text, "utf-8")
    return charter.parent


def checked(office: Path, behind_proxy: str) -> str:
    environment = {**os.environ, "FAIRWITNESS_BEHIND_PROXY": behind_proxy}
    done = subprocess.run(
        [COMMAND, "check", str(office)], env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout


@pytest.mark.parametrize(("behind_proxy", "warned"), [("", True), ("1", False)])
def test_an_https_address_without_a_word_of_a_proxy_is_told(
    office: Path, behind_proxy: str, *, warned: bool
) -> None:
    said = checked(office, behind_proxy)

    assert ("office.W006" in said) == warned
    assert "office.E006" in said
