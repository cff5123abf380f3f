from __future__ import annotations

import hashlib
from typing import Any

import pytest
from builders import Told, answered, keys_of, told
from clock import Clock
from leaving import Asking, a_marked_tip, agreed, agrees, asks, makes
from marking import Marking
from people import takes_off
from recording import recorded
from referring import lin_answers
from reviewer import Reviewer

from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.keys import verify
from fairwitness.journal.models import Count, Entry
from fairwitness.office.models import Staff
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.models import Exclusion, Export, Grant, Notice, Recorded, Tip
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def tip() -> Told:
    return a_marked_tip()


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


@pytest.fixture
def noor() -> Reviewer:
    return Reviewer("noor")


def staff_id(name: str) -> str:
    return Staff.objects.get(sign_in_name=name).id


def kinds() -> list[str]:
    return sorted(Entry.objects.filter(kind__startswith="export").values_list("kind", flat=True))


def test_one_asks_another_agrees_and_one_of_them_makes_it(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    asked = asks(amara, tip, Asking(tip).request())
    yes = agrees(noor, tip)

    made = makes(amara, tip)

    assert (asked.status_code, yes.status_code, made.status_code) == (200, 200, 200)
    assert kinds() == ["export-agreed", "export-asked", "exported"]
    assert Count.objects.filter(kind="exported").count() == 1
    assert Notice.objects.filter(template=Notice.Template.EXPORTED).exists()


def test_what_the_line_adds_is_its_part_of_the_journal_and_both_signatures(
    amara: Reviewer, tip: Told
) -> None:
    agreed(tip)

    told_ = makes(amara, tip).json()

    statement = unb64(told_["statement"])
    keys = {key.staff.sign_in_name: bytes(key.verifying_key) for key in _keys()}
    pairs = zip(("amara", "noor"), told_["signatures"], strict=True)
    assert all(verify(keys[name], "export", statement, unb64(one)) for name, one in pairs)
    assert {"tip-received", "exported"} <= {one["kind"] for one in told_["journal"]}
    assert {one["by"] for one in told_["journal"] if "by" in one} == {staff_id("amara"), staff_id("noor")}


def _keys() -> Any:
    return [key for staff in Staff.objects.filter(role="reviewer") for key in staff.keys.all()]


def test_one_reader_in_two_sessions_is_not_two(tip: Told) -> None:
    asks(Reviewer("amara"), tip, Asking(tip).request())

    alone = agrees(Reviewer("amara"), tip)

    assert alone.status_code == 409
    assert "Two different readers" in alone.json()["error"]
    assert Export.objects.get().second == ""


def test_whoever_wrote_it_down_signs_neither_first_nor_second(amara: Reviewer, noor: Reviewer) -> None:
    tip = recorded(amara)
    theirs = {"consent": lin_answers(tip), "letters": 2}
    Recorded.objects.update(own_from=0)  # the caller has a code of their own
    hers = asks(amara, tip, Asking(tip, basis="tipster", statement=theirs).request())
    asks(noor, tip, Asking(tip, basis="tipster", by="noor", statement=theirs).request())

    second = agrees(amara, tip)

    assert (hers.status_code, second.status_code) == (403, 403)
    assert "You have recorded this tip" in second.json()["error"]
    assert Export.objects.get().second == ""


def test_before_a_second_has_agreed_nobody_makes_it(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    asks(amara, tip, Asking(tip).request())

    answers = [makes(one, tip) for one in (amara, noor)]

    assert [one.status_code for one in answers] == [409, 409]
    assert kinds() == ["export-asked"]


def test_whoever_does_not_read_the_tip_does_neither(tip: Told) -> None:
    wei = Reviewer("wei")  # of another channel

    asked = asks(wei, tip, Asking(tip, by="wei").request())
    asks(Reviewer("amara"), tip, Asking(tip).request())
    answers = [agrees(wei, tip), makes(wei, tip)]

    assert [asked.status_code, *(one.status_code for one in answers)] == [404, 404, 404]


def test_another_s_signature_is_none(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    first = asks(amara, tip, Asking(tip, signed_by="noor").request())
    asks(amara, tip, Asking(tip).request())

    second = agrees(noor, tip, signature=Asking(tip).request()["signature"])

    assert (first.status_code, second.status_code) == (403, 403)


def test_a_reader_taken_off_between_the_two_yeses_takes_the_first_along(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    asks(amara, tip, Asking(tip).request())
    takes_off(noor, "amara", tip)

    answer = agrees(noor, tip)

    assert answer.status_code == 409
    assert "does not read this tip any more" in answer.json()["error"]


def test_one_taken_off_after_both_yeses_lets_nobody_make_it(noor: Reviewer, tip: Told) -> None:
    agreed(tip)
    takes_off(noor, "amara", tip)

    answer = makes(noor, tip)

    assert answer.status_code == 409
    assert Export.objects.get().made is None


def test_on_the_seventh_day_it_is_made_and_not_on_the_eighth(tip: Told, clock: Clock) -> None:
    agreed(tip)
    clock.passes(days=7)
    in_time = makes(Reviewer("amara"), tip)
    other = a_marked_tip()
    second = agreed_of(other)

    clock.passes(days=8)
    too_late = makes(Reviewer("amara"), other, second)

    assert (in_time.status_code, too_late.status_code) == (200, 409)


def agreed_of(tip: Told) -> Export:
    asks(Reviewer("amara"), tip, Asking(tip).request())
    export = Export.objects.get(tip=tip.tip)
    agrees(Reviewer("noor"), tip, export)
    return export


def test_it_is_made_once_and_the_same_reader_may_try_again_that_day(
    amara: Reviewer, noor: Reviewer, tip: Told, clock: Clock
) -> None:
    agreed(tip)
    first = makes(amara, tip)

    again, other = makes(amara, tip), makes(noor, tip)
    clock.passes(days=1)
    next_day = makes(Reviewer("amara"), tip)

    assert [one.status_code for one in (first, again, other, next_day)] == [200, 200, 409, 409]
    assert Count.objects.filter(kind="exported").count() == 1


@pytest.mark.parametrize("state", [State.PROTECTED_CONDUCT, State.SCOPE_CHECK, State.RECEIVED])
def test_what_is_locked_or_holds_no_marked_sentence_never_leaves(amara: Reviewer, state: State) -> None:
    tip = a_marked_tip(state)

    answer = asks(amara, tip, Asking(tip).request())

    assert answer.status_code == 409
    assert not Export.objects.exists()


def test_what_was_agreed_to_does_not_leave_once_it_is_locked(tip: Told) -> None:
    agreed(tip)
    Tip.objects.filter(pk=tip.tip.pk).update(locked_by=staff_id("noor"))

    answers = [makes(Reviewer(name), tip) for name in ("amara", "noor")]

    assert [one.status_code for one in answers] == [409, 409]
    assert "exported" not in kinds()


def test_of_a_tip_that_was_destroyed_nothing_leaves(amara: Reviewer, tip: Told) -> None:
    agreed(tip)
    export = Export.objects.get()
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    answers = [makes(amara, tip, export), asks(amara, tip, {})]

    assert [one.status_code for one in answers] == [410, 410]
    assert not Export.objects.exists()


def test_one_that_was_destroyed_between_the_two_yeses_gets_no_second(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    asks(amara, tip, Asking(tip).request())
    export = Export.objects.get()
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    answer = agrees(noor, tip, export)

    assert answer.status_code == 410
    assert "taken back or destroyed meanwhile" in answer.json()["error"]
    assert kinds() == ["export-asked"]


def test_whom_the_tipster_has_left_out_is_no_second_and_learns_nothing(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    hers = keys_of("noor").identity.recipient.holder
    Grant.objects.filter(holder=hers).delete()
    Exclusion.objects.create(office=tip.tip.office, tip=tip.tip, holder=hers)
    asks(
        amara, tip, Asking(tip, reason=Marking(tip, holders=[keys_of("amara").identity.recipient])).request()
    )

    answers = [agrees(noor, tip), makes(noor, tip), noor.gets(f"tips/{tip.tip.id}/export/")]

    assert Export.objects.count() == 1
    assert [one.status_code for one in answers] == [404] * 3


def test_of_a_closed_tip_whose_time_is_over_nothing_leaves(tip: Told, clock: Clock) -> None:
    tip = a_marked_tip(State.CLOSED)
    Tip.objects.filter(pk=tip.tip.pk).update(outcome="not-confirmed")
    agreed(tip)

    clock.passes(days=400)
    answer = makes(Reviewer("amara"), tip)

    assert answer.status_code == 409
    assert "time of this tip is over" in answer.json()["error"]


def test_another_tip_s_id_takes_nothing_out(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    export, other = agreed(tip), a_marked_tip()

    crossed = makes(amara, other, export), agrees(noor, other, export)
    signed_for_other = asks(amara, other, Asking(tip).request())

    assert [one.status_code for one in crossed] == [409, 409]
    assert signed_for_other.status_code in (403, 409)
    assert Export.objects.get().made is None


def test_an_authority_that_asks_needs_the_tipster_s_yes(amara: Reviewer, tip: Told) -> None:
    answered(tip.conversation, "She says yes.")

    answer = asks(amara, tip, Asking(tip, "authority", statement={"consent": bytes(32)}).request())

    assert answer.status_code == 409
    assert (
        answer.json()["error"]
        == "The letter named here is not there, or not the tipster’s own. Load the page again."
    )


def test_the_tipster_may_have_a_copy_before_anything_is_marked(amara: Reviewer) -> None:
    tip = told()

    court = asks(amara, tip, Asking(tip).request())
    own = asks(amara, tip, Asking(tip, "tipster").request())

    assert (court.status_code, own.status_code) == (409, 200)


def test_a_copy_of_their_own_names_a_letter_of_the_tipster_s(amara: Reviewer) -> None:
    tip = told()
    answered(tip.conversation, "Do you want a copy?")
    question = hashlib.sha256(tip.conversation.letters.get(position=1).sealed).digest()

    answers = [
        asks(amara, tip, Asking(tip, "tipster", statement={"consent": one}).request())
        for one in (None, bytes(32), question)
    ]

    assert [one.status_code for one in answers] == [403, 409, 409]
    assert "not the tipster’s own" in answers[-1].json()["error"]
    assert not Export.objects.exists()


def test_what_a_reader_wrote_down_for_a_caller_asks_for_no_copy(noor: Reviewer) -> None:
    tip = recorded(Reviewer("amara"))

    answer = asks(noor, tip, Asking(tip, "tipster", by="noor").request())

    assert answer.status_code == 409
    assert not Export.objects.exists()


def test_a_basis_that_nobody_knows_is_refused(amara: Reviewer, tip: Told) -> None:
    answers = [
        asks(amara, tip, Asking(tip, statement=one).request())
        for one in ({"basis": "curiosity"}, {"along": ("name",)})
    ]

    assert [one.status_code for one in answers] == [403, 403]
    assert not Export.objects.exists()


def test_it_is_taken_back_by_any_reader_and_says_so(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    export = agreed(tip)

    back = noor.tells(f"tips/{tip.tip.id}/export/take-back/", asked=export.id)

    assert back.status_code == 303
    assert makes(amara, tip, export).status_code == 409
    assert kinds() == ["export-agreed", "export-asked", "export-taken-back"]


def test_the_same_request_again_changes_nothing(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    request = Asking(tip, reason=Marking(tip)).request()

    answers = [asks(amara, tip, request), asks(amara, tip, request), agrees(noor, tip), agrees(noor, tip)]

    assert [one.status_code for one in answers] == [200] * 4
    assert kinds() == ["export-agreed", "export-asked"]


def test_one_that_waits_lets_nobody_ask_for_another(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    reason = Marking(tip)
    asks(amara, tip, Asking(tip, reason=reason).request())

    answer = asks(noor, tip, Asking(tip, by="noor").request())

    assert answer.status_code == 409
    assert Export.objects.count() == 1


def test_no_address_takes_two_tips() -> None:
    from routes import addresses  # noqa: PLC0415 - the list is made when it is asked for

    leaving = [one for one in addresses() if "/export" in one or "/redact" in one]

    assert leaving
    assert all(one.count("<id:tip_id>") == 1 for one in leaving)


def test_the_page_says_what_is_possible_and_what_waits(amara: Reviewer, tip: Told) -> None:
    before = amara.page(f"tips/{tip.tip.id}/export/").text
    asks(amara, tip, Asking(tip).request())

    after = amara.page(f"tips/{tip.tip.id}/export/").text

    assert "A court has ordered it" in before
    assert "You have signed first" in after


def test_whoever_has_made_it_may_make_it_again_that_day_after_a_reload_too(
    amara: Reviewer, noor: Reviewer, tip: Told, clock: Clock
) -> None:
    agreed(tip)
    makes(amara, tip)

    pages = [one.page(f"tips/{tip.tip.id}/export/") for one in (amara, noor)]
    clock.passes(days=1)
    pages.append(Reviewer("amara").page(f"tips/{tip.tip.id}/export/"))

    offered = [[of for _, of in page.tags if "data-make-export" in of] for page in pages]
    assert [len(one) for one in offered] == [1, 0, 0]
    assert offered[0][0]["data-asked"] == Export.objects.get(tip=tip.tip).id
