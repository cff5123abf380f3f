from __future__ import annotations

from collections.abc import Iterator

import pytest
from journeys.every_page import Walk
from journeys.lines import RunningLine
from journeys.people import PHONE
from playwright.sync_api import Browser, Page, expect

WITHOUT_EDGE = """() => [...document.querySelectorAll("main :is(.button, button:not(.as-link), textarea, input[type=text], .choice, .keep, .problem, .note, .letter, .code li)")]
  .filter((element) => element.checkVisibility() && parseFloat(getComputedStyle(element).borderTopWidth) < 1)
  .map((element) => element.outerHTML.slice(0, 100))"""
MOVING = """() => [...document.querySelectorAll("*")].map((element) => getComputedStyle(element))
  .filter((style) => style.transitionDuration !== "0s" || style.animationName !== "none").length"""
DOUBLED = "() => { document.documentElement.style.fontSize = '200%' }"
BROKEN = """() => [...document.querySelectorAll(".home, .languages :is(a, button)")].flatMap((element) => {
  const text = [...element.childNodes].find((node) => node.data?.trim());
  return [...text.data.matchAll(/[\\p{Script=Latin}]+|[\\p{Script=Han}]{1,3}/gu)].filter(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return range.getClientRects().length > (/\\p{Script=Han}/u.test(word) ? 2 : 1);
  }).map(([word]) => word);
})"""  # a word of Latin letters in two lines; three Chinese characters in three
FILE_BUTTON = """(box) => {
  const style = getComputedStyle(box);
  const room = box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return [parseFloat(getComputedStyle(box, "::file-selector-button").width), room];
}"""
FOR_PRESSING = "button, .button, input, .top, .bottom, .steps, .change a"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]  # a size
    yield context.new_page()
    context.close()


def test_the_printed_code_is_the_code_and_no_button(page: Page, line: RunningLine) -> None:
    walk = Walk(page, line, "en")

    for name in walk.tipster():
        page.emulate_media(media="print")
        if name in {"check", "keep", "sent", "code"}:
            expect(page.locator(".code .entry")).to_have_count(12)
            assert page.locator(".code .entry:visible").count() == 12
        assert page.locator(f":is({FOR_PRESSING}):visible").count() == 0, name
        page.emulate_media(media="screen")


def test_everything_keeps_its_edge_in_forced_colours(page: Page, line: RunningLine) -> None:
    page.emulate_media(forced_colors="active")

    found = {name: page.evaluate(WITHOUT_EDGE) for name in Walk(page, line, "zh-hans").tipster()}

    assert len(found) > 20
    assert {name: plain for name, plain in found.items() if plain} == {}


def test_nothing_moves(page: Page, line: RunningLine) -> None:
    walk = Walk(page, line, "en")

    moving = {name: page.evaluate(MOVING) for name in [*walk.others()]}

    assert len(moving) > 5
    assert set(moving.values()) == {0}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_in_letters_of_double_size_on_a_narrow_screen_no_word_of_the_head_is_broken(
    page: Page, line: RunningLine, language: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{line.address}/{language}/tell/public/scope/")
    page.locator("input[name=about][value=harm]").check()
    page.locator("input[name=kind]").first.check()
    page.locator("main .on button").click()
    page.locator("textarea[name=text]").fill("The brake of lift 5 slips.")
    page.locator("main .on button").first.click()

    page.evaluate(DOUBLED)

    assert page.evaluate(BROKEN) == []
    button, box = page.locator("input[type=file]").evaluate(FILE_BUTTON)
    assert 0 < button <= box
