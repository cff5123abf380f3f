"""What the mailbox's own module offers of letters that were opened and judged: asked in a page of the line."""

from __future__ import annotations

from typing import Any

import pytest
from journeys.lines import RunningLine
from playwright.sync_api import Browser, Page

BODY = f"rescue {'h' * 22}"
ASKED = """async (letters) => {
  const start = document.querySelector("script[src$='mailbox/start.js']").src;
  const { askedIn } = await import(new URL("./passing-on.js", start).href);
  return askedIn(letters);
}"""


def letter(text: str, *, by: str = "", warnings: tuple[str, ...] = ()) -> dict[str, Any]:
    """One that asks, where a reader's name stands in `by`, or else answers."""
    told = {"letter": {"answers": [{"question": "pass-on", "text": text}]}, "warnings": warnings}
    return {**told, "author": by} if by else told


ASK, YES, NO = letter(BODY, by="Amara"), letter(f"{BODY} yes"), letter(f"{BODY} no")
AGAIN = letter(f"{BODY} yes", warnings=("repeated",))
WAITS = ["asked", "waits", "yes", "no"]
SAID_YES, SAID_NO = ["asked", "said-yes", "answered-yes", "no"], ["asked", "said-no", "answered-no", "yes"]


@pytest.fixture(scope="module")
def page(browser: Browser, line: RunningLine) -> Page:
    opened = browser.new_page()
    opened.goto(f"{line.address}/en/mailbox/")
    return opened


@pytest.mark.parametrize(
    ("letters", "parts"),
    [
        ([], []),
        ([ASK], WAITS),
        ([ASK, YES], SAID_YES),
        ([ASK, YES, NO], SAID_NO),
        ([ASK, YES, ASK], ["asked", "said-yes", "waits", "yes", "no"]),
        ([YES], []),
        ([YES, ASK], WAITS),
        ([ASK, letter("other yes")], WAITS),
        ([ASK, letter("rescue yes")], WAITS),
        ([ASK, letter(f"rescue {'o' * 22} yes")], WAITS),
        ([ASK, letter(f"{BODY} perhaps")], WAITS),
        ([ASK, letter(BODY)], WAITS),
        ([ASK, letter(f"{BODY} yes", by="Amara")], WAITS),
        ([letter(BODY, by="?", warnings=("foreign",))], []),
        ([ASK, letter(f"{BODY} yes", warnings=("foreign",))], WAITS),
        ([ASK, NO, AGAIN], SAID_NO),
        ([ASK, NO, letter(BODY, by="Amara", warnings=("repeated",))], SAID_NO),
        ([ASK, YES, letter(f"{BODY} no", warnings=("repeated",))], SAID_NO),
        ([ASK, {"warnings": ["damaged"]}, YES], SAID_YES),
    ],
)
def test_only_letters_that_count_ask_and_answer(
    page: Page, letters: list[dict[str, Any]], parts: list[str]
) -> None:
    found = page.evaluate(ASKED, letters)

    of_body = [part for part in found if part.endswith(f"-{BODY}")]
    assert sorted(of_body) == sorted(f"{part}-{BODY}" for part in parts)
