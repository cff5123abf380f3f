from __future__ import annotations

from collections.abc import Iterator

import pytest
from journeys.lines import RunningLine
from playwright.sync_api import Browser, Page
from programs import CHROMIUM, need_chromium

ASK = """
    async ([root, mib]) => {
        const { isTooSlowFor } = await import(`${root}sealed/sealing-speed.js`);
        return await isTooSlowFor(mib * 1024 * 1024);
    }
"""
LIST = """
    async ([root, mib]) => {
        const { Files } = await import(`${root}sealed/files.js`);
        const input = document.createElement("input");
        input.type = "file";
        document.querySelector("main").append(input);
        const files = new Files(input, {
            uploads: "/en/uploads/", recipient: async () => "", mostFiles: 9, mostBytes: 2 ** 40,
            plain: () => { document.title = "the plain form"; },
        });
        files.add([new File([new Uint8Array(mib * 1024 * 1024)], "film.bin")]);
    }
"""


@pytest.fixture
def without_jit(browser: Browser) -> Iterator[Browser]:
    """As stricter browsers are: scripts are read and never compiled."""
    program = need_chromium()
    flags = [*CHROMIUM, "--js-flags=--jitless"]
    slow = browser.browser_type.launch(executable_path=program, args=flags)
    yield slow
    slow.close()


def a_page(browser: Browser, line: RunningLine) -> tuple[Page, str]:
    """Any page of the line, and where its modules are."""
    page = browser.new_context().new_page()
    page.goto(f"{line.address}/en/about/")
    sheet = page.locator("link[rel=stylesheet]").first.get_attribute("href") or ""
    return page, "/".join(sheet.split("/")[:3]) + "/"


def test_a_browser_without_a_jit_is_offered_the_plain_form_for_a_large_file(
    without_jit: Browser, line: RunningLine
) -> None:
    page, root = a_page(without_jit, line)

    page.evaluate(LIST, [root, 21])

    page.locator(".arrived .note button").first.click()
    assert page.title() == "the plain form"
    assert page.evaluate(ASK, [root, 19]) is False


def test_a_browser_with_one_is_not_asked(browser: Browser, line: RunningLine) -> None:
    page, root = a_page(browser, line)

    assert page.evaluate(ASK, [root, 4000]) is False
