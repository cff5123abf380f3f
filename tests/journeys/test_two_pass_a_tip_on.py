from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from journeys.coming_back import coming_back
from journeys.lines import RunningLine
from journeys.people import DESK, Reviewer, a_reviewer, a_sealing_tipster, a_tipster
from journeys.seeing import axe_source, cut_off, small_targets, violations
from journeys.taking import take_in_hand
from playwright.sync_api import Browser, Page, Route, expect

NUMBERS = count(1)
SMALL = {"width": 360, "height": 780}
HARM = {"en": "The exit of hall 3 is chained.", "zh-hans": "三号车间的出口锁着。"}
WHY = {"en": "The hall burns, and the kittiwake exit is chained.", "zh-hans": "车间着火了，出口用铁链锁着。"}
BODY = {"en": "Labour inspectorate", "zh-hans": "劳动监察机构"}
TOLD = {
    "en": "They do so without your yes, because somebody’s life was in danger.",
    "zh-hans": "此举未经您同意，因为有人有生命危险。",
}
FIRST = {
    "en": "A colleague has signed that somebody’s life is in danger. Say yes or no to that first.",
    "zh-hans": "一位同事已签名：有人正有生命危险。请先对此答复同意或不同意。",
}
REFERRED = {"en": "Referred", "zh-hans": "已转交"}
NOT_ASKED = {
    "en": "The tipster has not been asked yet.",
    "zh-hans": "还没有问过反映人。",
}
WAITS = {
    "en": "The tipster was asked, and has not answered yet.",
    "zh-hans": "已经问过反映人，反映人还没有回答。",
}
ASK_FIRST = {
    "en": "The tipster has not said yes to this body. Ask first.",
    "zh-hans": "反映人没有同意转交给这个机构。请先询问。",
}
SENT = {"en": "Your letter was sent.", "zh-Hans": "信已发送"}
YES = {
    "en": "The tipster says yes, and no later letter says no.",
    "zh-hans": "反映人同意，之后的信里没有拒绝。",
}
PASSED = {
    "en": "you have said yes: two readers have decided to pass it on",
    "zh-hans": "您也同意了：两位审阅人已决定把它转交给这个机构",
}
CONFIRM = """
import sys, django
django.setup()
from django.db import connection
from fairwitness.decisions.guards import CONFIRMED
from fairwitness.sealed.guards import GUARDS
from fairwitness.sealed.guards_of_hearing import HEARD
from fairwitness.sealed.models import Tip
GUARDS.take_away(connection)
for one in (HEARD, CONFIRMED):
    one.take_away(connection)
Tip.objects.filter(pk=sys.argv[1]).update(state="confirmed", marked="A" * 22)
for one in (GUARDS, HEARD, CONFIRMED):
    one.set_up(connection)
"""


@contextmanager
def amara_with_a_marked_tip(
    browser: Browser, line: RunningLine, told: str, language: str = "en", size: dict[str, int] | None = None
) -> Iterator[Reviewer]:
    """In triage, on the page that passes it on."""
    with a_reviewer(browser, line, 0, language, size) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        take_in_hand(line, amara)
        amara.reloads()
        amara.chooses_the_sentence(HARM[language])
        amara.says_who_was_harmed("workers")
        amara.marks()
        amara.page.locator("main a[href$='/passing-on/']").click()
        expect(amara.page.locator("form[data-refer]").first).to_be_visible()
        yield amara


def signs_first(amara: Reviewer, why: str, ground: str = "danger-to-life") -> None:
    form = amara.page.locator(f"form[data-ground={ground}]")
    form.locator("input[value=labour-inspectorate]").check()
    form.locator("textarea").fill(why)
    form.locator("button").click()


def signs_too(noor: Reviewer) -> None:
    noor.page.locator("form[data-agree] button").click()


def looked_at(reader: Reviewer, name: str, folder: Path) -> list[Any]:
    """A picture of it, and whatever somebody could not see, read or hit."""
    reader.page.screenshot(path=folder / f"{name}.png", full_page=True)
    return [*violations(reader.page, axe_source()), *cut_off(reader.page), *small_targets(reader.page)]


def problem(reader: Reviewer, form: str = "form[data-agree]") -> Any:
    return reader.page.locator(f"{form} [data-problem]")


