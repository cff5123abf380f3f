from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from builders import Told, answered, closed, in_scope_check, told
from clock import Clock
from closings import staff
from django.db import DatabaseError, connection, transaction
from putting_by import kept, puts_by, sealed_draft, types
from reviewer import Reviewer

from fairwitness.crypto.encoding import b64
from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id
from fairwitness.office.models import Staff
from fairwitness.review.closing import lock
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.gone import forget_what_nobody_saw
from fairwitness.sealed.actions.later import send_what_is_due
from fairwitness.sealed.actions.readers import take_off
from fairwitness.sealed.guards_of_letters import UNSENT
from fairwitness.sealed.models import Letter, Tip
from fairwitness.sealed.models_of_letters import LaterLetter, LetterGone
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office", "clock")


@pytest.fixture
def tip() -> Told:
    return told()


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


def on_that_day(clock: Clock, days: int = 1) -> int:
    clock.passes(days=days)
    return send_what_is_due()


def test_it_goes_on_the_day_that_is_signed_in_it_and_is_noted_then(
    amara: Reviewer, tip: Told, clock: Clock
) -> None:
    answer = puts_by(amara, tip)
    before = [send_what_is_due(), tip.conversation.letters.count()]

    gone = on_that_day(clock)

    row = tip.conversation.letters.get(position=1)
    assert (before, gone, row.id, row.day) == ([0, 1], 1, answer.json()["id"], today())
    assert Entry.objects.get(kind=Entry.Kind.LETTER_FROM_REVIEWER).day == today()
    tip.tip.refresh_from_db()
    assert (tip.tip.state, LaterLetter.objects.count()) == ("acknowledged", 0)


def test_the_same_letter_put_by_again_is_the_same_and_a_second_waits_for_the_first(
    amara: Reviewer, tip: Told
) -> None:
    letter: dict[str, Any] = {"id": random_id(), "sealed": b64(sealed_draft("amara", tip))}

    answers = [puts_by(amara, tip, **letter), puts_by(amara, tip, **letter), puts_by(amara, tip)]

    assert [one.status_code for one in answers] == [200, 200, 409]
    assert LaterLetter.objects.get().id == letter["id"]


@pytest.mark.parametrize("days", [-1, 0, 91])
def test_a_day_that_is_not_ahead_or_too_far_is_refused(amara: Reviewer, tip: Told, days: int) -> None:
    answer = puts_by(amara, tip, today() + timedelta(days=days))

    assert (answer.status_code, answer.json()["error"].partition(".")[0]) == (
        409,
        "Choose a day from tomorrow on, and at most 90 days ahead",
    )


def test_what_somebody_wrote_before_it_was_put_by_is_to_be_read_first(amara: Reviewer, tip: Told) -> None:
    answered(tip.conversation, from_office=False)

    answer = puts_by(amara, tip, position=1)

    assert answer.status_code == 409


@pytest.mark.parametrize(
    "wrong", [{"position": -1}, {"draft": "AAAA"}, {"sealed": "AAAA"}, {"feedback": "x"}, {"id": "x"}]
)
def test_what_no_browser_of_ours_sends_is_refused(amara: Reviewer, tip: Told, wrong: dict[str, Any]) -> None:
    answer = puts_by(amara, tip, **wrong)

    assert (answer.status_code, LaterLetter.objects.count()) == (400, 0)


def somebody_writes(tip: Told) -> None:
    answered(tip.conversation, from_office=False)


def noor_leaves(tip: Told) -> None:
    take_off(tip.tip.id, staff("noor").id, by=staff("amara").id)


def amara_stops_working(_: Told) -> None:
    Staff.objects.filter(sign_in_name="amara").update(is_active=False)


def it_is_closed(tip: Told) -> None:
    closed(tip)


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (somebody_writes, "written"),
        (noor_leaves, "key"),
        (amara_stops_working, "key"),
        (it_is_closed, "moved"),
    ],
)
def test_what_has_made_it_stale_stops_it_and_leaves_only_the_draft(
    amara: Reviewer, tip: Told, clock: Clock, happens: Callable[[Told], None], why: str
) -> None:
    puts_by(amara, tip)
    happens(tip)
    letters = tip.conversation.letters.count()

    gone = on_that_day(clock)

    row = LaterLetter.objects.get()
    assert (gone, row.stopped, bool(row.sealed)) == (0, why, False)
    assert tip.conversation.letters.count() == letters


