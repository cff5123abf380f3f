from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from demo.visiting import Visit
from journeys.kept import Kept
from journeys.lines import RunningLine
from journeys.people import a_tipster
from playwright.sync_api import Browser

SENTENCE = "值班表 was changed; ask Ada & co?"


def _after(before: bytes) -> Callable[[str], bytes]:
    return lambda sentence: base64.b64encode(before + sentence.encode() + b"!!")


WRITINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-16-le": lambda sentence: sentence.encode("utf-16-le"),
    "utf-16-be": lambda sentence: sentence.encode("utf-16-be"),
    "base64": _after(b""),
    "base64, one byte on": _after(b"a"),
    "base64, two bytes on": _after(b"ab"),
    "base64url": lambda sentence: base64.urlsafe_b64encode(sentence.encode()),
    "url": lambda sentence: quote(sentence).encode(),
    "url, of a form": lambda sentence: quote_plus(sentence).encode(),
    "url, small letters": lambda sentence: quote(sentence).replace("%E5", "%e5").lower().encode(),
}


def test_no_word_and_no_file_of_a_tip_is_found(
    browser: Browser, line: RunningLine, visit: Visit, tmp_path: Path
) -> None:
    plan = tmp_path / "evacuation-plan.txt"
    plan.write_text("The second staircase ends at a wall.")

    with a_tipster(browser, line) as lin:
        lin.tells("The exit of hall 3 is chained at night.", [plan])

    assert visit.searches("The exit of hall 3") == []
    assert visit.searches("evacuation-plan") == []
    assert visit.searches("second staircase ends") == []


@pytest.mark.parametrize(
    "sentence",
    ["My gloves came apart", "饮食清淡", "press 4", "THERE ARE TWO REPORTS", "glued to the wall", "蓝顶板房"],
)
def test_nor_is_any_made_up_one(visit: Visit, sentence: str) -> None:
    assert visit.searches(sentence) == []


def test_what_is_in_the_clear_is_found(visit: Visit) -> None:
    places = visit.searches("public")

    assert {"charter.toml", "data/line.sqlite3", "office_channel"} <= set(places)


def test_what_arrives_after_a_thief_was_there_stays(
    browser: Browser, line: RunningLine, visit: Visit
) -> None:
    visit.searches("public")
    before = len(Kept(line).tips())

    with a_tipster(browser, line) as lin:
        lin.tells("The thief has been here before me.")

    assert len(Kept(line).tips()) == before + 1


def test_what_a_visitor_has_searched_for_is_not_kept(line: RunningLine, visit: Visit) -> None:
    visit.searches("a heron on the roof")

    assert visit.searches("a heron on the roof") == []
    assert "heron" not in line.log.read_text()


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_sentence_is_found_however_it_was_written_down(
    line: RunningLine, visit: Visit, writing: str
) -> None:
    sentence = SENTENCE.lower() if writing == "url, small letters" else SENTENCE
    loot = line.folder / "office" / "data" / "loot"
    loot.write_bytes(b"\0" * 5000 + WRITINGS[writing](sentence) + b"\0")

    places = visit.searches(sentence)
    loot.unlink()

    assert places == ["data/loot"]


def test_too_little_to_search_for_is_refused_in_words(visit: Visit) -> None:
    page = visit.reads("/en/demo/thief/", sentence="ab")

    assert "less is found in any cipher by chance" in page.text


def test_rows_and_files_are_shown_as_they_lie(line: RunningLine, visit: Visit) -> None:
    files = [path for path in (line.folder / "office" / "data" / "files").rglob("*") if path.is_file()]

    page = visit.reads("/en/demo/thief/").text

    assert "<code>sealed_letter</code>" in page
    assert "age-encryption.org/v1" in page
    assert all(path.name in page for path in files)
    assert files[0].read_bytes()[:24].hex(" ", 2) in page
    assert ">demo.json</td>" not in page