@pytest.mark.parametrize(("language", "size"), [("en", DESK), ("zh-hans", SMALL)])
def test_two_readers_sign_that_a_life_is_in_danger_and_the_mailbox_says_so(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str, size: dict[str, int]
) -> None:
    story = f"Danger {next(NUMBERS)} {language}."

    with a_sealing_tipster(browser, line, language) as lin:
        lin.tells(f"{story}\n{HARM[language]}")
    with (
        amara_with_a_marked_tip(browser, line, story, language, size) as amara,
        a_reviewer(browser, line, 1, language, size) as noor,
    ):
        found = looked_at(amara, f"possible-{language}", tmp_path)
        signs_first(amara, WHY[language])
        amara.place_of("sealed-referral", WHY[language])
        found += looked_at(amara, f"waits-{language}", tmp_path)
        noor.signs_in()
        noor.page.screenshot(path=tmp_path / f"list-{language}.png", full_page=True)
        noor.opens_the_tip_that_says(story)
        noor.page.locator("main a[href$='/protected/']").click()
        expect(noor.page.locator("main .why")).to_contain_text(FIRST[language])
        found += looked_at(noor, f"not-locked-{language}", tmp_path)
        noor.page.locator("main a.tip").click()
        noor.page.locator("main a[href$='/passing-on/']").click()
        noor.place_of("sealed-referral", WHY[language])
        (asked,) = noor.settled("sealed-referral")
        found += looked_at(noor, f"asked-{language}", tmp_path)
        signs_too(noor)
        expect(noor.page.locator("form[data-agree]")).to_have_count(0)
        noor.place_of("sealed-referral", " · ")
        found += looked_at(noor, f"done-{language}", tmp_path)
        noor.page.locator("main > p:not([data-locked]) > a").first.click()
        expect(noor.page.locator("dl.facts")).to_contain_text(REFERRED[language])

        assert found == []
        assert BODY[language] in asked
        assert not [*amara.warned(), *noor.warned()]
    with coming_back(browser, line, lin.code, language) as back:
        back.comes_back()
        expect(back.page.locator("[data-entries]")).to_contain_text(TOLD[language])
        expect(back.page.locator("[data-entries]")).to_contain_text(BODY[language])
        back.page.screenshot(path=tmp_path / f"mailbox-{language}.png", full_page=True)


def test_without_a_body_or_a_reason_nothing_is_sent(browser: Browser, line: RunningLine) -> None:
    story = f"Empty {next(NUMBERS)}."

    with a_sealing_tipster(browser, line) as lin:
        lin.tells(f"{story}\n{HARM['en']}")
    with amara_with_a_marked_tip(browser, line, story) as amara:
        form = "form[data-ground=danger-to-life]"
        amara.page.locator(f"{form} button").click()
        expect(problem(amara, form)).to_have_text("Choose a body first.")
        amara.page.locator(f"{form} input").nth(1).check()
        amara.page.locator(f"{form} button").click()
        expect(problem(amara, form)).to_have_text("Give your reason first.")


@pytest.mark.parametrize(("language", "size"), [("en", DESK), ("zh-hans", SMALL)])
def test_what_is_confirmed_waits_for_the_tipster_s_yes_and_asks_for_it_in_a_letter(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str, size: dict[str, int]
) -> None:
    story, asks = f"Confirmed {next(NUMBERS)} {language}.", f"Ask {next(NUMBERS)}: may they know?"

    with a_sealing_tipster(browser, line, language) as lin:
        lin.tells(f"{story}\n{HARM[language]}")
    with a_reviewer(browser, line, 0, language, size) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says(story)
        confirm(line, amara)
        amara.reloads()
        amara.page.locator("main a[href$='/passing-on/']").click()
        amara.place_of("sealed-consents", NOT_ASKED[language])
        found = looked_at(amara, f"confirmed-{language}", tmp_path)
        signs_first(amara, WHY[language], "confirmed")
        expect(problem(amara, "form[data-ground=confirmed]")).to_have_text(ASK_FIRST[language])
        amara.page.locator("input[name=pass-on]").last.check()
        amara.page.locator("#id_text").fill(asks)
        amara.page.locator("form[data-answer] button:not([type=button])").click()
        amara.place_of("sealed-consents", WAITS[language])
        found += looked_at(amara, f"asked-for-{language}", tmp_path)
        amara.page.locator("main > p:not([data-locked]) > a").first.click()
        amara.reads(asks)
        shown = amara.shown("sealed-letter")

        assert found == []
        assert BODY[language] in shown[-1]


