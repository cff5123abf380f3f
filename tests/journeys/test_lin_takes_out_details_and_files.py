"""What is asked about a file is answered before it goes, and said afterwards; what was taken out can be put back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from journeys.coming_back import ComingBack, coming_back
from journeys.lines import RunningLine
from journeys.people import SealingTipster, a_reviewer, a_sealing_tipster
from js.pictures import DOCX, PDF, office, png_that_tells
from playwright.sync_api import Browser, Locator, Route, expect

NUMBERS = count(1)
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\5\0\1\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
)
OUT, BACK = "Take this file out", "Put it back"


def a_story() -> str:
    return f"The filter of vat 6 is missing. ({next(NUMBERS)})"


@pytest.fixture
def lin(browser: Browser, line: RunningLine) -> Iterator[SealingTipster]:
    """On the files screen."""
    with a_sealing_tipster(browser, line) as somebody:
        somebody.begins()
        somebody.fills_in(text=a_story())
        somebody.goes_on()
        yield somebody


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    made = tmp_path / "photo.png"
    made.write_bytes(png_that_tells(PNG))
    return made


def files(folder: Path, *names: str) -> list[Path]:
    made = [folder / name for name in names]
    for path in made:
        path.write_text(path.stem)
    return made


def kept_with_a_plan(lin: SealingTipster, folder: Path) -> Path:
    (plan,) = files(folder, "plan.txt")
    lin.chooses_files([plan])
    expect(row(lin, plan.name).locator(".sum")).to_be_visible()
    lin.keeps_it_for_later()
    return plan


def goes_on_and_takes_it_out(later: ComingBack, code: str, plan: Path) -> None:
    later.types(code)
    later.page.get_by_role("link", name="Go on where you stopped").click()
    later.page.get_by_role("button", name=f"{OUT}: {plan.name}").click()


def row(lin: SealingTipster, name: str) -> Locator:
    return lin.page.locator(".arrived > li", has_text=name)


def is_asked(lin: SealingTipster, name: str) -> None:
    expect(row(lin, name).locator("fieldset")).to_be_visible()


def test_going_on_takes_the_question_as_it_stands_and_the_last_look_says_so(
    browser: Browser, line: RunningLine, lin: SealingTipster, photo: Path
) -> None:
    lin.chooses_files([photo])
    is_asked(lin, photo.name)

    with lin.page.expect_request("**/uploads/*/0/"):
        lin.goes_on()

    lin.goes_on()
    expect(lin.page.locator("[data-told=files]")).to_have_text("photo.png (hidden details taken out)")
    lin.page.get_by_role("link", name="Change the files").click()
    expect(row(lin, photo.name)).to_contain_text("Hidden details were taken out.")
    expect(row(lin, photo.name).locator("fieldset")).to_have_count(0)
    lin.goes_on()
    lin.notes_the_code()
    lin.sends()
    with coming_back(browser, line, lin.code) as later:
        later.comes_back()
        assert later.downloads(photo.name) == PNG


def test_what_was_chosen_is_what_is_done_when_it_is_kept_for_later(lin: SealingTipster, photo: Path) -> None:
    lin.chooses_files([photo])
    is_asked(lin, photo.name)
    lin.page.get_by_label("Keep them: they are evidence").check()

    with lin.page.expect_request("**/uploads/*/0/"):
        lin.keeps_it_for_later()

    lin.page.go_back()
    expect(row(lin, photo.name)).to_contain_text("Hidden details were kept.")


def test_whoever_answers_the_question_by_keyboard_goes_on_from_that_file(
    lin: SealingTipster, photo: Path
) -> None:
    lin.chooses_files([photo])
    is_asked(lin, photo.name)

    row(lin, photo.name).get_by_role("button", name="Seal this file").press("Enter")

    expect(row(lin, photo.name).locator("fieldset")).to_have_count(0)
    expect(row(lin, photo.name).locator("strong")).to_be_focused()
    lin.page.keyboard.press("Tab")
    expect(row(lin, photo.name).locator("button:focus")).to_have_count(1)


def test_what_was_chosen_stays_chosen_in_another_language(lin: SealingTipster, photo: Path) -> None:
    lin.chooses_files([photo])
    is_asked(lin, photo.name)
    lin.page.get_by_label("Keep them: they are evidence").check()

    lin.page.locator(".languages a").click()

    expect(lin.page.get_by_label("保留，这是证据")).to_be_checked()
    expect(lin.page.get_by_role("button", name="提前发送")).to_be_disabled()


def test_what_cannot_be_removed_or_not_all_of_it_is_said_as_it_is(
    lin: SealingTipster, tmp_path: Path
) -> None:
    pdf, report = tmp_path / "plan.pdf", tmp_path / "report.docx"
    pdf.write_bytes(PDF)
    report.write_bytes(office(DOCX | {"ppt/commentAuthors.xml": '<p:cmAuthor name="Wei"/>'}))
    lin.chooses_files([pdf, report])
    is_asked(lin, pdf.name)
    is_asked(lin, report.name)

    lin.goes_on()
    lin.goes_on()

    told = lin.page.locator("[data-told=files]")
    expect(told).to_contain_text("plan.pdf (hidden details kept)")
    expect(told).to_contain_text("report.docx (hidden details taken out, but not all)")


def test_a_file_that_was_taken_out_is_put_back_by_keyboard(
    browser: Browser, line: RunningLine, lin: SealingTipster, tmp_path: Path
) -> None:
    one, two = files(tmp_path, "one.txt", "two.txt")
    lin.chooses_files([one, two])
    expect(row(lin, two.name).locator(".sum")).to_be_visible()

    row(lin, one.name).get_by_role("button", name=OUT).press("Enter")
    back = lin.page.get_by_role("button", name=f"{BACK}: {one.name}")
    expect(back).to_be_focused()
    back.press("Enter")

    expect(lin.page.get_by_role("button", name=f"{OUT}: {one.name}")).to_be_focused()
    expect(lin.page.locator(".arrived .sum")).to_have_count(2)
    expect(lin.page.locator(".arrived > li").first).to_contain_text(one.name)
    lin.goes_on()
    lin.goes_on()
    lin.notes_the_code()
    lin.sends()
    with coming_back(browser, line, lin.code) as later:
        later.comes_back()
        assert later.downloads(one.name) == b"one"
        assert later.downloads(two.name) == b"two"


def test_a_file_of_a_draft_comes_back_as_it_was(
    browser: Browser, line: RunningLine, lin: SealingTipster, tmp_path: Path
) -> None:
    plan = kept_with_a_plan(lin, tmp_path)

    with coming_back(browser, line, lin.code) as later, a_reviewer(browser, line) as amara:
        goes_on_and_takes_it_out(later, lin.code, plan)
        later.page.locator(".languages a").click()
        later.page.get_by_role("button", name=f"放回来: {plan.name}").click()
        expect(later.page.locator(".arrived .sum")).to_be_visible()
        later.goes_on()
        later.goes_on()
        later.notes_the_code()
        told = later.page.locator("[data-told=text]").inner_text()
        later.sends()
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        assert amara.downloads(plan.name) == b"plan"


def test_what_a_draft_was_kept_without_is_not_offered_any_more(
    browser: Browser, line: RunningLine, lin: SealingTipster, tmp_path: Path
) -> None:
    plan = kept_with_a_plan(lin, tmp_path)

    with coming_back(browser, line, lin.code) as later:
        goes_on_and_takes_it_out(later, lin.code, plan)
        later.goes_on()
        later.goes_on()
        expect(later.page.locator("[data-part=send]")).to_be_visible()
        later.page.get_by_role("link", name="Change the files").click()

        expect(later.page.locator("main input[type=file]")).to_be_visible()
        expect(later.page.locator(".arrived > li")).to_have_count(0)


def test_only_what_waits_behind_what_waits_can_be_sent_earlier(lin: SealingTipster, tmp_path: Path) -> None:
    names = ["one.txt", "two.txt", "three.txt", "four.txt"]
    held = list[Route]()
    lin.page.route("**/uploads/*/0/", lambda route: route.continue_() if held else held.append(route))
    with lin.page.expect_request("**/uploads/*/0/"):
        lin.chooses_files(files(tmp_path, *names))
    earlier = {name: lin.page.get_by_role("button", name=f"Send earlier: {name}") for name in names}
    expect(earlier["four.txt"]).to_be_enabled()

    assert [earlier[name].is_enabled() for name in names] == [False, False, True, True]
    earlier["four.txt"].press("Enter")
    expect(earlier["four.txt"]).to_be_focused()
    earlier["four.txt"].press("Enter")
    expect(lin.page.locator(".arrived > li strong")).to_have_text(
        ["one.txt", "four.txt", "two.txt", "three.txt"]
    )
    expect(lin.page.get_by_role("button", name=f"{OUT}: four.txt")).to_be_focused()

    held[0].continue_()
    expect(lin.page.locator(".arrived .sum")).to_have_count(4)
    expect(lin.page.get_by_role("button", name="Send earlier")).to_have_count(0)
    expect(lin.page.get_by_role("button", name="Pause")).to_have_count(0)


def test_after_a_letter_nothing_more_is_said_of_its_files(
    browser: Browser, line: RunningLine, lin: SealingTipster, tmp_path: Path
) -> None:
    (plan,) = files(tmp_path, "plan.txt")
    lin.goes_on()
    lin.goes_on()
    lin.notes_the_code()
    lin.sends()

    with coming_back(browser, line, lin.code) as later:
        later.comes_back()
        later.chooses_files([plan])
        expect(later.page.get_by_text("plan.txt has arrived.")).to_be_attached()
        later.answers("The plan.")

        expect(later.page.get_by_text("plan.txt has arrived.")).to_have_count(0)
