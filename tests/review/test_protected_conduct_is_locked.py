from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from at_once import at_once
from builders import Told, awake, columns_in, sealed_answer
from clock import Clock
from closings import in_hand, locked, now, presses, staff, the_lot, ticks
from django.db import DatabaseError, transaction
from opening_browser import OpeningBrowser
from pages import Page
from people import lock
from reviewer import Reviewer

from fairwitness.journal.models import Count, Entry
from fairwitness.office.models import Staff
from fairwitness.review import actions, closing
from fairwitness.review.closing import NotForYou
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.letters import TipDestroyed, TipLocked, add_letter
from fairwitness.sealed.actions.move import NoSuchMove, StalePage, move
from fairwitness.sealed.actions.reopen import TooLate, reopen, say_it_was_about_harm
from fairwitness.sealed.actions.time_is_over import end_what_nobody_opened_again
from fairwitness.sealed.models import Grant, Letter, Notice, SealedFile, Tip
from fairwitness.sealed.states import State
from fairwitness.site.worker import one_round

pytestmark = pytest.mark.usefixtures("office")
FILES = {"exit.txt": b"locked"}


@pytest.fixture(autouse=True)
def no_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    the_lot(monkeypatch, falls=False)


def answers(name: str, tip: Told) -> dict[str, int]:
    """What a reader gets at every address that names the tip or its file."""
    reader, file = Reviewer(name), tip.conversation.files.get()
    pages = {"tip": "", "sealed": "sealed/", "protected": "protected/"}
    found = {way: reader.gets(f"tips/{tip.tip.id}/{path}").status_code for way, path in pages.items()}
    found |= {way: presses(reader, f"tips/{tip.tip.id}/{way}/").status_code for way in ("again", "agree")}
    found["part"] = reader.gets(f"files/{file.id}/0/").status_code
    found["letters"] = reader.answers(tip.tip, sealed_answer(tip.conversation)).status_code
    return found


REFUSED = {**dict.fromkeys(("tip", "sealed", "protected", "again", "agree", "letters"), 409), "part": 404}


def test_the_page_before_it_says_what_happens_and_changes_nothing() -> None:
    tip = in_hand()

    page = Reviewer("amara").page(f"tips/{tip.tip.id}/protected/")

    assert "From that moment nobody is handed its letters, keys or files, and you neither." in page.text
    assert "Your tip is locked, for every reader" in page.text
    assert now(tip).state == State.SCOPE_CHECK


@pytest.mark.parametrize("name", ["amara", "noor"])
def test_from_that_click_on_nobody_is_handed_anything(name: str) -> None:
    tip = in_hand(files=FILES)

    lock(Reviewer("amara"), tip)

    assert (now(tip).state, now(tip).locked_by) == (State.PROTECTED_CONDUCT, staff("amara").id)
    assert answers(name, tip) == REFUSED
    assert tip.conversation.letters.count() == 1


def test_a_reader_s_script_is_told_in_a_clear_sentence() -> None:
    tip = locked()
    amara = Reviewer("amara")

    answer = amara.client.get(f"/en/desk/tips/{tip.tip.id}/sealed/")

    assert answer.json()["error"] == "This tip is locked. Nobody is handed its letters, keys or files."


def test_the_desk_shows_that_it_is_there_and_no_way_to_it() -> None:
    tip = locked()

    page = Reviewer("noor").page("")

    assert "Locked" in page.text
    assert tip.tip.id not in str(page.tags)


def test_a_letter_that_was_being_written_is_not_taken() -> None:
    tip = locked()

    with pytest.raises(TipLocked):
        add_letter(
            tip.conversation, 0, sealed_answer(tip.conversation), from_office=True, by=staff("noor").id
        )

    assert tip.conversation.letters.count() == 1


def test_the_tipster_reads_their_own_and_is_told_until_when_they_can_object(clock: Clock) -> None:
    del clock
    tip = locked()

    lin = OpeningBrowser(tip.code)

    told = lin.opens()
    assert [letter.text for letter in lin.reads()] == ["The exit is chained."]
    assert (told["standing"]["step"], told["standing"]["due"]) == ("object", "2026-11-28")
    (notice,) = [one["sentence"] for one in told["entries"] if "is locked" in one["sentence"]]
    assert "say so by 2026-11-28. After that day it is destroyed." in notice


