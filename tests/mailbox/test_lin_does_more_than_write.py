from __future__ import annotations

from functools import partial

import pytest
from at_once import at_once
from builders import answered, opened_by
from tipster import Tipster

from fairwitness.crypto.codes import TipCode
from fairwitness.journal.models import Entry
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.models import (
    Conversation,
    Draft,
    Exclusion,
    Grant,
    Letter,
    Mailbox,
    Notice,
    SealedFile,
    Tip,
)

pytestmark = pytest.mark.usefixtures("office")
MAILBOX = "/mailbox/letters/"


@pytest.fixture
def inside(lin: Tipster) -> Tipster:
    lin.comes_back()
    return lin


def test_the_mailbox_says_where_the_tip_stands_and_who_acts_next_by_when(inside: Tipster) -> None:
    assert "The readers answer by" in inside.page.text
    assert "From the line: Your tip has arrived and is stored, sealed." in inside.page.text

    answered(Conversation.objects.get(), "Since when?")
    inside.goes_to(MAILBOX)

    assert "what was done, and why" in inside.page.text


def test_the_later_questions_can_be_skipped_one_by_one(inside: Tipster) -> None:
    inside.goes_to("/mailbox/say/questions/")
    asked = len([tag for tag, _ in inside.page.tags if tag == "textarea"])
    inside.goes_on(wrong="A photo with the door open.")

    (_, letter) = opened_by("amara", Conversation.objects.get())
    assert 3 <= asked <= 5
    assert [(one.question, one.text) for one in letter.answers] == [("wrong", "A photo with the door open.")]
    assert "A photo with the door open." in inside.page.text
    assert f"Answer {asked - 1} more questions" in inside.page.text


@pytest.mark.parametrize(
    ("page", "box"), [("letters/", "text"), ("say/meeting/", "meeting"), ("say/questions/", "wrong")]
)
def test_another_language_keeps_what_is_in_the_boxes_and_sends_nothing(
    inside: Tipster, page: str, box: str
) -> None:
    inside.goes_to(f"/mailbox/{page}")
    (chinese,) = [told for tag, told in inside.page.tags if tag == "button" and told.get("lang") == "zh-Hans"]
    (form,) = [form for form in inside.page.forms if form.action == f"/en/mailbox/{page}"]
    form.action = chinese["formaction"]

    inside.sends(form, None, go="here", **{box: "On Sunday, in the yard."})

    assert inside.response.wsgi_request.path == f"/zh-hans/mailbox/{page}"
    assert "On Sunday, in the yard." in inside.response.content.decode()
    assert (inside.status, Letter.objects.count()) == (200, 1)


def test_an_answer_of_one_word_is_shown_as_it_was_written(inside: Tipster) -> None:
    inside.goes_to("/mailbox/say/questions/")

    inside.goes_on(others="yes")

    assert "Who else knows about it, or was there? yes" in inside.page.text


def test_no_answer_at_all_is_said_kindly(inside: Tipster) -> None:
    inside.goes_to("/mailbox/say/questions/")

    inside.goes_on(wrong=" ")

    assert inside.status == 422
    assert "Write at least one answer, or go back to your mailbox." in inside.page.text


def test_a_meeting_can_be_asked_for_without_a_word(inside: Tipster) -> None:
    inside.goes_to("/mailbox/say/meeting/")

    inside.goes_on()

    (_, letter) = opened_by("noor", Conversation.objects.get())
    assert [one.question for one in letter.answers] == ["meeting"]
    assert "You ask for a meeting" in inside.page.text


def test_retaliation_belongs_to_the_tip_and_comes_sealed(inside: Tipster) -> None:
    inside.goes_to("/mailbox/say/retaliation/")

    inside.goes_on(retaliation="I was moved to the night shift.")

    (_, letter) = opened_by("amara", Conversation.objects.get())
    assert [(one.question, one.text) for one in letter.answers] == [
        ("retaliation", "I was moved to the night shift.")
    ]


def test_a_page_that_nobody_has_is_not_found(inside: Tipster) -> None:
    inside.goes_to("/mailbox/say/everything/")

    assert inside.status == 404


def test_a_tip_that_is_taken_back_is_gone_at_once_and_its_code_shows_dates(
    lin: Tipster, office: OfficeFolder
) -> None:
    lin.tells("Take this back.", {"exit.jpg": b"a photo"})
    tip = Tip.objects.get(conversations__mailbox__locator=TipCode.read(lin.code).locator(office.line()))
    lin.comes_back()
    lin.goes_to("/mailbox/withdraw/")

    lin.goes_on()

    assert "Your tip was destroyed" in lin.page.text
    assert "Taken back by you" in lin.page.text
    for model in (Grant, Letter, Notice, SealedFile):
        assert not model.objects.filter(conversation__tip=tip).exists()
    assert not [path for path in office.files.rglob("*") if path.is_file()]
    assert Entry.objects.filter(kind=Entry.Kind.DESTROYED, tip=tip.id).count() == 1


