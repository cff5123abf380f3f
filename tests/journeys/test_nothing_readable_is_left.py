from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from journeys.canaries import BADLY, LATER, STORY, YOU, a_file, fields, said, secrets_of
from journeys.lines import ServedLine
from journeys.looking import Look
from journeys.people import Tipster, a_reviewer, a_tipster
from journeys.visitors import Visitor
from playwright.sync_api import Browser
from raw_http import begin_post, get

from fairwitness.crypto.codes import TipCode

PHOTO = {f"{BADLY}.jpg": BADLY.encode() * 50_000}
TOO_LONG = BADLY * 20_000


@pytest.fixture
def phone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where people keep their own files: no place of the line's."""
    return tmp_path_factory.mktemp("phone")


def tells_everything(lin: Tipster, photo: Path) -> None:
    """Through all seven screens, with a canary in every field, and kept for later on the way."""
    lin.begins()
    lin.fills_in(**fields(STORY, lin.language))
    lin.keeps_it_for_later()
    lin.types(lin.code)
    lin.goes_back()
    lin.goes_back()
    lin.chooses_files([photo])
    lin.goes_on()
    lin.fills_in(**fields(YOU, lin.language))
    lin.goes_on()
    lin.sends()


def says_everything(lin: Tipster, photo: Path) -> None:
    """In the mailbox: every box of every page, words that are left unsent, and a new code."""
    lin.answers(said("answer", lin.language), [photo])
    lin.says("questions", **fields(LATER, lin.language))
    lin.says("meeting", **fields(("meeting",), lin.language))
    lin.says("retaliation", **fields(("retaliation",), lin.language))
    lin.fills_in(text=said("unsent", lin.language))
    lin.opens("say/meeting")
    lin.fills_in(meeting=said("unsent meeting", lin.language))
    lin.goes_back()
    lin.takes_a_new_code()


def a_whole_journey(browser: Browser, line: ServedLine, phone: Path, language: str) -> list[str]:
    """Returns every code that was shown."""
    photo, plan = (a_file(phone, what, language) for what in ("photo", "plan"))
    with a_tipster(browser, line, language) as lin, a_reviewer(browser, line, language=language) as amara:
        tells_everything(lin, photo)
        first = lin.code
        amara.signs_in()
        amara.opens_the_tip_that_says(said("text", language))
        assert amara.downloads(photo.name) == photo.read_bytes()
        amara.answers(said("question", language), [plan])
        lin.comes_back()
        assert lin.downloads(plan.name) == plan.read_bytes()
        says_everything(lin, photo)
    return [first, lin.code]


def a_tip_that_is_taken_back(browser: Browser, line: ServedLine, phone: Path) -> str:
    with a_tipster(browser, line) as lin:
        tells_everything(lin, a_file(phone, "photo", "en"))
        lin.comes_back()
        lin.withdraws()
    return lin.code


def drafts_that_are_left(line: ServedLine) -> str:
    """One whose code nobody saw, one that its browser leaves, one with everything and its code shown: that is returned."""
    unseen, away, shown = (Visitor(line.port) for _ in range(3))
    for visitor in (unseen, away, shown):
        visitor.fills_in(BADLY, {})
        visitor.goes_on("files", PHOTO, add="1")
    assert away.get("/en/leave/").status == 302
    shown.get(shown.address("you"))
    return shown.goes_on("you", name=BADLY, contact=BADLY, guess=BADLY).code


@contextmanager
def a_fault(line: ServedLine, table: str) -> Iterator[None]:
    """A table is missing for a while."""
    with closing(sqlite3.connect(line.folder / "office" / "data" / "line.sqlite3")) as database:
        database.execute(f"ALTER TABLE {table} RENAME TO away")
        yield
        database.execute(f"ALTER TABLE away RENAME TO {table}")


def uploads_that_are_cut(line: ServedLine) -> list[int]:
    """In the middle, just before the end, too large, and from another site."""
    visitor = Visitor(line.port)
    body = visitor.fills_in(BADLY, PHOTO)
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    for half in (len(body) // 2, len(body) - 10):
        begin_post(line.port, visitor.tell, len(body), Cookie=cookie).send(body[:half]).close()
    too_large = begin_post(line.port, visitor.tell, 10**12, Cookie=cookie).send(body)
    too_large.socket.shutdown(1)
    elsewhere = begin_post(
        line.port, visitor.tell, len(body), Cookie=cookie, Origin="https://elsewhere.example"
    )
    return [too_large.reply().status, elsewhere.send(body).reply().status]


def refusals(line: ServedLine, wrong_code: str) -> list[int]:
    """A text that is too long, codes that open nothing, and an address that is not there."""
    visitor = Visitor(line.port)
    visitor.begins()
    answers = [visitor.goes_on("story", text=TOO_LONG, where=BADLY).status]
    answers += [visitor.enters(code).status for code in (wrong_code, BADLY)]
    return [*answers, get(line.port, "/en/heron's%20nest?heron's%20nest").status]


def faults(line: ServedLine, code: str) -> list[int]:
    """Of ours: while a page is kept, while a file arrives, while a tip is sent, and in the mailbox."""
    telling, inside = Visitor(line.port), Visitor(line.port)
    body = telling.fills_in(BADLY, PHOTO)
    with a_fault(line, "sealed_sealedfile"):
        answers = [telling.sends(body).status]
    telling.get(telling.address("story"))
    with a_fault(line, "sealed_draft"):
        answers += [telling.goes_on("story", text=BADLY, where=BADLY).status]
    telling.get(telling.address("check"))
    with a_fault(line, "journal_entry"):
        answers += [telling.goes_on("check").status]
    inside.enters(code)
    with a_fault(line, "sealed_letter"):
        answers += [inside.post("/en/mailbox/letters/", inside.form({"text": BADLY}, PHOTO)).status]
    with a_fault(line, "sealed_unsent"):
        answers += [inside.post("/en/mailbox/letters/", inside.form({"text": BADLY, "go": "home"})).status]
    return answers


def test_after_whole_and_broken_journeys_nothing_readable_is_left(
    browser: Browser, real_line: ServedLine, phone: Path
) -> None:
    look, unknown = Look(real_line), " ".join(TipCode.generate().words)

    codes = [
        code
        for language in ("en", "zh-hans")
        for code in a_whole_journey(browser, real_line, phone, language)
    ]
    codes += [a_tip_that_is_taken_back(browser, real_line, phone), drafts_that_are_left(real_line), unknown]
    cut, refused = uploads_that_are_cut(real_line), refusals(real_line, unknown)
    broken = faults(real_line, codes[1])

    assert (cut, refused, broken) == ([413, 403], [422, 422, 422, 404], [422, 500, 500, 500, 500])
    assert "OperationalError" in real_line.log.read_text()
    secrets = secrets_of(real_line, codes)
    assert not look.found(secrets)
    real_line.stop()
    assert not look.found(secrets)
