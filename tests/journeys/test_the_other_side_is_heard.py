"""Amara writes a summary and hands over a code; whoever is reported on reads it in a browser of their own, takes a code and answers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from journeys.coming_back import ComingBack, coming_back, everything_sent
from journeys.lines import RunningLine
from journeys.people import DESK, Reviewer, a_reviewer, a_sealing_tipster, a_tipster
from journeys.seeing import axe_source, cut_off, small_targets, violations
from journeys.test_people_on_a_tip import adds_the_other, takes_the_other_off
from playwright.sync_api import Browser, Page, expect

from fairwitness.office.clock import today

NUMBERS = count(1)
SMALL = {"width": 360, "height": 780}
HARM = {
    "en": "The exit of hall 3 was chained by the night foreman on the ninth of October.",
    "zh-hans": "十月九日夜班组长用铁链锁住了三号车间的安全出口大门。",
}
SUMMARY = {
    "en": {
        "what": "A fire door was kept shut.",
        "when": "In autumn.",
        "where": "Hall 3.",
        "rule": "Fire rules.",
    },
    "zh-hans": {"what": "消防门被关死。", "when": "秋天。", "where": "三号车间。", "rule": "消防规定。"},
}
ANSWER = {"en": "The door has a push bar: see the invoice.", "zh-hans": "门上装有推杆，请看发票。"}
SILENCE = {
    "en": "You need not answer. Silence is not counted against you.",
    "zh-hans": "您可以不回答。沉默不会算作对您不利。",
}
LOOK_INTO = """
import sys, django
django.setup()
from django.db import connection
from fairwitness.sealed.guards import GUARDS
from fairwitness.sealed.guards_of_hearing import HEARD
from fairwitness.sealed.models import Tip
for one in (GUARDS, HEARD):
    one.take_away(connection)
Tip.objects.filter(pk=sys.argv[1]).update(state="fact-finding", marked="A" * 22)
for one in (GUARDS, HEARD):
    one.set_up(connection)
"""


END = """
import sys, django
django.setup()
from django.db import connection
from fairwitness.office.clock import today
from fairwitness.sealed.guards import GUARDS
from fairwitness.sealed.guards_of_hearing import HEARD
from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_hearing import Hearing
for one in (GUARDS, HEARD):
    one.take_away(connection)
Tip.objects.filter(pk=sys.argv[1]).update(state="not-confirmed", outcome="not-confirmed", outcome_since=today())
Hearing.objects.filter(conversation__tip=sys.argv[1]).update(ended="not-confirmed")
for one in (GUARDS, HEARD):
    one.set_up(connection)
"""


def look_into(line: RunningLine, reading: Reviewer) -> None:
    """The tip is in fact finding, to which no page leads here."""
    put(line, LOOK_INTO, reading.page.url.rstrip("/").rpartition("/")[2])
    reading.reloads()


def put(line: RunningLine, code: str, tip: str) -> None:
    """What readers did, in the line's database."""
    environment = {
        **os.environ,
        "FAIRWITNESS_DIR": str(line.folder / "office"),
        "DJANGO_SETTINGS_MODULE": "fairwitness.site.settings",
        "FAIRWITNESS_DATABASE": line.database,
    }
    subprocess.run([sys.executable, "-c", code, tip], env=environment, check=True)


def looked_at(page: Page, name: str, folder: Path) -> list[Any]:
    """A picture of it, and whatever somebody could not see, read or hit."""
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    return [*violations(page, axe_source()), *cut_off(page), *small_targets(page)]


def goes_to_the_hearing(amara: Reviewer) -> None:
    amara.page.locator("main a[href$='/hearing/']").click()
    expect(amara.page.locator("form[data-hear]")).to_be_visible()


def writes(amara: Reviewer, summary: dict[str, str]) -> None:
    for part, text in summary.items():
        amara.page.locator(f"#id_summary-{part}").fill(text)
    amara.page.locator("form[data-hear] > .on button").click()


def code_on(page: Page) -> str:
    expect(page.locator(".code .number").first).to_be_visible()
    return " ".join(
        re.findall(r"\b\d{4}\b", " ".join(page.locator(".code .number:visible").all_inner_texts()))
    )


