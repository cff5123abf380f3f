from __future__ import annotations

from dataclasses import replace

import pytest
from builders import opened_by, public
from tipster import Tipster

from fairwitness.crypto.codes import TipCode
from fairwitness.intake.actions import begin
from fairwitness.intake.drafts import DraftKey
from fairwitness.office.charter import current
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.models import Conversation, Draft, Mailbox, SealedFile, Tip

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def lin() -> Tipster:
    return Tipster()


def texts() -> list[str]:
    return [opened_by("amara", one)[0].text for one in Conversation.objects.all()]


def test_one_sentence_is_a_tip_in_seven_pages(lin: Tipster) -> None:
    seen = []
    lin.goes_to("/")
    seen.append(lin.where)
    lin.goes_to("/tell/public/scope/")
    seen.append(lin.where)
    lin.chooses()
    seen.append(lin.where)
    lin.writes("The exit is chained.")
    for _ in range(3):
        seen.append(lin.where)
        lin.goes_on()

    assert [*seen, lin.where] == [
        "/",
        *(f"/tell/public/{screen}/" for screen in ("scope", "story", "files", "you", "check", "sent")),
    ]
    assert texts() == ["The exit is chained."]


def test_a_file_alone_is_a_tip(lin: Tipster) -> None:
    lin.tells("", {"exit.jpg": b"a photo"})

    (letter,) = opened_by("amara", Conversation.objects.get())
    assert [(file.name, file.size) for file in letter.files] == [("exit.jpg", 7)]
    assert not SealedFile.objects.exclude(conversation=Conversation.objects.get()).exists()


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_nothing_told_is_said_kindly_and_shows_no_code(lin: Tipster, text: str) -> None:
    lin.tells(text)

    assert lin.where == "/tell/public/check/"
    assert "Write one sentence, or add a file. Either is enough." in lin.page.text
    assert (lin.code, Tip.objects.exists()) == ("", False)


def test_every_answer_reaches_the_readers_and_no_other_does(lin: Tipster) -> None:
    lin.chooses("misuse", "corruption-fraud")
    lin.writes("He sells the beds.", where="ward 3, in May", known=["saw", "document"])
    lin.goes_on()
    lin.goes_on(name="Lin", contact="", guess="the night shift")
    lin.goes_on()

    (letter,) = opened_by("noor", Conversation.objects.get())
    assert {one.question: one.text for one in letter.answers} == {
        "kind": "corruption-fraud",
        "where": "ward 3, in May",
        "known": "saw document",
        "name": "Lin",
        "guess": "the night shift",
    }


def test_back_and_forward_lose_nothing(lin: Tipster) -> None:
    lin.chooses()
    lin.writes("The exit <is> chained & locked.", where="hall 3")

    lin.goes_to("/tell/public/story/")

    assert lin.page.box == "The exit <is> chained & locked."
    assert ("input", "hall 3") in [(tag, told.get("value")) for tag, told in lin.page.tags]


def test_change_leads_back_to_the_last_look(lin: Tipster) -> None:
    lin.chooses()
    lin.writes("The exit is chained.")
    lin.goes_to("/tell/public/story/?then=check")

    lin.writes("The exit is chained at night.")

    assert lin.where == "/tell/public/check/"
    assert "The exit is chained at night." in lin.page.text


def test_change_leads_back_also_after_files_came_and_went(lin: Tipster) -> None:
    lin.chooses()
    lin.writes("The exit is chained.")
    lin.goes_to("/tell/public/files/?then=check")

    lin.attaches({"exit.jpg": b"a photo"})
    lin.sends(lin.page.forms[0], remove=SealedFile.objects.get().id)
    lin.goes_on()

    assert lin.where == "/tell/public/check/"
    assert not SealedFile.objects.exists()


@pytest.mark.parametrize("remove", ["\0", "x" * 10_000, "长", "' OR 1=1"])
def test_what_is_no_file_of_the_draft_is_not_removed(lin: Tipster, remove: str) -> None:
    lin.chooses()
    lin.writes("The exit is chained.")
    lin.attaches({"exit.jpg": b"a photo"})

    lin.sends(lin.page.forms[0], remove=remove)

    assert (lin.status, lin.where) == (200, "/tell/public/files/")
    assert SealedFile.objects.count() == 1


