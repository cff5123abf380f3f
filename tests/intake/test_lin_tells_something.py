from __future__ import annotations

import pytest
from builders import opened_by
from tipster import Tipster

from fairwitness.crypto.codes import TipCode
from fairwitness.office.charter import current
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.models import Conversation, SealedFile, Tip

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def lin() -> Tipster:
    return Tipster()


def texts() -> list[str]:
    return [opened_by("amara", one)[0].text for one in Conversation.objects.all()]


def test_one_sentence_is_a_tip(lin: Tipster) -> None:
    lin.tells("The exit is chained.")

    assert lin.where == "/tell/public/sent/"
    assert len(TipCode.read(lin.code).words) == 12
    assert texts() == ["The exit is chained."]


def test_a_file_alone_is_a_tip(lin: Tipster) -> None:
    lin.tells("", {"exit.jpg": b"a photo"})

    (letter,) = opened_by("amara", Conversation.objects.get())
    assert [(file.name, file.size) for file in letter.files] == [("exit.jpg", 7)]
    assert not SealedFile.objects.filter(pending_since__isnull=False).exists()


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_nothing_told_is_said_kindly_and_stores_nothing(lin: Tipster, text: str) -> None:
    lin.tells(text)

    assert lin.status == 422
    assert "Write one sentence, or add a file. Either is enough." in lin.page.text
    assert not Tip.objects.exists()


def test_without_a_kind_the_text_stays_in_the_box(lin: Tipster) -> None:
    lin.sends(lin.begins(), "The exit <is> chained & locked.", kind="")

    assert lin.status == 422
    assert lin.page.box == "The exit <is> chained & locked."


def test_a_kind_that_the_channel_does_not_take_is_not_taken(lin: Tipster) -> None:
    lin.sends(lin.begins("workers"), "He evades taxes.", kind="breach-of-economic-law")

    assert "Choose one of the kinds that are listed." in lin.page.text
    assert not Tip.objects.exists()


def test_a_text_that_is_too_long_comes_back_whole_with_both_numbers(lin: Tipster) -> None:
    limit = current().limits.text_chars
    text = "长" * (limit + 1)

    lin.tells(text)

    assert f"This is {limit + 1} characters long; {limit} fit." in lin.page.text
    assert lin.page.box == text
    assert not Tip.objects.exists()


def test_a_text_that_just_fits_is_a_tip(lin: Tipster) -> None:
    lin.tells("长" * current().limits.text_chars)

    assert lin.code


def test_the_same_form_sent_twice_shows_the_same_code_and_is_one_tip(lin: Tipster) -> None:
    form = lin.begins()
    lin.sends(form, "The exit is chained.", {"exit.jpg": b"a photo"})
    first = lin.code

    lin.sends(form, "The exit is chained.", {"exit.jpg": b"a photo"})

    assert lin.code == first
    assert (Tip.objects.count(), SealedFile.objects.count()) == (1, 1)


def test_a_text_that_was_changed_after_sending_comes_back_in_the_box(lin: Tipster) -> None:
    form = lin.begins()
    lin.sends(form, "The exit is chained.")

    lin.sends(form, "The exit is chained, and the alarm is off.")

    assert "You have sent this form already" in lin.page.text
    assert lin.page.box == "The exit is chained, and the alarm is off."
    assert "/en/tell/public/sent/" in lin.page.links()
    assert texts() == ["The exit is chained."]


def test_the_next_tip_of_the_same_browser_has_a_code_of_its_own(lin: Tipster) -> None:
    lin.tells("The exit is chained.")
    first = lin.code

    lin.tells("The alarm is off.")

    assert lin.code != first
    assert sorted(texts()) == ["The alarm is off.", "The exit is chained."]


def test_without_any_cookie_no_text_is_lost_and_the_next_sending_works(lin: Tipster) -> None:
    form = lin.begins()
    lin.client.cookies.clear()

    lin.sends(form, "The exit is chained.", {"exit.jpg": b"a photo"})
    assert "Please send it once more" in lin.page.text
    assert lin.page.box == "The exit is chained."
    assert "please choose them again" in lin.page.text

    lin.sends(lin.page.forms[0], lin.page.box)

    assert texts() == ["The exit is chained."]


def test_a_cookie_that_somebody_changed_is_no_draft_and_loses_no_text(lin: Tipster) -> None:
    form = lin.begins()
    kept = lin.client.cookies["tell"].value
    lin.client.cookies["tell"] = kept[:-1] + ("A" if kept[-1] != "A" else "B")

    lin.sends(form, "The exit is chained.")

    assert "Please send it once more" in lin.page.text
    assert lin.page.box == "The exit is chained."
    assert not Tip.objects.exists()


def test_the_code_is_shown_only_when_the_tip_is_stored(lin: Tipster) -> None:
    lin.begins()

    lin.goes_to("/tell/public/sent/")

    assert lin.where == "/tell/public/"
    assert lin.page.code == ""


def test_the_code_is_shown_again_to_the_same_browser_and_to_no_other(lin: Tipster) -> None:
    lin.tells("The exit is chained.")

    lin.goes_to("/tell/public/sent/")
    stranger = Tipster()
    stranger.goes_to("/tell/public/sent/")

    assert lin.page.code == lin.code
    assert stranger.page.code == ""


def test_a_chinese_page_shows_the_numbers_first_and_they_are_the_code() -> None:
    lin = Tipster("zh-hans")

    lin.tells("安全出口被锁住了。")

    code = TipCode.read(lin.code)
    assert lin.code.split()[::2] == [f"{number:04}" for number in code.numbers]
    assert texts() == ["安全出口被锁住了。"]


def test_a_channel_that_nobody_has_is_not_found(lin: Tipster) -> None:
    lin.goes_to("/tell/secret-police/")

    assert lin.status == 404


def test_what_stays_on_the_line_holds_no_word_and_no_name(lin: Tipster, office: OfficeFolder) -> None:
    lin.tells("canary-4711", {"canary-4711.jpg": b"canary-4711"})

    kept = [path.read_bytes() for path in office.files.rglob("*") if path.is_file()]

    assert kept
    assert not any(b"canary-4711" in content for content in kept)
    assert "canary" not in "".join(str(path) for path in office.files.rglob("*"))
