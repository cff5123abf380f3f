from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from journeys.lines import ServedLine
from journeys.looking import Look
from journeys.people import Tipster, a_reviewer, a_tipster
from journeys.visitors import Visitor
from playwright.sync_api import Browser
from raw_http import begin_post, get

from fairwitness.crypto.codes import StaffPassphrase, TipCode
from fairwitness.crypto.encoding import unb64

SAID = {
    "told": {"en": "canary-told: the exit is chained", "zh-hans": "三号车间的安全出口夜里锁着"},
    "asked": {"en": "canary-asked: who has the key", "zh-hans": "请问钥匙在谁的手里"},
    "added": {"en": "canary-added: the shift leader", "zh-hans": "钥匙在白班班长那里"},
    "photo name": {"en": "canary exit.jpg", "zh-hans": "出口的照片.jpg"},
    "photo": {"en": "canary-photo " * 9000, "zh-hans": "照片里的内容" * 9000},
    "plan name": {"en": "canary plan.pdf", "zh-hans": "厂房的平面图.pdf"},
    "plan": {"en": "canary-plan " * 9000, "zh-hans": "平面图里的内容" * 9000},
}
SENT_BADLY = "canary-sent-badly 没有寄到的话"
BADLY = {"没有寄到的照片.jpg": SENT_BADLY.encode() * 50_000}
PIECE = 40  # bytes of a long content that are looked for


@pytest.fixture
def phone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where people keep their own files: no place of the line's."""
    return tmp_path_factory.mktemp("phone")


def a_file(phone: Path, what: str, language: str) -> Path:
    path = phone / SAID[f"{what} name"][language]
    path.write_text(SAID[what][language])
    return path


def a_whole_journey(browser: Browser, line: ServedLine, phone: Path, language: str) -> Tipster:
    photo, plan = a_file(phone, "photo", language), a_file(phone, "plan", language)
    with a_tipster(browser, line, language) as lin, a_reviewer(browser, line, language=language) as amara:
        lin.tells(SAID["told"][language], [photo])
        amara.signs_in()
        amara.opens_the_tip_that_says(SAID["told"][language])
        assert amara.downloads(photo.name) == photo.read_bytes()
        amara.answers(SAID["asked"][language], [plan])
        lin.comes_back()
        assert lin.downloads(plan.name) == plan.read_bytes()
        lin.answers(SAID["added"][language], [photo])
    return lin


@contextmanager
def a_fault_in_the_database(line: ServedLine) -> Iterator[None]:
    """A table is missing for a while."""
    with closing(sqlite3.connect(line.folder / "office" / "data" / "line.sqlite3")) as database:
        database.execute("ALTER TABLE journal_entry RENAME TO away")
        yield
        database.execute("ALTER TABLE away RENAME TO journal_entry")


def what_goes_wrong(line: ServedLine, wrong_code: str) -> list[int]:
    """Cut, too large, from elsewhere, a wrong code, no code at all, no such page, and a fault of ours."""
    visitor = Visitor(line.port)
    body = visitor.fills_in(SENT_BADLY, BADLY)
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    for half in (len(body) // 2, len(body) - 10):
        begin_post(line.port, visitor.tell, len(body), Cookie=cookie).send(body[:half]).close()
    too_large = begin_post(line.port, visitor.tell, 10**12, Cookie=cookie).send(body)
    too_large.socket.shutdown(1)
    elsewhere = begin_post(
        line.port, visitor.tell, len(body), Cookie=cookie, Origin="https://elsewhere.example"
    )
    answers = [too_large.reply().status, elsewhere.send(body).reply().status]
    answers += [visitor.enters(code).status for code in (wrong_code, SENT_BADLY)]
    answers += [get(line.port, "/en/canary-sent-badly?canary-sent-badly").status]
    with a_fault_in_the_database(line):
        answers += [visitor.sends(body).status]
    return answers


def secrets_of(line: ServedLine, codes: list[str]) -> dict[str, bytes]:
    """Everything that nobody may find, in pieces."""
    found = {
        f"{what} {language}": text.encode()[:PIECE]
        for what, texts in SAID.items()
        for language, text in texts.items()
    }
    found |= {
        "sent badly": SENT_BADLY.encode(),
        "name": next(iter(BADLY)).encode(),
        "path": b"canary-sent-badly",
    }
    line_id = unb64((line.folder / "office" / "line.id").read_text().strip())
    for number, code in enumerate(map(TipCode.read, codes)):
        found |= {f"{one} {two}": f"{one} {two}".encode() for one, two in pairwise(code.words)}
        found |= {f"entropy {number}": code.entropy, f"seed {number}": code.mailbox_seed(line_id)}
    for one in line.reviewers:
        words = StaffPassphrase.read(one["passphrase"])
        found |= {f"{one} {two}": f"{one} {two}".encode() for one, two in pairwise(words.words)}
        derived = words.derive(line_id, one["sign_in_name"])
        found |= {f"unlocks {one['sign_in_name']}": derived.unlock.reveal().encode()}
        found |= {f"signs in {one['sign_in_name']}": derived.sign_in.encode()}
    return found


def test_after_whole_and_broken_journeys_nothing_readable_is_left(
    browser: Browser, real_line: ServedLine, phone: Path
) -> None:
    look, unknown = Look(real_line), TipCode.generate()

    codes = [a_whole_journey(browser, real_line, phone, language).code for language in ("en", "zh-hans")]
    answered = what_goes_wrong(real_line, " ".join(unknown.words))

    assert answered == [413, 403, 422, 422, 404, 500]
    assert "OperationalError" in real_line.log.read_text()
    secrets = secrets_of(real_line, [*codes, " ".join(unknown.words)])
    assert not look.found(secrets)
    real_line.stop()
    assert not look.found(secrets)


def test_the_look_finds_what_is_there(real_line: ServedLine) -> None:
    look = Look(real_line)
    planted = real_line.folder / "tmp" / "upload"
    planted.write_text("钥匙在谁那里")
    (real_line.folder / "tmp" / "出口的照片.jpg").touch()

    with closing(sqlite3.connect(real_line.folder / "office" / "data" / "line.sqlite3")) as database:
        database.execute("CREATE TABLE planted AS SELECT '安全出口' AS said")
        database.commit()
        found = look.found({"key": "钥匙".encode(), "exit": "安全出口".encode(), "name": "照片".encode()})

    assert {(name, Path(place).name) for name, place in found} >= {
        ("key", "upload"),
        ("exit", "line.sqlite3-wal"),
        ("name", "出口的照片.jpg"),
    }
