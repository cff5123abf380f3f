"""A name that two keys guard: kept apart from the tip, asked for by two, opened by a third, and read by the two alone."""

from __future__ import annotations

import pytest
from builders import conversation_key, keys_of, opened_by, told
from clock import Clock
from closings import staff
from guarding import (
    LIN,
    AskingForAName,
    bo_guards_names,
    names_custodians,
    read_by,
    signer,
    told_with_a_name,
)
from made_up_office import FOLDER
from people import recipient_of

from fairwitness.crypto.age import AgeError, seal
from fairwitness.crypto.keys import SigningKey, StaffKeys
from fairwitness.crypto.names import NotAName, peel
from fairwitness.crypto.sheets import Reader
from fairwitness.intake.actions import NobodyGuards
from fairwitness.journal.models import Count, Entry, Kind
from fairwitness.office.clock import today
from fairwitness.office.fields import AGE_HEADER
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.models import FormerKey, Staff
from fairwitness.sealed.actions import ask_for_name
from fairwitness.sealed.actions.ask_for_name import NotGuarded, NotReady, NotTheirsToEnd
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.move import StalePage
from fairwitness.sealed.actions.readers import take_off
from fairwitness.sealed.actions.signed_by_two import (
    Alone,
    AskedBefore,
    FirstHasLeft,
    NothingAsked,
    NotSigned,
)
from fairwitness.sealed.former_keys import forget_what_is_done_of, needs_former_keys
from fairwitness.sealed.models import Notice, Tip
from fairwitness.sealed.models_of_names import NameAnswer, NameKeeper, NameRequest, SealedName
from fairwitness.sealed.names import is_ready, name_of, requests_for, theirs_to_read

T = Notice.Template


@pytest.fixture
def bo(office: OfficeFolder, clock: Clock) -> Staff:
    del office, clock
    return bo_guards_names()


@pytest.fixture
def asking(bo: Staff) -> AskingForAName:
    del bo
    return AskingForAName(told_with_a_name())


def notices(asking: AskingForAName) -> list[int]:
    return list(
        asking.tip.conversation.notices.order_by("day", "template").values_list("template", flat=True)
    )


def kinds() -> list[str]:
    return sorted(Entry.objects.filter(kind__startswith="name-").values_list("kind", flat=True))


def test_name_and_telephone_stand_in_no_letter_and_open_with_neither_key_alone(
    asking: AskingForAName,
) -> None:
    tip = asking.tip

    (letter,) = opened_by("amara", tip.conversation)

    assert {one.question for one in letter.answers} == {"kind"}
    name = name_of(tip.tip)
    assert name is not None
    assert [bytes(one.holder) for one in name.keepers.all()] == [bytes(staff("bo").keys.get().holder)]
    for keys in (keys_of("amara").identity, conversation_key("amara", tip.conversation)):
        with pytest.raises(AgeError):
            peel(bytes(name.sealed), [keys], b"l" * 16, tip.conversation.id)


def test_a_name_that_somebody_copies_into_a_tip_of_their_own_is_opened_for_nobody(
    asking: AskingForAName,
) -> None:
    copied, other = bytes(asking.tip.tip.sealed_name.sealed), told_with_a_name()

    with pytest.raises(NotAName):
        peel(copied, [keys_of("bo").identity], FOLDER.line(), other.conversation.id)


@pytest.mark.usefixtures("bo")
def test_whoever_gives_it_to_the_readers_has_it_in_the_letter() -> None:
    tip = told_with_a_name(keep="readers")

    (letter,) = opened_by("amara", tip.conversation)

    assert {one.question: one.text for one in letter.answers}["name"] == LIN[0]
    assert name_of(tip.tip) is None


@pytest.mark.usefixtures("office")
def test_where_nobody_guards_names_none_is_given_to_the_readers_instead() -> None:
    with pytest.raises(NobodyGuards):
        told_with_a_name()

    assert not Tip.objects.exists()
    assert not SealedName.objects.exists()


def test_with_the_tipsters_yes_the_two_who_asked_read_it_and_nobody_else_does(asking: AskingForAName) -> None:
    asking.by_two()
    asking.says("yes")

    asking.answers(asking.peeled())

    for name in ("amara", "noor"):
        read = read_by(name, asking.tip)
        assert (read.name, read.contact) == LIN
    with pytest.raises(AgeError):
        read_by("bo", asking.tip)
    assert notices(asking) == [T.RECEIVED, T.NAME_CONSENT, T.NAME_OPENED]
    assert kinds() == ["name-asked", "name-asked", "name-consent", "name-opened"]
    assert Count.objects.filter(kind=Kind.NAME_OPENED).count() == 1


