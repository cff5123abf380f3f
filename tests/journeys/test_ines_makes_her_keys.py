from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from journeys.lines import ServedLine, free_port, run_fairwitness, started
from journeys.people import a_reviewer
from playwright.sync_api import Browser, Page, Request, expect


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ServedLine]:
    line = ServedLine(tmp_path, free_port())
    line.found("amara")
    with started(line):
        yield line


def commands(line: ServedLine) -> list[str]:
    return ["--channel", "public", "--dir", str(line.folder / "office")]


def invitation(line: ServedLine, name: str = "ines", *more: str) -> str:
    """What the administrator hands over."""
    told = run_fairwitness(
        "keys", "invite", name, "--role", "board", "--shown-name", name.title(), *more, *commands(line)
    )
    return line.address + "/en/desk/join/#" + told.partition("/desk/join/#")[2].split()[0]


def written_in(request: Request) -> str:
    """What a request carries, but for names of ours: scripts and boxes are called by words of the list, too."""
    asked = "" if "/static/" in request.url else request.url
    return asked + re.sub(r"(^|&)[a-z_]+=", " ", request.post_data or "")


def makes_her_keys(page: Page, at: str) -> tuple[str, str]:
    """From the address to the numbers that she reads out; her eight words and those numbers."""
    page.goto(at)
    page.get_by_role("button", name="Show me my eight words").click()
    expect(page.locator("[data-words] li")).to_have_count(8)
    words = " ".join(page.locator("[data-words] li").all_inner_texts())
    words = " ".join(re.findall(r"[a-z]+", words))
    page.get_by_role("button", name="I have written them down").click()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    shown = page.locator("[data-fingerprint]")
    expect(shown).to_have_text(re.compile(r"^[0-9a-f]{4}( [0-9a-f]{4}){4}$"))
    return words, shown.inner_text()


def test_an_invitation_becomes_a_reader_once_the_office_key_has_signed(
    browser: Browser, office: ServedLine
) -> None:
    page = browser.new_page()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(written_in(request)))

    words, numbers = makes_her_keys(page, invitation(office))
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()

    office.reviewers.append({"sign_in_name": "ines", "passphrase": words})
    wire = " ".join(sent)
    assert not [word for word in words.split() if len(word) > 4 and word in wire]
    assert page.url == f"{office.address}/en/desk/join/"
    office.stop()
    said = run_fairwitness("keys", "sign-sheet", "--key", str(office.medium), *commands(office))
    office.start()
    assert f"{numbers}  Ines" in said
    assert b"Ines" in urlopen(f"{office.address}/sheets/public").read()  # noqa: S310 - this machine
    with a_reviewer(browser, office, 1) as ines:
        ines.signs_in()


def test_whoever_comes_back_is_told_that_the_new_words_wait_and_is_sent_nowhere(
    browser: Browser, office: ServedLine
) -> None:
    page = browser.new_page()

    makes_her_keys(page, invitation(office, "amara", "--again"))

    expect(page.get_by_text("You cannot sign in with these words yet.")).to_be_visible()
    expect(page.get_by_text("You can sign in.")).to_be_hidden()
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_hidden()


def test_words_that_were_written_down_wrongly_make_no_keys(browser: Browser, office: ServedLine) -> None:
    page = browser.new_page()
    page.goto(invitation(office))
    page.get_by_role("button", name="Show me my eight words").click()
    page.get_by_role("button", name="I have written them down").click()

    page.keyboard.type("abandon " * 8)
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("These are not the words that were shown.")
    assert not (office.folder / "office" / "staff" / "ines.json").exists()


def test_an_address_without_an_invitation_says_so(browser: Browser, office: ServedLine) -> None:
    page = browser.new_page()

    page.goto(f"{office.address}/en/desk/join/")

    expect(page.get_by_text("There is no invitation in this address.")).to_be_visible()
    expect(page.get_by_role("button", name="Show me my eight words")).to_be_disabled()
