from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from urllib.request import urlopen

import pytest
from journeys.coming_back import coming_back
from journeys.lines import RunningLine
from journeys.looking import Look
from journeys.people import DESK, PHONE, Reviewer, a_reviewer, a_sealing_tipster, a_tipster
from journeys.seeing import axe_source, cut_off, small_targets, violations
from journeys.taking import take_in_hand
from playwright.sync_api import Browser, Route, expect

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.letters import Letter, seal_letter
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.sheets import KeySheet
from fairwitness.office.fields import random_id

NUMBERS = count(1)
STORY = {
    "en": ("I work in hall 3. ", "The emergency exit is chained every night."),
    "zh-hans": ("我在三号车间上班。", "安全出口每天夜里都用铁链锁着。"),
}
HARMED = {"en": "Workers · The public", "zh-hans": "劳动者 · 公众"}
TRIAGE = {"en": "Triage", "zh-hans": "初步研判"}
PLANS = {
    "en": "A reader plans how to find out what happened.",
    "zh-hans": "一位审阅人正在计划如何查明经过。",
}

DUE = {
    "en": r"The readers have it in hand\. Due: \d{4}-\d\d-\d\d\.",
    "zh-hans": r"现在由审阅人处理。期限：\d{4}-\d\d-\d\d。",
}


def a_story(language: str = "en") -> tuple[str, str, str]:
    """Of three sentences, the first of which no other test has told this line."""
    return (f"Tale {next(NUMBERS)} of these.", f"\n{STORY[language][0]}", STORY[language][1])


@contextmanager
def amara_checking(
    browser: Browser, line: RunningLine, told: str, number: int = 0, *, taken: bool = False
) -> Iterator[Reviewer]:
    """With the tip before her, in its scope check."""
    with a_reviewer(browser, line, number) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        if not taken:
            take_in_hand(line, amara)
            amara.reloads()
            amara.reads(told)
        yield amara


def chooses(amara: Reviewer, sentence: str = STORY["en"][1]) -> None:
    amara.chooses_the_sentence(sentence)
    amara.says_who_was_harmed("workers", "public")


def is_in_triage(amara: Reviewer, language: str = "en") -> None:
    expect(amara.page.locator("dl.facts")).to_contain_text(TRIAGE[language])


@pytest.mark.parametrize(("language", "size"), [("en", DESK), ("zh-hans", PHONE)])
def test_a_sentence_is_marked_and_every_reader_sees_it_and_the_tipster_how_far_it_is(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str, size: dict[str, int]
) -> None:
    story = a_story(language)

    with (
        a_tipster(browser, line, language) as lin,
        a_reviewer(browser, line, language=language, size=size) as amara,
        a_reviewer(browser, line, number=1, language=language) as noor,
    ):
        lin.tells("".join(story))
        amara.signs_in()
        amara.opens_the_tip_that_says(story[0])
        take_in_hand(line, amara)
        amara.reloads()
        amara.chooses_the_sentence(story[2])
        amara.says_who_was_harmed("workers", "public")
        amara.page.screenshot(path=tmp_path / f"choosing-{language}.png", full_page=True)
        found = violations(amara.page, axe_source()) + cut_off(amara.page) + small_targets(amara.page)
        amara.marks()
        is_in_triage(amara, language)
        amara.place_of("sealed-mark", story[2])
        amara.page.screenshot(path=tmp_path / f"marked-{language}.png", full_page=True)
        noor.signs_in()
        noor.opens_the_tip_that_says(story[0])
        noor.place_of("sealed-mark", story[2])
        (seen,) = noor.settled("sealed-mark")
        lin.comes_back()

        assert found == []
        assert HARMED[language] in seen
        assert not [*amara.warned(), *noor.warned()]
        assert PLANS[language] in lin.reads()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_browser_that_opens_its_mailbox_by_itself_says_how_far_it_is(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str
) -> None:
    story = a_story()

    with a_sealing_tipster(browser, line) as lin:
        lin.tells("".join(story))
        with amara_checking(browser, line, story[0]) as amara:
            chooses(amara)
            amara.marks()
            is_in_triage(amara)
    with coming_back(browser, line, lin.code, language) as lin_later:
        lin_later.comes_back()
        lin_later.page.screenshot(path=tmp_path / f"mailbox-{language}.png", full_page=True)

        shown = lin_later.reads()
        assert PLANS[language] in shown
        assert re.search(DUE[language], shown)


