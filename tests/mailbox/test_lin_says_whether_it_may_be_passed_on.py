from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bodies import asked_as
from builders import answered, columns_in, opened_by, told
from opening_browser import OpeningBrowser
from tipster import Tipster
from unguarded import unguarded

from fairwitness.crypto.keys import SigningKey, StaffKeys
from fairwitness.crypto.letters import Answer
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.office.charter import load
from fairwitness.office.fields import random_id
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.guards import GUARDS, REFERRALS
from fairwitness.sealed.models import Conversation, Letter, Tip
from fairwitness.sealed.passing_on import QUESTION, answer, read
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")
LETTERS, PAGE = "/mailbox/letters/", "/mailbox/pass-on/"
SLUG = "labour-inspectorate"
BODY, OTHER = asked_as(SLUG), asked_as("emergency-services")
YES, NO = f"{BODY} yes", f"{BODY} no"
STRANGER = StaffKeys(HybridIdentity.from_seed(b"s" * 32), SigningKey.from_seed(b"s" * 32))
SAID = {
    "en": (
        "May the readers pass this on to “Labour inspectorate”?",
        "Yes, pass it on to “Labour inspectorate”",
        "No, do not pass it on to “Labour inspectorate”",
    ),
    "zh-hans": (
        "审阅人可以把这件事转交给“劳动监察机构”吗？",
        "同意转交给“劳动监察机构”",
        "不同意转交给“劳动监察机构”",
    ),
}
OVER = [State.REFERRED, State.OUT_OF_SCOPE, State.INSUFFICIENT, State.FEEDBACK_GIVEN, State.CLOSED]
NOT_ASKED = "nobody asks it of you now"


def asks(body: str = BODY, **how: Any) -> None:
    """A reader's letter that asks, as the desk sends it."""
    answered(
        Conversation.objects.get(), "It is theirs to look into.", answers=[Answer(QUESTION, body)], **how
    )


@pytest.fixture
def asked(lin: Tipster) -> Tipster:
    asks()
    lin.comes_back()
    return lin


def answers_of(conversation: Conversation) -> list[str]:
    """What the tipster's letters say of it, as a reader opens them."""
    letters = opened_by("amara", conversation)
    rows = conversation.letters.all()
    told_of = [one.answers for one, row in zip(letters, rows, strict=True) if not row.from_office]
    return [one.text for answers in told_of for one in answers if one.question == QUESTION]


def buttons(lin: Tipster) -> list[str]:
    return [told_of["value"] for _, told_of in lin.page.tags if told_of.get("name") == "said"]


def says(lin: Tipster, said: str, words: str = "") -> None:
    lin.goes_to(PAGE)
    lin.goes_on(**{"said": said, QUESTION: words})


def stands_in(state: State) -> None:
    with unguarded(GUARDS, REFERRALS):
        Tip.objects.update(**columns_in(state))


@pytest.mark.parametrize("language", SAID)
def test_the_question_stands_first_in_words_and_its_page_says_what_a_yes_means(language: str) -> None:
    lin, tip = Tipster(language), told()
    asks()
    lin.comes_back(" ".join(tip.code.words))
    mailbox = lin.page.text
    lin.goes_to(PAGE)

    question, yes, _ = SAID[language]
    assert mailbox.index(question) < mailbox.index(str(tip.tip.received))
    assert SLUG not in mailbox
    assert question in lin.page.text
    assert yes in lin.page.text
    assert buttons(lin) == [YES, NO]


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("yes", [True, False])
def test_the_answer_comes_sealed_with_its_words_and_is_shown_as_a_sentence(
    language: str, *, yes: bool
) -> None:
    lin, tip = Tipster(language), told()
    asks()
    lin.comes_back(" ".join(tip.code.words))

    says(lin, answer(BODY, yes), "But not my name.")

    assert opened_by("noor", tip.conversation)[-1].text == "But not my name."
    assert answers_of(tip.conversation) == [answer(BODY, yes)]
    assert SAID[language][1 if yes else 2] in lin.page.text
    assert SLUG not in lin.page.text


def test_whoever_has_said_yes_can_say_no_and_yes_again(asked: Tipster) -> None:
    says(asked, YES)
    assert "You have said yes." in asked.page.text
    asked.goes_to(PAGE)
    assert buttons(asked) == [NO]
    says(asked, NO)
    assert "You have said no." in asked.page.text

    says(asked, YES)

    assert answers_of(Conversation.objects.get()) == [YES, NO, YES]


def test_what_is_asked_once_more_waits_once_more_and_says_what_was_answered(asked: Tipster) -> None:
    says(asked, YES)
    asks(seq=1)

    asked.goes_to(PAGE)

    assert buttons(asked) == [YES, NO]
    assert "So far you have said yes." in asked.page.text


