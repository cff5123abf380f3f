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
    r"\b(suspect|offender|subject|profile|target(?!=._blank)|informant|case file)s?\b|检举|揭发|告发|嫌疑人|线人",
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
        NEVER.search(text) is not None for text in ("Two Suspects.", "a case file", "请检举", "a suspicion")
    ]

    assert found == [True, True, True, False]


def test_no_message_in_any_language_uses_them(catalogues: Any) -> None:
    messages = [catalogues.collect(), *(catalogues.read(po) for po in catalogues.catalogues())]

    words = [
        str(part) for catalogue in messages for one in catalogue for part in (one.id, one.string) if one.id
    ]

    assert len(words) > 300
    assert [text for text in words if NEVER.search(text)] == []


@pytest.mark.parametrize("kind", ["*/templates/*/*.html", "office/presets/*.toml", "demo/*.py"])
def test_no_template_charter_or_made_up_tip_uses_them(kind: str) -> None:
    files = list(PACKAGE.glob(kind))

    assert files
    assert [
        (file.name, found[0]) for file in files for found in NEVER.finditer(file.read_text("utf-8"))
    ] == []
