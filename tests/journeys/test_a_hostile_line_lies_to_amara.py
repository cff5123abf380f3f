from __future__ import annotations

import json

import pytest
from journeys.lines import RunningLine
from journeys.people import a_reviewer, a_tipster
from playwright.sync_api import Browser, Route

from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.sheets import KeySheet
from fairwitness.office.clock import today


def test_the_desk_seals_nothing_to_a_new_key_that_the_line_made(browser: Browser, line: RunningLine) -> None:
    own, identity, numbers = SigningKey.generate(), HybridIdentity.generate(), list[int]()

    def offers_its_own_key(route: Route) -> None:
        told = route.fetch().json()
        sheet = KeySheet.from_json(unb64(told["sheets"][-1]).split(b"\n")[0])
        for reader in sheet.reviewers:
            grant = Grant(told["conversation"], 1, reader.recipient.holder, identity, own.verifying_key)
            told["grants"].append({"n": 1, "sealed": b64(seal_grant(grant, reader.recipient, own))})
        route.fulfill(json=told)

    def notes_the_number(route: Route) -> None:
        numbers.append(json.loads(route.request.post_data or "")["number"])
        route.continue_()

    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells("The valve of boiler 2.")
        amara.page.route("**/desk/tips/*/sealed/", offers_its_own_key)
        amara.page.route("**/desk/tips/*/letters/", notes_the_number)
        amara.signs_in()
        amara.opens_the_tip_that_says("The valve of boiler 2.")
        amara.answers("Since when?")

        assert numbers == [0]
        assert not amara.warned()


@pytest.mark.parametrize(
    ("language", "from_office", "said"),
    [
        ("en", False, "The line says: from the tipster"),
        ("en", True, "The line says: from a reader"),
        ("zh-hans", False, "本站说：来自反映人"),
        ("zh-hans", True, "本站说：来自审阅人"),
    ],
)
def test_of_a_letter_that_does_not_open_the_desk_says_only_what_the_line_claims(
    browser: Browser, line: RunningLine, language: str, *, from_office: bool, said: str
) -> None:
    story = f"The lamp of dock 5 ({language}, {from_office})."

    def spoils(route: Route) -> None:
        told = route.fetch().json()
        for letter in told["letters"][1:]:
            letter |= {"sealed": "%%%", "from_office": from_office}
        route.fulfill(json=told)

    with a_tipster(browser, line) as lin, a_reviewer(browser, line, language=language) as amara:
        lin.tells(story)
        amara.signs_in()
        amara.opens_the_tip_that_says(story)
        amara.answers("Since when?")
        amara.page.route("**/desk/tips/*/sealed/", spoils)
        amara.reloads()
        amara.reads(story)
        amara.settled("sealed-letter")
        first, second = amara.shown("sealed-letter")

        assert story in first
        assert said in second
        assert "Since when?" not in second


def test_at_the_desk_the_day_beside_a_letter_is_the_one_that_was_signed(
    browser: Browser, line: RunningLine
) -> None:
    def tells_another_day(route: Route) -> None:
        told = route.fetch().json()
        told["letters"][0]["day"] = "2026-01-02"
        route.fulfill(json=told)

    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells("The drain of hall 7.")
        amara.page.route("**/desk/tips/*/sealed/", tells_another_day)
        amara.signs_in()
        amara.opens_the_tip_that_says("The drain of hall 7.")
        shown = " ".join(amara.settled("sealed-letter"))

        assert f"{today()} · sealed" in shown
        assert "The line says 2026-01-02. That is not the day that was signed." in shown