def test_two_bodies_are_two_questions_and_each_has_its_answer(asked: Tipster) -> None:
    asks(OTHER, seq=1)

    says(asked, NO)
    asked.goes_to(PAGE)

    assert buttons(asked) == [f"{OTHER} yes", f"{OTHER} no", YES]


def test_a_mailbox_that_nobody_asks_has_no_such_page(lin: Tipster) -> None:
    lin.comes_back()

    lin.goes_to(PAGE)

    assert lin.where == LETTERS
    assert "pass-on" not in lin.page.ways


@pytest.mark.parametrize("state", OVER)
def test_once_it_is_passed_on_or_over_no_answer_is_offered_or_taken(asked: Tipster, state: State) -> None:
    asked.goes_to(PAGE)
    form = asked.page.forms[-1]
    stands_in(state)

    asked.sends(form, None, **{"said": YES, QUESTION: "One word."})

    assert asked.status == 422
    assert NOT_ASKED in asked.page.text
    assert (asked.page.box, buttons(asked)) == ("One word.", [])
    assert Letter.objects.count() == 2
    asked.goes_to(LETTERS)
    assert "pass-on" not in asked.page.ways


@pytest.mark.parametrize("said", [f"{OTHER} yes", f"{BODY} perhaps", BODY, "x yes", f"{SLUG} yes"])
def test_a_page_that_answers_what_was_never_asked_is_refused_and_the_words_come_back(
    asked: Tipster, said: str
) -> None:
    says(asked, said, "One word.")

    assert asked.status == 422
    assert NOT_ASKED in asked.page.text
    assert asked.page.box == "One word."
    assert Letter.objects.count() == 2


def test_words_without_an_answer_come_back(asked: Tipster) -> None:
    asked.goes_to(PAGE)

    asked.goes_on(**{QUESTION: "I am not sure."})

    assert asked.status == 422
    assert "Press one of the two answers" in asked.page.text
    assert asked.page.box == "I am not sure."


def test_too_many_words_come_back_whole(asked: Tipster) -> None:
    says(asked, YES, "x" * 5001)

    assert asked.status == 422
    assert asked.page.box == "x" * 5001
    assert buttons(asked) == [YES, NO]


def test_what_is_typed_stays_in_its_box_when_the_page_is_left(asked: Tipster) -> None:
    asked.goes_to(PAGE)

    asked.goes("back", **{QUESTION: "I am not sure."})
    asked.goes_to(PAGE)

    assert asked.page.box == "I am not sure."
    says(asked, NO, asked.page.box)
    asked.goes_to(PAGE)
    assert asked.page.box == ""


def test_a_closed_mailbox_gives_the_words_back_and_no_slug(asked: Tipster) -> None:
    asked.goes_to(PAGE)
    form = asked.page.forms[-1]
    asked.client.cookies.pop("mailbox")

    asked.sends(form, None, **{"said": YES, QUESTION: "One word."})

    assert (asked.status, asked.page.box) == (403, "One word.")


def test_the_same_answer_sent_twice_is_one_letter(asked: Tipster) -> None:
    asked.goes_to(PAGE)
    form = asked.page.forms[-1]

    for _ in range(2):
        asked.sends(form, said=YES)

    assert answers_of(Conversation.objects.get()) == [YES]


def test_the_other_answer_with_the_same_form_is_not_taken_for_the_first(asked: Tipster) -> None:
    asked.goes_to(PAGE)
    form = asked.page.forms[-1]
    asked.sends(form, said=YES)

    asked.sends(form, said=NO)
    assert "A letter was sent with this form already." in asked.page.text
    asked.goes_on(said=NO)

    assert answers_of(Conversation.objects.get()) == [YES, NO]


@pytest.mark.parametrize("how", [{"by": STRANGER}, {"from_office": False}])
def test_a_letter_that_claims_to_ask_and_is_no_reader_s_asks_nothing(lin: Tipster, how: Any) -> None:
    asks(**how)
    lin.comes_back()

    lin.goes_to(PAGE)

    assert lin.where == LETTERS
    assert ["This letter is not from whom it says."] in lin.page.warnings


def test_a_reader_who_answers_for_lin_has_answered_nothing(asked: Tipster) -> None:
    answered(Conversation.objects.get(), "", answers=[Answer(QUESTION, YES)], from_office=False, seq=1)

    asked.goes_to(PAGE)

    assert buttons(asked) == [YES, NO]


def put_behind(row: Letter, place: int) -> None:
    """A row of the same letter, as somebody puts it there who owns the database."""
    row.id, row.position = random_id(), place
    row.save(force_insert=True)


