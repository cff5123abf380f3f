"""A tip with a large file that leaves the line through Chromium: how fast, and what page and line hold meanwhile.

    python bench/exporting.py [--mib 1024]

Runs a demo in a temporary folder, on the same machine as the browser, and walks there as the journeys of tests/ do. Nobody can press a button of the system's
own dialogue in a headless browser: the archive goes to the browser's private folder on the disk instead, by the same stream. Writes bench/results/exporting.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Self

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "tests"))

from journeys.lines import running_line  # noqa: E402 - found there
from journeys.people import Reviewer, a_sealing_tipster  # noqa: E402 - the same
from journeys.test_two_pass_a_tip_on import HARM, amara_with_a_marked_tip  # noqa: E402 - the same
from playwright.sync_api import expect, sync_playwright  # noqa: E402 - the same
from programs import CHROMIUM, need_chromium  # noqa: E402 - the same
from upload import is_page  # noqa: E402 - the same
from visiting import MIB, descendants, memory_of  # noqa: E402 - the same

RESULTS = HERE / "results" / "exporting.json"
LONGEST = 1_800_000  # milliseconds
TO_THE_DISK = """() => { window.showSaveFilePicker = async ({ suggestedName }) =>
(await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }); }"""
SIZE = """async () => { let sum = 0; for await (const one of (await navigator.storage.getDirectory()).values()) sum += (await one.getFile()).size; return sum; }"""


class Watch:
    """What a page of these holds at most, until it is left."""

    def __init__(self) -> None:
        self.most, self._over = 0.0, threading.Event()
        self._watching = threading.Thread(target=self._look)

    def _look(self) -> None:
        while not self._over.wait(0.2):
            pages = [pid for pid in descendants(os.getpid()) if is_page(pid)]
            self.most = max([self.most, *(memory_of(pid).get("VmRSS", 0.0) for pid in pages)])

    def __enter__(self) -> Self:
        self._watching.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watching.join()


def file_of(place: Path, mib: int) -> Path:
    """Of bytes that nothing packs."""
    made = place / "recording.bin"
    with made.open("wb") as file:
        for _ in range(mib):
            file.write(os.urandom(MIB))
    return made


def asks(amara: Reviewer) -> None:
    """For a court, with the files."""
    amara.page.locator("main > p:not([data-locked]) > a").first.click()
    amara.page.locator("main a[href$='/export/']").click()
    amara.page.locator("input[value=court-order]").check()
    amara.page.locator("input[value=files]").check()
    amara.page.locator("textarea").fill("Order 12.")
    amara.page.locator("form[data-ask-export] button").click()
    amara.place_of("sealed-export", "Order 12.")


def agrees(noor: Reviewer) -> None:
    """And is on the page that makes it."""
    noor.signs_in()
    noor.opens_the_tip_that_says(HARM["en"])
    noor.page.locator("main a[href$='/export/']").click()
    noor.place_of("sealed-export", "Order 12.")
    noor.page.locator("form[data-agree-export] button").click()
    noor.page.locator("form[data-make-export]").wait_for()


def makes(noor: Reviewer) -> None:
    """Press it."""
    noor.page.locator("form[data-make-export] button").click()


def measured(mib: int, place: Path) -> dict[str, Any]:
    """One export with so much; before it, the same in a browser that cannot write to a disk."""
    with sync_playwright() as playwright, running_line(place) as line:
        started: dict[str, Any] = {"executable_path": need_chromium(), "args": [*CHROMIUM]}
        browser = playwright.chromium.launch(**started)
        with a_sealing_tipster(browser, line) as lin:
            lin.page.set_default_timeout(LONGEST)
            expect.set_options(timeout=LONGEST)
            lin.tells(HARM["en"], [file_of(place, mib)])
        with amara_with_a_marked_tip(browser, line, HARM["en"]) as amara:
            asks(amara)
        browser.close()
        on_disk = playwright.chromium.launch_persistent_context(str(place / "profile"), **started)
        noor = Reviewer(on_disk.new_page(), line, 1)
        agrees(noor)
        noor.page.evaluate("delete window.showSaveFilePicker")
        makes(noor)
        noor.page.locator("form[data-make-export] [data-problem]:visible").wait_for()
        refused = noor.page.locator("form[data-make-export] [data-problem]").inner_text()
        noor.page.evaluate(TO_THE_DISK)
        with Watch() as watch:
            noor.page.wait_for_timeout(2000)
            before, begun = watch.most, time.monotonic()
            makes(noor)
            expect(noor.page.locator("form[data-make-export] [data-status]")).to_contain_text("Saved.")
            seconds = time.monotonic() - begun
        size = noor.page.evaluate(SIZE)
        on_disk.close()
    assert size > mib * MIB, size
    return {
        "MiB": mib,
        "MiB a second": round(mib / seconds, 1),
        "seconds": round(seconds, 1),
        "MiB of the page before": before,
        "MiB of the page at most": watch.most,
        "without a disk to write to": refused,
    }


def main() -> None:
    """Run it and write the result."""
    parser = argparse.ArgumentParser(description="Measure an export in Chromium.")
    parser.add_argument("--mib", type=int, nargs="+", default=[1024], help="size of each file")
    chosen = parser.parse_args()
    files = []
    for mib in chosen.mib:
        with tempfile.TemporaryDirectory() as place:
            files.append(measured(mib, Path(place)))
    result = {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "files": files,
    }
    RESULTS.write_text(json.dumps(result, indent=2) + "\n")
    print(RESULTS.read_text())


if __name__ == "__main__":
    main()