def test_a_line_that_slept_over_the_day_sends_it_on_no_other(
    amara: Reviewer, tip: Told, clock: Clock
) -> None:
    puts_by(amara, tip)

    gone = on_that_day(clock, 2)

    assert (gone, LaterLetter.objects.get().stopped) == (0, "missed")
    page = Reviewer("amara").gets(f"tips/{tip.tip.id}/").content.decode()
    assert "was not sent. The line was not awake on that day" in page


def test_its_writer_is_told_beforehand_that_it_will_not_go(amara: Reviewer, tip: Told) -> None:
    puts_by(amara, tip)
    somebody_writes(tip)

    page = amara.gets(f"tips/{tip.tip.id}/").content.decode()

    assert "As it stands, it will not go. Somebody has written in this conversation since." in page


def test_the_list_of_what_waits_says_so_too_when_the_tip_is_closed(amara: Reviewer, tip: Told) -> None:
    puts_by(amara, tip)
    before = amara.gets("later/").content.decode()
    closed(tip)

    after = amara.gets("later/").content.decode()

    assert "it will not go" not in before
    assert "As it stands, it will not go. The tip stands elsewhere by now." in after


def test_what_says_what_was_done_is_known_beforehand_not_to_go_once_the_tip_stands_elsewhere(
    amara: Reviewer, tip: Told
) -> None:
    puts_by(amara, tip, feedback="received")
    in_scope_check(tip.tip)

    page = amara.gets(f"tips/{tip.tip.id}/").content.decode()

    assert "As it stands, it will not go. The tip stands elsewhere by now." in page


def test_the_page_says_before_a_day_is_chosen_that_no_file_waits(amara: Reviewer, tip: Told) -> None:
    page = amara.gets(f"tips/{tip.tip.id}/").content.decode()

    assert "A letter with files goes at once: no file waits for a day." in page


def test_amara_takes_it_back_and_has_its_text_again(amara: Reviewer, tip: Told) -> None:
    letter = puts_by(amara, tip).json()["id"]

    answers = [amara.sends(f"tips/{tip.tip.id}/later/back/", letter=letter).status_code for _ in range(2)]

    assert (answers, [one["id"] for one in kept(amara, tip)["stopped"]]) == ([303, 409], [letter])
    assert amara.sends(f"tips/{tip.tip.id}/later/seen/", letter=letter).status_code == 303
    assert LaterLetter.objects.count() == 0


def destroyed(tip: Told) -> None:
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)


def locked(tip: Told) -> None:
    in_scope_check(tip.tip)
    lock(tip.tip.id, seen=State.SCOPE_CHECK, by=staff("noor"))


@pytest.mark.parametrize(
    ("end", "why"),
    [
        (destroyed, "The tip was taken back or destroyed before, and what you wrote with it."),
        (locked, "The tip was locked before, and what you wrote was destroyed."),
    ],
)
def test_whose_letter_went_with_its_tip_is_told_and_nothing_else_is_left_of_it(
    amara: Reviewer, tip: Told, end: Callable[[Told], None], why: str
) -> None:
    puts_by(amara, tip)
    end(tip)

    page, noor = amara.page("later/").text, Reviewer("noor").page("later/").text
    first = amara.page("").text

    day = today() + timedelta(days=1)
    assert f"Your letter for {day} was not sent. {why}" in page
    assert "was not sent, for its tip is gone" in first
    assert "was not sent" not in noor
    (left,) = LetterGone.objects.values()
    assert set(left) == {"id", "office_id", "staff_id", "day", "why"}
    assert LaterLetter.objects.count() == 0


def test_once_she_has_read_it_nothing_is_said_any_more(amara: Reviewer, tip: Told) -> None:
    puts_by(amara, tip)
    destroyed(tip)
    other = LetterGone.objects.create(
        office=tip.tip.office, staff=staff("noor"), day=today(), why="destroyed"
    )

    amara.sends("later/gone/")

    assert "was not sent" not in amara.page("later/").text
    assert "was not sent" not in amara.page("").text
    assert list(LetterGone.objects.all()) == [other]


