from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from journeys.coming_back import ComingBack, coming_back, everything_sent
from journeys.hostile_line import HostileLine, Told, letters_in
from journeys.lines import RunningLine
from journeys.people import a_reviewer, a_tipster
from playwright.sync_api import Browser

from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.office.clock import today

FOREIGN = "This letter is not from whom it says."
DAMAGED = "This letter is damaged, or not what the line says it is. Do not trust it."
MISSING = "Before this letter one is missing."
REPEATED = "This letter repeats the number of an earlier one."
NEW_KEY = "Your browser does not use it."
FORGED = "Your browser does not believe it."
UNKNOWN = "This line does not show the list of readers that your tip was sealed to."
NOT_LIN_S = "What this line shows for your code is damaged, or was not written with your code."
OTHER_DAY = "The line says 2026-01-02. That is not the day that was signed."
NOT_REDACTED = "No reader of this tip has signed that: do not trust it."
NO_GRANT = "The key for this letter was not given by anyone who may give it."


@pytest.fixture(scope="module")
def code(browser: Browser, line: RunningLine) -> str:
    """A tip that was answered twice."""
    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.tells("The seal of tank 9 is broken.")
        amara.signs_in()
        amara.opens_the_tip_that_says("The seal of tank 9 is broken.")
        amara.answers("Since when?")
        amara.answers("And who saw it?")
    return lin.code


@contextmanager
def lied_to(
    browser: Browser, line: RunningLine, code: str, lie: Callable[[HostileLine, Told], None]
) -> Iterator[tuple[ComingBack, HostileLine]]:
    """Lin, inside, at a line that lies like this."""
    with coming_back(browser, line, code) as lin:
        hostile = HostileLine(lin.page, line, TipCode.read(code))
        hostile.lies(lie)
        lin.comes_back()
        yield lin, hostile


def writes_as_a_reader(hostile: HostileLine, told: Told) -> None:
    hostile.puts_in(told, hostile.writes(told, "Tell us your name."), from_office=True)


def writes_as_lin(hostile: HostileLine, told: Told) -> None:
    hostile.puts_in(told, hostile.writes(told, "I take it back."), from_office=False)


def says_that_lin_s_letter_is_a_reader_s(hostile: HostileLine, told: Told) -> None:
    del hostile
    letters_in(told)[0]["from_office"] = True


def adds_a_reader_who_writes(hostile: HostileLine, told: Told) -> None:
    hostile.adds_a_reader(told)
    writes_as_a_reader(hostile, told)


def shows_another_sheet(hostile: HostileLine, told: Told) -> None:
    hostile.shows_a_sheet_of_its_own(told)
    writes_as_a_reader(hostile, told)


def swaps_two(hostile: HostileLine, told: Told) -> None:
    first, second = letters_in(told)[1:3]
    sealed = [hostile.sealed(one, told) for one in (first, second)]
    hostile.letters |= {first["id"]: sealed[1], second["id"]: sealed[0]}


def leaves_one_out(hostile: HostileLine, told: Told) -> None:
    del hostile
    told["entries"].remove(letters_in(told)[1])


def shows_one_twice(hostile: HostileLine, told: Told) -> None:
    again = letters_in(told)[1]
    hostile.puts_in(told, hostile.sealed(again, told), from_office=True)


def spoils_one(hostile: HostileLine, told: Told) -> None:
    one = letters_in(told)[1]
    sealed = bytearray(unb64(hostile.sealed(one, told)))
    sealed[-1] ^= 1
    hostile.letters[one["id"]] = b64(bytes(sealed))


def redacts_by_itself(hostile: HostileLine, told: Told) -> None:
    one = letters_in(told)[1]
    hostile.letters[one["id"]] = hostile.redacts(told, one)


def offers_its_own_key(hostile: HostileLine, told: Told) -> None:
    hostile.grants(told, signed=True)


def offers_its_own_key_unsigned(hostile: HostileLine, told: Told) -> None:
    hostile.grants(told, signed=False)


def writes_under_its_own_key(hostile: HostileLine, told: Told) -> None:
    hostile.grants(told, signed=True)
    sealed = hostile.writes(told, "Tell us your name.", key=hostile.identity, n=1)
    hostile.puts_in(told, sealed, from_office=True, n=1)