def asks(amara: Reviewer, words: str) -> None:
    """By the form of the page that passes it on."""
    amara.page.locator("main a[href$='/passing-on/']").click()
    amara.page.locator("input[name=pass-on][value^=labour-inspectorate]").check()
    amara.page.locator("#id_text").fill(words)
    amara.page.locator("form[data-answer] button:not([type=button])").click()
    expect(amara.page.locator("#id_text")).to_have_value("")


def says_yes(page: Page) -> None:
    """In the mailbox, from the question to the answer."""
    page.locator("main a[href$='/pass-on/']:visible, main button[value=pass-on]:visible").first.click()
    page.locator("button[value^='labour-inspectorate '][value$=' yes']").click()
    expect(page.locator("main")).to_contain_text(SENT[page.locator("html").get_attribute("lang") or ""])


@pytest.mark.parametrize(("language", "seals"), [("en", True), ("zh-hans", False)])
def test_lin_is_asked_says_yes_two_sign_and_the_mailbox_names_the_body(
    browser: Browser, line: RunningLine, language: str, *, seals: bool
) -> None:
    story = f"Asked {next(NUMBERS)} {language}."

    with (
        (a_sealing_tipster if seals else a_tipster)(browser, line, language) as lin,
        a_reviewer(browser, line, 0, language) as amara,
        a_reviewer(browser, line, 1, language) as noor,
    ):
        lin.tells(f"{story}\n{HARM[language]}")
        amara.signs_in()
        amara.opens_the_tip_that_says(story)
        confirm(line, amara)
        amara.reloads()
        asks(amara, "May they know?")
        with coming_back(browser, line, lin.code, language) as back:
            one = back if seals else lin
            one.comes_back()
            says_yes(one.page)
        amara.reloads()
        amara.place_of("sealed-consents", YES[language])
        signs_first(amara, WHY[language], "confirmed")
        amara.place_of("sealed-referral", WHY[language])
        noor.signs_in()
        noor.opens_the_tip_that_says(story)
        noor.page.locator("main a[href$='/passing-on/']").click()
        noor.place_of("sealed-referral", WHY[language])
        (seen,) = noor.settled("sealed-referral")
        signs_too(noor)
        expect(noor.page.locator("form[data-agree]")).to_have_count(0)

        assert BODY[language] in seen
        assert not [*amara.warned(), *noor.warned()]
        with coming_back(browser, line, lin.code, language) as back:
            back.comes_back()
            expect(back.page.locator("[data-entries]")).to_contain_text(PASSED[language])
            assert back.page.locator("a[href$='/pass-on/']:visible").count() == 0


def confirm(line: RunningLine, reading: Reviewer) -> None:
    """As if two readers had found it."""
    environment = {
        **os.environ,
        "FAIRWITNESS_DIR": str(line.folder / "office"),
        "DJANGO_SETTINGS_MODULE": "fairwitness.site.settings",
        "FAIRWITNESS_DATABASE": line.database,
    }
    tip = reading.page.url.rstrip("/").rpartition("/")[2]
    subprocess.run([sys.executable, "-c", CONFIRM, tip], env=environment, check=True)


def test_what_the_line_made_up_is_not_signed(browser: Browser, line: RunningLine) -> None:
    story, sent = f"Made up {next(NUMBERS)}.", list[str]()

    def without_letters(route: Route) -> None:
        answer = route.fetch().json()
        answer["letters"] = answer["letters"][:1]  # the mark alone: the reason is gone
        route.fulfill(json=answer)

    with a_sealing_tipster(browser, line) as lin:
        lin.tells(f"{story}\n{HARM['en']}")
    with (
        amara_with_a_marked_tip(browser, line, story) as amara,
        a_reviewer(browser, line, 1) as noor,
    ):
        signs_first(amara, WHY["en"])
        amara.place_of("sealed-referral", WHY["en"])
        noor.signs_in()
        noor.opens_the_tip_that_says(story)
        noor.page.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
        noor.page.route("**/notes/", without_letters)
        noor.page.locator("main a[href$='/passing-on/']").click()
        noor.place_of("sealed-referral", "Do not sign.")
        expect(noor.page.locator("form[data-agree] button")).to_have_class("quiet")
        signs_too(noor)

        expect(problem(noor)).to_contain_text("The letter with the reason is not there")
        assert not [url for url in sent if url.endswith("/agree/")]
