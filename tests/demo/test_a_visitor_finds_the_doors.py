from __future__ import annotations

from pathlib import Path

import pytest
from demo.visiting import Visit
from journeys.lines import RunningLine, running_line
from playwright.sync_api import Browser


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_door_leads_somewhere(line: RunningLine, visit: Visit, language: str) -> None:
    ways = [address for ways in line.doors["ways"].values() for address in ways[language]]

    answers = {address: visit.reads(address).status for address in ways}

    assert len(answers) >= 11
    assert set(answers.values()) == {200}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_without_javascript_all_of_them_are_on_one_page_that_fits_a_phone(
    browser: Browser, line: RunningLine, language: str
) -> None:
    ways = {address for ways in line.doors["ways"].values() for address in ways[language]}

    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}) as phone:
        page = phone.new_page()
        page.goto(line.doors["doors"][language])
        links = page.locator("main a").all()
        wide = page.locator("main").bounding_box()

        assert {f"{line.address}{link.get_attribute('href')}" for link in links} == ways
        assert all((link.bounding_box() or {"height": 0})["height"] >= 44 for link in links)
        assert wide is not None
        assert wide["width"] <= 390


def test_the_terminal_leads_to_the_doors_first_and_keeps_the_words(line: RunningLine) -> None:
    said = line.log.read_text()
    words = [reviewer["passphrase"] for reviewer in line.doors["reviewers"]]

    first = said.index("http://")

    assert said[first:].startswith(line.doors["doors"]["en"])
    assert all(eight in said for eight in words)


def test_an_address_without_a_language_finds_the_doors_as_well(visit: Visit) -> None:
    page = visit.reads("/demo/")

    assert page.status == 200
    assert "as whoever you like" in page.text


@pytest.mark.parametrize(
    ("language", "told", "answered"),
    [("en", "no frogs", "four weeks"), ("zh-hans", "饮食清淡", "五家机构")],
)
def test_a_made_up_tipster_comes_back_to_an_answer(
    line: RunningLine, visit: Visit, language: str, told: str, answered: str
) -> None:
    (english, chinese, _) = line.doors["ways"]["come-back"][language]

    letters = visit.reads(english if language == "en" else chinese).text

    assert told in letters
    assert answered in letters


def test_a_tip_that_is_not_sent_waits_behind_its_door_for_fourteen_days_from_each_visit(
    tmp_path: Path,
) -> None:
    with running_line(tmp_path) as line:
        visit, door = Visit(line.address), line.doors["ways"]["come-back"]["en"][2]

        pages = [visit.reads(door)]
        for days in ("7", "7"):
            visit.moves_the_clock(days)
            pages.append(visit.reads(door))
        for days in ("7", "7", "1", "1"):
            visit.moves_the_clock(days)
        gone = visit.reads(door)

    assert all("is glued to the wall" in page.text and ">Send</button>" in page.text for page in pages)
    assert gone.status == 200
    assert "Open your mailbox" in gone.text
    assert "glued" not in gone.text


def test_whoever_runs_the_line_comes_in_and_reads_no_tip(line: RunningLine, visit: Visit) -> None:
    (door,) = line.doors["ways"]["administrator"]["en"]
    doors = visit.reads(line.doors["doors"]["en"]).text

    inside = visit.reads(door).text
    desk = visit.reads(line.doors["desk"]["en"]).text

    assert "She reads no tip" in doors
    assert "Ada Lindqvist" in inside
    assert "Whoever runs the line has no key" in inside
    assert "press 4" not in desk
    assert "You are not signed in" in desk  # the reviewers' door, closed


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_anyone_reads_who_reads_and_what_is_promised(line: RunningLine, visit: Visit, language: str) -> None:
    (_, about, promises, _) = line.doors["ways"]["anyone"][language]

    assert about.endswith(f"/{language}/about/")
    assert promises.endswith(f"/{language}/charter/")
    assert len({visit.reads(address).text for address in (about, promises)}) == 2


def test_the_charter_names_the_address_that_the_demo_is_served_at(tmp_path: Path) -> None:
    named = list[str]()
    addresses = list[str]()

    for _ in range(2):  # the same office again, on another port
        with running_line(tmp_path) as line:
            addresses.append(line.address)
            named.append(Visit(line.address).reads("/en/charter/").text)

    assert addresses[0] != addresses[1]
    assert [one in page for one, page in zip(addresses, named, strict=True)] == [True, True]
    assert not [page for page in named if ":8000" in page]
