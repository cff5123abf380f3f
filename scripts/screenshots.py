"""Pictures of a running demo: those of the docs, or with `--all FOLDER` every page in every look, to be looked at.

    python scripts/screenshots.py [--all FOLDER]

Needs Chromium. A tip is sent from a phone without JavaScript and answered at the desk, as the journeys of the tests do it.
"""

from __future__ import annotations

import argparse
import base64
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from shutil import which
from typing import Literal

from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from journeys.lines import RunningLine, running_line  # noqa: E402 - the tests must be found first
from journeys.people import Reviewer, Tipster  # noqa: E402 - the same
from programs import CHROMIUM  # noqa: E402 - the same

Scheme = Literal["light", "dark"]
IMAGES = ROOT / "docs" / "images"
MOST = 300_000  # bytes of a picture
WIDTHS = {"phone": 390, "desktop": 1280}
HEIGHT = 844
TOLD = {
    "en": "The emergency exit of hall 3 is chained at night. I saw it on three shifts.",
    "zh-hans": "三号车间的安全出口夜里用铁链锁着，我在三个夜班都看到过。",
}
STORY = {
    "en": {"where": "Hall 3, since the spring", "known": "saw", "danger_now": "0"},
    "zh-hans": {"where": "三号车间，从春天开始", "known": "saw", "danger_now": "0"},
}
KIND = 3  # in the list of the channel: danger to people
PHOTO: FilePayload = {"name": "出口.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8 a chain " * 20_000}
ANSWERED = {
    "en": "Thank you. Since when, and who has the key?",
    "zh-hans": "谢谢您。从什么时候开始的？钥匙在谁那里？",
}
COMPOSED = """<!doctype html><style>
body {{ margin: 0; }}
main {{ padding: 24px; background: #e9e4da; display: flex; gap: 24px; width: max-content; }}
img {{ border-radius: 12px; box-shadow: 0 2px 10px #0003; height: {height}px; }}
</style><main>{images}</main>"""


@dataclass(frozen=True)
class Look:
    """A language, a width and a scheme."""

    language: str
    width: str
    scheme: Scheme

    def __str__(self) -> str:
        return f"{self.language}-{self.width}-{self.scheme}"


@contextmanager
def page_of(browser: Browser, look: Look, *, scripts: bool) -> Iterator[Page]:
    """A browser of somebody's own."""
    context = browser.new_context(
        java_script_enabled=scripts,
        viewport={"width": WIDTHS[look.width], "height": HEIGHT},
        color_scheme=look.scheme,
    )
    yield context.new_page()
    context.close()


def tipster_pages(browser: Browser, line: RunningLine, look: Look) -> Iterator[tuple[str, bytes]]:
    """From the first page to the mailbox; without JavaScript."""
    with page_of(browser, look, scripts=False) as page:
        lin = Tipster(page, line, look.language)
        page.goto(f"{line.address}/{look.language}/")
        yield "home", page.screenshot(full_page=True)
        page.locator("main a.button").first.click()
        lin.goes_on()
        yield "scope-refused", page.screenshot(full_page=True)
        lin.begins(about="unsure")
        yield "which", page.screenshot(full_page=True)
        lin.begins(about="opinion")
        yield "aside", page.screenshot(full_page=True)
        yield from seven_screens(lin)
        page.goto(f"{line.address}/{look.language}/mailbox/")
        yield "enter", page.screenshot(full_page=True)
        lin.comes_back()
        yield "letters", page.screenshot(full_page=True)
        page.goto(f"{line.address}/{look.language}/nowhere/")
        yield "nowhere", page.screenshot(full_page=True)


def seven_screens(lin: Tipster) -> Iterator[tuple[str, bytes]]:
    """Before you start, what it is about, what happened, files, you, the code, sent: filled in."""
    told = STORY[lin.language]
    lin.page.goto(f"{lin.line.address}/{lin.language}/")
    yield "1-home", lin.page.screenshot(full_page=True)
    lin.page.locator("main a.button").first.click()
    lin.chooses(KIND)
    yield "2-scope", lin.page.screenshot(full_page=True)
    lin.goes_on()
    lin.fills_in(text=TOLD[lin.language], **told)
    yield "3-story", lin.page.screenshot(full_page=True)
    lin.goes_on()
    lin.page.locator("input[name=files]").set_input_files(PHOTO)
    lin.page.locator("button[name=add]").click()
    yield "4-files", lin.page.screenshot(full_page=True)
    lin.goes_on()
    yield "5-you", lin.page.screenshot(full_page=True)
    lin.goes_on()
    lin.notes_the_code()
    yield "6-check", lin.page.screenshot(full_page=True)
    lin.sends()
    yield "7-sent", lin.page.screenshot(full_page=True)