def test_without_a_yes_it_stays_sealed(asking: AskingForAName) -> None:
    asking.by_two()

    with pytest.raises(NotReady):
        asking.answers(asking.peeled())

    assert not NameAnswer.objects.exists()


def test_a_no_ends_it(asking: AskingForAName) -> None:
    asking.by_two()
    asking.says("no")

    with pytest.raises(NothingAsked):
        asking.answers(asking.peeled())
    with pytest.raises(NothingAsked):
        asking.says("yes")

    assert NameRequest.objects.get().says == "no"


def test_a_yes_is_taken_back_until_it_is_opened(asking: AskingForAName) -> None:
    asking.by_two()
    asking.says("yes")

    asking.says("no")

    assert not is_ready(NameRequest.objects.get())


def test_nobody_but_the_mailbox_says_yes(asking: AskingForAName) -> None:
    asking.by_two()

    with pytest.raises(NotSigned):
        asking.says("yes", key=SigningKey.generate())

    assert NameRequest.objects.get().says == ""


def test_by_a_duty_the_tipster_is_told_and_seven_days_pass(asking: AskingForAName, clock: Clock) -> None:
    duty = AskingForAName(asking.tip, "court-order", "before")
    duty.by_two()
    assert notices(duty) == [T.RECEIVED, T.NAME_COURT]

    with pytest.raises(NotReady):
        duty.answers(duty.peeled())
    clock.passes(days=7)
    duty.answers(duty.peeled())

    assert read_by("noor", duty.tip).name == LIN[0]


def test_where_telling_jeopardises_proceedings_both_have_signed_that_and_it_is_told_when_opened(
    asking: AskingForAName,
) -> None:
    duty = AskingForAName(asking.tip, "prosecutor", "jeopardises")
    duty.by_two()

    duty.answers(duty.peeled())

    assert notices(duty) == [T.RECEIVED, T.NAME_OPENED]
    assert b'"told":"jeopardises"' in bytes(NameRequest.objects.get().statement)


def test_mr_bo_refuses_with_a_reason_and_that_is_told(asking: AskingForAName) -> None:
    asking.by_two()

    asking.answers(reason="not-in-order")

    assert notices(asking) == [T.RECEIVED, T.NAME_CONSENT, T.NAME_REFUSED]
    assert not Count.objects.filter(kind=Kind.NAME_OPENED).exists()
    with pytest.raises(NothingAsked):
        asking.says("yes")


def test_one_reader_alone_gets_nothing(asking: AskingForAName) -> None:
    asking.proposes()

    with pytest.raises(Alone):
        asking.agrees("amara")
    with pytest.raises(NothingAsked):
        asking.answers(asking.peeled())
    with pytest.raises(AskedBefore):
        AskingForAName(asking.tip, "law", "before", marking=None).proposes("noor")

    assert notices(asking) == [T.RECEIVED]


def test_mr_bo_alone_gets_nothing_and_has_nothing_asked_of_him(asking: AskingForAName, bo: Staff) -> None:
    asking.proposes()

    assert list(requests_for(bo)) == []
    with pytest.raises(NothingAsked):
        asking.answers(reason="concerned")


def test_nobody_who_reads_answers_in_his_place(asking: AskingForAName) -> None:
    asking.by_two()
    asking.says("yes")

    with pytest.raises(NotGuarded):
        asking.answers(asking.peeled(), name="amara")

    assert not NameAnswer.objects.exists()


@pytest.mark.parametrize(
    "other", [{"name": b"x" * 32}, {"line": b"x" * 16}, {"tip": "A" * 22}, {"conversation": "A" * 22}]
)
def test_what_is_signed_about_another_name_line_tip_or_conversation_is_refused(
    asking: AskingForAName, other: dict[str, object]
) -> None:
    wrong = AskingForAName(asking.tip, statement=dict(other))

    with pytest.raises(NotSigned):
        wrong.proposes()

    assert not NameRequest.objects.exists()


def test_where_no_name_is_sealed_apart_nobody_asks_for_one(asking: AskingForAName) -> None:
    tip = told().tip

    with pytest.raises(StalePage):
        ask_for_name.propose(tip, signer("amara"), asking.note, asking.asked, bytes(64))

    assert not NameRequest.objects.exists()


