"""Lines that an office might write into its charter: those that no line may have, and those that every line may."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fairwitness.office.terms import Use, refused

LINES: dict[str, dict[str, dict[str, list[str]]]] = json.loads(
    (Path(__file__).parent / "charter_lines.json").read_text("utf-8")
)


def lines(verdict: str) -> list[tuple[Use, str]]:
    """All lines of one verdict, each with its place in the charter."""
    return [
        (Use(use), line)
        for verdicts in LINES.values()
        for use, written in verdicts[verdict].items()
        for line in written
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("verdict", ["refused", "passes"])
def test_there_are_sixty_lines_of_each_verdict_a_language(language: str, verdict: str) -> None:
    written = [(use, line) for use, lines_ in LINES[language][verdict].items() for line in lines_]

    assert len(set(written)) == len(written)
    assert len(written) >= 60


@pytest.mark.parametrize(("use", "line"), lines("refused"), ids=str)
def test_no_charter_may_have_this_line(use: Use, line: str) -> None:
    found = refused(line, use)

    assert found is not None


@pytest.mark.parametrize(("use", "line"), lines("passes"), ids=str)
def test_every_charter_may_have_this_line(use: Use, line: str) -> None:
    found = refused(line, use)

    assert found is None