def desk_pages(browser: Browser, line: RunningLine, look: Look) -> Iterator[tuple[str, bytes]]:
    """From signing in to an answer."""
    with page_of(browser, look, scripts=True) as page:
        amara = Reviewer(page, line, language=look.language)
        page.goto(f"{line.address}/{look.language}/desk/")
        yield "sign-in", page.screenshot(full_page=True)
        amara.signs_in()
        amara.place_of("sealed-summary", TOLD[look.language])
        page.mouse.move(0, 0)
        yield "list", page.screenshot()
        amara.opens_the_tip_that_says(TOLD[look.language])
        amara.answers(ANSWERED[look.language])
        yield "tip", page.screenshot(full_page=True)


def every_page(browser: Browser, line: RunningLine, folder: Path) -> None:
    """All of them, in both languages, widths and schemes."""
    for language, width, scheme in product(TOLD, WIDTHS, ("light", "dark")):
        look = Look(language, width, "dark" if scheme == "dark" else "light")
        for pages in (tipster_pages, desk_pages):
            for name, picture in pages(browser, line, look):
                (folder / f"{name}-{look}.png").write_bytes(picture)


def first_tip(browser: Browser, line: RunningLine) -> bytes:
    """A phone in Chinese beside the desk in English."""
    told = Look("zh-hans", "phone", "light")
    with page_of(browser, told, scripts=False) as page:
        lin = Tipster(page, line, told.language)
        lin.tells(TOLD[told.language], kind=KIND)
        phone = page.screenshot()
    with page_of(browser, Look("en", "desktop", "light"), scripts=True) as page:
        amara = Reviewer(page, line)
        amara.signs_in()
        page.locator(".desk-top + .note button").click()
        amara.opens_the_tip_that_says(TOLD[told.language])
        amara.settled("sealed-letter")
        page.mouse.move(0, 0)
        desk = _top(page)
    return composed(browser, [phone, desk], height=620)


def seven(browser: Browser, line: RunningLine) -> bytes:
    """All screens of telling something, as far as a phone shows them, in Chinese."""
    with page_of(browser, Look("zh-hans", "phone", "light"), scripts=False) as page:
        screens = [_top(page) for _ in seven_screens(Tipster(page, line, "zh-hans"))]
    return composed(browser, screens, height=420)


def _top(page: Page) -> bytes:
    """What a phone shows first: filling in has scrolled the page."""
    page.evaluate("scrollTo(0, 0)")
    return page.screenshot()


def composed(browser: Browser, pictures: list[bytes], height: int) -> bytes:
    """Side by side."""
    images = "".join(f'<img src="{_address(one)}">' for one in pictures)
    with page_of(browser, Look("en", "desktop", "light"), scripts=False) as page:
        page.set_content(COMPOSED.format(images=images, height=height))
        return page.locator("main").screenshot()


PICTURES = {"first-tip.png": first_tip, "seven-screens.png": seven}


def _address(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def keep(path: Path, taken: bytes) -> None:
    """Where it is small enough for a page of the docs."""
    print(f"{path.relative_to(ROOT)}: {len(taken)} bytes")
    if len(taken) > MOST:
        sys.exit(f"That is more than {MOST} bytes.")
    path.write_bytes(taken)


def main() -> None:
    """Take them."""
    parser = argparse.ArgumentParser(description="Take pictures of a running demo.")
    parser.add_argument(
        "--all", type=Path, metavar="FOLDER", help="every page in every look, into this folder"
    )
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as place,
        running_line(Path(place)) as line,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=CHROMIUM)
        if chosen.all:
            chosen.all.mkdir(parents=True, exist_ok=True)
            every_page(browser, line, chosen.all)
        else:
            IMAGES.mkdir(parents=True, exist_ok=True)
            for name, take in PICTURES.items():
                keep(IMAGES / name, take(browser, line))
        browser.close()


if __name__ == "__main__":
    main()