def test_whom_a_taken_back_tip_left_out_is_forgotten_too(lin: Tipster) -> None:
    lin.chooses()
    lin.writes("The coordinator.")
    lin.goes_on()
    lin.goes_on(exclude=["coordinator"])
    lin.code = lin.page.code
    lin.goes_on()
    assert Exclusion.objects.count() == 1
    lin.comes_back()
    lin.goes_to("/mailbox/withdraw/")

    lin.goes_on()

    assert not Exclusion.objects.exists()


def test_a_new_code_opens_everything_and_the_old_one_nothing(inside: Tipster) -> None:
    old = inside.code
    answered(Conversation.objects.get(), "Since when?")
    inside.goes_to("/mailbox/code/")
    new = inside.page.code

    inside.goes_on()
    inside.answers("Since the spring.")
    answered(Conversation.objects.get(), "By whom?", seq=1)

    stranger, lin = Tipster(), Tipster()
    stranger.comes_back(old)
    lin.comes_back(new)
    assert "This code opens nothing here." in stranger.page.text
    assert lin.page.letters == ["The exit is chained.", "Since when?", "", "Since the spring.", "By whom?"]
    assert lin.page.warnings == [[]] * 5
    assert "A new code was made for this mailbox." in lin.page.text
    assert "a newer code may have taken its place" in stranger.page.text


def test_until_it_is_written_down_the_old_code_stays(inside: Tipster) -> None:
    inside.goes_to("/mailbox/code/")
    first = inside.page.code
    inside.goes_to("/mailbox/code/")

    stranger = Tipster()
    stranger.comes_back(first)
    inside.comes_back()

    assert inside.page.letters == ["The exit is chained."]
    assert "This code opens nothing here." in stranger.page.text
    assert Mailbox.objects.count() == 1


def test_somebody_else_in_the_same_browser_is_shown_another_code(inside: Tipster) -> None:
    other = Tipster()
    other.tells("The alarm is off.")
    inside.goes_to("/mailbox/code/")
    seen = inside.page.code

    inside.comes_back(other.code)
    inside.goes_to("/mailbox/code/")

    assert inside.page.code != seen


@pytest.mark.parametrize("how", ["/leave/", "sign out"])
def test_whoever_leaves_takes_the_code_along_that_was_shown(inside: Tipster, how: str) -> None:
    inside.goes_to("/mailbox/code/")

    if how == "/leave/":
        inside.client.get("/en/leave/")
    else:
        inside.goes_to(MAILBOX)
        inside.leaves()

    assert inside.client.cookies["next-code"].value == ""


def test_a_new_code_that_is_confirmed_in_two_tabs_is_one_code(inside: Tipster) -> None:
    inside.goes_to("/mailbox/code/")
    form, new = inside.page.forms[0], inside.page.code
    other = Tipster()
    for name, cookie in inside.client.cookies.items():
        other.client.cookies[name] = cookie.value

    inside.sends(form)
    other.sends(form)
    other.comes_back(new)

    assert other.page.letters == inside.page.letters
    assert Notice.objects.filter(template=Notice.Template.NEW_CODE).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_new_code_that_is_confirmed_twice_at_once_is_one_code(inside: Tipster) -> None:
    inside.goes_to("/mailbox/code/")
    form = inside.page.forms[0]
    tabs = [Tipster() for _ in range(4)]
    for tab in tabs:
        for name, cookie in inside.client.cookies.items():
            tab.client.cookies[name] = cookie.value

    at_once([partial(tab.sends, form) for tab in tabs])

    assert {tab.status for tab in tabs} <= {200, 403}
    assert Notice.objects.filter(template=Notice.Template.NEW_CODE).count() == 1


def test_other_words_with_a_form_that_was_sent_come_back_and_can_be_sent(inside: Tipster) -> None:
    inside.goes_to("/mailbox/say/questions/")
    form = inside.page.forms[0]
    inside.sends(form, wrong="The key hangs beside it.")

    inside.sends(form, wrong="The key hangs beside it, I heard.")
    assert "A letter was sent with this form already." in inside.page.text
    inside.goes_on(wrong=inside.page.box)

    assert "The key hangs beside it, I heard." in inside.page.text
    assert Letter.objects.count() == 3


def test_a_code_can_be_changed_more_than_once(inside: Tipster) -> None:
    for _ in range(3):
        inside.goes_to("/mailbox/code/")
        inside.code = inside.page.code
        inside.goes_on()

    inside.comes_back()
    inside.answers("Still me.")

    assert inside.page.letters == ["The exit is chained.", "", "", "", "Still me."]
    assert inside.page.warnings == [[]] * 5


def test_the_code_of_a_draft_opens_it_in_any_browser_with_its_send_button() -> None:
    lin, elsewhere = Tipster(), Tipster("zh-hans")
    lin.chooses()
    lin.sends(lin.page.forms[-1], text="To be finished at home.", keep="1")
    assert "not sent yet" in lin.page.text

    elsewhere.comes_back(lin.page.code)
    assert "To be finished at home." in elsewhere.page.text
    elsewhere.goes_on()

    assert elsewhere.where == "/tell/public/sent/"
    assert not Draft.objects.exists()
    lin.goes_to("/tell/public/check/")
    assert lin.where == "/tell/public/sent/"