def test_a_letter_that_she_took_back_is_no_news(amara: Reviewer, tip: Told) -> None:
    letter = puts_by(amara, tip).json()["id"]
    amara.sends(f"tips/{tip.tip.id}/later/back/", letter=letter)

    destroyed(tip)

    assert not LetterGone.objects.exists()


def test_of_whoever_does_not_look_it_is_kept_for_thirty_days_more(
    amara: Reviewer, tip: Told, clock: Clock
) -> None:
    puts_by(amara, tip)
    destroyed(tip)

    kept = []
    for days in (31, 1):
        clock.passes(days=days)
        forget_what_nobody_saw()
        kept.append(LetterGone.objects.count())

    assert kept == [1, 0]


def test_noor_can_neither_see_it_nor_take_it_back(amara: Reviewer, tip: Told) -> None:
    letter, noor = puts_by(amara, tip).json()["id"], Reviewer("noor")

    answer = noor.sends(f"tips/{tip.tip.id}/later/back/", letter=letter)

    assert (answer.status_code, kept(noor, tip)["waiting"]) == (409, [])
    assert letter not in noor.gets(f"tips/{tip.tip.id}/").content.decode()
    assert letter not in noor.gets("later/").content.decode()


def test_sent_now_it_goes_once(amara: Reviewer, tip: Told, clock: Clock) -> None:
    letter = puts_by(amara, tip).json()["id"]
    (waiting,) = kept(amara, tip)["waiting"]
    sealed = sealed_draft("amara", tip)

    answers = [amara.answers(tip.tip, sealed, instead=letter).status_code for _ in range(2)]

    assert (waiting["id"], answers, on_that_day(clock)) == (letter, [200, 409], 0)
    assert tip.conversation.letters.count() == 2


def test_the_desk_lists_what_waits(amara: Reviewer, tip: Told) -> None:
    empty = amara.gets("later/").content.decode()
    puts_by(amara, tip)

    page = amara.gets("later/").content.decode()

    assert "No letter of yours waits." in empty
    assert f"Goes on {today() + timedelta(days=1)}" in page


@pytest.mark.parametrize("how", ["destroyed", "taken off"])
def test_with_the_tip_everything_unsent_goes(amara: Reviewer, tip: Told, clock: Clock, how: str) -> None:
    puts_by(amara, tip)
    types(amara, tip, sealed_draft("amara", tip))
    if how == "destroyed":
        destroy(tip.tip, Tip.Outcome.WITHDRAWN)
    else:
        take_off(tip.tip.id, staff("amara").id, by=staff("noor").id)

    gone = on_that_day(clock)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sealed_laterletter")
        later = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM sealed_answerdraft")
        assert (gone, later, cursor.fetchone()[0]) == (0, 0, 0)


@pytest.mark.parametrize("changed", [{"day": "2031-01-01"}, {"number": 3}, {"stopped": "key"}])
def test_past_the_program_nobody_changes_what_waits(
    amara: Reviewer, tip: Told, changed: dict[str, object]
) -> None:
    puts_by(amara, tip)

    with pytest.raises(DatabaseError), transaction.atomic():
        LaterLetter.objects.update(**changed)

    assert LaterLetter.objects.get().day == today() + timedelta(days=1)


def test_past_the_program_nobody_else_puts_one_by(amara: Reviewer, tip: Told) -> None:
    puts_by(amara, tip)
    row = LaterLetter.objects.get()

    row.pk, row.staff = random_id(), staff("wei")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)

    assert LaterLetter.objects.count() == 1


def test_a_guard_that_somebody_took_away_is_put_back() -> None:
    UNSENT.take_away(connection)

    gone = UNSENT.put_back(connection)

    assert len(gone) == len(UNSENT.triggers)
    assert UNSENT.missing(connection) == []


def test_a_letter_that_says_what_was_done_moves_the_tip_on_its_day(
    amara: Reviewer, tip: Told, clock: Clock
) -> None:
    refused = puts_by(amara, tip, feedback="confirmed")
    puts_by(amara, tip, feedback="received")

    gone = on_that_day(clock)

    assert (refused.status_code, gone, LaterLetter.objects.get().stopped) == (409, 0, "moved")
    assert Letter.objects.count() == 1
