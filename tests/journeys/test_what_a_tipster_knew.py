"""That a tipster knew: heard in her mailbox, signed by two readers and judged by Mr Bo, each in a real browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from journeys.lines import ServedLine, free_port, run_fairwitness, started
from journeys.people import DESK, Reviewer, a_reviewer, a_sealing_tipster
from journeys.seeing import axe_source, cut_off, small_targets, violations
from journeys.test_two_people_decide import SMALL, alleges, decides, grades, replied, weighs
from playwright.sync_api import Browser, expect

PAPER = {
    "en": (
        "A way out was said to be shut.",
        "The log shows it open.",
        "She signed that log.",
        "Nothing so far.",
    ),
    "zh-hans": ("据说有个出口关着。", "登记簿显示开着。", "登记簿由她签名。", "至今没有说什么。"),
}
NOT_CONFIRMED = {"en": "Not confirmed", "zh-hans": "未能查实"}
# Three weeks ago, as if the clock had moved: the second review, its grades, and the word in the mailbox; and the line has looked since what was opened.
EARLIER = """
import sys, django
django.setup()
from datetime import timedelta
from django.db import connection
from fairwitness.decisions.guards import EVERY
from fairwitness.decisions.guards_of_knowing import OF_KNOWING
from fairwitness.decisions.models import Grade, TipsterAsked
from fairwitness.office.clock import today
from fairwitness.sealed.actions.opened import look_again
from fairwitness.sealed.guards_of_dropping import MOVED_WITH_ITS_STATE
from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_letters import Look
day = today() - timedelta(days=21)
for guards in (*EVERY, *OF_KNOWING, MOVED_WITH_ITS_STATE):
    guards.take_away(connection)
Tip.objects.filter(pk=sys.argv[1]).update(since=day)
Grade.objects.filter(tip=sys.argv[1]).update(round=day)
TipsterAsked.objects.filter(tip=sys.argv[1]).update(round=day, day=day)
for guards in (*EVERY, *OF_KNOWING, MOVED_WITH_ITS_STATE):
    guards.set_up(connection)
Look.objects.all().delete()
look_again()
Look.objects.update(day=today() + timedelta(days=7))
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ServedLine]:
    """Two readers, and Mr Bo from outside, who guards names."""
    line = ServedLine(tmp_path, free_port())
    line.found("amara", "noor")
    folder = str(line.folder / "office")
    line.medium.rename(line.folder / "office" / "office.key")
    told = run_fairwitness("keys", "staff", "bo", "--custodian", "--channel", "public", "--dir", folder)
    words = re.findall(r"^  \d{4}  (\w+)$", told, re.MULTILINE)
    line.reviewers.append({"sign_in_name": "bo", "passphrase": " ".join(words)})
    run_fairwitness("keys", "sign-sheet", "--channel", "public", "--dir", folder)
    (line.folder / "office" / "office.key").rename(line.medium)
    with started(line) as running:
        assert running is line
        yield line


def three_weeks_go_by(line: ServedLine, tip: str) -> None:
    environment = {
        **os.environ,
        "FAIRWITNESS_DIR": str(line.folder / "office"),
        "DJANGO_SETTINGS_MODULE": "fairwitness.site.settings",
        "FAIRWITNESS_DATABASE": line.database,
    }
    subprocess.run([sys.executable, "-c", EARLIER, tip], env=environment, check=True)


def looked_at(reader: Reviewer, name: str, folder: Path) -> list[Any]:
    """A picture of it, and whatever somebody could not see, read or hit."""
    where = Path(os.environ.get("SEEN", folder))
    reader.page.screenshot(path=where / f"{name}-{reader.language}.png", full_page=True)
    return [*violations(reader.page, axe_source()), *cut_off(reader.page), *small_targets(reader.page)]


