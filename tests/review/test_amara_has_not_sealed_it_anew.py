"""Somebody has new keys and has not sealed a tip anew: they read it with the former ones, and are one of its readers."""

from __future__ import annotations

import pytest
from builders import Told, sealed_answer, told
from closings import now, staff
from django.db import DatabaseError, transaction
from new_keys import NewKeys
from people import mailbox_of, next_key, recipient_of, says_it_concerns, sends, takes_off
from reviewer import DESK, Reviewer

from fairwitness.crypto.keys import StaffKeys
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.models import FormerKey, StaffKey
from fairwitness.review import closing
from fairwitness.review.reading import somebody_else_has_a_key
from fairwitness.sealed.actions.among_readers import readers_of
from fairwitness.sealed.actions.reopen import say_it_was_about_harm
from fairwitness.sealed.models import InHand, Recusal
from fairwitness.sealed.people import may_join, readers, to_renew
from fairwitness.sealed.states import State


@pytest.fixture
def tip(office: OfficeFolder) -> Told:
    del office
    return told()


@pytest.fixture
def made() -> NewKeys:
    return NewKeys()


@pytest.fixture
def before(tip: Told, made: NewKeys) -> StaffKeys:
    """The keys that she had when it came."""
    del tip
    return made.count()


def reading(tip: Told) -> list[str]:
    return [one.sign_in_name for one in readers(now(tip))]


def holds(tip: Told, before: StaffKeys) -> bool:
    return tip.conversation.grants.filter(holder=before.identity.recipient.holder).exists()


@pytest.mark.usefixtures("before")
def test_she_is_listed_and_needs_not_be_added(tip: Told) -> None:
    page = Reviewer("noor").page(f"tips/{tip.tip.id}/").text

    assert (reading(tip), may_join(tip.tip)) == (["amara", "noor"], [])
    assert "Take Amara off" in page


def test_she_reads_it_and_writes_no_letter_before_she_has_sealed_it_anew(tip: Told, made: NewKeys) -> None:
    letter = sealed_answer(tip.conversation)
    made.count()
    amara = Reviewer("amara")

    page = amara.page(f"tips/{tip.tip.id}/")
    answer = amara.answers(tip.tip, letter)

    assert "you can read it, and not write" in page.text
    assert [tag for tag, of in page.tags if "data-answer" in of] == []
    assert (answer.status_code, answer.json()["why"]) == (403, "forbidden")
    assert "you can read it, and not write" in answer.json()["error"]
    assert tip.conversation.letters.count() == 1


@pytest.mark.usefixtures("before")
def test_a_colleague_is_not_the_only_one_who_can_look(tip: Told) -> None:
    assert somebody_else_has_a_key(staff("noor"), tip.tip)


def test_a_sheet_that_names_the_former_keys_still_lists_her(tip: Told, before: StaffKeys) -> None:
    tip.tip.channel.sheets.get(serial=2).delete()

    assert reading(tip) == ["amara", "noor"]
    assert holds(tip, before)


def test_who_has_locked_it_is_no_reader_under_a_sheet_that_names_the_former_keys(
    tip: Told, before: StaffKeys
) -> None:
    tip.tip.channel.sheets.get(serial=2).delete()
    closing.take_in_hand(tip.tip.id, seen=State.RECEIVED, by=staff("amara"))
    closing.lock(tip.tip.id, seen=State.SCOPE_CHECK, by=staff("amara"))
    say_it_was_about_harm(tip.tip.id)

    answer = says_it_concerns(Reviewer("noor"), tip)

    assert (reading(tip), answer.status_code) == (["noor"], 409)
    assert before.identity.recipient.holder not in readers_of(now(tip))
    assert not Recusal.objects.exists()


def test_who_is_taken_off_loses_the_former_keys_and_the_next_key_is_without_them(
    tip: Told, before: StaffKeys
) -> None:
    noor = Reviewer("noor")
    takes_off(noor, "amara", tip)

    key = next_key(tip.conversation, [recipient_of("noor"), mailbox_of(tip)], by="noor")
    answer = sends(noor, tip, "next-key", {"keys": [key]})

    assert (reading(tip), holds(tip, before)) == (["noor"], False)
    assert (answer.status_code, to_renew(tip.tip)) == (200, [])
    assert Reviewer("amara").gets(f"tips/{tip.tip.id}/").status_code == 404


def test_the_next_key_is_sealed_to_her_keys_of_today(tip: Told, before: StaffKeys) -> None:
    tip.conversation.outgrown = 0
    tip.conversation.save()
    of_today = StaffKey.objects.get(staff=staff("amara").id).holder

    key = next_key(
        tip.conversation, [recipient_of(one) for one in ("amara", "noor")] + [mailbox_of(tip)], by="noor"
    )
    answer = sends(Reviewer("noor"), tip, "next-key", {"keys": [key]})

    assert answer.status_code == 200
    assert tip.conversation.grants.filter(number=1, holder=of_today).exists()
    assert holds(tip, before)


def test_she_steps_back_from_what_concerns_her(tip: Told, before: StaffKeys) -> None:
    answer = says_it_concerns(Reviewer("amara"), tip)

    assert answer.status_code == 302
    assert (reading(tip), holds(tip, before)) == (["noor"], False)
    assert Recusal.objects.get().staff == staff("amara").id


@pytest.mark.usefixtures("before")
def test_she_takes_it_in_hand_and_says_what_is_next(tip: Told) -> None:
    amara, at = Reviewer("amara"), f"tips/{tip.tip.id}"

    amara.sends(f"{at}/hand/", do="take")
    amara.sends(f"{at}/next-step/", step="read", day=today().isoformat())

    assert InHand.objects.get().step == "read"
    takes_off(Reviewer("noor"), "amara", tip)
    assert not InHand.objects.exists()


def test_she_seals_her_own_before_she_gives_a_colleague_anything_back(
    tip: Told, made: NewKeys, before: StaffKeys
) -> None:
    NewKeys("noor").count(lost=True)
    amara, path = Reviewer("amara"), f"returned/{staff('noor').id}/tips/"

    waits = amara.client.get(DESK + path).json()["tips"]
    page = amara.page("returned/").text
    made.gives(amara, tip, before)

    assert (waits, "Some tips are still sealed to your former keys." in page) == ([], True)
    assert [one["tip"] for one in amara.client.get(DESK + path).json()["tips"]] == [tip.tip.id]


@pytest.mark.usefixtures("before")
def test_whoever_has_lost_their_words_is_no_reader_and_the_database_knows_it(tip: Told) -> None:
    FormerKey.objects.update(sealed_seed=b"")

    with pytest.raises(DatabaseError), transaction.atomic():
        InHand.objects.create(office=tip.tip.office, tip=tip.tip, staff_id=staff("amara").id)

    assert reading(tip) == ["noor"]
