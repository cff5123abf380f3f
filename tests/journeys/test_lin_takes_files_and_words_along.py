from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from journeys.coming_back import coming_back
from journeys.kept import Kept
from journeys.lines import RunningLine
from journeys.people import SEALED_HERE, SealingTipster, Tipster, a_reviewer, a_sealing_tipster
from playwright.sync_api import Browser, Request, Route, expect

MIB = 1024 * 1024
MOST_FILES = 40  # in the demo's charter
NUMBERS = count(1)
PROMISES = "我们的承诺"


def a_story() -> str:
    return f"The rope of crane 5 is frayed. ({next(NUMBERS)})"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    made = tmp_path / "出口 plan.bin"
    made.write_bytes(os.urandom(9 * MIB))
    return made


def has_arrived(lin: Tipster, name: str) -> None:
    row = lin.page.locator(".arrived li", has_text=name)
    expect(row.locator(".sum")).to_be_visible()


def tells_up_to_the_files(lin: SealingTipster, told: str, plan: Path, *, has_come: bool = True) -> None:
    lin.begins()
    lin.fills_in(text=told)
    lin.goes_on()
    lin.chooses_files([plan])
    if has_come:
        has_arrived(lin, plan.name)


def test_a_file_that_is_chosen_reaches_the_letter_and_its_reader_opens_it(
    browser: Browser, line: RunningLine, lin: SealingTipster, plan: Path
) -> None:
    told = a_story()

    lin.tells(told, [plan])

    with a_reviewer(browser, line) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        assert amara.downloads(plan.name) == plan.read_bytes()


def test_a_file_without_a_word_is_a_tip(
    browser: Browser, line: RunningLine, lin: SealingTipster, plan: Path
) -> None:
    told = f"plan {next(NUMBERS)}.bin"

    lin.tells("", [plan.rename(plan.with_name(told))])

    with a_reviewer(browser, line) as amara:
        amara.signs_in()
        amara.place_of("sealed-summary", told)


def test_a_file_that_is_removed_is_not_in_the_letter(
    browser: Browser, line: RunningLine, lin: SealingTipster, plan: Path
) -> None:
    told = a_story()
    tells_up_to_the_files(lin, told, plan)

    lin.page.get_by_role("button", name=f"Take this file out: {plan.name}").click()
    lin.goes_on()
    lin.goes_on()
    lin.notes_the_code()
    lin.sends()

    with a_reviewer(browser, line) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        assert not [one for one in amara.shown("sealed-letter") if plan.name in one]


def test_what_was_kept_for_later_goes_on_where_lin_stopped(
    browser: Browser, line: RunningLine, lin: SealingTipster, plan: Path
) -> None:
    told = a_story()
    tells_up_to_the_files(lin, told, plan)
    lin.keeps_it_for_later()

    with coming_back(browser, line, lin.code) as later, a_reviewer(browser, line) as amara:
        later.types(lin.code)
        later.is_at("check")
        assert plan.name in later.reads()
        later.page.get_by_role("link", name="Go on where you stopped").click()
        later.is_at("files")
        has_arrived(later, plan.name)
        later.goes_on()
        later.goes_on()
        later.notes_the_code()
        later.sends()
        amara.signs_in()
        amara.opens_the_tip_that_says(told)

        assert later.code == lin.code
        assert amara.downloads(plan.name) == plan.read_bytes()


def test_a_file_that_had_not_arrived_goes_on_when_it_is_chosen_again(
    browser: Browser, line: RunningLine, lin: SealingTipster, plan: Path
) -> None:
    told, asked = a_story(), list[Request]()
    lin.begins()
    lin.fills_in(text=told)
    lin.goes_on()
    lin.page.route("**/uploads/*/1/", lambda route: route.abort())
    with lin.page.expect_request("**/uploads/*/1/"):
        lin.chooses_files([plan])
    lin.keeps_it_for_later()
    lin.page.close()

    with coming_back(browser, line, lin.code) as later, a_reviewer(browser, line) as amara:
        later.types(lin.code)
        later.page.get_by_role("link", name="Go on where you stopped").click()
        expect(later.page.locator("[data-begun]")).to_contain_text(plan.name)
        later.page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - Playwright marks what it is given
        later.chooses_files([plan])
        has_arrived(later, plan.name)
        later.goes_on()
        later.goes_on()
        later.notes_the_code()
        later.sends()
        amara.signs_in()
        amara.opens_the_tip_that_says(told)

        assert [one.url[-3:] for one in asked if one.method == "PUT"] == ["/1/"]
        assert amara.downloads(plan.name) == plan.read_bytes()