class Person(ComingBack):
    """Somebody who is reported on."""

    def goes_to_the_mailbox(self) -> None:
        """Where such a code is typed."""
        self.page.goto(f"{self.line.address}/{self.language}/reply/")
        expect(self.page.locator("#code-so-far")).to_be_attached()

    def is_inside(self) -> None:
        """The letters are open."""
        expect(self.page.locator("[data-entries] sealed-letter").first).to_be_visible()
        self.is_at("reply/letters")


def person_of(back: ComingBack) -> Person:
    return Person(back.page, back.line, back.language, back.code)


def takes_the_letter(kim: Person) -> None:
    """That it was not confirmed."""
    kim.page.reload()
    kim.comes_back()
    kim.page.locator("main a[href$='/not-confirmed/']:visible").click()
    kim.page.locator("main form .on button").first.click()
    expect(kim.page.locator("pre[data-receipt]")).to_contain_text('"outcome":"not-confirmed"')


@pytest.mark.parametrize(("language", "size"), [("en", DESK), ("zh-hans", SMALL)])
def test_a_summary_is_written_and_answered_in_the_browser(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str, size: dict[str, int]
) -> None:
    story, sent = f"Heard {next(NUMBERS)} {language}.", list[bytes]()
    with a_sealing_tipster(browser, line, language) as lin:
        lin.tells(f"{story}\n{HARM[language]}")
    with a_reviewer(browser, line, 0, language, size) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says(story)
        look_into(line, amara)
        amara.reads(story)
        goes_to_the_hearing(amara)
        found = looked_at(amara.page, f"write-{language}", tmp_path)
        writes(amara, {**SUMMARY[language], "what": HARM[language]})
        expect(amara.page.locator("[data-shared]")).to_be_visible()
        expect(amara.page.locator("[data-shared]")).to_contain_text(HARM[language])
        found += looked_at(amara.page, f"shared-{language}", tmp_path)
        amara.page.locator("[data-reword]").click()
        writes(amara, SUMMARY[language])
        code = code_on(amara.page)
        found += looked_at(amara.page, f"paper-{language}", tmp_path)
        amara.page.locator("[data-handed-over]").click()
        amara.place_of("sealed-letter", SUMMARY[language]["what"])
        with a_reviewer(browser, line, 1, language, size) as xiao:
            is_handed_over_by(xiao, amara.page.url, SUMMARY[language]["what"])
        with coming_back(browser, line, code, language) as back:
            kim = person_of(back)
            everything_sent(kim.page, sent)
            kim.page.set_viewport_size(SMALL)  # type: ignore[arg-type]  # a size
            kim.comes_back()
            kim.sees_all(*SUMMARY[language].values())
            expect(kim.page.locator("main")).to_contain_text(SILENCE[language])
            expect(kim.page.locator("#id_text")).to_be_hidden()
            found += looked_at(kim.page, f"asked-{language}", tmp_path)
            kim.takes_a_new_code()
            kim.answers(ANSWER[language])
            kim.sees_all(ANSWER[language])
            found += looked_at(kim.page, f"answered-{language}", tmp_path)
            kim.page.locator("form[data-again] button:visible").click()
            expect(kim.page.locator("form[data-again] button:visible")).to_have_count(0)
            assert not kim.warned()
            put(line, END, amara.page.url.rstrip("/").split("/")[-2])
            takes_the_letter(kim)
            found += looked_at(kim.page, f"letter-{language}", tmp_path)
        amara.reloads()
        amara.place_of("sealed-letter", ANSWER[language])
        found += looked_at(amara.page, f"read-{language}", tmp_path)
        amara.page.locator("form[data-answer] textarea").fill("Thank you. 谢谢。")
        amara.page.locator("form[data-answer] button:not([type=button])").click()
        amara.place_of("sealed-letter", "Thank you.")

        assert found == []
        assert not amara.warned()
        assert not any(ANSWER[language].encode() in one for one in sent)


