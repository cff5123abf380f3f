"""Every sentence that somebody sees is short, and Chinese is set as Chinese: in the catalogues and in the charters that an office begins with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from typing import Any

import pytest

import fairwitness

PACKAGE = Path(fairwitness.__file__).parent
SCRIPT = PACKAGE.parent.parent / "scripts" / "catalogues.py"
LONGEST = {"en": 25, "zh-hans": 40}  # words, and Chinese characters; our choice, after requirement E14
WORD = {"en": r"[\w’'+-]+", "zh-hans": "[\u3400-\u9fff]|[A-Za-z0-9]+"}
MARKUP, PLACE = re.compile(r"<[^>]+>"), re.compile(r"%\(\w+\)s|\{\w+\}")
STOP = re.compile(r"[。！？：]|[.!?:](?=[\s”’)]|$)|\n")
# The scope guide stands word for word, as it was decided; it is read out of a short list of answers, and not of a paragraph.
GUIDE = {
    "Someone was hurt, cheated, threatened or put in danger, or soon may be, also when it was because of their faith, views, origin, union, sex or whom they love",
    "有人受到伤害、欺骗、威胁，或身处危险，包括因为信仰、言论、民族、参加工会、性别或所爱的人而受到伤害",
}
HAN = "\u3400-\u9fff"
BADLY_SET = re.compile(
    rf"[{HAN}][,;:?!()]|[,;:?!()][{HAN}]|[{HAN}]\.|\.\.\."  # half-width beside Chinese
    rf"|[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]"  # no space between scripts
    r"| [，。；：？！、（）“”]|[，。；：？！、（“] "  # a space beside full-width
)


def sentences(text: str) -> list[str]:
    """What stands between two stops, without markup; what is filled in counts as a word."""
    plain = PLACE.sub("X", MARKUP.sub("", text))
    return [part.strip() for part in STOP.split(plain) if part.strip()]


def too_long(language: str, text: str) -> list[str]:
    """The sentences that are longer than they may be."""
    return [one for one in sentences(text) if len(re.findall(WORD[language], one)) > LONGEST[language]]


def in_catalogues() -> Iterator[tuple[str, str]]:
    """Every message, in English and in Chinese."""
    spec = util.spec_from_file_location("catalogues", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for message in [one for po in module.catalogues() for one in module.read(po) if one.id]:
        yield from (("en", text) for text in _forms(message.id))
        yield from (("zh-hans", text) for text in _forms(message.string))


def _forms(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def in_presets() -> Iterator[tuple[str, str]]:
    """Every text of the charters that an office begins with."""
    for file in sorted(PACKAGE.glob("office/presets/*.toml")):
        yield from _texts(tomllib.loads(file.read_text("utf-8")))


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        yield from ((key, text) for key, text in value.items() if key in LONGEST)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _texts(one)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "word " * 25 + "end.", 1),
        ("en", "word " * 24 + "end. And <strong>another</strong> %(day)s.", 0),
        ("zh-hans", "字" * 41, 1),
        ("zh-hans", "字" * 40 + "。" + "字" * 40, 0),
        ("zh-hans", "字" * 40 + "{count}", 1),
    ],
)
def test_a_long_sentence_would_be_found(language: str, text: str, found: int) -> None:
    long = too_long(language, text)

    assert len(long) == found


def test_no_message_has_a_long_sentence_but_the_scope_guide() -> None:
    messages = list(in_catalogues())

    long = {one for language, text in messages for one in too_long(language, text)}

    assert len(messages) > 600
    assert long == GUIDE


def test_no_charter_begins_with_a_long_sentence() -> None:
    texts = list(in_presets())

    long = [one for language, text in texts for one in too_long(language, text)]

    assert len(texts) > 100
    assert long == []


def test_what_is_badly_set_would_be_found() -> None:
    badly = ["你好,世界", "用Tor浏览器", "等 7天", "好 。", "好...", "（ 好）"]
    well = ["用 Tor 浏览器，等 7 天。", "“离开”", "共 %(count)s 条", "好……"]

    found = [text for text in badly + well if BADLY_SET.search(text)]

    assert found == badly


def test_chinese_is_set_as_chinese() -> None:
    texts = [text for language, text in (*in_catalogues(), *in_presets()) if language == "zh-hans"]

    badly = [text for text in texts if BADLY_SET.search(PLACE.sub("7", MARKUP.sub("", text)))]

    assert badly == []
