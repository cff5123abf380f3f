from __future__ import annotations

import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from journeys.lines import RunningLine
from journeys.people import DESK, Reviewer, a_reviewer, a_sealing_tipster
from journeys.seeing import axe_source, cut_off, violations
from journeys.test_two_pass_a_tip_on import HARM, SMALL, amara_with_a_marked_tip
from playwright.sync_api import Browser, Page
from programs import need_program

WHERE, PHOTO = "Fulmar house, room 9", "fulmar-house.txt"
ILL = "Old Oyelaran of the fulmar house is ill."
REDACTED = {"en": "Redacted by", "zh-hans": "删去了部分内容"}
TITLE = {"en": "Export of one tip", "zh-hans": "一条线索的导出"}
KIND = {"en": "Kind of harm · Abuse of an office or position", "zh-hans": "问题类别 · 滥用职权或地位"}
COURT = "Order of the district court, case kittiwake 12."


def redacts(amara: Reviewer, picture: Path, *passages: str) -> None:
    """The passages of the first letter, as being about somebody who has nothing to do with it."""
    amara.page.locator(".letter .onward a").first.click()
    amara.place_of("sealed-passages", KIND[amara.language])  # in words, as in the letter
    for passage in passages:
        amara.crosses_out(passage)
    amara.page.locator("input[value=others]").check()
    amara.page.locator("input[name=sure]").check()
    amara.page.screenshot(path=picture, full_page=True)
    amara.page.locator("form[data-redact] button").click()
    amara.reads(REDACTED[amara.language])


def asks(amara: Reviewer, picture: Path, *along: str) -> None:
    amara.page.locator("main a[href$='/export/']").click()
    amara.page.locator("input[value=court-order]").check()
    for one in along:
        amara.page.locator(f"input[name=along][value={one}]").check()
    amara.page.locator("textarea").fill(COURT)
    amara.page.screenshot(path=picture, full_page=True)
    amara.page.locator("form[data-ask-export] button").click()
    amara.place_of("sealed-export", COURT)


def agrees(noor: Reviewer, tells: str) -> None:
    """As the second, in a browser that asks for no place on the disk."""
    noor.signs_in()
    noor.opens_the_tip_that_says(tells)
    noor.page.locator("main a[href$='/export/']").click()
    noor.place_of("sealed-export", COURT)
    noor.page.locator("form[data-agree-export] button").click()
    noor.page.locator("form[data-make-export]").wait_for()
    noor.page.evaluate("delete window.showSaveFilePicker")


@contextmanager
def read_from_the_disk(browser: Browser, archive: Path, seen: list[str]) -> Iterator[Page]:
    """Somebody without a network opens the page for people; its own policy lets no script run."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.on("request", lambda asked: seen.append(asked.url))
    page.goto((archive / "tip.html").as_uri())
    yield page
    context.close()


@pytest.mark.parametrize(("language", "size"), [("en", DESK), ("zh-hans", SMALL)])
def test_a_sentence_goes_for_good_and_what_is_left_leaves_the_line_by_two(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str, size: dict[str, int]
) -> None:
    (tmp_path / PHOTO).write_bytes(b"a photograph")
    with a_sealing_tipster(browser, line, language) as lin:
        lin.tells(f"{ILL}\n{HARM[language]}", [tmp_path / PHOTO], where=WHERE)
    with (
        amara_with_a_marked_tip(browser, line, ILL, language, size) as amara,
        a_reviewer(browser, line, 1, language, size) as noor,
    ):
        amara.page.locator("main > p:not([data-locked]) > a").first.click()
        redacts(amara, tmp_path / "redact.png", ILL, WHERE, PHOTO)
        asks(amara, tmp_path / "export.png")
        agrees(noor, HARM[language])
        with noor.page.expect_download() as download:
            noor.page.locator("form[data-make-export] button").click()
        archive = zipfile.ZipFile(download.value.path())
        archive.extractall(tmp_path / "out")
        found = [*violations(noor.page, axe_source()), *cut_off(noor.page), *cut_off(amara.page)]

    page = archive.read("tip.html").decode()
    assert [one in page for one in (HARM[language], COURT, "Oyelaran", WHERE, PHOTO)] == [True] * 2 + [
        False
    ] * 3
    checked = subprocess.run(
        [need_program("sha256sum"), "--check", "--strict", "SHA256SUMS"],
        cwd=tmp_path / "out",
        check=True,
        stdout=subprocess.PIPE,
    )
    assert checked.stdout.count(b": OK") == len(archive.namelist()) - 1
    assert found == []
    asked: list[str] = []
    with read_from_the_disk(browser, tmp_path / "out", asked) as outside:
        text, printed = outside.locator("body").inner_text(), outside.pdf()
        found = [*violations(outside, axe_source()), *cut_off(outside)]
        outside.screenshot(path=tmp_path / f"outside-{language}.png", full_page=True)
    assert [one in text for one in (TITLE[language], HARM[language], COURT)] == [True] * 3
    assert [one for one in asked if not one.startswith("file:")] == []
    assert (printed[:5], found) == (b"%PDF-", [])


def test_of_a_file_that_is_gone_no_export_is_noted_and_once_it_is_back_it_is_made(
    browser: Browser, line: RunningLine, tmp_path: Path
) -> None:
    told = "The shearwater has seen it all."
    (tmp_path / PHOTO).write_bytes(b"a photograph of the shearwater")
    with a_sealing_tipster(browser, line) as lin:
        lin.tells(f"{told}\n{HARM['en']}", [tmp_path / PHOTO])
    newest = max((line.folder / "office" / "data").rglob("*.0"), key=lambda part: part.stat().st_ctime_ns)
    kept = newest.read_bytes()
    with (
        amara_with_a_marked_tip(browser, line, told, "en", DESK) as amara,
        a_reviewer(browser, line, 1) as noor,
    ):
        amara.page.locator("main > p:not([data-locked]) > a").first.click()
        asks(amara, tmp_path / "export.png", "files")
        agrees(noor, told)
        newest.unlink()
        noor.page.locator("form[data-make-export] button").click()
        problem = noor.page.locator("form[data-make-export] [data-problem]:visible")
        said = problem.inner_text()
        noted = how_many_are_made(line)
        newest.write_bytes(kept)
        with noor.page.expect_download() as download:
            noor.page.locator("form[data-make-export] button").click()
        archive = zipfile.ZipFile(download.value.path())
        noor.reloads()
        noor.page.evaluate("delete window.showSaveFilePicker")
        with noor.page.expect_download() as once_more:
            noor.page.locator("form[data-make-export] button").click()
        again = zipfile.ZipFile(once_more.value.path())

    assert PHOTO in said
    assert "the line no longer has all of it" in said
    assert (noted, how_many_are_made(line)) == (0, 1)
    assert sorted(again.namelist()) == sorted(archive.namelist())
    assert [archive.read(one) for one in archive.namelist() if PHOTO in one] == [
        b"a photograph of the shearwater"
    ]


def how_many_are_made(line: RunningLine) -> int:
    """Exports of tips with that file; those of other tests went without."""
    with closing(sqlite3.connect(line.folder / "office" / "data" / "line.sqlite3")) as database:
        rows = database.execute("SELECT statement FROM sealed_export WHERE made IS NOT NULL").fetchall()
    return sum(b'"files"' in bytes(statement) for (statement,) in rows)
