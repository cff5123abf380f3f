from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import Told, answered, awake, kept_file, opened_by
from clock import Clock
from intake.sealing_browser import SealingBrowser
from recording import Recording, in_state, recorded
from reviewer import Reviewer
from tipster import Tipster

from fairwitness.crypto.commits import Upload
from fairwitness.crypto.letters import Answer, seal_letter
from fairwitness.journal.models import Entry, Gone
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.files import hash_of_secret
from fairwitness.sealed.models import Recorded, SealedFile, Tip
from fairwitness.sealed.models import Recording as Voice
from fairwitness.sealed.states import State
from fairwitness.sealed.storage import storage
from fairwitness.site.worker import one_round

pytestmark = pytest.mark.usefixtures("office")
PAGE = "/mailbox/written-down/"


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


def comes_with(tip: Told) -> Tipster:
    lin = Tipster()
    lin.comes_back(" ".join(tip.code.words))
    return lin


def has_a_code_of_her_own(tip: Told) -> Tipster:
    lin = comes_with(tip)
    lin.goes_to("/mailbox/code/")
    lin.goes_on()
    assert "Your new code is in force." in lin.page.text
    return lin


def agrees(lin: Tipster) -> None:
    lin.goes_to(PAGE)
    shown = [told["value"] for _, told in lin.page.tags if told.get("name") == "agree"]
    lin.goes_on(agree=shown[0] if shown else "A" * 43)


def mark_of(tip: Told) -> Recorded:
    return Recorded.objects.get(tip=tip.tip)


def recorded_with_audio(amara: Reviewer) -> tuple[Told, str]:
    """Amara has recorded the call, with the caller's consent."""
    browser = SealingBrowser()
    entry = kept_file(browser.identity, "call.ogg", b"The exit is chained.")
    SealedFile.objects.filter(pk=entry.id).update(secret=hash_of_secret(b"s" * 32))
    recording = Recording(browser, consent="recording", recordings=[entry.id])
    letter = seal_letter(browser.letter(files=(entry,)), browser.keys.signing, browser.identity.recipient)
    body = recording.body(letter=letter, uploads=[Upload(entry.id, b"s" * 32)])
    answer: Any = amara.posts("record/public/keep/", body)
    assert answer.status_code == 200, answer.content
    return recording.told(), entry.id


def is_kept(file_id: str) -> bool:
    """Whether a byte, or a row that leads to one, is left of it."""
    on_disk = any(file_id in found for found in storage().file_ids())
    return on_disk or SealedFile.objects.filter(pk=file_id).exists()


def test_whoever_told_it_hears_that_the_code_was_seen_and_is_offered_another(amara: Reviewer) -> None:
    lin = comes_with(recorded(amara))

    assert "This was written down for you by the office" in lin.page.text
    assert "Somebody of the office has seen this code." in lin.page.text
    assert "code" in lin.page.ways


def test_with_the_code_that_was_seen_nobody_agrees(amara: Reviewer) -> None:
    tip = recorded(amara)

    lin = comes_with(tip)
    agrees(lin)

    assert "Take a new code first" in lin.page.text
    assert mark_of(tip).agreed is None


def test_with_a_code_of_ones_own_the_text_is_agreed_with_one_press(amara: Reviewer) -> None:
    tip = recorded(amara)
    lin = has_a_code_of_her_own(tip)

    agrees(lin)

    assert mark_of(tip).agreed is not None
    assert Entry.objects.filter(kind="text-agreed", tip=tip.tip.id, by="").count() == 1
    assert "You have agreed to the text." in lin.page.text


def test_a_corrected_text_stands_beside_the_first_and_is_agreed_next(amara: Reviewer) -> None:
    tip = recorded(amara)
    lin = has_a_code_of_her_own(tip)

    lin.goes_to(PAGE)
    lin.goes_on(corrected="The exit is locked with a bolt.", correct="1")

    assert "The exit is chained." in lin.page.text
    assert "The exit is locked with a bolt." in lin.page.text
    letters = opened_by("noor", tip.conversation)
    assert Answer("recorded", "corrected") in letters[-1].answers
    agrees(lin)
    assert "You have agreed to the text." in lin.page.text


def test_a_text_that_was_not_changed_is_no_correction_and_stays_in_its_box(amara: Reviewer) -> None:
    lin = has_a_code_of_her_own(recorded(amara))

    lin.goes_to(PAGE)
    lin.goes_on(corrected="The exit is chained.", correct="1")

    assert (lin.status, "Change the text first" in lin.page.text) == (422, True)


def test_line_ends_that_a_browser_puts_in_are_no_correction_either(amara: Reviewer) -> None:
    lin = has_a_code_of_her_own(recorded(amara))
    lin.goes_to(PAGE)
    lin.goes_on(corrected="The exit is chained.\nI saw it.", correct="1")

    lin.goes_to(PAGE)
    lin.goes_on(corrected="The exit is chained.\r\nI saw it.", correct="1")

    assert (lin.status, "Change the text first" in lin.page.text) == (422, True)