LIES: list[tuple[Callable[[HostileLine, Told], None], list[str]]] = [
    (writes_as_a_reader, [FOREIGN]),
    (writes_as_lin, [FOREIGN]),
    (says_that_lin_s_letter_is_a_reader_s, [FOREIGN]),
    (adds_a_reader_who_writes, [FORGED, FOREIGN]),
    (shows_another_sheet, [UNKNOWN, FOREIGN]),
    (swaps_two, [MISSING, REPEATED]),
    (leaves_one_out, [MISSING]),
    (shows_one_twice, [REPEATED]),
    (spoils_one, [DAMAGED]),
    (redacts_by_itself, [FOREIGN, NOT_REDACTED, MISSING]),
    (offers_its_own_key, [NEW_KEY]),
    (offers_its_own_key_unsigned, [NEW_KEY]),
    (writes_under_its_own_key, [NEW_KEY, NO_GRANT]),
]


@pytest.mark.parametrize(("lie", "said"), LIES, ids=[lie.__name__ for lie, _ in LIES])
def test_lin_s_browser_refuses_the_lie_and_says_why(
    browser: Browser, line: RunningLine, code: str, lie: Callable[[HostileLine, Told], None], said: list[str]
) -> None:
    with lied_to(browser, line, code, lie) as (lin, _):
        warned = " ".join(lin.warned())

        assert [one for one in said if one in warned] == said


def test_the_day_beside_a_letter_is_the_one_that_was_signed(
    browser: Browser, line: RunningLine, code: str
) -> None:
    def tells_another_day(hostile: HostileLine, told: Told) -> None:
        del hostile
        letters_in(told)[1]["day"] = "2026-01-02"

    with lied_to(browser, line, code, tells_another_day) as (lin, _):
        told, first, second = lin.sees()[1], lin.sees()[0], lin.sees()[2]

        assert f"{today()} · sealed in a browser {OTHER_DAY}" in told
        assert OTHER_DAY not in first + second
        assert not lin.warned()


def test_of_a_letter_that_does_not_open_the_day_is_what_the_line_says(
    browser: Browser, line: RunningLine, code: str
) -> None:
    with lied_to(browser, line, code, spoils_one) as (lin, _):
        assert f"The line says: from a reader The line says: {today()}" in lin.sees()[1]


def test_an_honest_line_is_not_doubted(browser: Browser, line: RunningLine, code: str) -> None:
    with coming_back(browser, line, code) as lin:
        lin.comes_back()

        assert not lin.warned()


def test_what_lin_writes_is_not_sealed_to_the_line_s_own_key(
    browser: Browser, line: RunningLine, code: str
) -> None:
    with lied_to(browser, line, code, offers_its_own_key) as (lin, hostile):
        lin.answers("Since the spring.")

        assert [one["number"] for one in hostile.answers] == [0]


def test_a_line_that_takes_the_key_away_gets_no_letter_and_lin_s_words_stay(
    browser: Browser, line: RunningLine, code: str
) -> None:
    def keeps_the_key(_: HostileLine, told: Told) -> None:
        told["grants"] = []

    with lied_to(browser, line, code, keeps_the_key) as (lin, hostile):
        lin.fills_in(text="Since the spring.")
        lin.page.locator("form:not([data-out]) .on button").first.click()
        problem = lin.sent()

        assert "The key of this mailbox is damaged" in problem
        assert lin.filled_in("text") == ["Since the spring."]
        assert not hostile.answers


def test_one_letter_that_is_no_base64url_hides_no_other(
    browser: Browser, line: RunningLine, code: str
) -> None:
    def spoils_its_form(hostile: HostileLine, told: Told) -> None:
        hostile.letters[letters_in(told)[1]["id"]] = "%%%"

    with lied_to(browser, line, code, spoils_its_form) as (lin, hostile):
        warned, letters, seen = lin.warned(), lin.letters(), lin.sees()
        lin.answers("Since the summer.")

        assert DAMAGED in warned
        assert letters[0] == "The seal of tank 9 is broken."
        assert "And who saw it?" in letters
        assert "The line says: from a reader" in " ".join(seen)
        assert hostile.answers


