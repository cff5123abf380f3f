from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from journeys.coming_back import ComingBack, coming_back
from journeys.hostile_line import HostileLine, Told
from journeys.lines import RunningLine
from journeys.people import a_reviewer, a_tipster
from playwright.sync_api import Browser, Route

from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.letters import FileEntry
from fairwitness.crypto.parts import FileSealer
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.office.fields import random_id

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\5\0\1\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "taken over"</script></svg>'
DANGER = "a file is as dangerous as any file from a stranger"
MIB = 1024 * 1024
PICKER = """
window.saved = { bytes: 0, closed: false, aborted: false };
window.showSaveFilePicker = async () => ({ createWritable: async () => ({
  write: async (piece) => { saved.bytes += piece.length; },
  close: async () => { saved.closed = true; },
  abort: async () => { saved.aborted = true; },
}) });
"""


def test_pictures_and_plain_text_are_shown_and_nothing_else(
    browser: Browser, line: RunningLine, tmp_path: Path
) -> None:
    files = {
        "door.png": PNG,
        "plan.txt": "三号门 gate 3".encode(),
        "drawing.svg": SVG,
        "posing.png": SVG,
        "a.pdf": b"%PDF",
    }
    paths = [tmp_path / name for name in files]
    for path in paths:
        path.write_bytes(files[path.name])
    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells("The scale of gate 3.")
        amara.signs_in()
        amara.opens_the_tip_that_says("The scale of gate 3.")
        amara.answers("Look at these.", paths)

    with coming_back(browser, line, lin.code) as again:
        again.comes_back()
        offered = [name for name in files if again.offers("Look at it here", name)]
        for name in offered:
            again.looks_at(name)
        seen = again.sees_all("三号门 gate 3", "so it is not shown here")

        assert offered == ["door.png", "plan.txt", "posing.png"]
        assert again.pictures() == ["door.png"]
        assert seen.count("so it is not shown here") == 1
        assert again.page.title() != "taken over"


def test_that_a_file_may_do_harm_is_said_before_it_is_saved_to_lin_and_at_the_desk(
    browser: Browser, line: RunningLine, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("gate 4")
    with a_tipster(browser, line) as told:
        told.tells("The scale of gate 4.", [plan])
        told.comes_back()
        without_scripts = told.reads()

    with coming_back(browser, line, told.code) as lin, a_reviewer(browser, line) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says("The scale of gate 4.")
        lin.comes_back()
        at_the_desk, before = " ".join(amara.shown("sealed-letter")), lin.sees_all(DANGER)
        lin.downloads(plan.name)
        after = lin.sees_all("Saved.")

    assert [seen.count(DANGER) for seen in (without_scripts, at_the_desk, before, after)] == [1, 1, 1, 1]
    assert before.index(DANGER) < before.index(plan.name)
    assert "Saved." not in before


@dataclass
class LargeFile:
    """A file that a letter lists, and a line that gives out its parts; what the letter says of its size may be another."""

    content: bytes = field(repr=False)
    says: int
    parts: list[io.BytesIO] = field(default_factory=list, repr=False)
    id: str = field(default_factory=random_id)

    def entry(self, recipient: HybridRecipient) -> FileEntry:
        """Sealed to the conversation."""
        sealer = FileSealer(unb64(self.id), recipient, self._create, lambda _: None)
        sealer.write(self.content)
        facts = sealer.finish()
        return FileEntry(self.id, "film.mov", "video/quicktime", self.says, facts.sha256, facts.parts)

    def _create(self, _: int) -> Any:
        self.parts.append(io.BytesIO())
        return self.parts[-1]

    def gives(self, route: Route) -> None:
        """One of the parts."""
        number = json.loads(route.request.post_data or "")["number"]
        route.fulfill(body=self.parts[number].getvalue(), content_type="application/octet-stream")


@pytest.fixture(scope="module")
def code(browser: Browser, line: RunningLine) -> str:
    """A tip."""
    with a_tipster(browser, line) as lin:
        lin.tells("The film of gate 3.")
    return lin.code


@contextmanager
def with_a_large_file(
    browser: Browser, line: RunningLine, code: str, file: LargeFile, script: str
) -> Iterator[ComingBack]:
    """Lin, inside, with a letter that lists the file."""

    def lists_it(hostile: HostileLine, told: Told) -> None:
        sealed = hostile.writes(told, "A film.", files=(file.entry(hostile.key_0(told).recipient),))
        hostile.puts_in(told, sealed, from_office=True)

    with coming_back(browser, line, code) as lin:
        lin.page.add_init_script(script)
        HostileLine(lin.page, line, TipCode.read(code)).lies(lists_it)
        lin.page.route("**/sealed/part/", file.gives)
        lin.comes_back()
        yield lin


def test_a_large_file_goes_to_the_disk_part_by_part(browser: Browser, line: RunningLine, code: str) -> None:
    file = LargeFile(bytes(65 * MIB), 65 * MIB)

    with with_a_large_file(browser, line, code, file, PICKER) as lin:
        lin.presses_in_letter("Download", "film.mov")
        expect_said(lin, "Saved.")

        assert lin.page.evaluate("saved") == {"bytes": 65 * MIB, "closed": True, "aborted": False}


def test_a_large_file_that_was_exchanged_never_stands_under_its_name(
    browser: Browser, line: RunningLine, code: str
) -> None:
    file = LargeFile(bytes(9 * MIB), 65 * MIB)

    with with_a_large_file(browser, line, code, file, PICKER) as lin:
        lin.presses_in_letter("Download", "film.mov")
        expect_said(lin, "This file is damaged or was exchanged.")

        assert lin.page.evaluate("[saved.closed, saved.aborted]") == [False, True]


def test_where_the_browser_cannot_do_that_parts_and_key_are_joined_by_the_command_line(
    browser: Browser, line: RunningLine, code: str, tmp_path: Path
) -> None:
    file = LargeFile(b"film " * 2 * MIB, 501 * MIB)

    with with_a_large_file(browser, line, code, file, "delete window.showSaveFilePicker;") as lin:
        saved = list[Path]()
        lin.page.on("download", partial(_keep, saved, tmp_path))
        lin.presses_in_letter("Save the sealed parts", "film.mov")
        expect_said(lin, "The parts are saved.")
        lin.presses_in_letter("Save the key", "film.mov")
        lin.page.wait_for_timeout(1000)

    parts = sorted(path for path in saved if path.suffix == ".age")
    (key,) = (path for path in saved if path.suffix == ".key")
    words = [sys.executable, "-m", "fairwitness", "open", "-i", str(key), "-o", str(tmp_path / "film")]
    subprocess.run([*words, *map(str, parts)], check=True)
    assert len(parts) == 2
    assert hashlib.sha256((tmp_path / "film").read_bytes()).digest() == hashlib.sha256(file.content).digest()


def _keep(saved: list[Path], folder: Path, download: Any) -> None:
    saved.append(folder / download.suggested_filename)
    download.save_as(saved[-1])


def expect_said(lin: ComingBack, sentence: str) -> None:
    """In one of the letters, before long."""
    lin.until(lambda: any(sentence in one for one in lin.sees()))
