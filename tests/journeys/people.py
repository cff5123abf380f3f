"""What people do on a line, in a real browser: named so that a journey reads as a story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from journeys.lines import RunningLine
from playwright.sync_api import Browser, Page, expect

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@dataclass
class Tipster:
    """Somebody with a phone and no JavaScript."""

    page: Page
    line: RunningLine
    language: str = "en"
    code: str = field(default="", repr=False)

    def tells(self, text: str, files: list[Path] | None = None, kind: int = 0) -> None:
        """From the first page to the one with the code, which is noted down."""
        self.page.goto(f"{self.line.address}/{self.language}/")
        self.page.locator("main a.button").first.click()
        self.fills_in(text, files, kind)
        self.page.locator("main form button").click()
        self.notes_the_code()

    def fills_in(self, text: str, files: list[Path] | None = None, kind: int = 0) -> None:
        """The form, without sending it."""
        self.page.locator("input[name=kind]").nth(kind).check()
        self.page.locator("textarea[name=text]").fill(text)
        if files:
            self.page.locator("input[name=files]").set_input_files(files)

    def notes_the_code(self) -> None:
        """Copy what the page shows."""
        expect(self.page.locator(".code")).to_be_visible()
        self.code = self.page.locator(".code").inner_text()

    def comes_back(self) -> None:
        """Type the code, and be in the mailbox."""
        self.page.goto(f"{self.line.address}/{self.language}/mailbox/")
        self.page.locator("textarea[name=code]").fill(self.code)
        self.page.locator("main form button").first.click()
        expect(self.page).to_have_url(re.compile("/mailbox/letters/$"))

    def letters(self) -> list[str]:
        """The words of every letter, in order."""
        return self.page.locator("article.letter .text").all_inner_texts()

    def answers(self, text: str, files: list[Path] | None = None) -> None:
        """Write in the mailbox."""
        self.page.locator("textarea[name=text]").fill(text)
        if files:
            self.page.locator("input[name=files]").set_input_files(files)
        self.page.locator("form[enctype] button").click()
        expect(self.page.locator("article.letter").last).to_contain_text(text)

    def downloads(self, name: str) -> bytes:
        """A file of one of the letters."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=name).click()
        return Path(download.value.path()).read_bytes()


@dataclass
class Reviewer:
    """Somebody at the desk, whose keys are in the page's memory."""

    page: Page
    line: RunningLine
    number: int = 0
    language: str = "en"

    def signs_in(self) -> None:
        """With name and eight words; ends on the list."""
        self.page.goto(f"{self.line.address}/{self.language}/desk/")
        self.page.locator("#id_name").fill(self.me["sign_in_name"])
        self._types_the_words()

    def reloads(self) -> None:
        """The page forgets its keys; type the words again, and be where one was."""
        self.page.reload()
        self.page.locator("[data-locked] a").click()
        self._types_the_words()

    @property
    def me(self) -> dict[str, str]:
        """Name and words."""
        mine: dict[str, str] = self.line.doors["reviewers"][self.number]
        return mine

    def _types_the_words(self) -> None:
        self.page.locator("#id_words").fill(self.me["passphrase"])
        self.page.locator("form[data-sign-in] button").click()
        expect(self.page.locator(".desk-top")).to_be_visible(timeout=30_000)

    def opens_the_tip_that_says(self, text: str) -> None:
        """From the list."""
        place = self.place_of("sealed-summary", text)
        self.page.locator("sealed-summary").nth(place).click()
        self.reads(text)

    def place_of(self, element: str, text: str) -> int:
        """Which of the elements shows this text."""
        for _ in range(100):
            for place, shown in enumerate(self.shown(element)):
                if text in shown:
                    return place
            self.page.wait_for_timeout(100)
        raise AssertionError(f"No {element} shows it: {self.shown(element)}")

    def reads(self, text: str) -> None:
        """A letter with these words, on the page of a tip."""
        self.place_of("sealed-letter", text)

    def shown(self, element: str) -> list[str]:
        """What each of the elements shows in its closed shadow root."""
        return [" ".join(_texts(node)) for node in self._nodes() if node["nodeName"] == element.upper()]

    def answers(self, text: str, files: list[Path] | None = None) -> None:
        """Write, seal, send, and see it on the page."""
        self.page.locator("#id_text").fill(text)
        if files:
            self.page.locator("#id_files").set_input_files(files)
        self.page.locator("form[data-answer] button").click()
        self.reads(text)

    def downloads(self, name: str) -> bytes:
        """A file of one of the letters."""
        label = next(node for node in self._nodes() if name in _attributes(node).get("aria-label", ""))
        with self.page.expect_download() as download:
            self._clicks(label["nodeId"])
        return Path(download.value.path()).read_bytes()

    def _nodes(self) -> list[Any]:
        """Every node of the page, those in closed shadow roots as well."""
        self._tools = self.page.context.new_cdp_session(self.page)
        root = self._tools.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
        return list(_all(root))

    def _clicks(self, node: int) -> None:
        self._tools.send("DOM.scrollIntoViewIfNeeded", {"nodeId": node})
        corners = self._tools.send("DOM.getBoxModel", {"nodeId": node})["model"]["content"]
        self.page.mouse.click(sum(corners[0::2]) / 4, sum(corners[1::2]) / 4)


def _all(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for inner in [*node.get("children", []), *node.get("shadowRoots", [])]:
        yield from _all(inner)


def _texts(node: dict[str, Any]) -> list[str]:
    return [inner["nodeValue"] for inner in _all(node) if inner["nodeName"] == "#text"]


def _attributes(node: dict[str, Any]) -> dict[str, str]:
    pairs = node.get("attributes", [])
    return dict(zip(pairs[0::2], pairs[1::2], strict=True))


@contextmanager
def a_reviewer(
    browser: Browser, line: RunningLine, number: int = 0, language: str = "en"
) -> Iterator[Reviewer]:
    """The first or second reviewer of the demo, in a browser of their own."""
    context = browser.new_context(viewport=DESK, accept_downloads=True)  # type: ignore[arg-type]  # a size
    try:
        yield Reviewer(context.new_page(), line, number, language)
    finally:
        context.close()


@contextmanager
def a_tipster(browser: Browser, line: RunningLine, language: str = "en") -> Iterator[Tipster]:
    """Opens a browser of their own, with JavaScript off; what the browser keeps is gone afterwards."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, accept_downloads=True)  # type: ignore[arg-type]  # a size
    try:
        yield Tipster(context.new_page(), line, language)
    finally:
        context.close()