@pytest.mark.parametrize("name", ["entries", "grants", "sheets", "standing"])
@pytest.mark.parametrize("instead", [None, [None]], ids=["nothing", "a list of nothing"])
def test_an_answer_without_the_form_of_one_gets_no_code_out_of_lin(
    browser: Browser, line: RunningLine, code: str, name: str, instead: object
) -> None:
    def breaks_it(_: HostileLine, told: Told) -> None:
        told[name] = instead

    with coming_back(browser, line, code) as lin:
        HostileLine(lin.page, line, TipCode.read(code)).lies(breaks_it)
        lin.types(code)

        assert "What this line answered is damaged." in lin.sent()
        assert lin.page.locator("[data-problem] button").all_inner_texts() == ["Try again"]


def exchanges_key_0(hostile: HostileLine, told: Told) -> None:
    to = hostile.keys.identity.recipient
    grant = Grant(told["conversation"], 0, to.holder, hostile.identity)
    told["grants"] = [{"n": 0, "sealed": b64(seal_grant(grant, to))}]


def signs_key_0_itself(hostile: HostileLine, told: Told) -> None:
    to = hostile.keys.identity.recipient
    grant = Grant(told["conversation"], 0, to.holder, hostile.identity, hostile.own.verifying_key)
    told["grants"] = [{"n": 0, "sealed": b64(seal_grant(grant, to, hostile.own))}]


def makes_up_a_past(hostile: HostileLine, told: Told) -> None:
    hostile.makes_up_a_past(told)


@pytest.mark.parametrize("lie", [exchanges_key_0, signs_key_0_itself, makes_up_a_past])
def test_nothing_is_sealed_to_a_key_0_that_nothing_of_lin_s_bears_out(
    browser: Browser, line: RunningLine, code: str, lie: Callable[[HostileLine, Told], None]
) -> None:
    with lied_to(browser, line, code, lie) as (lin, hostile):
        lin.fills_in(text="Since the spring.")
        lin.page.locator("form:not([data-out]) .on button").first.click()

        assert "The key of this mailbox is damaged" in lin.sent()
        assert lin.filled_in("text") == ["Since the spring."]
        assert not hostile.answers


NO_DRAFTS: dict[str, dict[str, Any]] = {  # all but the first are signed by the mailbox
    "of the line's own": {},
    "numbered": {"seq": 1},
    "under a later key": {"n": 1},
    "without a key": {"identity": None},
}


@pytest.fixture(scope="module")
def unsent(browser: Browser, line: RunningLine) -> str:
    """The code of a tip that is kept for later."""
    with a_tipster(browser, line) as lin:
        lin.begins()
        lin.fills_in(text="The lock of shed 3 is filed through.")
        lin.keeps_it_for_later()
    return lin.code


@pytest.mark.parametrize("opens", ["unsent", "code"], ids=["a draft", "a tip that was sent"])
@pytest.mark.parametrize("wrong", NO_DRAFTS)
def test_lin_does_not_go_on_with_a_draft_that_the_line_has_made(
    browser: Browser, line: RunningLine, request: pytest.FixtureRequest, opens: str, wrong: str
) -> None:
    sent: list[bytes] = []

    with coming_back(browser, line, request.getfixturevalue(opens)) as lin:
        hostile = HostileLine(lin.page, line, TipCode.read(lin.code))
        signing = hostile.keys.signing if NO_DRAFTS[wrong] else None
        hostile.lies(lambda it, told: it.shows_a_draft_of_its_own(told, signing, **NO_DRAFTS[wrong]))
        everything_sent(lin.page, sent)
        lin.types(lin.code)
        problem = lin.sent()

        assert NOT_LIN_S in problem
        assert lin.page.locator("[data-problem] button").count() == 0
        assert lin.page.locator("textarea[name=text]:visible").count() == 0
        assert any(b"/sealed/open/" in one for one in sent)
        assert not [one for one in sent if b"/draft/" in one or b"/commit/" in one]


def test_lin_goes_on_with_a_draft_of_lin_s_own(browser: Browser, line: RunningLine, unsent: str) -> None:
    with coming_back(browser, line, unsent) as lin:
        lin.types(unsent)

        lin.is_at("check")
        assert "The lock of shed 3 is filed through." in lin.reads()
