from __future__ import annotations

import re
from importlib import util
from pathlib import Path
from typing import Any

import pytest

import fairwitness

PACKAGE = Path(fairwitness.__file__).parent
SCRIPT = PACKAGE.parent.parent / "scripts" / "catalogues.py"
NEVER = re.compile(
    r"\b(suspect|offender|subject|profile|target(?!=._blank)|informant|case file)s?\b|检举|揭发|告发|嫌疑人|线人"
    # Pressing somebody to report others is what the scope guide takes up; nobody is asked to.
    r"|举报(?!别人)|诚实的错误",
    re.IGNORECASE,
)

# A reward is nothing to tell for.
URGING = re.compile(
    r"\b(earn(ed|s|ing)?|win|winner|bonus(es)?|bount(y|ies)|leaderboard|the more you (report|tell)|cash in)\b"
    r"|有奖(?!励)|悬赏|重赏|奖金|赏金|赚|多报多得|先报先得|机会难得",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def catalogues() -> Any:
    spec = util.spec_from_file_location("catalogues", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_words_that_are_looked_for_would_be_found() -> None:
    found = [
        NEVER.search(text) is not None
        for text in ("Two Suspects.", "a case file", "请检举", "举报问题", "a suspicion", "逼您举报别人")
    ]

    assert found == [True, True, True, True, False, False]


def test_no_message_in_any_language_uses_them(catalogues: Any) -> None:
    messages = [catalogues.collect(), *(catalogues.read(po) for po in catalogues.catalogues())]

    words = [
        str(part) for catalogue in messages for one in catalogue for part in (one.id, one.string) if one.id
    ]

    assert len(words) > 300
    assert [text for text in words if NEVER.search(text)] == []


def test_words_that_urge_somebody_to_tell_for_a_reward_would_be_found() -> None:
    found = [
        URGING.search(text) is not None
        for text in ("Earn more", "举报有奖", "悬赏征集", "a window", "可以获得奖励")
    ]

    assert found == [True, True, True, False, False]


def test_no_message_urges_somebody_to_tell_for_a_reward(catalogues: Any) -> None:
    messages = [catalogues.collect(), *(catalogues.read(po) for po in catalogues.catalogues())]

    words = [
        str(part)
        for one in messages
        for message in one
        for part in (message.id, message.string)
        if message.id
    ]

    assert any("reward" in text for text in words)
    assert [text for text in words if URGING.search(text)] == []


def test_an_honest_mistake_has_one_wording_in_chinese(catalogues: Any) -> None:
    messages = [one for po in catalogues.catalogues() for one in catalogues.read(po)]

    said = [one.string for one in messages if "honest mistake" in str(one.id)]

    assert len(said) >= 2
    assert all("无心弄错，绝不会受罚。" in text for text in said)


@pytest.mark.parametrize("kind", ["*/templates/*/*.html", "office/presets/*.toml", "demo/*.py"])
def test_no_template_charter_or_made_up_tip_uses_them(kind: str) -> None:
    files = list(PACKAGE.glob(kind))

    assert files
    assert [
        (file.name, found[0]) for file in files for found in NEVER.finditer(file.read_text("utf-8"))
    ] == []
