"""Firefox ESR with JavaScript, SVG, web fonts and images off: a whole journey, and what the pages say of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.firefox import Firefox, firefox
from journeys.lines import RunningLine
from programs import need_program

ON = "main .on button:not(.quiet)"
TOLD = {"en": "The brake of lift 2 slips.", "zh-hans": "二号电梯的刹车打滑。"}


@pytest.fixture
def lin(tmp_path: Path) -> Iterator[Firefox]:
    profile = tmp_path / "profile"
    profile.mkdir()
    with firefox(need_program("firefox-esr"), profile) as browser:
        yield browser


def answers_the_guide(lin: Firefox) -> None:
    lin.clicks("input[name=about][value=harm]")
    lin.clicks("input[name=kind]")
    lin.clicks(ON)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_tip_with_a_photograph_and_the_way_back(
    lin: Firefox, line: RunningLine, tmp_path: Path, language: str
) -> None:
    photo = tmp_path / "brake.jpg"
    photo.write_bytes(b"\xff\xd8 a brake " * 5_000)

    lin.goes_to(f"{line.address}/{language}/")
    lin.clicks("main .door a.button")
    answers_the_guide(lin)
    lin.types("[name=text]", TOLD[language])
    lin.clicks(ON)
    lin.types("input[name=files]", str(photo))
    lin.clicks("button[name=add]")
    assert photo.name in lin.reads
    lin.clicks(ON)
    lin.clicks(ON)
    shown = lin.reads
    lin.clicks(ON)
    arrived, code = lin.at, [word for word in shown.split() if word.isdigit() and len(word) == 4]
    lin.goes_to(f"{line.address}/{language}/mailbox/")
    lin.types("[name=code]", " ".join(code[:12]))
    lin.clicks(ON)

    assert arrived.endswith("/sent/")
    assert lin.at.endswith("/mailbox/letters/")
    assert TOLD[language] in lin.reads
    assert photo.name in lin.reads


def test_what_is_typed_goes_along_into_the_other_language(lin: Firefox, line: RunningLine) -> None:
    lin.goes_to(f"{line.address}/en/tell/public/scope/")
    answers_the_guide(lin)
    lin.types("[name=text]", TOLD["en"])

    lin.clicks(".languages button")
    at = lin.at
    lin.clicks(ON)
    lin.clicks(ON)
    lin.clicks(ON)

    assert at.endswith("/zh-hans/tell/public/story/")
    assert TOLD["en"] in lin.reads


def test_the_enter_key_goes_on(lin: Firefox, line: RunningLine) -> None:
    lin.goes_to(f"{line.address}/en/tell/public/scope/")
    answers_the_guide(lin)

    lin.types("[name=where]", "In the old mill\ue007")

    lin.types("input[name=files]", str(Path(__file__)))
    assert lin.at.endswith("/en/tell/public/files/")