@pytest.mark.parametrize(("days", "heard"), [(0, True), (4, True), (5, False), (11, False)])
def test_until_the_fourth_day_it_can_be_said_that_it_was_about_harm(
    clock: Clock, days: int, *, heard: bool
) -> None:
    tip = locked()
    clock.passes(days=days)

    told = OpeningBrowser(tip.code).asks("again", step="object").json()

    assert now(tip).state == (State.SCOPE_CHECK if heard else State.PROTECTED_CONDUCT)
    assert told["standing"]["step"] == ("feedback" if heard else "closed")


def test_then_another_reader_has_it_and_the_one_who_locked_it_does_not() -> None:
    tip = locked(files=FILES)

    say_it_was_about_harm(tip.tip.id)

    assert answers("amara", tip) == REFUSED
    noor = Reviewer("noor")
    assert (
        "Its tipster or a colleague says that it is about harm, and now you are asked."
        in noor.page(f"tips/{tip.tip.id}/").text
    )
    assert noor.gets(f"tips/{tip.tip.id}/sealed/").status_code == 200
    assert "Another reader looks at it, and you do not." in Reviewer("amara").page("").text


def test_a_tab_that_was_open_before_does_not_help_the_one_who_locked_it() -> None:
    tip = in_hand()
    amara = Reviewer("amara")  # two tabs: one with the tip ticked, one that locks it
    lock(amara, tip)
    say_it_was_about_harm(tip.tip.id)

    closes = ticks(amara, "out-of-scope", tip, sure="yes")
    locks = lock(amara, tip)
    with pytest.raises(NotForYou):
        closing.close(tip.tip.id, State.OUT_OF_SCOPE, seen=State.SCOPE_CHECK, by=staff("amara"))

    assert "1 tip is not open to you any more." in Page(closes.content.decode()).text
    assert locks.status_code == 409
    assert now(tip).state == State.SCOPE_CHECK


def test_where_nobody_else_holds_a_key_the_desk_says_so() -> None:
    tip = locked()
    holders = [grant.holder for grant in tip.conversation.grants.all()]
    amara, lin = staff("amara").keys.get().holder, tip.key.keys.identity.recipient.holder
    tip.conversation.grants.filter(holder__in=set(holders) - {amara, lin}).delete()

    say_it_was_about_harm(tip.tip.id)

    assert "It needs another reader, and no other holds a key." in Reviewer("amara").page("").text


@pytest.mark.parametrize(("days", "gone"), [(4, False), (5, True), (11, True)])
def test_without_an_objection_it_is_destroyed_however_long_the_worker_slept(
    clock: Clock, days: int, *, gone: bool
) -> None:
    tip = locked(files=FILES)
    clock.passes(days=days)

    for _ in range(2):
        end_what_nobody_opened_again()

    left = [
        Grant.objects.count(),
        Letter.objects.count(),
        SealedFile.objects.filter(conversation__isnull=False).count(),
    ]
    assert (now(tip).state == State.DESTROYED) is gone
    assert (left == [0, 0, 0]) is gone
    assert now(tip).outcome == "protected-conduct"
    assert Count.objects.filter(kind="protected-conduct").count() == 1
    assert Entry.objects.filter(tip=tip.tip.id, kind="destroyed").count() == gone
    assert not gone or now(tip).locked_by == ""


def test_a_clock_that_jumps_ahead_takes_nobody_s_days_to_say_that_it_was_about_harm(clock: Clock) -> None:
    tip, other = locked(files=FILES), in_hand()
    closing.close(other.tip.id, State.INSUFFICIENT, seen=State.SCOPE_CHECK, by=staff("amara"))
    awake()

    clock.passes(days=400)
    one_round()
    clock.passes(days=-400)  # somebody sets it right
    one_round()
    reopen(other.tip.id)
    say_it_was_about_harm(tip.tip.id)

    assert [now(one).state for one in (tip, other)] == [State.SCOPE_CHECK] * 2
    assert tip.conversation.files.count() == 1


def test_where_the_worker_was_awake_its_round_destroys_what_was_locked(clock: Clock) -> None:
    tip = locked(files=FILES)

    clock.passes(days=5)
    awake()
    one_round()

    assert now(tip).state == State.DESTROYED


