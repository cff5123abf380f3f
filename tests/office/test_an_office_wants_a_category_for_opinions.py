"""An office would like a way in for opinions, rumours, loyalty, strikes or *other*, in plain words or in disguise; and honest offices would not like to be held up."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fairwitness.office.charter import CharterError, parse
from fairwitness.office.founding import preset_text
from fairwitness.office.terms import Use, refused

LINES: dict[str, dict[str, list[str]]] = json.loads(
    (Path(__file__).parent / "opinion_lines.json").read_text("utf-8")
)
CHINESE = re.compile("[\u4e00-\u9fff]")
WIDE = {one: one + 0xFEE0 for one in range(ord("!"), ord("~") + 1)}
CYRILLIC = str.maketrans("aeop", "аеор")
TRADITIONAL = str.maketrans(
    "论谣领导员举报动态势间组织记者罢个发现转", "論謠領導員舉報動態勢間組織記者罷個發現轉"
)
GAPS = (
    "Rumo-urs",
    "Disl-oyalty",
    "Subv-ersion",
    "Blas-phemy",
    "Trouble-makers",
    "O t h e r",
    "Anyt-hing else",
)


def disguised(line: str) -> Iterator[str]:
    """In every form in which `test_terms.py` hides a word."""
    yield line.upper()
    yield line.translate(WIDE)
    yield line.translate(CYRILLIC)
    yield line.replace("o", "0").replace("i", "1")
    yield line.replace("e", "é")
    yield line.translate(TRADITIONAL)
    if CHINESE.search(line):
        yield from (sign.join(line) for sign in (" ", "·"))
    else:
        yield "  ".join(" ".join(word) for word in line.split())


@pytest.mark.parametrize("use", list(Use))
def test_no_charter_has_one_in_plain_words(use: Use) -> None:
    lines = LINES["refused"][use.value]

    slipped = [line for line in lines if refused(line, use) is None]

    assert slipped == []


@pytest.mark.parametrize("use", [Use.NAMES, Use.ASKS, Use.TELLS])
def test_no_disguise_makes_one_pass(use: Use) -> None:
    lines = [hidden for line in LINES["refused"][use.value] for hidden in disguised(line)]

    slipped = [line for line in lines if refused(line, use) is None]

    assert slipped == []
    assert [gap for gap in GAPS if refused(gap, Use.NAMES) is None] == []


@pytest.mark.parametrize("use", list(Use))
def test_an_honest_office_is_not_held_up(use: Use) -> None:
    lines = LINES["passes"][use.value]

    held_up = [(line, found) for line in lines if (found := refused(line, use))]

    assert held_up == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_there_are_sixty_honest_names_and_introductions_in_each_language(language: str) -> None:
    lines = [*LINES["passes"]["names"], *LINES["passes"]["tells"]]

    written = [line for line in lines if bool(CHINESE.search(line)) is (language == "zh")]

    assert len(set(written)) >= 60


@pytest.mark.parametrize("word", ["举报", "检举", "揭发", "告发"])
@pytest.mark.parametrize("use", [Use.NAMES, Use.ASKS, Use.TELLS])
def test_no_chinese_text_of_an_office_calls_for_denouncing(word: str, use: Use) -> None:
    text = f"欢迎{word}，我们会认真处理。"

    assert refused(text, use) is not None

    assert refused(f"有人逼您{word}别人，请告诉我们。".replace(word, "举报"), Use.TELLS) is None


def test_whoever_is_refused_is_told_which_word_and_how_to_put_it() -> None:
    text = preset_text("ngo").replace("For everybody", "Harmful speech and rumours")

    with pytest.raises(CharterError) as error:
        parse(text)

    [problem] = error.value.problems
    assert "“harmful speech”" in problem
    assert "Opinions are no harm: name what was done to somebody" in problem
