"""Whatever leads away from a page of the open mailbox keeps what was typed there, sealed, for a day."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from at_once import at_once
from builders import opened_by, told
from clock import Clock
from django.core.exceptions import ValidationError
from opening_browser import OpeningBrowser
from tipster import Tipster

from fairwitness.crypto.codes import TipCode
from fairwitness.office.clock import this_hour
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.files import sweep_what_was_cut
from fairwitness.sealed.models import Conversation, Letter, Tip, Unsent
from fairwitness.site.worker import one_round

LETTERS, MEETING, QUESTIONS = "/mailbox/letters/", "/mailbox/say/meeting/", "/mailbox/say/questions/"
WAYS = {
    "home": "/",
    "about": "/about/",
    "charter": "/charter/",
    "questions": QUESTIONS,
    "meeting": MEETING,
    "retaliation": "/mailbox/say/retaliation/",
    "receipt": "/mailbox/receipt/",
    "code": "/mailbox/code/",
    "withdraw": "/mailbox/withdraw/",
    "here": LETTERS,
}
KEPT = {
    "en": "This is not sent yet. It is kept here, sealed, for a day.",
    "zh-hans": "这些内容还没有发送，已加密封存，在这里保留一天。",
}
WORDS = "The key hangs beside it."


@pytest.fixture
def inside(lin: Tipster) -> Tipster:
    lin.comes_back()
    return lin


def again(lin: Tipster, page: str = LETTERS) -> str:
    """What stands in the boxes of a page that is asked for anew."""
    lin.goes_to(page)
    return lin.page.box


def in_another_tab(lin: Tipster, page: str = LETTERS) -> Tipster:
    tab = Tipster()
    for name, cookie in lin.client.cookies.items():
        tab.client.cookies[name] = cookie.value
    tab.goes_to(page)
    return tab


def values(row: Any) -> list[object]:
    return list(vars(row).values())


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("way", WAYS)
def test_every_way_out_of_the_letters_keeps_what_is_in_the_box(
    inside: Tipster, way: str, language: str
) -> None:
    lin = Tipster(language)
    lin.comes_back(inside.code)

    lin.goes(way, text=WORDS)

    assert (lin.status, lin.where) == (200, WAYS[way])
    assert again(lin) == WORDS
    assert KEPT[language] in lin.page.text
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("way", ["back", "home", "about", "charter", "here"])
def test_every_way_out_of_a_page_beside_the_letters_keeps_its_answers(
    inside: Tipster, way: str, language: str
) -> None:
    lin = Tipster(language)
    lin.comes_back(inside.code)
    lin.goes_to(QUESTIONS)

    lin.goes(way, wrong=WORDS, others="The cook.")

    assert (lin.status, lin.where) == (200, {**WAYS, "back": LETTERS, "here": QUESTIONS}[way])
    assert again(lin, QUESTIONS).split("\n")[:2] == [WORDS, "The cook."]
    assert KEPT[language] in lin.page.text
    assert again(lin) == ""


def test_no_link_of_a_page_with_a_box_leaves_it_but_the_exit(inside: Tipster) -> None:
    found = set[str]()
    for page in (LETTERS, MEETING, QUESTIONS, "/mailbox/say/retaliation/"):
        inside.goes_to(page)
        found.update(link for link in inside.page.links() if not link.startswith("#"))

    assert found == {"/en/leave/"}


def test_another_language_takes_the_words_along(inside: Tipster) -> None:
    inside.changes_the_language(text=WORDS)

    assert (inside.where, inside.page.box) == (LETTERS, WORDS)
    assert KEPT["zh-hans"] in inside.page.text


def test_each_page_has_words_of_its_own(inside: Tipster) -> None:
    inside.goes("meeting", text=WORDS)
    inside.goes("back", meeting="On Sunday.")

    assert inside.page.box == WORDS
    assert again(inside, MEETING) == "On Sunday."
    assert Unsent.objects.count() == 1


def test_signing_out_keeps_them_and_the_code_brings_them_back(inside: Tipster) -> None:
    inside.goes("out", text=WORDS)

    elsewhere = Tipster()
    elsewhere.comes_back(inside.code)
    assert inside.client.cookies["mailbox"].value == ""
    assert elsewhere.page.box == WORDS


def test_whoever_never_saw_the_answer_finds_them_all_the_same(inside: Tipster) -> None:
    (form,) = [form for form in inside.page.forms if form.name == "words"]

    inside.client.post(form.action, {**form.hidden, "text": WORDS, "go": "meeting"})  # followed by nobody

    elsewhere = Tipster()
    elsewhere.comes_back(inside.code)
    assert elsewhere.page.box == WORDS


def test_an_empty_box_keeps_nothing_and_takes_away_what_was_kept(inside: Tipster) -> None:
    inside.goes("meeting", text=" ")
    assert not Unsent.objects.exists()
    inside.goes("back", meeting=WORDS)
    inside.goes("meeting", text="")

    inside.goes("back", meeting="")

    assert not Unsent.objects.exists()
    assert KEPT["en"] not in inside.page.text


def test_one_that_is_too_long_stays_in_the_box_and_says_so_above_the_letters(inside: Tipster) -> None:
    text = "x" * 100_001

    inside.goes("meeting", text=text)

    assert (inside.status, inside.where, inside.page.box) == (422, LETTERS, text)
    assert inside.page.text.index("Not sent yet") < inside.page.text.index("The exit is chained.")


def test_files_that_were_chosen_wait_for_the_letter_too(inside: Tipster) -> None:
    (form,) = [form for form in inside.page.forms if form.name == "words"]

    inside.sends(form, {"exit.jpg": b"a photo"}, text=WORDS, go="meeting")

    assert inside.where == MEETING
    assert again(inside) == WORDS
    assert "exit.jpg" in inside.page.text


def test_the_later_of_two_tabs_wins(inside: Tipster) -> None:
    other = in_another_tab(inside)
    inside.goes("meeting", text="From the first.")

    other.goes("meeting", text="From the second.")

    assert again(inside) == "From the second."


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_keep_both_pages(inside: Tipster) -> None:
    other = in_another_tab(inside, MEETING)

    at_once([partial(inside.goes, "home", text=WORDS), partial(other.goes, "home", meeting="On Sunday.")])

    assert again(inside) == WORDS
    assert again(inside, MEETING) == "On Sunday."
    assert Unsent.objects.count() == 1


def test_what_is_sent_is_kept_no_longer_and_the_rest_is(inside: Tipster) -> None:
    inside.goes("meeting", text=WORDS)
    inside.goes("back", meeting="On Sunday.")

    inside.answers(inside.page.box)

    assert inside.page.letters[-1] == WORDS
    assert inside.page.box == ""
    assert again(inside, MEETING) == "On Sunday."
    inside.goes_on(meeting="On Sunday.")
    assert not Unsent.objects.exists()


def test_what_is_left_when_a_letter_is_sent_keeps_the_hour_that_it_had(clock: Clock) -> None:
    lin = Tipster()
    lin.tells("The exit is chained.")
    lin.comes_back()
    lin.goes("meeting", text=WORDS)
    before = this_hour()

    clock.passes(minutes=59)
    lin.goes_on(meeting="On Sunday.")

    assert Unsent.objects.get().pending_since == before


def test_a_new_code_takes_them_along(inside: Tipster) -> None:
    inside.goes("code", text=WORDS)
    row, new = Unsent.objects.get(), inside.page.code
    inside.goes_on()

    elsewhere = Tipster()
    elsewhere.comes_back(new)
    assert (inside.page.box, elsewhere.page.box) == (WORDS, WORDS)
    assert Unsent.objects.get().tray != row.tray


def test_a_new_code_that_a_browser_takes_forgets_them(office: OfficeFolder) -> None:
    del office
    tip, lin = told(), Tipster()
    lin.comes_back(" ".join(tip.code.words))
    lin.goes("home", text=WORDS)

    moved = OpeningBrowser(tip.code).moves_to(OpeningBrowser(TipCode.generate()), tip)

    assert moved.json() == {"in_force": True}
    assert not Unsent.objects.exists()


@pytest.mark.parametrize("by", ["the one who told it", "somebody else"])
def test_when_the_tip_is_destroyed_they_are_gone_or_opened_no_more(inside: Tipster, by: str) -> None:
    inside.goes("withdraw", text=WORDS)

    if by == "the one who told it":
        inside.goes_on()
        assert not Unsent.objects.exists()
    else:
        destroy(Tip.objects.get(), Tip.Outcome.WITHDRAWN)

    inside.goes_to(LETTERS)
    assert inside.page.box == ""
    assert WORDS not in inside.page.text


def test_words_that_come_after_the_tip_was_destroyed_are_not_kept(inside: Tipster) -> None:
    other = in_another_tab(inside)
    inside.goes("withdraw")
    inside.goes_on()

    other.goes("home", text=WORDS)

    assert "Your tip was destroyed" in other.page.text
    assert not Unsent.objects.exists()


def test_words_for_which_the_mailbox_had_closed_are_there_to_be_copied(inside: Tipster) -> None:
    inside.client.cookies["mailbox"] = ""

    inside.goes("meeting", text=WORDS)

    assert (inside.status, inside.page.box) == (403, WORDS)


def test_with_nothing_in_the_box_a_closed_mailbox_lets_one_go_where_the_link_leads(inside: Tipster) -> None:
    inside.client.cookies["mailbox"] = ""

    inside.goes("about")

    assert (inside.status, inside.where) == (200, "/about/")


def test_a_day_later_they_are_gone(clock: Clock) -> None:
    lin = Tipster()
    lin.tells("The exit is chained.")
    lin.comes_back()
    lin.goes("meeting", text=WORDS)

    clock.passes(hours=23)
    one_round()
    lin.comes_back()
    assert lin.page.box == WORDS
    clock.passes(hours=2)
    one_round()

    assert not Unsent.objects.exists()
    lin.comes_back()
    assert lin.page.box == ""


def test_the_sweep_after_a_start_leaves_them(inside: Tipster) -> None:
    inside.goes("meeting", text=WORDS)

    sweep_what_was_cut()

    assert again(inside) == WORDS


def test_nobody_else_sees_them(inside: Tipster) -> None:
    other = Tipster()
    other.tells("The alarm is off.")
    inside.goes("meeting", text=WORDS)
    other.comes_back()

    other.goes("meeting", text="Something else.")

    assert (again(other), again(inside)) == ("Something else.", WORDS)


def test_a_row_that_another_mailbox_s_was_put_into_shows_nothing(inside: Tipster) -> None:
    other = Tipster()
    other.tells("The alarm is off.")
    other.comes_back()
    inside.goes("meeting", text=WORDS)
    other.goes("meeting", text="Something else.")
    ours, theirs = sorted(Unsent.objects.all(), key=lambda row: row.id)

    for row, put in ((ours, theirs.sealed), (theirs, ours.sealed)):
        Unsent.objects.filter(pk=row.pk).update(sealed=put)

    assert (again(inside), again(other)) == ("", "")
    inside.goes("meeting", text=WORDS)
    assert again(inside) == WORDS


def test_they_are_in_no_row_in_the_clear_and_no_reader_opens_them(inside: Tipster) -> None:
    inside.goes("meeting", text=WORDS)
    row = Unsent.objects.get()

    assert not any(WORDS.encode() in value for value in values(row) if isinstance(value, bytes))
    assert WORDS not in [value for value in values(row) if isinstance(value, str)]
    assert len(opened_by("amara", Conversation.objects.get())) == 1
    with pytest.raises(ValidationError):
        Unsent(office=row.office, tray=b"t" * 32, sealed=WORDS.encode(), pending_since=this_hour()).save()


def test_a_row_points_at_no_tip_knows_the_hour_alone_and_has_one_size(inside: Tipster) -> None:
    inside.goes("meeting", text=WORDS)
    first = Unsent.objects.get()
    inside.goes("back", meeting="On Sunday, in the yard, after the early shift.")
    second = Unsent.objects.get()

    mailbox = Conversation.objects.get().mailbox
    assert (first.pending_since, second.pending_since) == (this_hour(), this_hour())
    assert len(first.sealed) == len(second.sealed)
    assert not {mailbox.pk, mailbox.conversation_id, mailbox.auth, mailbox.locator} & set(values(second))


def test_no_cookie_grows_by_them(inside: Tipster) -> None:
    before = {name: len(cookie.value) for name, cookie in inside.client.cookies.items()}

    inside.goes("meeting", text=WORDS)

    assert {name: len(cookie.value) for name, cookie in inside.client.cookies.items()} == before
