from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from at_once import at_once
from builders import Told, by_somebody, in_scope_check, keys_of, opened_by, rows, told
from clock import Clock
from django.db import connection
from marking import Marking, classic
from reviewer import Reviewer
from unguarded import unguarded

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient
from fairwitness.journal.models import Entry
from fairwitness.office.fields import random_id
from fairwitness.office.models import StaffKey
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.move import move
from fairwitness.sealed.guards_of_readers import READERS
from fairwitness.sealed.models import Conversation, Exclusion, Grant, Letter, Tip
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")
Change = Callable[[Marking], Any]


@pytest.fixture
def tip() -> Told:
    sent = told("The exit is chained.")
    in_scope_check(sent.tip)
    return sent


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


def state_of(tip: Told) -> str:
    tip.tip.refresh_from_db()
    return tip.tip.state


def notes_of(tip: Told) -> Conversation:
    return tip.tip.conversations.get(party=Conversation.Party.REVIEWERS)


def mailbox_of(tip: Told) -> HybridRecipient:
    return HybridRecipient.parse(tip.conversation.mailbox.recipient)


def holder_of(name: str) -> bytes:
    return keys_of(name).identity.recipient.holder


def test_the_tip_s_page_says_whose_turn_it_is_what_is_next_and_asks_for_a_mark_only_then(
    amara: Reviewer, tip: Told
) -> None:
    before = amara.page(f"tips/{tip.tip.id}/").text
    amara.marks(tip.tip, Marking(tip).request())

    after = amara.page(f"tips/{tip.tip.id}/").text

    asked = "Which sentence tells of harm, or of a rule broken?"
    assert (asked in before, asked in after) == (True, False)
    assert "Mark the sentence that tells of harm or of the rule broken, and say who was harmed." in before
    assert "Say what is alleged, how urgent it is, and what would show that it is wrong." in after
    assert "Whose turn it is" in before


def test_with_a_sentence_marked_the_tip_goes_on_to_triage(amara: Reviewer, tip: Told) -> None:
    marking = Marking(tip)

    answer = amara.marks(tip.tip, marking.request())

    assert (answer.status_code, answer.json()) == (200, {"id": marking.id})
    assert (state_of(tip), tip.tip.marked) == (State.TRIAGE, marking.id)
    noted = Entry.objects.get(kind="triage")
    assert (noted.tip, noted.by) == (tip.tip.id, StaffKey.objects.get(staff__sign_in_name="amara").staff_id)


def test_every_reader_of_the_tip_opens_the_mark_and_the_mailbox_has_no_key(
    amara: Reviewer, tip: Told
) -> None:
    amara.marks(tip.tip, Marking(tip).request())

    for name in ("amara", "noor"):
        said = {answer.question: answer.text for answer in opened_by(name, notes_of(tip))[0].answers}
        assert (said["harm-sentence"], said["harmed"]) == ("The exit is chained.", "workers public")
    holders = set(notes_of(tip).grants.values_list("holder", flat=True))
    assert holders == {holder_of("amara"), holder_of("noor")}


def test_the_desk_is_told_of_the_mark_as_cipher_with_a_grant_of_its_own(amara: Reviewer, tip: Told) -> None:
    before = json.loads(amara.gets(f"tips/{tip.tip.id}/notes/").content)
    marking = Marking(tip)
    amara.marks(tip.tip, marking.request())

    after = json.loads(Reviewer("noor").gets(f"tips/{tip.tip.id}/notes/").content)

    assert (before["conversation"], before["letters"], before["marked"]) == ("", [], "")
    assert before["readers"] == sorted(b64(holder_of(name)) for name in ("amara", "noor"))
    grant = notes_of(tip).grants.get(holder=holder_of("noor"))
    assert after["grants"] == [{"n": 0, "sealed": b64(grant.sealed)}]
    assert (after["marked"], after["letters"][0]["sealed"]) == (
        marking.id,
        b64(Letter.objects.get(pk=marking.id).sealed),
    )


