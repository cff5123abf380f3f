from __future__ import annotations

import os
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from journeys.lines import RunningLine
from journeys.people import DESK, Reviewer, a_reviewer, a_sealing_tipster
from journeys.seeing import axe_source, cut_off, small_targets, violations
from playwright.sync_api import Browser, expect

NUMBERS = count(1)
SMALL = {"width": 360, "height": 780}
CLAIM = {"en": "The exit of hall 3 is chained at night.", "zh-hans": "三号车间的出口夜里锁着。"}
WRONG = {"en": "A photo of the open exit.", "zh-hans": "出口开着的照片。"}
REASONS = {"en": "The kittiwake photo shows it.", "zh-hans": "照片里看得到铁链。"}
OTHERS = {"en": "The key book says so as well.", "zh-hans": "钥匙登记簿也是这样写的。"}
NOT_GRADED = {"en": "You have not graded it.", "zh-hans": "您还没有评定这一条。"}
APART = {"en": "You two see it too differently.", "zh-hans": "两位的看法相差太大。"}
MISTAKEN = {"en": "It is innocent, or a mistake", "zh-hans": "事情本身没有问题，或者是弄错了"}
CONFIRMED = {"en": "Confirmed", "zh-hans": "已查实"}
ALLEGED = {"en": "Until then all of it is alleged.", "zh-hans": "在此之前，这些都只是有人这样说。"}
REVIEWED = """
import sys, django
django.setup()
from django.db import connection
from datetime import timedelta
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.sealed.guards import GUARDS
from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_hearing import LeftOut
GUARDS.take_away(connection)
Tip.objects.filter(pk=sys.argv[1]).update(state="reply", marked="A" * 22)
GUARDS.set_up(connection)
"""
LEFT_OUT = """
tip, (first, second) = Tip.objects.get(pk=sys.argv[1]), Staff.objects.filter(role="reviewer").order_by("sign_in_name")[:2]
told = {"statement": b"{}", "ground": "danger", "until": today() + timedelta(days=30)}
row = LeftOut.objects.create(office=tip.office, tip=tip, first=first.id, first_signature=b"s" * 64, **told)
LeftOut.objects.filter(pk=row.pk).update(second=second.id, second_signature=b"s" * 64)
"""


def replied(line: RunningLine, reading: Reviewer, then: str = LEFT_OUT) -> None:
    """The tip waits for its second review; and two have left out hearing the other side, until a day."""
    environment = {
        **os.environ,
        "FAIRWITNESS_DIR": str(line.folder / "office"),
        "DJANGO_SETTINGS_MODULE": "fairwitness.site.settings",
        "FAIRWITNESS_DATABASE": line.database,
    }
    tip = reading.page.url.rstrip("/").rpartition("/")[2]
    subprocess.run([sys.executable, "-c", REVIEWED + then, tip], env=environment, check=True)


def alleges(reader: Reviewer) -> None:
    reader.page.locator(".alleged summary").press("Enter")
    form = reader.page.locator("form[data-allegation]")
    form.locator("#id_alleged").fill(CLAIM[reader.language])
    form.locator("input[value=told]").check()
    form.locator("#id_wrong").fill(WRONG[reader.language])
    form.locator("button:not([type])").click()
    reader.place_of("sealed-allegations", CLAIM[reader.language])


def decides(reader: Reviewer) -> None:
    """To the page."""
    reader.page.locator("main a[href$='/decision/']").click()
    reader.place_of("sealed-grading", CLAIM[reader.language])


def grades(reader: Reviewer, step: int, reasons: str) -> None:
    form = reader.page.locator("form[data-grade]")
    form.locator("input[name=claim]").first.check()
    form.locator(f"input[name=credibility][value='{step}']").check()
    form.locator("input[name=access][value=document]").check()
    form.locator("textarea").fill(reasons)
    form.locator("button").click()
    reader.place_of("sealed-grading", reasons)


def weighs(reader: Reviewer, folder: Path, independent: str = "yes") -> list[Any]:
    """Fill in the sheet, and look at it while it is open."""
    reader.page.locator("details:has([data-rivals]) summary").press("Enter")
    form = reader.page.locator("form[data-rivals]")
    form.locator("[data-editor] button").first.click()
    form.locator("#id_item-0").fill(REASONS[reader.language])
    form.locator("#id_from-0").fill(OTHERS[reader.language])
    form.locator("select").nth(0).select_option(independent)
    for place, said in enumerate(("for", "against", "neither"), 1):
        form.locator("select").nth(place).select_option(said)
    found = looked_at(reader, "weighing", folder)
    form.locator(".on button:not([type])").click()
    reader.place_of("sealed-rivals", MISTAKEN[reader.language])
    return found


def asks(reader: Reviewer) -> None:
    form = reader.page.locator("form[data-ask-finding]")
    form.locator("input[name=claim]").first.check()
    form.locator("textarea").fill(OTHERS[reader.language])
    form.locator("button").click()


