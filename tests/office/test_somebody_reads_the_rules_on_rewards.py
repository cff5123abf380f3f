from __future__ import annotations

import gzip
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from clock import Clock
from rewarding import REWARDS, let_count, opened
from tipster import Tipster

from fairwitness.office import versions
from fairwitness.office.folder import OfficeFolder

BEFORE_TELLING = ("/", "/about/", "/charter/")
SAID = {"en": ("reward",), "zh-hans": ("奖励", "奖金")}


@pytest.fixture
def line(office: OfficeFolder, clock: Clock) -> Iterator[OfficeFolder]:
    del clock
    with opened(office) as line:
        yield line


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("place", BEFORE_TELLING)
def test_where_there_are_none_no_page_speaks_of_them(language: str, place: str) -> None:
    lin = Tipster(language)

    lin.goes_to(place)

    assert lin.status == HTTPStatus.OK
    assert [word for word in SAID[language] if word in lin.page.text.lower()] == []
    lin.goes_to("/rewards/")
    assert lin.status == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_they_are_shown_before_somebody_tells(line: OfficeFolder, clock: Clock, language: str) -> None:
    number = let_count(line, clock)
    lin = Tipster(language)

    for place in BEFORE_TELLING:
        lin.goes_to(place)
        assert f'href="/{language}/rewards/"' in lin.response.text
    lin.goes_to("/rewards/")

    now = versions.in_force()
    assert now is not None
    told = ["1 000 EUR", "180", "60", "Ombuds House", "1 River Street", "River Fund", "2 River Street"]
    assert now.hash is not None
    assert [one for one in [str(number), now.hash.hex(), str(now.starts)] if one not in lin.page.text] == []
    assert language != "en" or [one for one in told if one not in lin.page.text] == []


def test_the_first_page_stays_small(line: OfficeFolder, clock: Clock) -> None:
    let_count(line, clock)
    lin = Tipster("en")

    lin.goes_to("/")

    assert len(gzip.compress(lin.response.content)) < 7_000  # the style sheet and the icon come with it


def test_rules_of_an_earlier_version_can_still_be_read(line: OfficeFolder, clock: Clock) -> None:
    first = let_count(line, clock)
    second = let_count(line, clock, REWARDS.replace("Ombuds House", "Court of Rivers"))
    none = let_count(line, clock, "")
    lin = Tipster("en")

    seen = []
    for number in (first, second, none):
        lin.goes_to(f"/rewards/{number}/")
        seen.append((lin.status, "Ombuds House" in lin.page.text, "Court of Rivers" in lin.page.text))

    assert seen == [(200, True, False), (200, False, True), (404, False, False)]
