from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from demo.visiting import Visit
from journeys.lines import RunningLine, running_line
from journeys.people import a_tipster
from playwright.sync_api import Browser

FAIRWITNESS = str(Path(sys.executable).with_name("fairwitness"))


@pytest.fixture
def left(tmp_path: Path) -> RunningLine:
    """A demo that somebody opened once, and that another version has made."""
    with running_line(tmp_path) as running:
        pass
    _make_another_version(running)
    return running


def _make_another_version(line: RunningLine) -> None:
    file = line.folder / "office" / "demo.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "edition": "another"}))


def test_where_nobody_wrote_anything_it_is_made_afresh(left: RunningLine) -> None:
    words = left.doors["reviewers"]

    with running_line(left.folder) as afresh:
        assert Visit(afresh.address).reads("/en/demo/").status == 200
        assert afresh.doors["reviewers"] != words


def test_where_somebody_wrote_it_says_so_and_keeps_it(browser: Browser, tmp_path: Path) -> None:
    with running_line(tmp_path) as line, a_tipster(browser, line) as lin:
        lin.tells("The ladder has no rungs.")
    _make_another_version(line)
    before = (tmp_path / "office" / "line.id").read_text()

    again = subprocess.run(
        [FAIRWITNESS, "demo", "--dir", str(tmp_path / "office")], check=False, capture_output=True, text=True
    )

    assert again.returncode == 1
    assert "another version" in again.stderr
    assert f"rm -r {tmp_path / 'office'}" in again.stderr
    assert (tmp_path / "office" / "line.id").read_text() == before


def test_one_that_was_made_before_versions_were_told_apart_is_kept_too(left: RunningLine) -> None:
    (left.folder / "office" / "demo.json").write_text("[]")

    again = subprocess.run(
        [FAIRWITNESS, "demo", "--dir", str(left.folder / "office")],
        check=False,
        capture_output=True,
        text=True,
    )

    assert again.returncode == 1
    assert "Nobody in it is real." in again.stderr
