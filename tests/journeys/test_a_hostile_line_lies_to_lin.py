from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from journeys.coming_back import ComingBack, coming_back
from journeys.hostile_line import HostileLine, Told, letters_in
from journeys.lines import RunningLine
from journeys.people import a_reviewer, a_tipster
from playwright.sync_api import Browser

from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.encoding import b64, unb64

FOREIGN = "This letter is not from whom it says."
DAMAGED = "This letter is damaged, or not what the line says it is. Do not trust it."
MISSING = "Before this letter one is missing."
REPEATED = "This letter repeats the number of an earlier one."
NEW_KEY = "Your browser does not use it."
FORGED = "Your browser does not believe it."
UNKNOWN = "This line does not show the list of readers that your tip was sealed to."
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