def test_the_same_mark_sent_again_is_the_same_mark(amara: Reviewer, tip: Told) -> None:
    request = Marking(tip).request()

    twice = [amara.marks(tip.tip, request) for _ in range(2)]

    assert [answer.status_code for answer in twice] == [200, 200]
    assert (notes_of(tip).letters.count(), notes_of(tip).grants.count()) == (1, 2)
    assert Entry.objects.filter(kind="triage").count() == 1


def test_the_first_of_two_marks_counts_and_the_second_reader_is_told(amara: Reviewer, tip: Told) -> None:
    amara.marks(tip.tip, Marking(tip).request())

    late = Reviewer("noor").marks(tip.tip, Marking(tip, keys_of("noor")).request())

    assert late.status_code == 409
    assert "perhaps a colleague was faster. What you chose stays here" in late.json()["error"]
    assert (notes_of(tip).letters.count(), state_of(tip)) == (1, State.TRIAGE)


@pytest.mark.parametrize("state", [State.INSUFFICIENT, State.OUT_OF_SCOPE, State.PROTECTED_CONDUCT])
def test_a_tip_that_was_closed_meanwhile_is_not_marked(amara: Reviewer, tip: Told, state: State) -> None:
    move(tip.tip.pk, state, seen=State.SCOPE_CHECK, **by_somebody(state))

    answer = amara.marks(tip.tip, Marking(tip).request())

    assert answer.status_code == 409
    assert state_of(tip) == state
    assert rows("sealed_")["sealed_conversation"] == 1


def test_a_tip_that_is_looked_at_once_more_is_marked_once_more(amara: Reviewer, tip: Told) -> None:
    first = Marking(tip)
    amara.marks(tip.tip, first.request())
    for seen, to in ((State.TRIAGE, State.INSUFFICIENT), (State.INSUFFICIENT, State.SCOPE_CHECK)):
        move(tip.tip.pk, to, seen=seen)
    unmarked = Tip.objects.get().marked

    again = first.with_(id=random_id())
    answer = Reviewer("amara").marks(tip.tip, again.request(grants=[]))

    assert (unmarked, answer.status_code) == ("", 200)
    assert (state_of(tip), tip.tip.marked) == (State.TRIAGE, again.id)
    assert notes_of(tip).letters.count() == 2


def test_whoever_did_not_see_that_a_colleague_has_begun_is_told_so(amara: Reviewer, tip: Told) -> None:
    amara.marks(tip.tip, Marking(tip).request())
    for seen, to in ((State.TRIAGE, State.INSUFFICIENT), (State.INSUFFICIENT, State.SCOPE_CHECK)):
        move(tip.tip.pk, to, seen=seen)

    answer = amara.marks(tip.tip, Marking(tip).request())

    assert answer.status_code == 409
    assert answer.json()["error"] == "A colleague has just written about this tip. Press the button again."
    assert (state_of(tip), notes_of(tip).letters.count()) == (State.SCOPE_CHECK, 1)


def to_the_mailbox(marking: Marking) -> Any:
    return marking.with_(holders=[*marking.readers, mailbox_of(marking.tip)]).request()


def to_a_stranger(marking: Marking) -> Any:
    return marking.with_(holders=[*marking.readers, HybridIdentity.generate().recipient]).request()


def to_whoever_reads_elsewhere(marking: Marking) -> Any:
    return marking.with_(holders=[*marking.readers, keys_of("wei").identity.recipient]).request()


def to_amara_alone(marking: Marking) -> Any:
    return marking.with_(holders=[keys_of("amara").identity.recipient]).request()


def twice_to_the_same(marking: Marking) -> Any:
    return marking.with_(holders=[*marking.readers, marking.readers[0]]).request()


def without_a_key(marking: Marking) -> Any:
    return marking.request(grants=[])


def into_the_tipster_s(marking: Marking) -> Any:
    return marking.with_(conversation=marking.tip.conversation.id).request()


def into_another_tip_s(marking: Marking) -> Any:
    return marking.with_(conversation=told("The alarm is off.").conversation.id).request()