def test_the_screens_of_another_channel_do_not_touch_the_draft(lin: Tipster) -> None:
    lin.chooses()
    lin.writes("The exit is chained.")
    mine = bytes(Draft.objects.get().sealed)
    form = lin.page.forms[-1]

    lin.sends(replace(form, action="/en/tell/workers/story/"), text="For the workers' line.")

    assert lin.where == "/tell/workers/files/"
    assert {bytes(draft.sealed) == mine for draft in Draft.objects.filter(channel__slug="public")} == {True}
    assert Draft.objects.filter(channel__slug="workers").count() == 1


def test_without_a_kind_the_choice_stays_and_is_asked_for(lin: Tipster) -> None:
    lin.chooses("harm", "")

    assert lin.status == 422
    assert "Choose what comes closest." in lin.page.text
    assert ("harm", "") in [(told.get("value"), told.get("checked")) for _, told in lin.page.tags]


def test_a_kind_that_the_channel_does_not_take_is_not_taken(lin: Tipster) -> None:
    lin.chooses("misuse", "breach-of-economic-law", channel="workers")

    assert "Choose one of the kinds that are listed." in lin.page.text
    assert not Draft.objects.exists()


def test_a_text_that_is_too_long_comes_back_whole_with_both_numbers(lin: Tipster) -> None:
    limit = current().limits.text_chars
    text = "长" * (limit + 1)
    lin.chooses()

    lin.writes(text)

    assert f"This is {limit + 1} characters long; {limit} fit." in lin.page.text
    assert lin.page.box == text


def test_a_text_that_just_fits_is_a_tip(lin: Tipster) -> None:
    lin.tells("长" * current().limits.text_chars)

    assert texts() == ["长" * current().limits.text_chars]


def test_send_pressed_again_shows_the_same_page_and_is_one_tip(lin: Tipster) -> None:
    lin.tells("The exit is chained.", {"exit.jpg": b"a photo"})
    first = lin.page.code

    lin.goes_to("/tell/public/check/")

    assert (lin.where, lin.page.code) == ("/tell/public/sent/", first)
    assert (Tip.objects.count(), SealedFile.objects.count()) == (1, 1)


def test_a_text_that_was_changed_after_sending_comes_back_in_the_box(lin: Tipster) -> None:
    lin.chooses()
    lin.writes("The exit is chained.")
    lin.goes_to("/tell/public/story/")
    form = lin.page.forms[0]
    lin.goes_to("/tell/public/check/")
    lin.goes_on()

    lin.sends(form, text="The exit is chained, and the alarm is off.")

    assert "You have sent this already" in lin.page.text
    assert lin.page.box == "The exit is chained, and the alarm is off."
    assert texts() == ["The exit is chained."]


def test_the_next_tip_of_the_same_browser_has_a_code_of_its_own(lin: Tipster) -> None:
    lin.tells("The exit is chained.")
    first = lin.code

    lin.tells("The alarm is off.")

    assert lin.code != first
    assert sorted(texts()) == ["The alarm is off.", "The exit is chained."]


def test_without_any_cookie_no_text_is_lost_and_the_next_sending_works(lin: Tipster) -> None:
    lin.chooses()
    form = lin.page.forms[0]
    lin.client.cookies.clear()

    lin.sends(form, text="The exit is chained.")
    assert "Please send it once more" in lin.page.text
    assert lin.page.box == "The exit is chained."
    lin.sends(lin.page.forms[0], text=lin.page.box)
    lin.goes_to("/tell/public/check/")

    assert "Choose what it is about." in lin.page.text
    assert "The exit is chained." in lin.page.text


def test_a_cookie_that_somebody_changed_opens_nothing_and_loses_no_text(lin: Tipster) -> None:
    lin.chooses()
    kept = lin.client.cookies["tell"].value
    lin.client.cookies["tell"] = kept[:-2] + ("A" if kept[-2] != "A" else "B") + kept[-1]

    lin.writes("The exit is chained.")
    lin.goes_to("/tell/public/check/")

    assert "The exit is chained." in lin.page.text
    assert Draft.objects.count() == 2