def test_a_page_with_an_older_text_agrees_to_nothing(amara: Reviewer) -> None:
    tip = recorded(amara)
    lin = has_a_code_of_her_own(tip)
    lin.goes_to(PAGE)
    (old,) = [told["value"] for _, told in lin.page.tags if told.get("name") == "agree"]
    lin.goes_on(corrected="The exit is bolted.", correct="1")

    lin.goes_to(PAGE)
    lin.goes_on(agree=old, corrected="My own words.")

    assert "Another text counts by now" in lin.page.text
    assert "My own words." in lin.response.content.decode()
    assert mark_of(tip).agreed is None


def test_once_agreed_the_recording_is_gone_from_rows_and_disk_and_listed(amara: Reviewer) -> None:
    tip, file_id = recorded_with_audio(amara)
    lin = has_a_code_of_her_own(tip)
    before = [file_id in found for found in storage().file_ids()]

    agrees(lin)

    assert any(before)
    assert not any(file_id in found for found in storage().file_ids())
    assert not SealedFile.objects.filter(pk=file_id).exists()
    assert Gone.objects.filter(pk=file_id).exists()
    assert "The recording is destroyed." in lin.page.text
    page = amara.page(f"tips/{tip.tip.id}/")
    gone = [of["data-gone"] for tag, of in page.tags if tag == "sealed-letter" and "data-gone" in of]
    assert "The recording was destroyed on" in page.text
    assert {one.split() and one.split()[0].partition(":")[0] for one in gone} == {file_id}


def test_when_the_tip_is_closed_the_recording_is_gone_whether_or_not_it_was_agreed_to(
    amara: Reviewer,
) -> None:
    tip, file_id = recorded_with_audio(amara)
    answered(in_state(tip, State.FEEDBACK_GIVEN, outcome="not-confirmed").conversation)
    before = is_kept(file_id)

    Reviewer("noor").sends(f"tips/{tip.tip.id}/finish/", seen=State.FEEDBACK_GIVEN)

    assert (Tip.objects.get().state, before, is_kept(file_id)) == (State.CLOSED, True, False)
    assert Gone.objects.filter(pk=file_id).exists()
    assert Voice.objects.get().destroyed is not None
    assert mark_of(tip).agreed is None


def test_when_the_clock_closes_it_the_recording_goes_too(amara: Reviewer, clock: Clock) -> None:
    tip, file_id = recorded_with_audio(amara)
    in_state(tip, State.INSUFFICIENT, outcome="insufficient")

    clock.passes(days=15)
    awake()
    one_round()

    assert (Tip.objects.get().state, is_kept(file_id)) == (State.CLOSED, False)
    assert Gone.objects.filter(pk=file_id).exists()


def test_when_it_is_taken_back_nothing_of_the_recording_is_left(amara: Reviewer) -> None:
    tip, file_id = recorded_with_audio(amara)

    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    assert not is_kept(file_id)
    assert not Voice.objects.exists()
    assert mark_of(tip).by  # that it was recorded, and by whom, stays


@pytest.mark.parametrize(("days", "opens"), [(30, True), (31, False)])
def test_a_code_that_was_handed_over_opens_something_for_thirty_days(
    amara: Reviewer, clock: Clock, days: int, *, opens: bool
) -> None:
    tip = recorded(amara)

    clock.passes(days=days)
    lin, noor = comes_with(tip), Reviewer("noor")

    assert (lin.where == "/mailbox/letters/", "This code opens nothing here." in lin.page.text) == (
        opens,
        not opens,
    )
    over = "was not used until" in noor.page(f"tips/{tip.tip.id}/").text
    assert over is not opens


def test_a_code_of_ones_own_opens_it_as_long_as_the_tip_is_there(amara: Reviewer, clock: Clock) -> None:
    tip = recorded(amara)
    lin = comes_with(tip)
    lin.goes_to("/mailbox/code/")
    own = lin.page.code
    lin.goes_on()

    clock.passes(days=31)
    lin.comes_back(own)

    assert "This was written down for you by the office" in lin.page.text
    assert "The exit is chained." in lin.page.text


def test_that_staff_recorded_it_stands_on_both_roads(amara: Reviewer) -> None:
    tip = recorded(amara, way="letter")
    lin, noor = comes_with(tip), Reviewer("noor")

    at_the_desk = noor.page("").text, noor.page(f"tips/{tip.tip.id}/").text

    assert "Written down for you by the office" in lin.page.text
    assert all("Recorded by staff" in one for one in at_the_desk)
    assert "Amara · In a letter · Not agreed yet" in " ".join(at_the_desk[1].split())


def test_without_consent_no_recording_is_taken_up(amara: Reviewer) -> None:
    browser = SealingBrowser()
    recording = replace(Recording(browser), recordings=["A" * 22])

    answer = amara.posts("record/public/keep/", recording.body())

    assert answer.status_code == 400
    assert "Without their consent there is no recording" in answer.json()["error"]


def test_a_tip_of_a_tipster_s_own_has_no_such_page() -> None:
    lin = Tipster()
    lin.tells("The exit is chained.")
    lin.comes_back()

    lin.goes_to(PAGE)

    assert lin.where == "/mailbox/letters/"
    assert "Written down for you" not in lin.page.text


def test_in_chinese_it_is_said_too(amara: Reviewer) -> None:
    tip = recorded(amara)
    lin = Tipster("zh-hans")

    lin.comes_back(" ".join(tip.code.words))

    assert "工作人员" in lin.page.text