def under_the_tipster_s_letter(marking: Marking) -> Any:
    return marking.with_(id=marking.tip.conversation.letters.get().id).request()


def with_another_number(marking: Marking) -> Any:
    return marking.with_(number=1).request()


REFUSED: dict[Change, int] = {
    to_the_mailbox: 409,
    to_a_stranger: 409,
    to_whoever_reads_elsewhere: 409,
    to_amara_alone: 409,
    twice_to_the_same: 409,
    without_a_key: 409,
    into_the_tipster_s: 409,
    into_another_tip_s: 409,
    under_the_tipster_s_letter: 409,
    with_another_number: 403,
}


@pytest.mark.parametrize("change", REFUSED, ids=lambda change: change.__name__)
def test_what_no_browser_of_ours_sends_is_refused_and_nothing_is_half_made(
    amara: Reviewer, tip: Told, change: Change
) -> None:
    request = change(Marking(tip))
    before = rows("sealed_")

    answer = amara.marks(tip.tip, request)

    assert (answer.status_code, set(answer.json())) == (REFUSED[change], {"why", "error"})
    assert (state_of(tip), rows("sealed_")) == (State.SCOPE_CHECK, before)


def test_whom_the_tipster_left_out_gets_no_key_and_gives_none(tip: Told) -> None:
    tip.conversation.grants.filter(holder=holder_of("amara")).delete()
    Exclusion.objects.create(office=tip.tip.office, tip=tip.tip, holder=holder_of("amara"))
    noor, marking = Reviewer("noor"), Marking(tip, keys_of("noor"))

    refused = noor.marks(tip.tip, marking.request())
    taken = noor.marks(tip.tip, marking.with_(holders=[keys_of("noor").identity.recipient]).request())

    assert (refused.status_code, taken.status_code) == (409, 200)
    assert set(notes_of(tip).grants.values_list("holder", flat=True)) == {holder_of("noor")}
    assert Reviewer("amara").marks(tip.tip, marking.request()).status_code == 404


def test_whoever_was_excluded_and_still_has_a_key_cannot_mark(amara: Reviewer, tip: Told) -> None:
    with unguarded(READERS):  # which give no such key
        Exclusion.objects.create(office=tip.tip.office, tip=tip.tip, holder=holder_of("amara"))

    answer = amara.marks(tip.tip, Marking(tip).request())

    assert answer.status_code == 403
    assert state_of(tip) == State.SCOPE_CHECK


def test_on_a_sheet_whose_last_day_is_over_nobody_begins(tip: Told, clock: Clock) -> None:
    clock.passes(days=800)

    answer = Reviewer("amara").marks(tip.tip, Marking(tip).request())

    assert answer.status_code == 409
    assert "A new one has to be signed" in answer.json()["error"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"conversation": "short"},
        {"conversation": None},
        {"id": "*"},
        {"number": "0"},
        {"number": 40_000},
        {"sealed": b64(b"The exit is chained.")},
        {"grants": "abc"},
        {"grants": [{"holder": "abc"}]},
        {"note": "x"},
    ],
    ids=str,
)
def test_a_request_of_another_form_is_refused(amara: Reviewer, tip: Told, wrong: dict[str, object]) -> None:
    answer = amara.marks(tip.tip, Marking(tip).request(**wrong))

    assert answer.status_code == 400
    assert answer.json()["error"] == "This letter did not arrive whole. Please send it again."
    assert state_of(tip) == State.SCOPE_CHECK


@pytest.mark.parametrize("part", ["letter", "grant"])
def test_what_is_sealed_to_a_key_of_the_old_kind_is_refused(amara: Reviewer, tip: Told, part: str) -> None:
    sealed = classic(bytes(4096))
    grants = [{"holder": b64(holder_of(name)), "sealed": sealed} for name in ("amara", "noor")]
    other = {"sealed": sealed} if part == "letter" else {"grants": grants}

    answer = amara.marks(tip.tip, Marking(tip).request(**other))

    assert answer.status_code == 400
    assert rows("sealed_")["sealed_conversation"] == 1


