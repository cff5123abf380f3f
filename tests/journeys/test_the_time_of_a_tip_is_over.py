"""From what came of a tip to the day on which nothing is left of it, at the desk and in the mailbox."""

from __future__ import annotations

import pytest
from journeys.coming_back import coming_back
from journeys.lines import ServedLine
from journeys.people import a_reviewer, a_tipster
from offices import Said, fairwitness
from playwright.sync_api import Browser, expect

TOLD = {"en": "The scale of gate 9 weighs too little.", "zh-hans": "九号门的地磅少称。"}
WHY = {"en": "We looked at the books of two years.", "zh-hans": "我们查看了两年的账目。"}
GIVEN = {
    "en": "The readers have told you what was done, and why.",
    "zh-hans": "审阅人已告诉您做了什么、为什么。",
}
OVER = {"en": "It is closed.", "zh-hans": "已经结案。"}
CAME = {
    "en": "Not confirmed. That does not mean that it was untrue.",
    "zh-hans": "未能查实。这不等于说您讲的不是真的。",
}
OUTCOME = """
from django.db import connection
from fairwitness.office.clock import today
from fairwitness.sealed.guards import GUARDS
from fairwitness.sealed.guards_of_hearing import HEARD
from fairwitness.sealed.models import Tip
GUARDS.take_away(connection)
HEARD.take_away(connection)
Tip.objects.update(state="not-confirmed", marked="A" * 22, outcome="not-confirmed", outcome_since=today(), since=today())
GUARDS.set_up(connection)
HEARD.set_up(connection)
"""
LATER = """
from datetime import timedelta
from fairwitness.office import clock
from fairwitness.retention.actions import note_the_day
from fairwitness.site.worker import one_round
at = clock.now() + timedelta(days=61)
clock.now = lambda: at
for days in (1, 2):
    note_the_day(clock.today() - timedelta(days=days))
one_round()
"""


def on(line: ServedLine, code: str) -> None:
    """What two readers found, or that time has gone by: neither can be waited for here."""
    words = ["shell", "--no-imports", "--command", code]
    assert fairwitness("manage", line.folder / "office", *words) == Said(0, "", "")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_amara_tells_why_and_closes_and_when_its_time_is_over_the_mailbox_has_dates(
    browser: Browser, real_line: ServedLine, language: str
) -> None:
    with a_tipster(browser, real_line, language) as lin, a_reviewer(browser, real_line, 0, language) as amara:
        lin.tells(TOLD[language])
        on(real_line, OUTCOME)
        amara.signs_in()
        amara.opens_the_tip_that_says(TOLD[language])
        amara.page.locator("#id_feedback").check()
        amara.answers(WHY[language])
        with coming_back(browser, real_line, lin.code, language) as back:
            back.comes_back()
            assert GIVEN[language] in back.page.locator("main").inner_text()
        amara.page.locator("form[action$='/finish/'] button").click()
        expect(amara.page.locator("a[href$='/kept/']")).to_be_visible()
        lin.comes_back()
        assert OVER[language] in lin.reads()

        on(real_line, LATER)

        lin.types(lin.code)
        assert CAME[language] in lin.reads()
        with coming_back(browser, real_line, lin.code, language) as back:
            back.types(lin.code)
            expect(back.page.locator("dl.facts")).to_contain_text(CAME[language])
            shown = back.page.locator("dl.facts span:visible").all_inner_texts()
            assert shown == [CAME[language]]


def test_amara_asks_and_noor_agrees_that_it_is_kept_longer(browser: Browser, real_line: ServedLine) -> None:
    with (
        a_tipster(browser, real_line) as lin,
        a_reviewer(browser, real_line, 0) as amara,
        a_reviewer(browser, real_line, 1) as noor,
    ):
        lin.tells(TOLD["en"])
        on(real_line, OUTCOME)
        for reader in (amara, noor):
            reader.signs_in()
            reader.opens_the_tip_that_says(TOLD["en"])
        amara.page.locator("#id_feedback").check()
        amara.answers(WHY["en"])
        amara.page.locator("form[action$='/finish/'] button").click()
        amara.page.locator("a[href$='/kept/']").click()
        amara.page.locator("input[value=retaliation]").check()
        latest = amara.page.locator("#id_until").get_attribute("max") or ""
        amara.page.locator("#id_until").fill(latest)
        amara.page.locator("form[action$='/kept/'] button").click()
        expect(amara.page.locator("p.note:visible")).to_contain_text("You have asked for it.")

        noor.page.goto(amara.page.url)
        noor.page.locator("form[action$='/agreed/'] button").click()

        expect(noor.page.locator("main strong")).to_have_text(latest)
        on(real_line, LATER)
        lin.comes_back()
        assert OVER["en"] in lin.reads()