def reviewed(line: ServedLine, amara: Reviewer, noor: Reviewer, story: str, folder: Path) -> None:
    """Both have graded it as hardly so, and a sheet is there."""
    for one in (amara, noor):
        one.page.emulate_media(color_scheme="dark" if one.language == "zh-hans" else "light")
        one.signs_in()
        one.opens_the_tip_that_says(story)
    alleges(amara)
    amara.answers("The log shows the way out open that night. Did you see it?")
    replied(line, amara, then="")
    for one in (amara, noor):
        one.reloads()
        decides(one)
        if one is amara:
            one.page.locator("button[value=second-review]").click()
            one.page.locator("form[data-grade]").wait_for()
        grades(one, 5, "The log speaks against it.")
    weighs(amara, folder)


def goes_to_the_page(reader: Reviewer) -> None:
    reader.page.locator("main a[href$='/knowing/']").click()
    expect(reader.page.locator("h1")).to_be_visible()
    reader.page.wait_for_url("**/knowing/")


@pytest.mark.parametrize(("language", "size"), [("en", DESK), ("zh-hans", SMALL)])
def test_she_is_heard_two_sign_and_mr_bo_signs_over_both(
    browser: Browser, office: ServedLine, tmp_path: Path, language: str, size: dict[str, int]
) -> None:
    story = "The fire door was locked on Monday."

    with (
        a_sealing_tipster(browser, office, language) as lin,
        a_reviewer(browser, office, 0, language, size) as amara,
        a_reviewer(browser, office, 1, language, size) as noor,
        a_reviewer(browser, office, 2, language, size) as bo,
    ):
        lin.tells(story)
        reviewed(office, amara, noor, story, tmp_path)
        tip = amara.page.url.rstrip("/").split("/")[-2]
        goes_to_the_page(amara)
        found = looked_at(amara, "to-hear", tmp_path)
        amara.page.locator("input[name=letter]").first.check()
        amara.page.locator("form[action$='/heard/'] button").click()
        expect(amara.page.locator("form[action$='/heard/']")).to_have_count(0)
        lin.comes_back()
        expect(lin.page.locator("sealed-letter").last).to_be_visible()
        lin.page.screenshot(path=tmp_path / f"mailbox-{language}.png", full_page=True)
        three_weeks_go_by(office, tip)
        amara.reloads()
        form = amara.page.locator("form[data-ask-knowing]")
        for name, text in zip(("alleged", "untrue", "knew", "answered"), PAPER[language], strict=True):
            form.locator(f"textarea[name={name}]").fill(text)
        found += looked_at(amara, "to-write", tmp_path)
        form.locator("button:not([type])").click()
        amara.place_of("sealed-knowing", PAPER[language][2])
        found += looked_at(amara, "asked", tmp_path)
        noor.reloads()
        goes_to_the_page(noor)
        noor.place_of("sealed-knowing", PAPER[language][2])
        found += looked_at(noor, "to-sign", tmp_path)
        noor.page.locator("form[data-agree-knowing] button:not([type])").click()
        expect(noor.page.locator("form[data-agree-knowing]")).to_have_count(0)
        bo.page.emulate_media(color_scheme="dark" if language == "zh-hans" else "light")
        bo.signs_in()
        bo.page.locator(".desk-top a[href$='/outsider/']").click()
        bo.place_of("outsider-paper", PAPER[language][2])
        found += looked_at(bo, "outsider", tmp_path)
        bo.page.locator("input[value=yes]").check()
        bo.page.locator("form[data-judge] button").click()
        expect(bo.page.locator("form[data-judge]")).to_have_count(0)
        amara.reloads()
        amara.place_of("sealed-knowing", "amara · noor")
        found += looked_at(amara, "found", tmp_path)
        warned = [*amara.warned(), *noor.warned(), *bo.warned()]
        amara.page.locator("main > p > a[href$='/decision/']").click()
        expect(amara.page.locator("main")).to_contain_text(NOT_CONFIRMED[language])

    assert (found, warned) == ([], [])