def test_a_line_that_puts_an_earlier_yes_behind_a_no_makes_no_yes_of_it(asked: Tipster) -> None:
    says(asked, YES)
    says(asked, NO)

    put_behind(Letter.objects.get(position=2), 4)
    asked.goes_to(LETTERS)

    assert "You have said no." in asked.page.text


def test_a_line_that_shows_an_old_question_once_more_asks_nothing(asked: Tipster) -> None:
    says(asked, NO)

    put_behind(Letter.objects.get(position=1), 3)
    asked.goes_to(PAGE)

    assert buttons(asked) == [YES]


def test_a_damaged_letter_shuts_nothing(asked: Tipster) -> None:
    answered(Conversation.objects.get(), "Something else.", seq=1)
    row = Letter.objects.get(position=2)
    Letter.objects.filter(pk=row.pk).update(sealed=row.sealed[:-1] + b"x")

    says(asked, YES)

    assert "You have said yes." in asked.page.text


@pytest.mark.parametrize("body", ["the-moon", f"the-moon {'A' * 22}", f"{SLUG} {'A' * 22}"])
def test_a_body_that_no_charter_describes_like_that_is_said_to_be_so_without_a_button(
    lin: Tipster, body: str
) -> None:
    asks(body)

    lin.comes_back()

    slug = body.partition(" ")[0]
    assert f"The readers asked about “{slug}”. The charter names no such body now" in lin.page.text
    assert body not in lin.page.text.replace(f"“{slug}”", "")
    assert "pass-on" not in lin.page.ways


@pytest.fixture
def described_otherwise(office: OfficeFolder) -> Iterator[Callable[[], None]]:
    """The charter gives that slug another task, once this is called."""
    before = office.charter.read_text("utf-8")
    first = next(body for body in load(office.charter).bodies if body.slug == SLUG)
    yield lambda: rewritten(office, before.replace(first.does.of["en"], "It pays those who tell."))
    rewritten(office, before)


def rewritten(office: OfficeFolder, text: str) -> None:
    office.charter.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("said", "shown"), [(YES, "so this yes does not count any more"), (NO, f"No to “{SLUG}”.")]
)
def test_a_charter_that_gives_a_body_another_task_makes_its_question_and_answer_say_nothing_of_it(
    asked: Tipster, described_otherwise: Callable[[], None], said: str, shown: str
) -> None:
    says(asked, said)

    described_otherwise()
    asked.goes_to(LETTERS)

    assert shown in asked.page.text
    assert said not in asked.page.text
    assert "pass-on" not in asked.page.ways


def test_a_body_that_was_described_otherwise_and_is_asked_about_anew_waits_for_a_new_answer(
    asked: Tipster, described_otherwise: Callable[[], None]
) -> None:
    says(asked, YES)
    described_otherwise()

    asks(asked_as(SLUG), seq=1)
    asked.goes_to(PAGE)

    assert buttons(asked) == [f"{asked_as(SLUG)} yes", f"{asked_as(SLUG)} no"]
    assert "So far you have said yes." not in asked.page.text


def test_words_beside_an_answer_that_came_too_late_can_go_as_a_letter_with_those_in_the_mailbox_s_box(
    asked: Tipster,
) -> None:
    asked.goes("pass-on", text="Before.")
    form = asked.page.forms[-1]
    stands_in(State.REFERRED)
    asked.sends(form, None, **{"said": NO, QUESTION: "One word."})

    asked.goes("back", text=asked.page.box)

    assert asked.where == LETTERS
    assert asked.page.box == "Before.\n\nOne word."
    asked.goes_on(text=asked.page.box)
    assert opened_by("noor", Conversation.objects.get())[-1].text == "Before.\n\nOne word."


def test_both_buttons_name_their_body(asked: Tipster) -> None:
    asked.goes_to(PAGE)

    assert all(sentence in asked.page.text for sentence in SAID["en"][1:])


def test_a_browser_is_told_whether_an_answer_still_changes_anything() -> None:
    tip = told()
    lin = OpeningBrowser(tip.code)
    before = lin.opens()["standing"]

    stands_in(State.REFERRED)
    after = lin.opens()["standing"]

    assert (before["can_be_passed_on"], after["can_be_passed_on"]) == (True, False)
    assert len(json.dumps(before)) == len(json.dumps(after))


@pytest.mark.parametrize("yes", [True, False])
def test_what_an_answer_says_can_be_read_again(*, yes: bool) -> None:
    assert read(answer(BODY, yes)) == (BODY, yes)


@pytest.mark.parametrize(
    "text", ["", BODY, "yes", " no", f"{BODY}  maybe", f"{BODY} Yes", f"{SLUG} yes", f"{YES}\n"]
)
def test_what_is_no_answer_is_read_as_none(text: str) -> None:
    assert read(text) is None
