"""Two keys guard Lin's name: her mailbox says how it stands with it, and she says yes or no to whoever asks."""

from __future__ import annotations

from typing import Any

import pytest
from builders import told
from clock import Clock
from closings import staff
from guarding import LIN, AskingForAName, bo_guards_names, read_by, told_with_a_name
from opening_browser import OpeningBrowser
from tipster import Tipster

from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.name_requests import CONSENT, Consent
from fairwitness.journal.models import Entry, Kind
from fairwitness.mailbox import told as telling
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.actions import ask_for_name
from fairwitness.sealed.actions.signed_by_two import NothingAsked
from fairwitness.sealed.models import Mailbox, Notice
from fairwitness.sealed.models_of_names import NameRequest

PAGE = "/mailbox/name/"
FIRST, SURE, NO = "I want to say yes", "Yes, open my name for these two", "No, it stays sealed"
BACK = "Take my yes back"
ENDED = "What two readers had asked about your name has ended."


@pytest.fixture(autouse=True)
def bo(office: OfficeFolder, clock: Clock) -> None:
    del office, clock
    bo_guards_names()


@pytest.fixture
def asking() -> AskingForAName:
    return AskingForAName(told_with_a_name())


@pytest.fixture
def lin(asking: AskingForAName) -> Tipster:
    lin = Tipster()
    lin.comes_back(" ".join(asking.tip.code.words))
    return lin


@pytest.fixture
def browser(asking: AskingForAName) -> OpeningBrowser:
    return OpeningBrowser(asking.tip.code)


def says(lin: Tipster, said: str) -> None:
    lin.sends(next(form for form in lin.page.forms if form.action.endswith(PAGE)), said=said)


def signed(
    browser: OpeningBrowser, asking: AskingForAName, says: str = "yes", **other: Any
) -> dict[str, str]:
    """What name.js sends."""
    name = browser.opens()["name"]
    asked = {"asked": ask_for_name._hash(unb64(name["statement"])), **other}  # noqa: SLF001 - the same hash
    said = Consent(asking.tip.tip.office.line, says=says, day=today(), **asked).to_json()
    return {"statement": b64(said), "signature": b64(browser.keys.signing.sign(CONSENT, said))}


def test_she_sees_who_guards_it_and_that_nobody_asks(lin: Tipster) -> None:
    assert "How your name is kept" in lin.page.text

    lin.goes_to(PAGE)

    assert "You have not been told of anybody who asks for it." in lin.page.text
    assert FIRST not in lin.page.text


@pytest.mark.usefixtures("office")
def test_where_no_name_is_sealed_apart_there_is_no_such_page() -> None:
    lin = Tipster()
    lin.comes_back(" ".join(told().code.words))
    assert "How your name is kept" not in lin.page.text

    lin.goes_to(PAGE)

    assert lin.where == "/mailbox/letters/"


def test_one_reader_alone_asks_her_nothing(asking: AskingForAName, lin: Tipster) -> None:
    asking.proposes()

    lin.goes_to(PAGE)

    assert "You have not been told of anybody who asks for it." in lin.page.text


def test_a_yes_is_pressed_twice_and_then_the_two_may_read_it(asking: AskingForAName, lin: Tipster) -> None:
    asking.by_two()
    lin.goes("name")
    says(lin, "first")
    assert (SURE in lin.page.text, NameRequest.objects.get().says) == (True, "")

    says(lin, "yes")
    asking.answers(asking.peeled())

    assert read_by("amara", asking.tip).name == LIN[0]
    lin.goes_to(PAGE)
    assert "Your name was opened for two readers" in lin.page.text


def test_a_no_is_said_with_one_press_and_ends_it(asking: AskingForAName, lin: Tipster) -> None:
    asking.by_two()
    lin.goes_to(PAGE)

    says(lin, "no")

    lin.goes_to(PAGE)
    assert "You have said no. Nothing is opened for what was asked." in lin.page.text
    assert NameRequest.objects.get().answered == today()


def test_she_takes_her_yes_back(asking: AskingForAName, lin: Tipster) -> None:
    asking.by_two()
    asking.says("yes")
    lin.goes_to(PAGE)
    assert (BACK in lin.page.text, FIRST in lin.page.text) == (True, False)

    says(lin, "no")

    assert NameRequest.objects.get().says == "no"


def test_a_yes_to_what_is_not_asked_any_more_changes_nothing_and_that_is_said(
    asking: AskingForAName, lin: Tipster
) -> None:
    row = asking.by_two()
    lin.goes_to(PAGE)
    says(lin, "first")
    ask_for_name.take_back(asking.tip.tip, row.id, staff("noor").id)

    says(lin, "yes")

    assert lin.status == 422
    assert ENDED in lin.page.text
    assert NameRequest.objects.get().says == ""


def test_by_a_duty_she_reads_the_day_and_where_to_complain(asking: AskingForAName, lin: Tipster) -> None:
    AskingForAName(asking.tip, "court-order", "before").by_two()

    lin.goes_to(PAGE)

    opens = NameRequest.objects.get().opens
    assert opens is not None
    assert f"It may be opened from {opens.isoformat()} on, and not before." in lin.page.text
    assert "Two readers have signed that a court has ordered it." in lin.page.text
    assert FIRST not in lin.page.text


