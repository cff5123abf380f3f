"""Four offices to begin with, and what no number of theirs may pass."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytest_django import Settings

from fairwitness.office.caps import PRESETS
from fairwitness.office.charter import CharterError, load, parse
from fairwitness.office.checks import check_office
from fairwitness.office.founding import found, preset_text
from fairwitness.office.problems import OfficeError

CHINESE = re.compile("[\u4e00-\u9fff]")
NEVER_IN_CHINESE = ("检举", "揭发", "告发")


@pytest.mark.parametrize("name", PRESETS)
def test_an_office_is_founded_from_a_preset(name: str, tmp_path: Path, settings: Settings) -> None:
    settings.FOLDER = found(tmp_path / "office", preset_text(name))

    problems = check_office(None)

    assert {problem.id for problem in problems} == {"office.W001", "office.E006"}  # nobody reads yet
    assert load(settings.FOLDER.charter).preset == name


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_speaks_chinese_to_chinese_readers(name: str) -> None:
    lines = [line for line in preset_text(name).splitlines() if line.startswith("zh-hans")]

    assert len(lines) == 10
    assert all(CHINESE.search(line) for line in lines)
    assert not any(word in line for line in lines for word in NEVER_IN_CHINESE)


@pytest.mark.parametrize("name", PRESETS)
def test_a_tipster_can_leave_out_one_reader_and_another_remains(name: str) -> None:
    [channel] = parse(preset_text(name)).channels

    assert len(channel.readers) >= 2
    assert channel.questions
    assert channel.later


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("outcome", ["out_of_scope_days", "unconfirmed_days", "confirmed_days"])
def test_nothing_is_kept_longer_than_the_presets_law_allows(name: str, outcome: str) -> None:
    most = getattr(PRESETS[name], outcome)
    text = re.sub(rf"(?m)^{outcome} = \d+", f"{outcome} = {most + 1}", preset_text(name))
    line = text[: text.index(f"\n{outcome}")].count("\n") + 2

    with pytest.raises(CharterError) as error:
        parse(text, "charter.toml")

    [problem] = error.value.problems
    assert problem.startswith(f"charter.toml, line {line}: “retention.{outcome}” cannot be “{most + 1}”.")
    assert problem.endswith(f"Write a number of days from 1 to {most}.")


@pytest.mark.parametrize("days", ['"never"', "0", "-1", "true", "inf", "36500"])
def test_nothing_is_kept_for_ever(days: str) -> None:
    text = preset_text().replace("unconfirmed_days = 60", f"unconfirmed_days = {days}")

    with pytest.raises(CharterError, match=r"retention\.unconfirmed_days"):
        parse(text)


def test_another_presets_name_brings_its_caps() -> None:
    text = preset_text("company").replace('preset = "company"', 'preset = "ngo"')

    with pytest.raises(CharterError, match=r"confirmed_days.* from 1 to 365"):
        parse(text)


def test_a_preset_that_there_is_not_is_named_with_those_that_there_are() -> None:
    with pytest.raises(OfficeError, match=r"“police”.* ngo, company, newsroom, public-body"):
        preset_text("police")


@pytest.mark.parametrize(
    "site",
    [
        "http://www.bing.com/",
        "javascript:alert(1)",
        "https://www.bing.com/?q=whistleblowing",
        'https://www.bing.com/"onclick="x',
        "https://user@www.bing.com/",
        "https://www.bing.com/ ",
        "//www.bing.com/",
    ],
)
def test_exit_leads_to_a_plain_site(site: str) -> None:
    text = preset_text().replace("https://www.bing.com/", site.replace('"', '\\"'))

    with pytest.raises(CharterError, match=r"“exit” is missing or not of the right form"):
        parse(text)


@pytest.mark.parametrize("site", ["https://intranet.example.com/who-left/", "https://www.bing.com/search"])
def test_leave_leads_to_no_site_that_could_see_who_comes(site: str) -> None:
    text = preset_text().replace("https://www.bing.com/", site)

    with pytest.raises(CharterError, match="could see who leaves"):
        parse(text)


def test_exit_does_not_lead_back_to_the_line() -> None:
    text = preset_text().replace("http://127.0.0.1:8000", "https://www.bing.com:444")

    with pytest.raises(CharterError, match="leads back"):
        parse(text)


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("https://tips.example.org", True),
        ("https://tips.example.org:8443", True),
        ("http://" + "a2" * 28 + ".onion", True),
        ("http://127.0.0.1:8000", True),
        ("http://tips.example.org", False),
        ("http://short.onion", False),
        ("https://tips.example.org/", False),
        ("javascript:alert(1)", False),
        ("ftp://tips.example.org", False),
    ],
)
def test_addresses_are_https_or_onion(address: str, *, right: bool) -> None:
    text = preset_text().replace("http://127.0.0.1:8000", address)

    if right:
        assert parse(text).addresses == (address,)
    else:
        with pytest.raises(CharterError, match="not of the right form"):
            parse(text)
