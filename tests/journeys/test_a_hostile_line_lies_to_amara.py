from __future__ import annotations

import json

from journeys.lines import RunningLine
from journeys.people import a_reviewer, a_tipster
from playwright.sync_api import Browser, Route

from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.sheets import KeySheet


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
