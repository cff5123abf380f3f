"""What a reader has typed, or put by for a day, before they had new keys."""

from __future__ import annotations

import pytest
from builders import Told, told
from clock import Clock
from new_keys import NewKeys
from people import takes_off
from putting_by import puts_by, sealed_draft, types
from reviewer import Reviewer, secret_of
from tipster import Tipster

from fairwitness.office.folder import OfficeFolder
from fairwitness.office.models import FormerKey
from fairwitness.sealed.actions.later import send_what_is_due
from fairwitness.sealed.models_of_letters import AnswerDraft, LaterLetter


@pytest.fixture
def tip(office: OfficeFolder, clock: Clock) -> Told:
    del office, clock
    return told()


@pytest.fixture
def amara(tip: Told) -> Reviewer:
    del tip
    return Reviewer("amara")


def test_the_former_key_stays_for_what_was_typed_and_goes_with_it(amara: Reviewer, tip: Told) -> None:
    types(amara, tip, sealed_draft("amara", tip))
    made = NewKeys()
    made.gives(amara, tip, made.count())

    there = len(amara.signs_in("amara", secret_of("amara")).json()["former"])
    types(amara, tip)
    gone = amara.signs_in("amara", secret_of("amara")).json()["former"]

    assert (there, gone) == (1, [])
    assert not FormerKey.objects.exists()


def test_what_is_typed_keeps_nobody_from_newer_keys(amara: Reviewer, tip: Told) -> None:
    types(amara, tip, sealed_draft("amara", tip))
    made = NewKeys()
    made.gives(amara, tip, made.count())
    again = NewKeys()

    again.count()

    assert Reviewer("amara").signs_in("amara", secret_of("amara")).status_code == 200
    assert FormerKey.objects.filter(sealed_seed__gt=b"").count() == 1


@pytest.mark.parametrize("is_sealed_anew", [True, False])
def test_a_letter_goes_on_its_day_and_its_mailbox_finds_nothing_wrong_with_it(
    amara: Reviewer, tip: Told, clock: Clock, *, is_sealed_anew: bool
) -> None:
    puts_by(amara, tip)
    made = NewKeys()
    before = made.count()
    if is_sealed_anew:
        made.gives(amara, tip, before)

    clock.passes(days=1)
    gone = send_what_is_due()

    lin = Tipster()
    lin.comes_back(" ".join(tip.code.words))
    assert (gone, LaterLetter.objects.count()) == (1, 0)
    assert ["Since when?" in one for one in lin.page.letters] == [False, True]
    assert not any(lin.page.warnings)


def test_of_a_reader_with_lost_words_none_goes_and_it_says_why(
    amara: Reviewer, tip: Told, clock: Clock
) -> None:
    puts_by(amara, tip)
    NewKeys().count(lost=True)

    clock.passes(days=1)
    gone = send_what_is_due()

    assert (gone, LaterLetter.objects.get().stopped) == (0, "key")


def test_both_go_with_the_former_key_of_whoever_is_taken_off(amara: Reviewer, tip: Told) -> None:
    types(amara, tip, sealed_draft("amara", tip), box="question")
    puts_by(amara, tip)
    NewKeys().count()

    takes_off(Reviewer("noor"), "amara", tip)

    assert not AnswerDraft.objects.exists()
    assert not LaterLetter.objects.exists()
