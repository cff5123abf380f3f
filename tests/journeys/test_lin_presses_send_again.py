from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from journeys.coming_back import coming_back
from journeys.kept import Kept
from journeys.lines import RunningLine
from journeys.patience import until
from journeys.people import SealingTipster, a_reviewer
from playwright.sync_api import Browser, Route, expect

MIB = 1024 * 1024
NUMBERS = count(1)


def a_story() -> str:
    return f"The valve of tank 9 is wired open. ({next(NUMBERS)})"


@pytest.fixture
def film(tmp_path: Path) -> Path:
    made = tmp_path / "film.bin"
    made.write_bytes(os.urandom(40 * MIB))
    return made


def up_to_the_last_look(lin: SealingTipster, told: str) -> None:
    lin.begins()
    lin.fills_in(text=told)
    lin.goes_on()
    lin.goes_on()
    lin.goes_on()
    lin.notes_the_code()


def it_never_arrives(route: Route) -> None:
    route.abort()


def its_answer_is_lost(route: Route) -> None:
    route.fetch()
    route.abort()


def presses_send_and_hears_nothing(lin: SealingTipster, why: Callable[[Route], None]) -> None:
    lin.page.route("**/commit/", why, times=1)
    lin.goes_on()
    expect(lin.page.locator("[data-problem]")).to_contain_text("Perhaps it was sent, perhaps not")


def changes(lin: SealingTipster, what: str, **fields: str) -> None:
    lin.page.get_by_role("link", name=what).click()
    lin.fills_in(**fields)
    lin.goes_on()


def excluded(line: RunningLine) -> int:
    ((found,),) = Kept(line).rows("SELECT count(*) FROM sealed_exclusion")
    return int(found)


def test_what_is_changed_after_a_try_that_did_not_arrive_counts(
    browser: Browser, line: RunningLine, lin: SealingTipster
) -> None:
    before, told = excluded(line), a_story()
    up_to_the_last_look(lin, told)
    presses_send_and_hears_nothing(lin, it_never_arrives)

    changes(lin, "Change what you say of yourself", exclude="coordinator")
    changes(lin, "Change what happened", text=f"{told} Since May.")
    lin.sends()

    assert not lin.page.locator("[data-part=changed-since]").is_visible()
    assert excluded(line) == before + 1
    with a_reviewer(browser, line, 1) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says(f"{told} Since May.")


def test_what_is_changed_after_a_try_that_had_arrived_is_said_not_to_be_in_it(lin: SealingTipster) -> None:
    up_to_the_last_look(lin, a_story())
    presses_send_and_hears_nothing(lin, its_answer_is_lost)

    changes(lin, "Change what happened", text="Quite another thing.")

    expect(lin.page.get_by_text("Your first try had arrived after all")).to_be_visible()
    assert lin.page.locator(".code").inner_text() == lin.code


def test_a_tip_that_was_sent_in_another_tab_keeps_its_code(
    browser: Browser, line: RunningLine, lin: SealingTipster
) -> None:
    up_to_the_last_look(lin, a_story())
    with coming_back(browser, line, lin.code) as elsewhere:
        elsewhere.types(lin.code)
        elsewhere.is_at("check")
        elsewhere.sends()

    lin.goes_on()

    expect(lin.page.get_by_text("You have sent this already")).to_be_visible()
    assert lin.page.locator(".code").inner_text() == lin.code
    assert not lin.page.get_by_role("button", name="Send").is_visible()


def test_an_answer_that_is_none_of_the_line_s_is_not_believed(lin: SealingTipster) -> None:
    up_to_the_last_look(lin, a_story())

    presses_send_and_hears_nothing(lin, lambda route: route.fulfill(json={}))
    lin.sends()

    expect(lin.page.locator("h1")).to_contain_text("Your tip has arrived")


def keeps_it_while_the_film_is_on_its_way(lin: SealingTipster, told: str, film: Path) -> None:
    before = in_drafts(lin.line)
    lin.begins()
    lin.fills_in(text=told)
    lin.goes_on()
    lin.page.route("**/uploads/*/3/", lambda _: None)  # the fourth part never gets through
    lin.chooses_files([film])
    lin.keeps_it_for_later()
    expect(lin.page.locator("[data-part=on-its-way]")).to_be_visible()
    until(lin.page, lambda: in_drafts(lin.line) > before)


def in_drafts(line: RunningLine) -> int:
    ((found,),) = Kept(line).rows("SELECT count(*) FROM sealed_sealedfile WHERE draft_id IS NOT NULL")
    return int(found)


def test_a_file_that_is_not_whole_is_named_before_a_tip_is_sent_without_it(
    browser: Browser, line: RunningLine, lin: SealingTipster, film: Path
) -> None:
    told = a_story()
    keeps_it_while_the_film_is_on_its_way(lin, told, film)
    with coming_back(browser, line, lin.code) as later:
        later.types(lin.code)
        later.is_at("check")
        expect(later.page.locator("[data-told=files]")).to_contain_text("not all of it has arrived")

        later.goes_on()
        expect(later.page.locator("[data-problem]")).to_contain_text("Not all of this has arrived: film.bin")
        later.page.get_by_role("button", name="Leave it out").click()
        expect(later.page.locator("[data-told=files]")).to_have_text("–")
        later.sends()

    with a_reviewer(browser, line) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says(told)


def test_what_arrives_after_it_was_kept_is_not_sent_again_on_another_day(
    browser: Browser, line: RunningLine, lin: SealingTipster, film: Path
) -> None:
    arrived, sent = list[str](), list[str]()
    lin.page.clock.install()
    lin.page.on("requestfinished", lambda one: arrived.append(one.url))
    keeps_it_while_the_film_is_on_its_way(lin, a_story(), film)
    until(lin.page, lambda: any(url.endswith("/2/") for url in arrived))
    lin.page.wait_for_timeout(500)  # the page has heard of it too
    with lin.page.expect_response("**/draft/"):
        lin.page.clock.fast_forward(30_000)

    with coming_back(browser, line, lin.code) as later:
        later.page.on("request", lambda one: sent.append(one.url) if one.method == "PUT" else None)
        later.types(lin.code)
        later.is_at("check")
        later.page.get_by_role("link", name="Change the files").click()
        later.chooses_files([film])
        expect(later.page.locator(".arrived li .sum")).to_be_visible()

    assert [url.rstrip("/").rpartition("/")[2] for url in sent] == ["3", "4"]