def test_without_javascript_it_is_answered_too(browser: Browser, line: RunningLine, tmp_path: Path) -> None:
    story = f"Plainly heard {next(NUMBERS)}."
    with a_sealing_tipster(browser, line) as lin:
        lin.tells(f"{story}\n{HARM['en']}")
    with a_reviewer(browser, line) as amara, a_tipster(browser, line) as kim:
        amara.signs_in()
        amara.opens_the_tip_that_says(story)
        look_into(line, amara)
        goes_to_the_hearing(amara)
        writes(amara, SUMMARY["en"])
        code = code_on(amara.page)
        kim.page.goto(f"{line.address}/en/reply/")
        kim.page.set_viewport_size(SMALL)  # type: ignore[arg-type]  # a size
        found = [*cut_off(kim.page), *small_targets(kim.page)]
        kim.page.locator("#id_code").fill(code)
        kim.page.locator("main form .on button").first.click()
        expect(kim.page.locator("main")).to_contain_text(SUMMARY["en"]["what"])
        kim.page.screenshot(path=tmp_path / "plain.png", full_page=True)
        found += [*cut_off(kim.page), *small_targets(kim.page)]
        kim.page.locator("button[value=code]").first.click()
        kim.page.locator("main form .on button").click()
        kim.page.locator("#id_text").fill(ANSWER["en"])
        kim.page.locator("form#words .on button").first.click()
        expect(kim.page.locator("main")).to_contain_text(ANSWER["en"])
        amara.page.locator("[data-handed-over]").click()
        amara.place_of("sealed-letter", ANSWER["en"])

        assert found == []


def opens_in_fact_finding(reader: Reviewer, line: RunningLine, story: str) -> None:
    """And goes to where the other side is heard."""
    reader.signs_in()
    reader.opens_the_tip_that_says(story)
    look_into(line, reader)
    goes_to_the_hearing(reader)


def signs_that_it_was_handed_over(reader: Reviewer) -> None:
    """By whoever knows it and has not made the code; without a day nothing is sent."""
    form = reader.page.locator("form[data-reached]")
    form.locator("button").click()
    expect(form.locator("[data-problem]")).to_be_visible()
    form.locator("input[value=person]").check()
    form.locator("input[name=day]").fill(today().isoformat())
    form.locator("button").click()
    expect(reader.page.locator("form[data-reached]")).to_have_count(0)


def is_handed_over_by(reader: Reviewer, address: str, told: str) -> None:
    """Whoever has not made the code, where this is told."""
    reader.signs_in()
    reader.page.goto(address)
    reader.reloads()
    reader.place_of("sealed-letter", told)
    signs_that_it_was_handed_over(reader)


def test_whoever_is_taken_off_reads_no_later_answer_and_whoever_is_added_reads_all(
    browser: Browser, line: RunningLine
) -> None:
    story = f"Keys {next(NUMBERS)}."
    with a_sealing_tipster(browser, line) as lin:
        lin.tells(f"{story}\n{HARM['en']}")
    with a_reviewer(browser, line, 0) as amara, a_reviewer(browser, line, 1) as xiao:
        opens_in_fact_finding(amara, line, story)
        writes(amara, SUMMARY["en"])
        code = code_on(amara.page)
        xiao.signs_in()
        xiao.opens_the_tip_that_says(story)
        takes_the_other_off(xiao)
        xiao.page.locator("main a[href$='/hearing/']").click()
        xiao.place_of("sealed-letter", SUMMARY["en"]["what"])
        signs_that_it_was_handed_over(xiao)
        xiao.page.locator("form[data-answer] textarea").fill("Under the key that Amara has not got.")
        xiao.page.locator("form[data-answer] button:not([type=button])").click()
        xiao.place_of("sealed-letter", "Under the key that Amara has not got.")
        with coming_back(browser, line, code) as back:
            kim = person_of(back)
            kim.comes_back()
            kim.sees_all("Under the key that Amara has not got.")
            kim.takes_a_new_code()
            kim.answers(ANSWER["en"])
            assert not kim.warned()
        xiao.page.locator("main > p:not([data-locked]) > a").first.click()
        xiao.reads(story)
        adds_the_other(xiao)
        amara.page.goto(xiao.page.url)
        amara.reloads()
        amara.reads(story)
        amara.page.locator("main a[href$='/hearing/']").click()
        amara.place_of("sealed-letter", ANSWER["en"])

        assert not amara.warned()