def test_what_arrives_after_it_was_kept_for_later_is_not_sent_again(
    browser: Browser, line: RunningLine, lin: SealingTipster, plan: Path
) -> None:
    held, asked = list[Route](), list[Request]()
    lin.page.route("**/uploads/*/0/", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    lin.page.route("**/uploads/*/1/", lambda route: route.abort())
    with lin.page.expect_request("**/uploads/*/0/"):
        tells_up_to_the_files(lin, a_story(), plan, has_come=False)
    lin.keeps_it_for_later()
    with lin.page.expect_request("**/uploads/*/1/"):
        held[0].continue_()
    lin.page.wait_for_timeout(3_000)  # long before a draft is kept by the clock
    lin.page.close()

    with coming_back(browser, line, lin.code) as later:
        later.types(lin.code)
        later.page.get_by_role("link", name="Go on where you stopped").click()
        later.page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - Playwright marks what it is given
        later.chooses_files([plan])
        has_arrived(later, plan.name)

        assert [one.url[-3:] for one in asked if one.method == "PUT"] == ["/1/"]


def test_a_file_that_is_not_chosen_again_stays_behind(
    browser: Browser, line: RunningLine, lin: SealingTipster, plan: Path
) -> None:
    told = a_story()
    lin.begins()
    lin.fills_in(text=told)
    lin.goes_on()
    lin.page.route("**/uploads/*/1/", lambda route: route.abort())
    with lin.page.expect_request("**/uploads/*/1/") as begun:
        lin.chooses_files([plan])
    lin.keeps_it_for_later()
    lin.page.close()

    with coming_back(browser, line, lin.code) as later, a_reviewer(browser, line) as amara:
        later.types(lin.code)
        later.notes_the_code()
        later.goes_on()
        later.page.get_by_role("button", name="Leave it out").click()
        expect(later.page.locator("[data-told=files]")).to_have_text("–")
        later.sends()
        amara.signs_in()
        amara.opens_the_tip_that_says(told)

        assert not [one for one in amara.shown("sealed-letter") if plan.name in one]
        assert not Kept(line).rows(
            "SELECT id FROM sealed_sealedfile WHERE id = ?", begun.value.url.split("/")[-3]
        )


def test_a_file_whose_list_did_not_load_is_named_and_holds_up_nothing(
    lin: SealingTipster, plan: Path
) -> None:
    lin.page.route("**/sealed/files.js", lambda route: route.abort())
    lin.begins()
    lin.fills_in(text=a_story())
    lin.goes_on()

    lin.chooses_files([plan])

    expect(lin.page.get_by_text(f"or load the page anew later: {plan.name}")).to_be_visible()
    lin.goes_on()
    lin.goes_on()
    lin.notes_the_code()
    expect(lin.page.locator("[data-told=files]")).to_have_text("–")
    lin.sends()


def test_nothing_is_sent_unseen_without_a_file_whose_list_fails_only_then(
    lin: SealingTipster, plan: Path
) -> None:
    held = list[Route]()
    lin.page.route("**/sealed/files.js", lambda route: held.append(route))  # noqa: PLW0108 - a mark is put on it, which a builtin does not take
    lin.begins()
    lin.fills_in(text=a_story())
    lin.goes_on()
    lin.chooses_files([plan])
    lin.goes_on()
    lin.goes_on()
    lin.notes_the_code()

    lin.goes_on()
    held[0].abort()

    expect(lin.page.locator("[data-problem]")).to_contain_text(plan.name)
    lin.is_at("check")
    expect(lin.page.locator("[data-told=files]")).to_have_text("–")


def destroyed_after_a_day(line: RunningLine) -> None:
    """As the sweep leaves it: the oldest file that neither a draft nor a tip has is gone."""
    with closing(sqlite3.connect(line.folder / "office" / "data" / "line.sqlite3", timeout=20)) as database:
        database.execute("DELETE FROM sealed_sealedfile WHERE pending_since IS NOT NULL")
        database.commit()


def test_a_file_that_is_gone_from_the_line_goes_once_more_by_itself(
    browser: Browser, own_line: RunningLine, plan: Path
) -> None:
    told = a_story()
    with a_sealing_tipster(browser, own_line) as lin:
        tells_up_to_the_files(lin, told, plan)
        destroyed_after_a_day(own_line)
        lin.goes_on()

        with lin.page.expect_request("**/uploads/*/1/"):
            lin.goes_on()
        lin.page.get_by_role("button", name="Try again").click()

        lin.notes_the_code()
        lin.sends()
    assert Kept(own_line).tips()[-1].files.keys() == {plan.name}


def test_in_the_mailbox_a_file_that_is_gone_goes_once_more_by_itself(
    browser: Browser, own_line: RunningLine, plan: Path
) -> None:
    with a_sealing_tipster(browser, own_line) as lin:
        lin.tells(a_story())
    with coming_back(browser, own_line, lin.code) as later:
        later.comes_back()
        later.chooses_files([plan])
        has_arrived(later, plan.name)
        destroyed_after_a_day(own_line)
        later.fills_in(text="The plan.")
        with later.page.expect_request("**/uploads/*/1/"):
            later.page.locator("form:not([data-out]) .on button").first.click()

        later.answers("The plan.")

        assert later.downloads(plan.name) == plan.read_bytes()


def test_files_that_do_not_fit_are_named_until_others_are_picked(lin: SealingTipster, tmp_path: Path) -> None:
    lin.begins()
    lin.goes_on()
    picked = [tmp_path / f"{number}.txt" for number in range(MOST_FILES + 2)]
    for path in picked:
        path.write_text(path.stem)
    lin.chooses_files(picked)
    has_arrived(lin, picked[0].name)

    left_out = lin.page.get_by_text("These were left out")
    expect(left_out).to_contain_text(f"{MOST_FILES}.txt · {MOST_FILES + 1}.txt")


def test_another_language_keeps_words_files_and_the_code(
    browser: Browser, line: RunningLine, lin: SealingTipster, plan: Path
) -> None:
    told = a_story()
    lin.begins()
    lin.fills_in(text=told, known="saw")
    lin.goes_on()
    lin.chooses_files([plan])
    has_arrived(lin, plan.name)
    loads = list[str]()
    lin.page.on("load", lambda page: loads.append(page.url))

    lin.page.locator(".languages a").click()

    lin.language = "zh-hans"
    expect(lin.page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(lin.page.locator(".bottom")).to_contain_text(PROMISES)
    expect(lin.page.locator(".in-force")).to_contain_text(SEALED_HERE["zh-hans"])
    lin.is_at("zh-hans/tell/public/files")
    has_arrived(lin, plan.name)
    lin.goes_on()
    lin.goes_on()
    lin.notes_the_code()
    assert told in lin.reads()
    lin.sends()
    with a_reviewer(browser, line) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        assert amara.downloads(plan.name) == plan.read_bytes()
    assert loads == []


def test_a_file_that_is_sealed_already_goes_by_the_plain_form_and_the_words_stay(lin: SealingTipster) -> None:
    told = a_story()
    lin.begins()
    lin.fills_in(text=told)

    with lin.page.expect_popup() as opened:
        lin.page.locator("main a[href$='/yourself/']").click()
    beside = Tipster(opened.value, lin.line)
    beside.page.locator("main .on a").click()
    expect(beside.page.locator(".in-force")).to_contain_text("Sealed on arrival")
    beside.chooses()
    beside.goes_on()
    beside.turns_to_a_sealed_file()

    expect(beside.page.locator("input[type=file]")).to_be_visible()
    lin.is_at("story")
    assert lin.filled_in("text") == [told]


def test_going_back_past_another_language_leads_to_the_screens(lin: SealingTipster) -> None:
    told = a_story()
    lin.begins()
    lin.fills_in(text=told)
    lin.page.locator(".bottom a").first.click()
    expect(lin.page.locator("main textarea")).to_have_count(0)
    lin.page.locator(".bottom a").last.click()
    expect(lin.page).to_have_url(re.compile("/charter/$"))
    lin.page.locator(".languages a").click()
    expect(lin.page.locator("html")).to_have_attribute("lang", "zh-Hans")

    lin.page.go_back()

    lin.is_at("zh-hans/tell/public/scope")
    lin.goes_on()
    assert lin.filled_in("text") == [told]


@pytest.mark.parametrize("link", [".bottom a >> nth=0", ".bottom a >> nth=1", ".top .home"])
def test_whatever_is_said_of_the_line_is_read_in_the_same_page(lin: SealingTipster, link: str) -> None:
    told, loads = a_story(), list[str]()
    lin.begins()
    lin.fills_in(text=told)
    lin.page.on("load", lambda page: loads.append(page.url))

    lin.page.locator(link).click()
    expect(lin.page.locator("main textarea")).to_have_count(0)
    lin.page.go_back()

    lin.is_at("story")
    assert lin.filled_in("text") == [told]
    assert loads == []
