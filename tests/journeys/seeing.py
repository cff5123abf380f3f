"""What can be measured of a page without reading it: axe's findings, what is cut off, where the focus is."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Literal, cast

import pytest
from playwright.sync_api import Page
from repository import ROOT

Scheme = Literal["light", "dark"]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]  # the only rules that another scheme can break
RUN = """async (rules) => {
  const found = await axe.run({ ...rules, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
}"""
CUT_OFF = """() => {
  const wide = document.documentElement.clientWidth;
  const open = (element) => element.closest(".wide, .skip, .unseen") === null && element.checkVisibility();
  const seen = [...document.querySelectorAll("body *")].filter(open);
  return seen.filter((element) => element.getBoundingClientRect().right > wide + 1 || element.scrollWidth > element.clientWidth + 1
      && element.clientWidth > 0 && !["INPUT", "TEXTAREA"].includes(element.tagName) && getComputedStyle(element).display !== "inline"
      && !element.matches(".front, .mark"))
    .map((element) => element.outerHTML.slice(0, 120));
}"""
SMALL = """() => [...document.querySelectorAll("a[href], button, input, textarea, summary")]
  .filter((element) => element.checkVisibility() && element.type !== "hidden" && !element.matches(".skip"))
  .map((element) => element.closest("label.choice") ?? element)
  .filter((element) => ["height", "width"].some((side) => element.getBoundingClientRect()[side] < 24)
      && !(element.tagName === "A" && element.closest("p, li, dd") !== null && getComputedStyle(element).display === "inline"))
  .map((element) => element.outerHTML.slice(0, 120))"""
FOCUSED = """() => {
  const element = document.activeElement;
  const box = element.getClientRects()[0];
  const style = getComputedStyle(element);
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, innerHeight - box.top) / 2);
  return {
    name: (element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 60),
    tag: element.tagName,
    field: element.getAttribute("name") ?? "",
    outlined: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2,
    uncovered: element.contains(top) || top?.closest("label")?.contains(element) === true,
  };
}"""


@dataclass(frozen=True)
class Focus:
    """Where the keyboard is, and whether somebody sees it."""

    name: str
    tag: str
    field: str
    outlined: bool
    uncovered: bool


def axe_source() -> str:
    """axe-core, from the npm packages; where they are missing the test is skipped by name, and in CI it fails."""
    if not AXE.exists():
        told = "axe-core is missing: `npm ci` brings it"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    return AXE.read_text()


def violations(page: Page, source: str, *, of_colours: bool = False) -> list[str]:
    """What axe finds, each with the element; it is put into the page from outside and never served."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(source)
    return cast("list[str]", page.evaluate(RUN, {"runOnly": OF_COLOURS if of_colours else RULES}))


def cut_off(page: Page) -> list[str]:
    """What reaches past the side of the page, or holds more than it shows."""
    return cast("list[str]", page.evaluate(CUT_OFF))


def small_targets(page: Page) -> list[str]:
    """What has to be hit and is lower or narrower than 24 px, but for links within a sentence."""
    return cast("list[str]", page.evaluate(SMALL))


def focus(page: Page) -> Focus:
    """What has the focus now."""
    found: dict[str, Any] = page.evaluate(FOCUSED)
    return Focus(**found)