def test_the_last_page_is_shown_again_to_the_same_browser_and_to_no_other(lin: Tipster) -> None:
    lin.tells("The exit is chained.")

    lin.goes_to("/tell/public/sent/")
    stranger = Tipster()
    stranger.goes_to("/tell/public/sent/")

    assert lin.page.code == lin.code
    assert (stranger.page.code, stranger.where) == ("", "/tell/public/scope/")


def test_a_chinese_page_shows_the_numbers_first_and_they_are_the_code() -> None:
    lin = Tipster("zh-hans")

    lin.tells("安全出口被锁住了。")

    code = TipCode.read(lin.code)
    assert lin.code.split()[::2] == [f"{number:04}" for number in code.numbers]
    assert texts() == ["安全出口被锁住了。"]


def test_a_channel_that_nobody_has_is_not_found(lin: Tipster) -> None:
    lin.goes_to("/tell/secret-police/scope/")

    assert lin.status == 404


def test_what_stays_on_the_line_holds_no_word_and_no_name(lin: Tipster, office: OfficeFolder) -> None:
    lin.tells("canary-4711", {"canary-4711.jpg": b"canary-4711"})

    kept = [path.read_bytes() for path in office.files.rglob("*") if path.is_file()]

    assert kept
    assert not any(b"canary-4711" in content for content in kept)
    assert "canary" not in "".join(str(path) for path in office.files.rglob("*"))


def test_without_a_code_the_readers_know_and_nobody_can_come_back(lin: Tipster) -> None:
    lin.chooses()
    lin.writes("No paper, no pen.")
    lin.goes_to("/tell/public/check/")
    code = lin.page.code
    lin.goes_to("/tell/public/without/")

    lin.goes_on(without="1")
    assert "The readers know that they cannot answer you" in lin.page.text
    lin.comes_back(code)

    assert texts() == ["No paper, no pen."]
    assert Tip.objects.get().no_answer
    assert "Your tip was sent without a code" in lin.page.text
    assert "No paper, no pen." not in lin.page.text


def test_everybody_left_out_is_not_taken_and_the_outside_body_is_named(lin: Tipster) -> None:
    lin.chooses()
    lin.writes("The director reads this line.")
    lin.goes_on()

    lin.goes_on(exclude=["coordinator", "board"])

    assert "Then nobody would be left to read it." in lin.page.text
    assert not Mailbox.objects.filter(conversation__isnull=False).exists()


@pytest.mark.parametrize("screen", ["scope", "story", "files", "you", "check"])
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "FOO"])
def test_a_screen_takes_a_form_by_post_and_in_no_other_way(lin: Tipster, screen: str, method: str) -> None:
    response = lin.client.generic(method, f"/en/tell/public/{screen}/", "text=The exit")

    assert response.status_code == 405
    assert not Draft.objects.exists()


@pytest.mark.parametrize("screen", ["story", "files", "you", "check"])
def test_back_after_sending_leads_to_the_last_page_with_its_code(lin: Tipster, screen: str) -> None:
    lin.tells("The exit is chained.")

    lin.goes_to(f"/tell/public/{screen}/")

    assert (lin.where, lin.page.code) == ("/tell/public/sent/", lin.code)


def test_whoever_begins_another_tip_is_told_of_the_one_just_sent(lin: Tipster) -> None:
    lin.tells("The exit is chained.")

    lin.goes_to("/tell/public/scope/")

    assert "You have just sent a tip." in lin.page.text
    assert "/en/tell/public/sent/" in lin.page.links()


def test_a_draft_that_nobody_could_read_is_not_sent_and_says_why(lin: Tipster) -> None:
    answers = {"kind": "retaliation", "exclude": "coordinator board"}
    key = begin(DraftKey.new(), public(), answers, "The board was another one then.")
    lin.comes_back(" ".join(key.code.words))

    lin.goes_on()

    assert lin.status == 422
    assert "Nobody would be left to read it." in lin.page.text
    assert "The board was another one then." in lin.page.text
    assert not Tip.objects.exists()