def test_what_its_tipster_spoke_up_for_at_the_same_moment_is_not_destroyed() -> None:
    tip = locked()
    as_the_worker_saw_it = now(tip)
    say_it_was_about_harm(tip.tip.id)

    with pytest.raises(StalePage):
        destroy(as_the_worker_saw_it, Tip.Outcome.PROTECTED_CONDUCT, seen=State.PROTECTED_CONDUCT)

    assert (now(tip).state, tip.conversation.letters.count()) == (State.SCOPE_CHECK, 1)


def test_what_is_locked_while_it_is_read_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    tip, hand_out = in_hand(), actions.hand_out

    def noor_is_faster(found: Tip, by: Staff) -> None:
        hand_out(found, by)
        closing.lock(tip.tip.id, seen=State.SCOPE_CHECK, by=staff("noor"))

    monkeypatch.setattr(actions, "hand_out", noor_is_faster)

    answer = Reviewer("amara").client.get(f"/en/desk/tips/{tip.tip.id}/sealed/")

    assert answer.status_code == 409
    assert "grants" not in answer.json()


def test_the_second_reader_who_says_the_same_destroys_it_at_once() -> None:
    tip = locked()
    say_it_was_about_harm(tip.tip.id)
    noor = Reviewer("noor")

    before = noor.page(f"tips/{tip.tip.id}/protected/").text
    lock(noor, tip)

    assert "everything in it is destroyed at once" in before
    assert (now(tip).state, now(tip).outcome) == (State.DESTROYED, "protected-conduct")
    assert Entry.objects.get(tip=tip.tip.id, kind="destroyed").by == staff("noor").id
    assert not Letter.objects.exists()


def test_it_can_be_taken_back_while_it_is_locked() -> None:
    tip = locked()

    left = OpeningBrowser(tip.code).asks("withdraw").json()

    assert (left["what"], left["outcome"]) == ("dates", "withdrawn")
    assert (now(tip).state, now(tip).locked_by) == (State.DESTROYED, "")
    with pytest.raises(TipDestroyed):
        say_it_was_about_harm(tip.tip.id)


@pytest.mark.parametrize(
    "after",
    [one for one in State if one not in (State.SCOPE_CHECK, State.DESTROYED, State.PROTECTED_CONDUCT)],
)
@pytest.mark.usefixtures("guarded")
def test_it_is_not_exported_referred_rewarded_or_opened_by_any_other_move(after: State) -> None:
    tip = locked()

    with pytest.raises(NoSuchMove):
        move(tip.tip.id, after, seen=State.PROTECTED_CONDUCT)
    with pytest.raises(DatabaseError), transaction.atomic():
        Tip.objects.filter(pk=tip.tip.pk).update(**columns_in(after))

    assert now(tip).state == State.PROTECTED_CONDUCT


def test_no_reader_opens_it_again() -> None:
    tip = locked()

    with pytest.raises(NotForYou):
        closing.reopen(tip.tip.id, by=staff("noor"))
    with pytest.raises(StalePage):
        reopen(tip.tip.id, by=staff("noor").id)

    assert now(tip).state == State.PROTECTED_CONDUCT


def test_to_open_again_what_is_locked_by_now_is_no_objection() -> None:
    tip = locked()

    told = OpeningBrowser(tip.code).asks("again", step="reopen").json()

    assert now(tip).state == State.PROTECTED_CONDUCT
    assert told["standing"]["step"] == "object"


@pytest.mark.django_db(transaction=True)
def test_two_readers_lock_at_once_and_one_notice_is_posted() -> None:
    tip = in_hand()

    def locks(name: str) -> bool:
        try:
            closing.lock(tip.tip.id, seen=State.SCOPE_CHECK, by=staff(name))
        except (NotForYou, StalePage):
            return False
        return True

    done = at_once([partial(locks, name) for name in ("amara", "noor")])

    assert sorted(done) == [False, True]
    assert tip.conversation.notices.filter(template=Notice.Template.PROTECTED_CONDUCT).count() == 1
    assert now(tip).state == State.PROTECTED_CONDUCT


def test_an_objection_after_the_last_day_is_too_late(clock: Clock) -> None:
    tip = locked()
    clock.passes(days=5)

    with pytest.raises(TooLate):
        say_it_was_about_harm(tip.tip.id)

    assert now(tip).since == date(2026, 11, 24)