def looked_at(reader: Reviewer, name: str, folder: Path) -> list[Any]:
    """A picture of it, and whatever somebody could not see, read or hit."""
    where = Path(os.environ.get("SEEN", folder))
    reader.page.screenshot(path=where / f"{name}-{reader.language}.png", full_page=True)
    return [*violations(reader.page, axe_source()), *cut_off(reader.page), *small_targets(reader.page)]


@pytest.mark.parametrize(("language", "size"), [("en", DESK), ("zh-hans", SMALL)])
def test_two_readers_grade_apart_weigh_and_sign_and_it_is_confirmed(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str, size: dict[str, int]
) -> None:
    story = f"Graded {next(NUMBERS)} {language}."

    with a_sealing_tipster(browser, line, language) as lin:
        lin.tells(story)
    with (
        a_reviewer(browser, line, 0, language, size) as amara,
        a_reviewer(browser, line, 1, language, size) as noor,
    ):
        for one in (amara, noor):
            one.page.emulate_media(color_scheme="dark" if language == "zh-hans" else "light")
            one.signs_in()
            one.opens_the_tip_that_says(story)
        alleges(amara)
        replied(line, amara)
        amara.reloads()
        decides(amara)
        assert ALLEGED[language] in amara.page.locator("main").inner_text()
        amara.page.locator("button[value=second-review]").click()
        amara.page.locator("form[data-grade]").wait_for()
        found = looked_at(amara, "to-grade", tmp_path)
        amara.page.locator("button[value=not-confirmed]").click()
        amara.page.locator("button[name=sure]").wait_for()
        found += looked_at(amara, "to-end", tmp_path)
        amara.page.locator("main form a.button.quiet").click()
        amara.page.locator("form[data-grade]").wait_for()
        grades(amara, 1, REASONS[language])
        noor.reloads()
        decides(noor)
        (before,) = noor.settled("sealed-grading")
        asked_early = noor.page.locator("form[data-ask-finding] input[name=claim]").first.is_disabled()
        found += looked_at(noor, "blind", tmp_path)
        grades(noor, 2, OTHERS[language])
        noor.place_of("sealed-grading", REASONS[language])
        found += weighs(noor, tmp_path)
        found += looked_at(noor, "weighed", tmp_path)
        asks(noor)
        noor.place_of("sealed-finding", OTHERS[language])
        found += looked_at(noor, "asked", tmp_path)
        amara.reloads()
        amara.place_of("sealed-finding", OTHERS[language])
        found += looked_at(amara, "to-sign", tmp_path)
        amara.page.locator("form[data-agree-finding] button").click()
        expect(amara.page.locator("form[data-agree-finding]")).to_have_count(0)
        amara.place_of("sealed-finding", " · ")
        found += looked_at(amara, "confirmed", tmp_path)
        warned = [*amara.warned(), *noor.warned()]
        amara.page.locator("main > p:not([data-locked]) > a").first.click()
        expect(amara.page.locator("dl.facts")).to_contain_text(CONFIRMED[language])

    assert NOT_GRADED[language] in before
    assert REASONS[language] not in before
    assert asked_early
    assert (found, warned) == ([], [])


def test_who_differ_are_told_to_ask_a_third_and_nothing_can_be_signed(
    browser: Browser, line: RunningLine, tmp_path: Path
) -> None:
    story = f"Split {next(NUMBERS)}."

    with a_sealing_tipster(browser, line) as lin:
        lin.tells(story)
    with a_reviewer(browser, line, 0) as amara, a_reviewer(browser, line, 1) as noor:
        for one in (amara, noor):
            one.signs_in()
            one.opens_the_tip_that_says(story)
        alleges(amara)
        replied(line, amara)
        amara.reloads()
        decides(amara)
        amara.page.locator("button[value=second-review]").click()
        amara.page.locator("form[data-grade]").wait_for()
        grades(amara, 1, REASONS["en"])
        noor.reloads()
        decides(noor)
        grades(noor, 4, OTHERS["en"])
        noor.place_of("sealed-grading", APART["en"])
        found = weighs(noor, tmp_path, "no")
        found += looked_at(noor, "split", tmp_path)
        asks(noor)
        problem = noor.page.locator("form[data-ask-finding] [data-problem]")
        expect(problem).to_contain_text("The grades do not bear a claim out")
        expect(problem).to_contain_text(
            "No evidence in the sheet is independent of the tipster and speaks for what is alleged."
        )

    assert found == []


def test_on_a_line_where_the_other_side_was_not_heard_no_form_confirms(
    browser: Browser, line: RunningLine, tmp_path: Path
) -> None:
    story = f"Unheard {next(NUMBERS)}."

    with a_sealing_tipster(browser, line) as lin:
        lin.tells(story)
    with a_reviewer(browser, line, 0) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says(story)
        alleges(amara)
        replied(line, amara, then="")
        amara.reloads()
        decides(amara)
        amara.page.locator("button[value=second-review]").click()
        amara.page.locator("form[data-grade]").wait_for()
        found = looked_at(amara, "unheard", tmp_path)

        expect(amara.page.locator("main")).to_contain_text("The person reported on has not been heard.")
        expect(amara.page.locator("form[data-ask-finding]")).to_have_count(0)

    assert found == []