@pytest.mark.parametrize(("language", "size"), [("en", DESK), ("zh-hans", SMALL)])
def test_two_readers_leave_it_out_until_a_day(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str, size: dict[str, int]
) -> None:
    story, why = f"Left out {next(NUMBERS)} {language}.", "They would burn the kittiwake books."
    with a_sealing_tipster(browser, line, language) as lin:
        lin.tells(f"{story}\n{HARM[language]}")
    with (
        a_reviewer(browser, line, 0, language, size) as amara,
        a_reviewer(browser, line, 1, language, size) as xiao,
    ):
        opens_in_fact_finding(amara, line, story)
        form = amara.page.locator("form[data-leave-out]")
        form.locator("button").click()
        expect(form.locator("[data-problem]")).to_be_visible()
        form.locator("input[value=evidence]").check()
        form.locator("input[name=until]").fill((today() + timedelta(days=20)).isoformat())
        form.locator("textarea").fill(why)
        form.locator("button").click()
        amara.place_of("sealed-left-out", why)
        found = looked_at(amara.page, f"first-{language}", tmp_path)
        xiao.signs_in()
        xiao.opens_the_tip_that_says(story)
        xiao.page.locator("main a[href$='/hearing/']").click()
        xiao.place_of("sealed-left-out", why)
        found += looked_at(xiao.page, f"asked-{language}", tmp_path)
        xiao.page.locator("form[data-agree-left-out] button").click()
        expect(xiao.page.locator("form[data-agree-left-out]")).to_have_count(0)
        xiao.place_of("sealed-left-out", " · ")
        found += looked_at(xiao.page, f"done-{language}", tmp_path)

        assert found == []
        assert not [*amara.warned(), *xiao.warned()]


ADVICE = {"en": "My client was on leave that week.", "zh-hans": "我的当事人那一周在休假。"}


@pytest.mark.parametrize(("language", "size"), [("en", DESK), ("zh-hans", SMALL)])
def test_an_adviser_reads_and_writes_in_a_browser_of_their_own_until_it_is_ended(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str, size: dict[str, int]
) -> None:
    story = f"Advised {next(NUMBERS)} {language}."
    with a_sealing_tipster(browser, line, language) as lin:
        lin.tells(f"{story}\n{HARM[language]}")
    with a_reviewer(browser, line, 0, language, size) as amara:
        opens_in_fact_finding(amara, line, story)
        writes(amara, SUMMARY[language])
        code = code_on(amara.page)
        amara.page.locator("[data-handed-over]").click()
        with (
            coming_back(browser, line, code, language) as back,
            coming_back(browser, line, "", language) as other,
        ):
            kim, rosa = person_of(back), person_of(other)
            for one in (kim, rosa):
                one.page.set_viewport_size(size)  # type: ignore[arg-type]  # a size
            kim.comes_back()
            kim.takes_a_new_code()
            rosa.code = lets_in(kim, found := [], tmp_path, language)
            rosa.comes_back()
            rosa.sees_all(*SUMMARY[language].values())
            expect(rosa.page.locator("#id_text")).to_be_hidden()
            found += looked_at(rosa.page, f"adviser-asked-{language}", tmp_path)
            rosa.takes_a_new_code()
            rosa.answers(ADVICE[language])
            rosa.sees_all(ADVICE[language])
            found += looked_at(rosa.page, f"adviser-wrote-{language}", tmp_path)
            assert not rosa.warned()
            kim.page.reload()
            kim.comes_back()
            kim.sees_all(ADVICE[language])
            found += looked_at(kim.page, f"advised-{language}", tmp_path)
            kim.page.locator("main a[href$='/adviser/end/']:visible").click()
            found += looked_at(kim.page, f"ending-{language}", tmp_path)
            kim.page.locator("main form .on button").click()
            expect(kim.page.locator("[data-part=advice-ended]")).to_be_visible()
            assert not kim.warned()
            rosa.page.reload()
            rosa.goes_to_the_mailbox()
        amara.reloads()
        amara.place_of("sealed-letter", ADVICE[language])
        found += looked_at(amara.page, f"adviser-read-{language}", tmp_path)
        amara.page.locator("form[data-answer] textarea").fill("Under a key that Rosa has not got.")
        amara.page.locator("form[data-answer] button:not([type=button])").click()
        amara.place_of("sealed-letter", "Under a key that Rosa has not got.")

        assert found == []
        assert not amara.warned()


def lets_in(kim: Person, found: list[Any], folder: Path, language: str) -> str:
    """An adviser; returns the code that is handed to them."""
    kim.page.locator("main a[href$='/reply/adviser/']:visible").click()
    code = code_on(kim.page)
    found += looked_at(kim.page, f"adviser-code-{language}", folder)
    kim.page.locator("main form .on button").click()
    expect(kim.page.locator("[data-part=given]")).to_be_visible()
    found += looked_at(kim.page, f"given-{language}", folder)
    return code
