from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException

from journeys.kept import Kept, Whole
from journeys.lines import RunningLine
from journeys.visitors import Visitor, files, letters

ROUNDS = 4
PEOPLE = 5
AFTER = (0.0, 0.8)  # seconds between the first code and the cut
PHOTO = random.Random(7).randbytes(9_000_000)  # noqa: S311 - a photograph, and no secret
PHOTO_NAME = "出口.jpg"
SIZES = (0, 5_000, 300_000, len(PHOTO))  # bytes; the last makes two parts


@dataclass(frozen=True)
class Shown:
    """A code that a page has shown, and what was told before it."""

    code: str = field(repr=False)
    told: Whole


@dataclass
class People:
    """Tell, one tip after another, until the line is gone."""

    port: int
    shown: list[Shown] = field(default_factory=list)
    sent: int = 0
    gone: threading.Event = field(default_factory=threading.Event)

    def tell(self, number: int) -> None:
        size, visitor = SIZES[number % len(SIZES)], Visitor(self.port)
        while not self.gone.is_set():
            self.sent += 1
            text = f"三号车间 {random.random()} & <so on>" * 30  # noqa: S311 - a text, and no secret
            told = Whole(text, {PHOTO_NAME: PHOTO[:size]} if size else {})
            try:
                self.shown.append(Shown(visitor.tells(told.text, told.files), told))
            except (OSError, HTTPException):
                return

    def have_seen_a_code(self) -> None:
        while not self.shown:
            time.sleep(0.01)


@contextmanager
def people_telling(line: RunningLine) -> Iterator[People]:
    people = People(line.port)
    with ThreadPoolExecutor(PEOPLE) as threads:
        for number in range(PEOPLE):
            threads.submit(people.tell, number)
        try:
            yield people
        finally:
            people.gone.set()


def seen_in_the_mailbox(line: RunningLine, code: str) -> Whole:
    visitor = Visitor(line.port)
    mailbox = visitor.enters(code)
    (text,) = letters(mailbox)
    content = [visitor.get(address).body for address in files(mailbox)]
    return Whole(text, dict(zip([PHOTO_NAME], content, strict=False)))


def test_whenever_the_line_is_killed_a_code_that_was_shown_opens_its_whole_tip(own_line: RunningLine) -> None:
    kept, shown, sent, cut = Kept(own_line), list[Shown](), 0, 0
    before = len(kept.tips())

    for _ in range(ROUNDS):
        with people_telling(own_line) as people:
            people.have_seen_a_code()
            time.sleep(random.uniform(*AFTER))  # noqa: S311 - any moment will do
            own_line.kill()
        cut += bool(kept.unlisted())
        own_line.start()
        assert not kept.unlisted()
        shown += people.shown
        sent += people.sent

    found = kept.tips()
    assert cut, "no cut came while a file arrived, so nothing was proved of files"
    assert ROUNDS <= len(shown) <= len(found) - before <= sent
    assert all(one.told in found for one in shown)
    assert [seen_in_the_mailbox(own_line, one.code) for one in shown] == [one.told for one in shown]
