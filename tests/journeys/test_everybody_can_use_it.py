"""Every page, in every state, both languages, light and dark, phone and desktop: axe finds nothing, and nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from journeys.every_page import Walk
from journeys.lines import RunningLine
from journeys.people import DESK, PHONE
from journeys.seeing import Scheme, axe_source, cut_off, small_targets, violations
from playwright.sync_api import Browser, Page
from programs import PATIENCE

Size = dict[str, int]
LOOKS: tuple[tuple[str, Scheme, Size], ...] = (
    ("desk", "light", DESK),
    ("phone", "light", PHONE),
    ("phone, dark", "dark", PHONE),  # what the dark changes is the colours, at every width the same
)
NARROW = {"width": 320, "height": 256}  # what 1280 × 1024 is at 400 %
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""  # WCAG 1.4.12
LANGUAGES = ["en", "zh-hans"]
PARTS = ["tipster", "others", "desk", "returning", "office"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, bypass_csp=True)  # type: ignore[arg-type]  # a size
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def steps(page: Page, line: RunningLine, language: str, part: str) -> Iterator[str]:
    """One of the walks; it has to have led somewhere."""
    walked = list[str]()
    for name in getattr(Walk(page, line, language), part)():
        page.wait_for_load_state()
        walked.append(name)
        yield name
    assert len(walked) >= 5


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_nothing_is_cut_off_or_too_small(
    page: Page, line: RunningLine, language: str, part: str
) -> None:
    source = axe_source()
    found = dict[tuple[str, str], list[str]]()

    for name in steps(page, line, language, part):
        for look, scheme, size in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)  # type: ignore[arg-type]  # a size
            found[name, look] = violations(page, source, of_colours=scheme == "dark")
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a size
        found[name, "small"] = small_targets(page)
        found[name, "narrow"] = cut_off(page)
        spaced = page.add_style_tag(content=SPACED)
        found[name, "spaced"] = cut_off(page)
        spaced.evaluate("style => style.remove()")  # the desk is one document

    assert {where: told for where, told in found.items() if told} == {}


def test_axe_would_find_something(page: Page, line: RunningLine) -> None:
    Walk(page, line, "en").goes_to("mailbox/")

    page.evaluate("document.querySelector('label').remove()")

    assert "label" in [told.partition(":")[0] for told in violations(page, axe_source())]
