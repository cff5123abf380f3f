"""Somebody who comes back with a browser that opens the mailbox by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from journeys.lines import RunningLine
from journeys.nodes import all_within, attribute, texts_in
from journeys.patience import until
from journeys.people import DESK, NOWHERE, PHONE, Reviewer, Tipster
from playwright.sync_api import Browser, Page, expect
from programs import PATIENCE


class ComingBack(Tipster):
    """Types the code, and reads what stands in closed shadow roots."""

    def goes_to_the_mailbox(self) -> None:
        """Where codes are typed, once this browser has taken the page over."""
        self.page.goto(f"{self.line.address}/{self.language}/mailbox/")
        expect(self.page.locator("#code-so-far")).to_be_attached()

    def types(self, code: str) -> None:
        """Type this where codes are typed, and press the button."""
        self.goes_to_the_mailbox()
        self.page.locator("#id_code").fill(code)
        self.goes_on()

    def comes_back(self) -> None:
        """Type the code, and be in the mailbox."""
        self.types(self.code)
        self.is_inside()

    def is_inside(self) -> None:
        """The letters are open."""
        expect(self.page.locator("[data-entries] sealed-letter").first).to_be_visible()
        self.is_at("mailbox/letters")

    def letters(self) -> list[str]:
        """The words of every letter, in order."""
        return [one for letter in self._eyes.shown_in("sealed-letter", "text") for one in letter]

    def sees(self) -> list[str]:
        """Everything in every letter."""
        return self._eyes.shown("sealed-letter")

    def sees_all(self, *texts: str) -> str:
        """Everything in every letter, once all of these stand there."""
        self.until(lambda: all(text in " ".join(self.sees()) for text in texts))
        return " ".join(self.sees())

    def warned(self) -> list[str]:
        """What is wrong with letters, and with the whole of it."""
        problems = self.page.locator("main .problem:visible").all_inner_texts()
        return [*problems, *self._eyes.warned()]

    def answers(self, text: str, files: list[Path] | None = None) -> None:
        """Write in the mailbox."""
        self.fills_in(text=text)
        self.chooses_files(files or [])
        self.page.locator("form:not([data-out]) .on button").first.click()
        expect(self.page.locator("[data-part=sent]")).to_be_visible()

    def says(self, place: str, **answers: str) -> None:
        """One of the pages beside the letters: fill it in and send it."""
        self.opens(f"say/{place}")
        self.fills_in(**answers)
        self.goes_on()
        expect(self.page.locator("[data-part=sent]")).to_be_visible()

    def takes_a_new_code(self) -> None:
        """Note the new one, and say so."""
        self.opens("code")
        expect(self.page.locator(".code .number").first).not_to_be_empty()
        self.notes_the_code()
        self.goes_on()
        expect(self.page.locator("[data-part=code]")).to_be_visible()

    def downloads(self, name: str) -> bytes:
        """A file of one of the letters."""
        return self._eyes.downloads(name)

    def offers(self, button: str, name: str) -> bool:
        """Whether a letter has this button for this file."""
        return self._eyes.button(button, name) is not None

    def presses_in_letter(self, button: str, name: str) -> None:
        """One of the buttons beside a file."""
        self._eyes.presses(button, name)

    def looks_at(self, name: str) -> None:
        """In the page, until it is shown or refused: what is shown moves the buttons below it."""
        look = "Look at it here"
        self.presses_in_letter(look, name)
        self.until(lambda: "disabled" not in self._eyes.button(look, name)["attributes"])

    def until(self, is_so: Callable[[], object]) -> None:
        """Wait for something to be so."""
        until(self.page, is_so, self.sees)

    def pictures(self) -> list[str]:
        """What is drawn in letters, by its name."""
        return self._eyes.pictures()

    def sent(self) -> str:
        """The problem that the page shows."""
        expect(self.page.locator("[data-problem]")).to_be_visible()
        return self.page.locator("[data-problem]").inner_text()

    @property
    def _eyes(self) -> Eyes:
        return Eyes(self.page, self.line)


class Eyes(Reviewer):
    """What a reviewer sees in closed shadow roots, a tipster sees too."""

    def shown_in(self, element: str, look: str) -> list[list[str]]:
        """Of each element, the texts of its parts that look like that."""
        nodes = [node for node in self._nodes() if node["nodeName"] == element.upper()]
        return [[" ".join(texts_in(one)) for one in all_within(node) if _look(one) == look] for node in nodes]

    def button(self, button: str, name: str) -> Any:
        """The node of a button beside a file."""
        wanted = (one for one in self._nodes() if one["nodeName"] == "BUTTON")
        labels = ((one, attribute(one, "aria-label")) for one in wanted)
        return next((one for one, label in labels if label.startswith(button) and label.endswith(name)), None)

    def presses(self, button: str, name: str) -> None:
        """Click on it."""
        self._clicks(self.button(button, name)["nodeId"])

    def pictures(self) -> list[str]:
        """Of every picture what it is called."""
        return [attribute(one, "alt") for one in self._nodes() if one["nodeName"] == "IMG"]


def _look(node: dict[str, Any]) -> str:
    return attribute(node, "class")


@contextmanager
def coming_back(
    browser: Browser, line: RunningLine, code: str, language: str = "en", *, desk: bool = False
) -> Iterator[ComingBack]:
    """In a browser of their own, with JavaScript, on a phone or at a desk."""
    context = browser.new_context(
        viewport=DESK if desk else PHONE,  # type: ignore[arg-type]  # a size
        accept_downloads=True,
        proxy=NOWHERE,  # type: ignore[arg-type]  # the same
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield ComingBack(context.new_page(), line, language, code)
    finally:
        context.close()


def everything_sent(page: Page, into: list[bytes]) -> None:
    """Every byte that the page sends from now on: addresses, headers, bodies."""

    def note(asked: Any) -> None:
        headers = "\n".join(f"{name}: {value}" for name, value in asked.headers.items())
        into.append(f"{asked.method} {asked.url}\n{headers}\n\n".encode() + (asked.post_data_buffer or b""))

    page.context.on("request", note)
