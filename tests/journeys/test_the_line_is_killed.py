from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import pytest
from journeys.coming_back import coming_back
from journeys.kept import Kept, Whole
from journeys.lines import RunningLine
from journeys.people import a_sealing_tipster
from journeys.visitors import Page, Visitor, files, letters
from playwright.sync_api import Browser, expect

ROUNDS = ("shown", "sent", "shown", "sent")  # what some code has to be before the line is cut
PEOPLE = 6
SOON = 60  # seconds
AFTER = (0.0, 0.8)  # seconds between that and the cut
PHOTO = random.Random(7).randbytes(30_000_000)  # noqa: S311 - a photograph, and no secret
PHOTO_NAME = "出口.jpg"
SIZES = (
    0,
    len(PHOTO),
    300_000,
    len(PHOTO),
    5_000,
)  # bytes; the largest makes four parts, and is often on its way
NOTHING = Whole("", {})


@dataclass
class Telling:
    """One tip on its way: what a page has said to be kept, what was sent after that, and the code, once a page has shown it."""

    taken: Whole = NOTHING
    coming: Whole = NOTHING
    code: str = field(default="", repr=False)
    was_sent: bool = False

    def sees(self, page: Page) -> None:
        """What was coming is kept, and perhaps there is a code."""
        self.taken = self.coming
        self.code = page.code or self.code

    def may_be(self, found: Whole) -> bool:
        """Whether this is whole: as it was last kept, or one step on."""
        return found in (self.taken, self.coming)


@dataclass
class People:
    """Tell, one tip after another, until the line is gone. Every second one keeps it for later first."""

    port: int
    tellings: list[Telling] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)

    def tell(self, number: int) -> None:
        content = PHOTO[: SIZES[number % len(SIZES)]]
        while not self.gone.is_set():
            telling = Telling()
            self.tellings.append(telling)
            try:
                self.walk(Visitor(self.port), telling, {PHOTO_NAME: content} if content else {}, number % 2)
            except (OSError, HTTPException):
                return

    def walk(self, visitor: Visitor, telling: Telling, photo: dict[str, bytes], keeps: int) -> None:
        text = f"三号车间 {random.random()} & <so on>" * 30  # noqa: S311 - a text, and no secret
        visitor.begins()
        telling.coming = Whole(text, {})
        kept = {"keep": "1"} if keeps else {}
        telling.sees(visitor.goes_on("story", None, text=text, **kept))
        visitor.get(visitor.address("files"))
        telling.coming = Whole(text, photo)
        telling.sees(visitor.goes_on("files", photo))
        telling.sees(visitor.goes_on("you", guess=text[:20]))
        telling.sees(visitor.goes_on("check"))
        telling.was_sent = True

    def have_a_code(self, that_was: str) -> None:
        """Wait until one was shown, or sent."""
        until = time.monotonic() + SOON
        while not any(one.was_sent if that_was == "sent" else one.code for one in self.tellings):
            assert time.monotonic() < until, f"no code was {that_was}"
            time.sleep(0.01)


@contextmanager
def people_telling(line: RunningLine) -> Iterator[People]:
    people = People(line.port)
    with ThreadPoolExecutor(PEOPLE) as threads:
        telling = [threads.submit(people.tell, number) for number in range(PEOPLE)]
        try:
            yield people
        finally:
            people.gone.set()
    for one in telling:
        one.result()


@dataclass(frozen=True)
class Opened:
    """What a code opened: a draft with its *Send* button, which was then pressed, or the tip."""

    was_draft: bool
    whole: Whole


def opened_by(line: RunningLine, code: str) -> Opened:
    visitor = Visitor(line.port)
    page = visitor.enters(code)
    was_draft = not letters(page)
    if was_draft:
        looked_at, *_ = page.all(r'<dd class="text" dir="auto"[^>]*>(.*?)</dd>')
        assert visitor.goes_on("check").code == code
        page = visitor.enters(code)
        assert letters(page) == [looked_at]
    (text,) = letters(page)
    content = [visitor.get(address).body for address in files(page)]
    return Opened(was_draft, Whole(text, dict(zip([PHOTO_NAME], content, strict=False))))


def test_whenever_the_line_is_killed_a_code_that_was_shown_opens_its_whole_draft_or_tip(
    own_line: RunningLine,
) -> None:
    kept, told, cut = Kept(own_line), list[Telling](), 0
    before = len(kept.tips())

    for that_was in ROUNDS:
        with people_telling(own_line) as people:
            people.have_a_code(that_was)
            time.sleep(random.uniform(*AFTER))  # noqa: S311 - any moment will do
            own_line.kill()
        cut += bool(kept.unlisted())
        own_line.start()
        assert not kept.unlisted()
        told += people.tellings
    shown = [telling for telling in told if telling.code]
    opened = [opened_by(own_line, telling.code) for telling in shown]

    assert cut, "no cut came while a file arrived, so nothing was proved of files"
    assert {one.was_draft for one in opened} == {True, False}
    assert all(telling.may_be(one.whole) for telling, one in zip(shown, opened, strict=True))
    found = kept.tips()
    assert len(ROUNDS) <= len(shown) <= len(found) - before <= len(told)
    assert all(one.whole in found for one in opened)


def test_what_is_typed_in_the_mailbox_is_kept_before_the_answer_leads_on(own_line: RunningLine) -> None:
    lin, again = Visitor(own_line.port), Visitor(own_line.port)
    code = lin.tells("The exit is chained.", {})
    lin.enters(code)

    lin.post("/en/mailbox/letters/", lin.form({"text": "Half a sentence", "go": "meeting"}))
    own_line.kill()
    own_line.start()

    assert again.enters(code).first(r'<textarea name="text".*?>\n(.*?)</textarea>') == "Half a sentence"


@pytest.mark.parametrize("ends", [RunningLine.kill, RunningLine.stop], ids=["killed", "stopped"])
def test_a_file_that_arrived_before_the_line_ended_goes_with_what_is_sent_afterwards(
    browser: Browser, own_line: RunningLine, tmp_path: Path, ends: Callable[[RunningLine], None]
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("A plan of the exits")

    with a_sealing_tipster(browser, own_line) as lin:
        lin.begins()
        lin.fills_in(text="The exit is chained.")
        lin.goes_on()
        lin.chooses_files([plan])
        expect(lin.page.locator(".arrived .sum")).to_be_visible()
        ends(own_line)
        own_line.start()
        lin.goes_on()
        lin.goes_on()
        lin.notes_the_code()
        lin.sends()

    assert Whole("The exit is chained.", {plan.name: plan.read_bytes()}) in Kept(own_line).tips()


@pytest.mark.parametrize("ends", [RunningLine.kill, RunningLine.stop], ids=["killed", "stopped"])
def test_a_file_in_the_mailbox_that_arrived_before_the_line_ended_goes_with_the_letter(
    browser: Browser, own_line: RunningLine, tmp_path: Path, ends: Callable[[RunningLine], None]
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("A plan of the exits")

    with a_sealing_tipster(browser, own_line) as lin:
        lin.tells("The exit is chained.")
    with coming_back(browser, own_line, lin.code) as later:
        later.comes_back()
        later.chooses_files([plan])
        expect(later.page.locator(".arrived .sum")).to_be_visible()
        ends(own_line)
        own_line.start()
        later.answers("Here is the plan.")

        assert later.downloads(plan.name) == plan.read_bytes()
