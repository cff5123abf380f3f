from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import opened_by, told
from closings import locked
from made_up_office import FOLDER
from new_keys import NewKeys, sends
from people import adds
from reviewer import DESK, Reviewer, secret_of

from fairwitness.crypto.age import open_sealed
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.keys import StaffKeys
from fairwitness.office.models import Channel, FormerKey, Staff
from fairwitness.office.reading import holders_in
from fairwitness.review.views import signing
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.readers import take_off
from fairwitness.sealed.models import Grant, Tip

pytestmark = pytest.mark.usefixtures("office")
WAITING = FOLDER.staff / "amara.next"


@pytest.fixture(autouse=True)
def _nothing_waits() -> Iterator[None]:
    yield
    WAITING.unlink(missing_ok=True)


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


def listed(reviewer: Reviewer, path: str = "security/keys/tips/") -> list[str]:
    return [one["tip"] for one in reviewer.client.get(DESK + path).json()["tips"]]


def test_new_keys_wait_and_those_of_today_go_on(amara: Reviewer) -> None:
    made = NewKeys()

    answer = amara.tells("security/keys/", **made.sent())

    assert WAITING.exists()
    assert answer.json()["fingerprint"] in amara.page("security/").text
    assert Staff.objects.get(sign_in_name="amara").keys.get().holder != made.keys.identity.recipient.holder


def test_the_same_once_more_is_the_same_and_others_wait_their_turn(amara: Reviewer) -> None:
    made = NewKeys()

    answers = [amara.tells("security/keys/", **one.sent()).status_code for one in (made, made, NewKeys())]
    dropped = amara.tells("security/keys/drop/", secret=secret_of("amara"))

    assert answers == [200, 200, 409]
    assert (dropped.status_code, WAITING.exists()) == (200, False)


@pytest.mark.parametrize(
    ("part", "value", "status"),
    [
        ("secret", "A" * 43, 403),
        ("recipient", "age1", 400),
        ("former_seed", "AAAA", 400),
        ("password", "A", 400),
    ],
)
def test_with_other_words_or_half_of_it_nothing_waits(
    amara: Reviewer, monkeypatch: pytest.MonkeyPatch, part: str, value: str, status: int
) -> None:
    monkeypatch.setattr(signing.WRONG, "turn", lambda: 0.0)

    answer = amara.tells("security/keys/", **NewKeys().sent(**{part: value}))

    assert answer.status_code == status
    assert not WAITING.exists()


def test_who_signs_in_with_new_keys_still_opens_what_was_sealed_before(amara: Reviewer) -> None:
    tip, made = told(), NewKeys()
    before = made.count()

    answer = amara.signs_in("amara", secret_of("amara")).json()

    (former,) = answer["former"]
    seed = open_sealed(unb64(former), [made.keys.identity])
    assert StaffKeys.from_seed(seed).identity.recipient == before.identity.recipient
    assert listed(amara) == [tip.tip.id]
    assert amara.gets(f"tips/{tip.tip.id}/").status_code == 200


def test_what_is_sealed_anew_opens_and_the_former_keys_go_with_the_last(amara: Reviewer) -> None:
    tips, made = [told(), told()], NewKeys()
    before = made.count()

    first = made.gives(amara, tips[0], before)
    left = listed(amara), FormerKey.objects.count()
    made.gives(amara, tips[1], before)

    assert first.status_code == 200
    assert left == ([tips[1].tip.id], 1)
    assert (listed(amara), FormerKey.objects.count()) == ([], 0)
    assert not Grant.objects.filter(holder=before.identity.recipient.holder).exists()
    assert [one.text for one in opened_by("amara", tips[0].conversation)] == ["The exit is chained."]


def test_two_tabs_and_a_lost_answer_seal_it_once(amara: Reviewer) -> None:
    tip, made = told(), NewKeys()
    before = made.count()
    keys = made.sealed(tip, before)

    answers = [made.gives(amara, tip, before, keys=keys).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert tip.conversation.grants.filter(holder=made.keys.identity.recipient.holder).count() == 1


def test_a_tip_that_is_destroyed_or_locked_meanwhile_is_left(amara: Reviewer) -> None:
    gone, away, made = told(), locked(by="noor"), NewKeys()
    before = made.count()
    keys = made.sealed(gone, before)
    destroy(gone.tip, Tip.Outcome.WITHDRAWN)

    answers = [made.gives(amara, gone, before, keys=keys), made.gives(amara, away, before)]

    assert [one.status_code for one in answers] == [404, 409]
    assert (listed(amara), FormerKey.objects.count()) == ([], 1)


def test_in_another_s_name_or_with_a_key_that_she_never_had_nothing_comes_back(amara: Reviewer) -> None:
    tip, made = told(), NewKeys()
    before = made.count()
    keys = made.sealed(tip, before)
    foreign = sends(amara, tip, {"holder": b64(made.keys.identity.recipient.holder), "keys": keys}, before)
    Grant.objects.filter(conversation=tip.conversation, holder=before.identity.recipient.holder).delete()

    late = made.gives(amara, tip, before, keys=keys)

    assert (foreign.status_code, late.status_code) == (403, 404)
    assert not tip.conversation.grants.filter(holder=made.keys.identity.recipient.holder).exists()


def test_whom_a_tipster_left_out_stays_so_and_new_tips_leave_out_both_keys(amara: Reviewer) -> None:
    tip, made = told(), NewKeys()
    old = made.count()

    left_out = holders_in(Channel.objects.get(slug="public"), ["coordinator"])

    assert left_out == {old.identity.recipient.holder, made.keys.identity.recipient.holder}
    assert tip.tip.id in listed(amara)


def test_who_has_lost_their_words_reads_again_once_a_colleague_has_sealed_it() -> None:
    tip, made, noor = told(), NewKeys(), Reviewer("noor")
    before = made.count(lost=True)
    lost = Staff.objects.get(sign_in_name="amara")
    path = f"returned/{lost.id}/tips/"

    waits = listed(noor, path), Reviewer("amara").gets(f"tips/{tip.tip.id}/").status_code
    answer = adds(noor, "amara", tip)

    assert waits == ([tip.tip.id], 404)
    assert answer.status_code == 200
    assert noor.client.get(DESK + path).status_code == 404
    assert not Grant.objects.filter(holder=before.identity.recipient.holder).exists()
    assert [one.text for one in opened_by("amara", tip.conversation)] == ["The exit is chained."]


def test_what_somebody_could_not_read_before_nobody_is_asked_to_give(amara: Reviewer) -> None:
    off, never = told(), told()
    take_off(
        off.tip.id, Staff.objects.get(sign_in_name="noor").id, by=Staff.objects.get(sign_in_name="amara").id
    )
    holder = NewKeys("noor").count(lost=True).identity.recipient.holder
    Grant.objects.filter(conversation=never.conversation, holder=holder).delete()

    page = amara.page("returned/").text

    assert "Nobody waits for keys." in page


def test_the_tips_page_tells_colleagues_and_the_owner(amara: Reviewer) -> None:
    told()
    NewKeys("noor").count(lost=True)

    seen = amara.page("").text

    assert "1 colleague has lost their words" in seen
    assert "Let Noor read again what they could read" in amara.page("returned/").text