def test_what_is_only_in_a_file_is_marked_there(browser: Browser, line: RunningLine, tmp_path: Path) -> None:
    page = tmp_path / "手写的一页.jpg"
    page.write_bytes(b"\xff\xd8 a page in somebody's hand " * 3_000)

    with a_tipster(browser, line) as lin:
        lin.begins()
        lin.goes_on()
        lin.chooses_files([page])
        lin.goes_on()
        lin.goes_on()
        lin.notes_the_code()
        lin.sends()
        with amara_checking(browser, line, page.name) as amara:
            chooses(amara, f"It is in a file: {page.name}")
            amara.marks()
            is_in_triage(amara)

            amara.place_of("sealed-mark", f"It is in a file: {page.name}")
            assert not amara.warned()


def test_by_keyboard_alone(browser: Browser, line: RunningLine) -> None:
    story = a_story()

    with a_tipster(browser, line) as lin:
        lin.tells("".join(story))
        with amara_checking(browser, line, story[0]) as amara:
            amara.place_of("sealed-sentences", story[2])
            amara.page.locator("form[data-mark] input[value=workers]").focus()
            keys = ("Shift+Tab", "Space", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown", "Tab", "Space")
            for key in keys:
                amara.page.keyboard.press(key)
            amara.page.locator("form[data-mark] button").press("Enter")
            is_in_triage(amara)

            amara.place_of("sealed-mark", "Workers")
            (marked,) = amara.settled("sealed-mark")
            assert any(sentence.strip() in marked for sentence in story)


def test_without_a_choice_nothing_is_sent(browser: Browser, line: RunningLine) -> None:
    story = a_story()

    with a_tipster(browser, line) as lin:
        lin.tells("".join(story))
        with amara_checking(browser, line, story[0]) as amara:
            problem = amara.page.locator("form[data-mark] [data-problem]")
            amara.place_of("sealed-sentences", story[2])
            amara.marks()
            expect(problem).to_have_text("Choose a sentence first, or the file that tells it.")
            amara.chooses_the_sentence(story[2])
            amara.marks()
            expect(problem).to_have_text("Choose who was harmed, or may be.")

            amara.reloads()
            expect(amara.page.locator("dl.facts")).to_contain_text("Scope check")


def test_whose_session_has_ended_signs_in_in_another_tab_and_sends_again(
    browser: Browser, line: RunningLine
) -> None:
    story = a_story()

    with a_tipster(browser, line) as lin:
        lin.tells("".join(story))
        with amara_checking(browser, line, story[0]) as amara:
            chooses(amara)
            amara.page.context.clear_cookies(name="desk")
            amara.marks()
            expect(amara.page.locator("form[data-mark] [data-problem]")).to_contain_text(
                "Sign in in another tab"
            )
            Reviewer(amara.page.context.new_page(), line).signs_in()
            amara.marks()

            is_in_triage(amara)
            amara.place_of("sealed-mark", story[2])


def test_the_slower_of_two_readers_is_told_so_and_keeps_what_she_chose(
    browser: Browser, line: RunningLine
) -> None:
    story = a_story()

    with a_tipster(browser, line) as lin:
        lin.tells("".join(story))
        with (
            amara_checking(browser, line, story[0]) as amara,
            amara_checking(browser, line, story[0], 1, taken=True) as noor,
        ):
            for one in (amara, noor):
                chooses(one)
            amara.marks()
            is_in_triage(amara)
            noor.marks()
            problem = noor.page.locator("form[data-mark] [data-problem]")
            expect(problem).to_contain_text("perhaps a colleague was faster")

            assert noor.page.locator("form[data-mark] input:checked").count() == 2
            assert story[2] in noor.shown("sealed-sentences")[0]


def test_a_mark_of_another_tip_does_not_stand_here(browser: Browser, line: RunningLine) -> None:
    stories = a_story(), ("Another matter. ", "The alarm", " of hall 9 is off.")
    other = list[bytes]()

    def keeps(route: Route) -> None:
        answer = route.fetch()
        other.append(answer.body())
        route.fulfill(response=answer)

    with a_tipster(browser, line) as lin, a_tipster(browser, line) as wei:
        lin.tells("".join(stories[0]))
        wei.tells("".join(stories[1]))
        with amara_checking(browser, line, stories[0][0]) as amara:
            chooses(amara)
            amara.page.route("**/notes/", keeps)
            amara.marks()
            is_in_triage(amara)
            amara.place_of("sealed-mark", stories[0][2])
            amara.page.unroute_all(behavior="wait")
        with amara_checking(browser, line, "hall 9 is off") as amara:
            chooses(amara, "The alarm of hall 9 is off.")
            amara.marks()
            is_in_triage(amara)
            amara.page.route("**/notes/", lambda route: route.fulfill(body=other[-1]))
            amara.reloads()

            amara.place_of("sealed-mark", "Do not trust the mark.")


def test_to_a_reader_whom_the_line_made_up_nothing_is_sealed(browser: Browser, line: RunningLine) -> None:
    story, sent = a_story(), list[str]()

    def adds_one(route: Route) -> None:
        told = route.fetch().json()
        told["readers"].append(b64(bytes(32)))
        route.fulfill(json=told)

    with a_tipster(browser, line) as lin:
        lin.tells("".join(story))
        with amara_checking(browser, line, story[0]) as amara:
            amara.page.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
            amara.page.route("**/notes/", adds_one)
            chooses(amara)
            amara.marks()

            expect(amara.page.locator("form[data-mark] [data-problem]")).to_contain_text(
                "Nothing was sealed."
            )
            assert not [url for url in sent if url.endswith("/mark/")]


def test_the_marked_sentence_stands_nowhere_on_the_line(browser: Browser, own_line: RunningLine) -> None:
    look = Look(own_line)
    canary = "The kittiwake nest of hall 3 is chained."

    with a_sealing_tipster(browser, own_line) as lin:
        lin.tells(f"First this. {canary}")
        with amara_checking(browser, own_line, canary) as amara:
            chooses(amara, canary)
            amara.marks()
            is_in_triage(amara)

    assert look.found({"the sentence": b"kittiwake", "who was harmed": b"workers public"}) == set()


def test_a_mark_that_the_line_has_made_up_is_nobody_s(browser: Browser, line: RunningLine) -> None:
    story = a_story()

    with a_tipster(browser, line) as lin:
        lin.tells("".join(story))
        with amara_checking(browser, line, story[0]) as amara:
            chooses(amara)
            amara.marks()
            is_in_triage(amara)
            made_up = made_up_by_the_line(line, amara.page.locator(".desk-top > p").inner_text())
            amara.page.route("**/notes/", lambda route: route.fulfill(json=made_up))
            amara.reloads()
            amara.place_of("sealed-mark", "Do not trust what the line says of it.")

            assert "The key for this letter was not given by anyone who may give it." in amara.warned()


def made_up_by_the_line(line: RunningLine, name: str) -> dict[str, object]:
    """All of the readers' conversation, under a key that no sheet has, and granted to this reader."""
    own, identity = SigningKey.generate(), HybridIdentity.generate()
    conversation, letter_id = random_id(), random_id()
    with urlopen(f"{line.address}/sheets/public") as published:  # noqa: S310 - our own line
        sheet = KeySheet.from_json(published.read().split(b"\n")[0])
    (reader,) = [one.recipient for one in sheet.reviewers if one.name == name]
    grant = Grant(conversation, 0, reader.holder, identity, own.verifying_key)
    first = Letter(conversation, 0, own.verifying_key, 0, "browser", date(2026, 11, 24), "", sheet=sheet.hash)
    letter = {"id": letter_id, "n": 0, "from_office": True, "day": "2026-11-24"}
    return {
        "conversation": conversation,
        "grants": [{"n": 0, "sealed": b64(seal_grant(grant, reader, own))}],
        "letters": [{**letter, "sealed": b64(seal_letter(first, own, identity.recipient))}],
        "readers": [],
        "marked": letter_id,
    }