def test_what_a_colleague_has_signed_is_not_amara_s_mark(amara: Reviewer, tip: Told) -> None:
    answer = amara.marks(tip.tip, Marking(tip, keys_of("noor")).request(), signed_by="noor")

    assert (answer.status_code, state_of(tip)) == (403, State.SCOPE_CHECK)
    assert answer.json()["error"].startswith("This is not signed with your key.")
    assert rows("sealed_")["sealed_conversation"] == 1


def test_what_was_signed_about_another_tip_marks_none(amara: Reviewer, tip: Told) -> None:
    other = told("The alarm is off.").tip
    in_scope_check(other)

    answer = amara.marks(tip.tip, {"tip": other.id, **Marking(tip).request()})

    assert (answer.status_code, state_of(tip)) == (403, State.SCOPE_CHECK)


def test_a_mark_that_was_changed_on_the_way_is_refused(amara: Reviewer, tip: Told) -> None:
    marking = Marking(tip)
    signature = marking.by.signing.sign("note", b"something else")
    body = json.dumps({"tip": tip.tip.id, **marking.request()}, separators=(",", ":")).encode()

    answer = amara.posts(f"tips/{tip.tip.id}/mark/", body + b"\n" + b64(signature).encode())

    assert answer.status_code == 403
    assert rows("sealed_")["sealed_conversation"] == 1


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b"{}", b"{}\n", b"[]\n\xff"]
)
def test_a_body_that_is_no_mark_is_refused(amara: Reviewer, tip: Told, body: bytes) -> None:
    assert amara.posts(f"tips/{tip.tip.id}/mark/", body).status_code == 400


def test_whoever_is_not_signed_in_any_more_is_told_what_to_do(amara: Reviewer, tip: Told) -> None:
    amara.client.cookies.pop("desk")

    answer = amara.marks(tip.tip, Marking(tip).request())

    assert answer.status_code == 403
    assert "Sign in in another tab, then send again." in answer.json()["error"]


def test_what_was_destroyed_meanwhile_is_gone(amara: Reviewer, tip: Told) -> None:
    request = Marking(tip).request()
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    assert amara.marks(tip.tip, request).status_code == 404


def test_with_the_tip_its_mark_and_its_keys_are_destroyed(amara: Reviewer, tip: Told) -> None:
    marking = Marking(tip, sentence="kittiwake nest 翠鸟衔蓝线")
    amara.marks(tip.tip, marking.request())
    assert notes_of(tip).grants.exists()

    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    assert not Letter.objects.exists()
    assert not Grant.objects.exists()
    assert (state_of(tip), tip.tip.marked) == (State.DESTROYED, "")


def test_the_marked_sentence_stands_nowhere_in_the_clear(amara: Reviewer, tip: Told) -> None:
    marking = Marking(tip, sentence="kittiwake nest 翠鸟衔蓝线")
    amara.marks(tip.tip, marking.request())

    with connection.cursor() as cursor:
        for table in rows():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own tables
            kept = repr(
                [[bytes(one) if isinstance(one, memoryview) else one for one in row] for row in cursor]
            )
            assert not [
                word for word in ("kittiwake", "翠鸟", "\\xe7\\xbf\\xa0", "workers public") if word in kept
            ]


def marked_by(one: Reviewer, tip: Told, request: dict[str, Any]) -> int:
    return int(one.marks(tip.tip, request).status_code)


@pytest.mark.django_db(transaction=True)
def test_of_two_readers_who_mark_at_once_one_is_first(tip: Told) -> None:
    requests = {name: Marking(tip, keys_of(name)).request() for name in ("amara", "noor")}
    readers = [Reviewer(name) for name in requests]

    answers = at_once([partial(marked_by, one, tip, requests[one.name]) for one in readers])

    assert sorted(answers) == [200, 409]
    assert (notes_of(tip).letters.count(), state_of(tip)) == (1, State.TRIAGE)
