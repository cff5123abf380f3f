from __future__ import annotations

from typing import Any

import pytest
from journeys.every_page import Walk
from journeys.lines import RunningLine
from playwright.sync_api import Browser, Page

WIDTHS = (320, 347, 393, 800)
NEVER_FIRST, NEVER_LAST = "，。、；：？！》〉）」』”’…", "《〈（「『“‘"
LINES = """([neverFirst, neverLast]) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const wrong = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.checkVisibility() || !/[\\u4e00-\\u9fff]/.test(node.data)) continue;
    let before = null;
    for (let at = 0; at < node.data.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getClientRects()[0];
      if (!box || !box.width || !node.data[at].trim()) continue;
      const here = { sign: node.data[at], top: box.top, left: box.left };
      const isNew = before && here.left < before.left && here.top > before.top;
      if (isNew && (neverFirst.includes(here.sign) || neverLast.includes(before.sign))) wrong.push(node.data.slice(Math.max(0, at - 8), at + 8));
      before = here;
    }
  }
  return wrong;
}"""
STYLES = """() => [...document.querySelectorAll("main :is(p, li, dd, dt, label, legend, textarea, h1, h2, strong), .bottom p")]
  .filter((element) => element.checkVisibility() && /[\\u4e00-\\u9fff]/.test(element.textContent) && element.closest("[lang]").lang === "zh-Hans")
  .map((element) => [element, getComputedStyle(element)])
  .map(([element, style]) => ({
    tag: element.localName,
    height: parseFloat(style.lineHeight) / parseFloat(style.fontSize),
    slanted: style.fontStyle !== "normal",
    spaced: style.letterSpacing !== "normal",
    strict: style.lineBreak === "strict",
  }))"""
HEADINGS = {"h1", "h2", "legend", "label"}


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_context().new_page()


@pytest.mark.parametrize("part", ["tipster", "others", "office"])
def test_no_line_begins_or_ends_with_the_wrong_sign(page: Page, line: RunningLine, part: str) -> None:
    wrong, walked = dict[tuple[str, int], list[str]](), 0

    for name in getattr(Walk(page, line, "zh-hans"), part)():
        walked += 1
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wrong[name, width] = page.evaluate(LINES, [NEVER_FIRST, NEVER_LAST])

    assert walked > 5
    assert {where: found for where, found in wrong.items() if found} == {}


def test_text_is_upright_unspaced_and_has_air(page: Page, line: RunningLine) -> None:
    seen: list[dict[str, Any]] = []

    for _ in Walk(page, line, "zh-hans").tipster():
        assert page.evaluate("document.documentElement.lang") == "zh-Hans"
        seen += page.evaluate(STYLES)

    assert len(seen) > 500
    assert [one for one in seen if one["slanted"] or one["spaced"] or not one["strict"]] == []
    assert [one for one in seen if one["tag"] not in HEADINGS and one["height"] < 1.7] == []
    assert [one for one in seen if one["height"] < 1.4] == []