def test_what_jeopardises_proceedings_is_told_when_it_is_opened_and_not_before(
    asking: AskingForAName, lin: Tipster, browser: OpeningBrowser
) -> None:
    duty = AskingForAName(asking.tip, "prosecutor", "jeopardises")
    duty.by_two()
    lin.goes_to(PAGE)
    assert "You have not been told of anybody who asks for it." in lin.page.text
    assert browser.opens()["name"]["state"] == "quiet"

    duty.answers(duty.peeled())

    assert browser.opens()["name"]["state"] == "opened"
    assert browser.opens()["name"]["ground"] == "prosecutor"
    lin.goes_to(PAGE)
    assert "Without your yes, by a duty of the office" in lin.page.text
    assert "Two readers have signed that a prosecutor demands it by law." in lin.page.text
    assert "complain outside the office:" in lin.page.text


def test_after_a_later_no_the_page_still_says_that_it_was_opened(
    asking: AskingForAName, lin: Tipster, browser: OpeningBrowser, clock: Clock
) -> None:
    asking.by_two()
    asking.says("yes")
    asking.answers(asking.peeled())
    clock.passes(days=1)
    again = AskingForAName(asking.tip)
    again.by_two()
    again.says("no")

    lin.comes_back(" ".join(asking.tip.code.words))
    lin.goes_to(PAGE)

    assert "Your name was opened before for two readers." in lin.page.text
    assert "stays sealed" not in lin.page.text.replace(NO, "")
    assert browser.opens()["name"]["was_opened"] == "yes"


def test_of_what_ended_on_one_day_the_opening_is_told(
    asking: AskingForAName, browser: OpeningBrowser
) -> None:
    for said in ("no", "no", "yes", "no", "no"):
        asked = AskingForAName(asking.tip)
        asked.by_two()
        asked.says(said)
        if said == "yes":
            asked.answers(asked.peeled())

    assert browser.opens()["name"]["state"] == "opened"


def test_what_jeopardises_proceedings_and_is_taken_back_is_told_never(
    asking: AskingForAName, browser: OpeningBrowser
) -> None:
    row = AskingForAName(asking.tip, "prosecutor", "jeopardises").by_two()

    ask_for_name.take_back(asking.tip.tip, row.id, staff("noor").id)

    assert browser.opens()["name"]["state"] == "quiet"
    assert not Notice.objects.filter(template=Notice.Template.NAME_ENDED).exists()


def test_a_new_code_ends_what_the_old_one_was_asked_and_the_readers_ask_again(
    asking: AskingForAName, lin: Tipster
) -> None:
    asking.by_two()
    asking.says("yes")
    lin.goes_to("/mailbox/code/")

    lin.goes_on()

    assert ENDED in lin.page.text
    assert Entry.objects.filter(kind=Kind.NAME_TAKEN_BACK).count() == 1
    new = bytes(Mailbox.objects.get(conversation=asking.tip.conversation).verifying_key)
    AskingForAName(asking.tip, statement={"mailbox": new}).by_two()
    lin.goes_to(PAGE)
    assert FIRST in lin.page.text


def test_after_a_new_code_nobody_opens_it_by_the_old_yes(asking: AskingForAName, lin: Tipster) -> None:
    asking.by_two()
    asking.says("yes")
    lin.goes_to("/mailbox/code/")
    lin.goes_on()

    with pytest.raises(NothingAsked):
        asking.answers(asking.peeled())


def test_a_new_code_ends_no_duty_and_takes_away_what_one_reader_has_signed(
    asking: AskingForAName, lin: Tipster
) -> None:
    asking.proposes()
    lin.goes_to("/mailbox/code/")
    lin.goes_on()
    assert not NameRequest.objects.exists()

    AskingForAName(asking.tip, "law", "before").by_two()
    lin.goes_to("/mailbox/code/")
    lin.goes_on()

    assert NameRequest.objects.get().answered is None


def test_her_browser_signs_it_itself(asking: AskingForAName, browser: OpeningBrowser) -> None:
    asking.by_two()
    name = browser.opens()["name"]
    assert (name["state"], unb64(name["statement"])) == ("asked", asking.asked)

    answer = browser.asks("name", **signed(browser, asking))

    assert (answer.status_code, browser.opens()["name"]["state"]) == (200, "agreed")
    asking.answers(asking.peeled())
    assert read_by("noor", asking.tip).contact == LIN[1]


@pytest.mark.parametrize("wrong", ["another key", "another question", "no JSON"])
def test_what_her_mailbox_has_not_signed_is_refused(
    asking: AskingForAName, browser: OpeningBrowser, wrong: str
) -> None:
    asking.by_two()
    another: dict[str, Any] = {"asked": b"x" * 32} if wrong == "another question" else {}
    sent = signed(browser, asking, **another)
    if wrong == "another key":
        sent["signature"] = b64(SigningKey.generate().sign(CONSENT, unb64(sent["statement"])))
    if wrong == "no JSON":
        sent["statement"] = b64(b"yes")

    answer = browser.asks("name", **sent)

    assert (answer.status_code, NameRequest.objects.get().says) == (409, "")


def test_what_her_browser_is_told_has_one_size_whatever_was_asked(
    asking: AskingForAName, browser: OpeningBrowser
) -> None:
    sizes = {len(browser.asks("open").content), len(OpeningBrowser(told().code).asks("open").content)}
    asking.by_two()

    sizes.add(len(browser.asks("open").content))

    assert sizes == {telling.WHOLE}