def test_who_has_left_the_tip_meanwhile_opens_it_no_more(asking: AskingForAName) -> None:
    asking.by_two()
    asking.says("yes")
    take_off(asking.tip.tip.id, staff("amara").id, by=staff("noor").id)

    with pytest.raises(FirstHasLeft):
        asking.answers(asking.peeled())


def test_he_seals_it_to_the_two_and_in_one_size(asking: AskingForAName) -> None:
    asking.by_two()
    asking.says("yes")

    with pytest.raises(NotSigned):
        asking.answers(seal(b"a name in clear", [recipient_of("amara")]))

    assert not NameAnswer.objects.exists()


def test_the_same_again_is_the_same(asking: AskingForAName) -> None:
    asking.proposes()
    asking.proposes()
    asking.agrees()
    asking.says()
    asking.says()
    sealed = asking.peeled()
    asking.answers(sealed)

    asking.answers(sealed)

    assert NameAnswer.objects.count() == 1
    assert kinds() == ["name-asked", "name-asked", "name-consent", "name-opened"]


def test_what_one_has_signed_is_taken_back(asking: AskingForAName) -> None:
    asking.proposes()
    asked = NameRequest.objects.get()

    ask_for_name.take_back(asking.tip.tip, asked.id, staff("noor").id)

    assert not NameRequest.objects.exists()
    assert kinds() == ["name-asked", "name-taken-back"]


def test_what_two_have_signed_is_ended_and_stays(asking: AskingForAName) -> None:
    asked = asking.by_two()
    asking.says()

    ask_for_name.take_back(asking.tip.tip, asked.id, staff("noor").id)

    assert NameRequest.objects.get().answered == today()
    with pytest.raises(NothingAsked):
        asking.answers(asking.peeled())


def test_a_third_reader_is_handed_nothing(asking: AskingForAName) -> None:
    asking.by_two()
    asking.says()
    asking.answers(asking.peeled())

    handed_out = {
        name: theirs_to_read(asking.tip.tip, staff(name)) is not None for name in ("amara", "noor", "wei")
    }

    assert handed_out == {"amara": True, "noor": True, "wei": False}


def test_no_third_reader_ends_it_while_both_read_the_tip(asking: AskingForAName) -> None:
    asked = asking.by_two()

    with pytest.raises(NotTheirsToEnd):
        ask_for_name.take_back(asking.tip.tip, asked.id, staff("wei").id)
    take_off(asking.tip.tip.id, staff("amara").id, by=staff("noor").id)
    ask_for_name.take_back(asking.tip.tip, asked.id, staff("wei").id)

    assert NameRequest.objects.get().answered == today()


def test_destroying_the_tip_destroys_the_name_and_what_was_signed(asking: AskingForAName) -> None:
    asking.by_two()
    asking.says()
    asking.answers(asking.peeled())

    destroy(asking.tip.tip, Tip.Outcome.WITHDRAWN)

    for kind in (SealedName, NameKeeper, NameRequest, NameAnswer):
        assert not kind.objects.exists()


def test_his_former_key_stays_while_a_name_is_sealed_to_it(asking: AskingForAName, bo: Staff) -> None:
    before, new = bo.keys.get(), StaffKeys.from_seed(b"n" * 32)
    FormerKey.objects.create(
        office=bo.office,
        staff=bo,
        holder=before.holder,
        verifying_key=before.verifying_key,
        sealed_seed=AGE_HEADER,
    )
    recipient, key = new.identity.recipient, new.signing.verifying_key
    bo.keys.update(recipient=str(recipient), holder=recipient.holder, verifying_key=key)
    names_custodians(asking.tip.tip.channel, Reader("Mr Bo", recipient, key))

    forget_what_is_done_of(bo)

    asking.by_two()
    assert [one.tip for one in requests_for(bo)] == [asking.tip.tip]
    destroy(asking.tip.tip, Tip.Outcome.WITHDRAWN)
    forget_what_is_done_of(bo)
    assert not FormerKey.objects.exists()


def test_new_keys_of_a_reader_lose_no_name_that_was_opened_for_her(asking: AskingForAName) -> None:
    asking.by_two()
    asking.says()
    asking.answers(asking.peeled())
    amara = staff("amara")
    former = FormerKey.objects.create(
        office=amara.office, staff=amara, holder=b"f" * 32, verifying_key=b"v" * 32, sealed_seed=AGE_HEADER
    )

    forget_what_is_done_of(amara)

    assert FormerKey.objects.get() == former
    assert needs_former_keys(amara)
    destroy(asking.tip.tip, Tip.Outcome.WITHDRAWN)
    forget_what_is_done_of(amara)
    assert not FormerKey.objects.exists()
