from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from at_once import at_once
from builders import Told, answered, keys_of, opened_by, rows
from clock import Clock
from closings import presses, ticks
from made_up_office import FOLDER
from marking import Marking
from opening_browser import OpeningBrowser
from pages import Page
from people import lock
from recording import in_state, recorded
from referring import BODY, Referring, a_tip_in, agrees, confirmed, lin_answers, proposes, state_of
from reviewer import Reviewer
from tipster import Tipster
from unguarded import unguarded

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.referrals import CONFIRMED
from fairwitness.journal.models import Count, Entry
from fairwitness.office import charter
from fairwitness.office.models import Staff
from fairwitness.review import closing, queue, sections
from fairwitness.review.queue import Asked
from fairwitness.review.signed_first import answer_first
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.move import WaitsForSecond, move
from fairwitness.sealed.guards import GUARDS, PROMISES
from fairwitness.sealed.guards_of_readers import READERS
from fairwitness.sealed.models import Conversation, Exclusion, Notice, Recorded, Referral, Tip
from fairwitness.sealed.notices import sentence
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")
MAY = [State.TRIAGE, State.FACT_FINDING, State.REPLY, State.SECOND_REVIEW, State.CONFIRMED]
MAY_NOT = [one for one in State if one not in (*MAY, State.DESTROYED, State.PROTECTED_CONDUCT)]


@pytest.fixture
def tip() -> Told:
    return a_tip_in(State.TRIAGE)


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


@pytest.fixture
def noor() -> Reviewer:
    return Reviewer("noor")


@pytest.fixture
def another_charter() -> Iterator[None]:
    """The office has changed a word of it."""
    before = FOLDER.charter.read_text("utf-8")
    FOLDER.charter.write_text(before + "\n# a word\n", "utf-8")
    yield
    FOLDER.charter.write_text(before, "utf-8")


def staff_id(name: str) -> str:
    return Staff.objects.get(sign_in_name=name).id


def path(tip: Told) -> str:
    return f"tips/{tip.tip.id}/passing-on/"


def test_one_signs_and_a_second_signs_and_only_then_it_is_passed_on(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    first = proposes(amara, tip, Referring(tip).request())
    between = state_of(tip)

    second = agrees(noor, tip)

    assert (first.status_code, between) == (200, State.TRIAGE)
    assert (second.status_code, state_of(tip)) == (200, State.REFERRED)
    signed = Referral.objects.get()
    assert (signed.first, signed.second, signed.body) == (staff_id("amara"), staff_id("noor"), BODY)


@pytest.mark.parametrize("state", MAY)
def test_a_danger_to_life_is_passed_on_from_triage_on(amara: Reviewer, noor: Reviewer, state: State) -> None:
    tip = a_tip_in(state)

    proposes(amara, tip, Referring(tip).request())
    agrees(noor, tip)

    assert state_of(tip) == State.REFERRED


@pytest.mark.parametrize("state", MAY_NOT)
def test_from_nowhere_else_it_is_and_nothing_is_kept(amara: Reviewer, state: State) -> None:
    tip = a_tip_in(state)

    answer = proposes(amara, tip, Referring(tip).request())

    assert (answer.status_code, state_of(tip)) == (409, state)
    assert "What you wrote stays here" in answer.json()["error"]
    assert not Referral.objects.exists()
    assert rows("sealed_")["sealed_conversation"] == 1


def test_what_is_locked_as_protected_conduct_is_passed_on_to_nobody(amara: Reviewer) -> None:
    tip = a_tip_in(State.PROTECTED_CONDUCT)

    answer = proposes(amara, tip, Referring(tip).request())

    assert (answer.status_code, state_of(tip)) == (409, State.PROTECTED_CONDUCT)
    assert not Referral.objects.exists()


@pytest.mark.parametrize("state", [one for one in MAY if one is not State.CONFIRMED])
def test_what_is_not_confirmed_is_not_passed_on_as_if_it_were(amara: Reviewer, state: State) -> None:
    tip = a_tip_in(state)

    answer = proposes(amara, tip, confirmed(tip).request())

    assert (answer.status_code, state_of(tip)) == (409, state)


def test_what_is_confirmed_is_passed_on_with_the_tipster_s_yes(amara: Reviewer, noor: Reviewer) -> None:
    tip = a_tip_in(State.CONFIRMED)

    proposes(amara, tip, confirmed(tip).request())
    agrees(noor, tip)

    assert state_of(tip) == State.REFERRED
    assert not Entry.objects.filter(kind="danger-to-life").exists()
    assert not Count.objects.filter(kind="danger-to-life").exists()


def test_a_yes_that_lin_never_wrote_is_none(amara: Reviewer) -> None:
    tip = a_tip_in(State.CONFIRMED)
    answered(tip.conversation, "She says yes.")
    ours = tip.conversation.letters.get(from_office=True)

    for consent in (bytes(32), sha(ours.sealed)):
        answer = proposes(amara, tip, Referring(tip, CONFIRMED, consent).request())

        assert answer.status_code == 409
        assert answer.json()["error"] == "The tipster’s letter that is to say yes is not there."
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("own_from", "status"),
    [
        (None, 409),  # the code is one that whoever recorded it has seen
        (
            1,
            409,
        ),  # that very letter takes a code of the caller's own, and is signed with the one that was seen
        (0, 200),
    ],
)
def test_a_yes_that_whoever_recorded_it_could_have_written_is_none(
    amara: Reviewer, noor: Reviewer, own_from: int | None, status: int
) -> None:
    tip = in_state(recorded(amara), State.CONFIRMED)
    yes = Referring(tip, CONFIRMED, lin_answers(tip), by="noor").request()
    Recorded.objects.update(own_from=own_from)

    answer = proposes(noor, tip, yes)

    assert answer.status_code == status


def sha(sealed: bytes) -> bytes:
    return hashlib.sha256(bytes(sealed)).digest()


def test_both_are_in_the_journal_and_a_danger_is_there_once_more_and_counted(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    proposes(amara, tip, Referring(tip).request())
    agrees(noor, tip)

    both = {staff_id("amara"), staff_id("noor")}
    for kind in ("referred", "danger-to-life"):
        assert set(Entry.objects.filter(kind=kind, tip=tip.tip.id).values_list("by", flat=True)) == both
        assert Count.objects.filter(kind=kind, channel="public").count() == 1


@pytest.mark.parametrize(
    ("ground", "told"),
    [
        (
            "confirmed",
            "you have said yes: two readers have decided to pass it on to this body: Labour inspectorate.",
        ),
        ("danger", "They do so without your yes, because somebody’s life was in danger."),
    ],
)
def test_the_mailbox_is_told_on_the_day(
    amara: Reviewer, noor: Reviewer, clock: Clock, ground: str, told: str
) -> None:
    tip = a_tip_in(State.CONFIRMED)
    clock.passes(days=2)
    amara, noor = Reviewer("amara"), Reviewer("noor")
    proposes(amara, tip, (confirmed(tip) if ground == "confirmed" else Referring(tip)).request())
    agrees(noor, tip)

    (notice,) = Notice.objects.filter(template=Notice.Template.REFERRED)

    assert told in sentence(notice)
    assert "Labour inspectorate" in sentence(notice)
    assert notice.day == Tip.objects.get().since


def test_the_reason_is_read_by_every_reader_and_stands_nowhere_in_the_clear(
    amara: Reviewer, tip: Told
) -> None:
    proposes(amara, tip, Referring(tip, reason=Marking(tip, sentence="kittiwake 翠鸟")).request())

    notes = tip.tip.conversations.get(party=Conversation.Party.REVIEWERS)
    for name in ("amara", "noor"):
        (letter,) = opened_by(name, notes)
        assert "kittiwake 翠鸟" in [one.text for one in letter.answers]
    assert b"kittiwake" not in bytes(Referral.objects.get().statement)


def test_whoever_signs_first_is_not_the_second(amara: Reviewer, tip: Told) -> None:
    proposes(amara, tip, Referring(tip).request())

    answer = agrees(amara, tip)

    assert (answer.status_code, state_of(tip)) == (409, State.TRIAGE)
    assert answer.json()["error"] == "You have signed it first. Somebody else has to sign too."


def test_a_session_without_the_key_signs_nothing(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    first = proposes(amara, tip, Referring(tip, signed_by="noor").request())
    proposes(amara, tip, Referring(tip).request())
    stolen = keys_of("amara").signing.sign("referral", bytes(Referral.objects.get().statement))

    second = agrees(noor, tip, signature=b64(stolen))

    assert (first.status_code, second.status_code) == (403, 403)
    assert state_of(tip) == State.TRIAGE


def test_what_was_signed_as_something_else_is_no_signature(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    proposes(amara, tip, Referring(tip).request())
    statement = bytes(Referral.objects.get().statement)

    signing = keys_of("noor").signing
    for signature in (signing.sign("note", statement), signing.sign("consent", statement)):
        assert agrees(noor, tip, signature=b64(signature)).status_code == 403

    assert state_of(tip) == State.TRIAGE


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"line": bytes(16)}, 403),
        ({"tip": b64(bytes(16))}, 403),
        ({"why": bytes(32)}, 403),
        ({"charter": bytes(32)}, 409),
        ({"body": "the-tabloids"}, 409),
    ],
    ids=str,
)
def test_a_statement_about_something_else_is_refused(
    amara: Reviewer, tip: Told, wrong: dict[str, Any], status: int
) -> None:
    answer = proposes(amara, tip, Referring(tip, statement=wrong).request())

    assert answer.status_code == status
    assert not Referral.objects.exists()
    assert rows("sealed_")["sealed_conversation"] == 1


@pytest.mark.usefixtures("another_charter")
def test_under_another_charter_than_the_first_named_the_second_does_not_sign(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    old = Referring(tip, statement={"charter": bytes(32)})

    assert proposes(amara, tip, old.request()).status_code == 409
    proposes(amara, tip, Referring(tip).request())
    FOLDER.charter.write_text(FOLDER.charter.read_text("utf-8") + "\n# another\n", "utf-8")
    answer = agrees(noor, tip)

    assert (answer.status_code, state_of(tip)) == (409, State.TRIAGE)
    assert "The charter has changed since" in answer.json()["error"]


def test_wei_who_reads_another_channel_neither_sees_nor_signs_it(amara: Reviewer, tip: Told) -> None:
    wei = Reviewer("wei")
    proposes(amara, tip, Referring(tip).request())

    answers = [
        wei.gets(path(tip)),
        agrees(wei, tip),
        proposes(wei, tip, Referring(tip, by="wei").request()),
        presses(wei, f"{path(tip)}take-back/", {"asked": Referral.objects.get().id}),
    ]

    assert [one.status_code for one in answers] == [404] * 4
    assert state_of(tip) == State.TRIAGE


@pytest.mark.parametrize(
    ("name", "status", "says"),
    [
        ("amara", 409, "Whoever signed first does not read this tip any more."),
        ("noor", 403, "You are not on this channel's key sheet of today"),
    ],
)
def test_whoever_has_ceased_to_read_it_counts_for_nothing(
    amara: Reviewer, noor: Reviewer, tip: Told, name: str, status: int, says: str
) -> None:
    proposes(amara, tip, Referring(tip).request())
    holder = keys_of(name).identity.recipient.holder
    with unguarded(READERS):  # which take the key away first
        Exclusion.objects.create(office=tip.tip.office, tip=tip.tip, holder=holder)

    answer = agrees(noor, tip)

    assert (answer.status_code, state_of(tip)) == (status, State.TRIAGE)
    assert answer.json()["error"].startswith(says)


def test_the_same_sent_again_is_the_same(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    request = Referring(tip).request()

    firsts = [proposes(amara, tip, request).status_code for _ in range(2)]
    seconds = [agrees(noor, tip).status_code for _ in range(2)]
    late = proposes(amara, tip, request).status_code

    assert (firsts, seconds, late) == ([200, 200], [200, 200], 200)
    assert Entry.objects.filter(kind="referred").count() == 2
    assert Notice.objects.filter(template=Notice.Template.REFERRED).count() == 1


def test_while_one_waits_no_other_is_signed(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    proposes(amara, tip, Referring(tip).request())

    answer = proposes(noor, tip, Referring(tip, by="noor").request())

    assert answer.status_code == 409
    assert answer.json()["error"].startswith("A colleague has signed already.")
    assert Referral.objects.get().first == staff_id("amara")


@pytest.mark.parametrize("name", ["amara", "noor"])
def test_what_is_taken_back_or_refused_is_signed_by_nobody_any_more(
    amara: Reviewer, noor: Reviewer, tip: Told, name: str
) -> None:
    proposes(amara, tip, Referring(tip).request())
    asked = Referral.objects.get()

    gone = presses(Reviewer(name), f"{path(tip)}take-back/", {"asked": asked.id})
    answer = agrees(noor, tip, asked)

    assert (gone.status_code, answer.status_code) == (303, 409)
    assert state_of(tip) == State.TRIAGE
    assert not Referral.objects.exists()


def test_what_was_done_is_not_taken_back(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    proposes(amara, tip, Referring(tip).request())
    agrees(noor, tip)

    answer = presses(amara, f"{path(tip)}take-back/", {"asked": Referral.objects.get().id})

    assert answer.status_code == 409
    assert state_of(tip) == State.REFERRED


IN_DANGER = "A colleague has signed that somebody’s life is in danger. Say yes or no to that first."


@pytest.mark.parametrize("outcome", ["insufficient", "out-of-scope"])
def test_what_a_colleague_has_signed_is_not_ended_by_closing_the_tip(
    amara: Reviewer, noor: Reviewer, tip: Told, outcome: str
) -> None:
    proposes(amara, tip, Referring(tip).request())

    asked_first = Page(ticks(noor, outcome, tip, seen=State.TRIAGE).content.decode())
    sure = Page(ticks(noor, outcome, tip, seen=State.TRIAGE, sure="yes").content.decode())

    assert IN_DANGER in asked_first.text
    assert "Close 1 tip" not in asked_first.text
    assert IN_DANGER in sure.text
    assert (state_of(tip), Referral.objects.count()) == (State.TRIAGE, 1)


def test_of_many_that_are_closed_the_others_are_and_this_one_keeps_its_tick(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    other = a_tip_in(State.TRIAGE)
    proposes(amara, tip, Referring(tip).request())

    answer = ticks(noor, "insufficient", tip, other, seen=State.TRIAGE, sure="yes").content.decode()

    assert (state_of(tip), state_of(other)) == (State.TRIAGE, State.INSUFFICIENT)
    assert IN_DANGER in answer
    assert f'checked form="chosen" name="tip" value="{tip.tip.id} triage"' in answer


def test_nor_by_locking_it_as_protected_conduct(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    proposes(amara, tip, Referring(tip).request())

    answers = [
        noor.gets(f"tips/{tip.tip.id}/protected/"),
        lock(noor, tip, "triage"),
    ]

    assert [one.status_code for one in answers] == [409, 409]
    assert all(IN_DANGER in one.content.decode() for one in answers)
    assert (state_of(tip), Referral.objects.count()) == (State.TRIAGE, 1)


def test_nor_by_the_second_word_that_would_destroy_it(amara: Reviewer, tip: Told) -> None:
    Tip.objects.filter(pk=tip.tip.pk).update(locked_by=staff_id("wei"))
    proposes(amara, tip, Referring(tip).request())

    with pytest.raises(WaitsForSecond):
        closing.lock(tip.tip.id, seen=State.TRIAGE, by=Staff.objects.get(sign_in_name="noor"))

    assert state_of(tip) == State.TRIAGE


def test_nor_by_telling_the_tipster_what_was_done(amara: Reviewer) -> None:
    tip = a_tip_in(State.CONFIRMED)
    proposes(amara, tip, Referring(tip).request())
    answered(tip.conversation, "They have it now.")

    with pytest.raises(WaitsForSecond):
        move(tip.tip.pk, State.FEEDBACK_GIVEN, seen=State.CONFIRMED)

    assert (state_of(tip), Referral.objects.count()) == (State.CONFIRMED, 1)


def test_with_a_yes_the_words_are_others_and_whoever_signed_is_told_so(
    amara: Reviewer,
) -> None:
    tip = a_tip_in(State.CONFIRMED)
    proposes(amara, tip, confirmed(tip).request())
    found = Tip.objects.get()

    hers, his = (str(answer_first(found, Staff.objects.get(sign_in_name=one))) for one in ("amara", "noor"))

    assert hers.startswith("You have signed that this tip is passed on")
    assert his == "A colleague has signed that this tip is passed on. Say yes or no to that first."


def test_once_the_colleague_has_said_no_it_can_be_closed(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    proposes(amara, tip, Referring(tip).request())
    presses(noor, f"{path(tip)}take-back/", {"asked": Referral.objects.get().id})

    ticks(noor, "insufficient", tip, seen=State.TRIAGE, sure="yes")

    assert state_of(tip) == State.INSUFFICIENT


def test_the_journal_says_who_asked_and_who_took_it_back(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    proposes(amara, tip, Referring(tip).request())
    presses(noor, f"{path(tip)}take-back/", {"asked": Referral.objects.get().id})

    kinds = Entry.objects.filter(kind__startswith="passing-on", tip=tip.tip.id)
    assert set(kinds.values_list("kind", "by")) == {
        ("passing-on-asked", staff_id("amara")),
        ("passing-on-taken-back", staff_id("noor")),
    }


def test_after_a_no_that_came_too_late_the_page_can_be_loaded_again(noor: Reviewer, tip: Told) -> None:
    refused = presses(noor, f"{path(tip)}take-back/", {"asked": "A" * 22})

    again = noor.gets(f"{path(tip)}take-back/")

    assert refused.status_code == 409
    assert (again.status_code, again.url) == (302, f"/en/desk/{path(tip)}")


def test_a_second_name_that_somebody_wrote_past_the_program_passes_nothing_on(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    signed = {"statement": b"{}", "first": staff_id("amara"), "first_signature": bytes(64)}
    tip.tip.referrals.create(office=tip.tip.office, ground="danger-to-life", body=BODY, **signed)
    Referral.objects.update(second=staff_id("noor"), second_signature=bytes(64))

    page, answer = noor.page(path(tip)).text, agrees(noor, tip)
    presses(noor, f"{path(tip)}take-back/", {"asked": Referral.objects.get().id})
    anew = proposes(amara, tip, Referring(tip).request()), agrees(noor, tip)

    assert "Two readers have signed." not in page
    assert answer.json()["error"].startswith("A second name stands there that passed nothing on.")
    assert ([one.status_code for one in anew], state_of(tip)) == ([200, 200], State.REFERRED)


def test_who_signs_what_was_taken_back_meanwhile_is_told_that_it_was(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    proposes(amara, tip, Referring(tip).request())
    asked, request = Referral.objects.get(), Referring(tip).request()
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    answers = [agrees(noor, tip, asked), proposes(amara, tip, request), agrees(Reviewer("wei"), tip, asked)]

    assert [one.status_code for one in answers] == [410, 410, 404]
    assert all("was taken back or destroyed meanwhile" in one.json()["error"] for one in answers[:2])


def test_a_danger_stands_first_at_the_desk_above_all_that_is_due(amara: Reviewer, noor: Reviewer) -> None:
    told_of = {one.tip.id: one for one in (a_tip_in(State.TRIAGE), a_tip_in(State.TRIAGE))}
    reader = Staff.objects.get(sign_in_name="noor")
    first, last = (one.tip.id for one in queue.page(reader, Asked()).rows)

    proposes(amara, told_of[last], Referring(told_of[last]).request())

    page = noor.gets("").content.decode()
    assert [one.tip.id for one in sections.of(reader).to_do] == [last]
    assert page.index(last) < page.index(first)
    assert page.count("Danger to life: waits for a second signature") == 1
    assert page.index("Danger to life: waits") < page.index("Received")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b"null", b"\xff", b"{}\n", b"[" * 100_000])
@pytest.mark.parametrize("way", ["propose", "agree"])
def test_a_body_of_another_form_is_refused(amara: Reviewer, tip: Told, way: str, body: bytes) -> None:
    assert amara.posts(f"{path(tip)}{way}/", body).status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [{"statement": "*"}, {"signature": b64(bytes(63))}, {"more": "x"}, {"sealed": b64(b"x")}],
    ids=str,
)
def test_a_part_of_another_form_is_refused(amara: Reviewer, tip: Told, wrong: dict[str, Any]) -> None:
    answer = proposes(amara, tip, Referring(tip).request(**wrong))

    assert answer.status_code == 400
    assert not Referral.objects.exists()


def test_with_the_tip_what_was_signed_is_destroyed(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    proposes(amara, tip, Referring(tip).request())
    agrees(noor, tip)

    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    assert not Referral.objects.exists()
    assert amara.gets(path(tip)).status_code == 404


def test_afterwards_the_tipster_is_told_what_was_done_as_always(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    proposes(amara, tip, Referring(tip).request())
    agrees(noor, tip)

    answered(tip.conversation, "They have it now.")
    move(tip.tip.pk, State.FEEDBACK_GIVEN, seen=State.REFERRED)

    assert (state_of(tip), Tip.objects.get().outcome) == (State.FEEDBACK_GIVEN, "referred")


def test_the_desk_shows_what_waits_for_a_second_signature(amara: Reviewer, noor: Reviewer, tip: Told) -> None:
    before = noor.page("").text
    proposes(amara, tip, Referring(tip).request())

    shown = [noor.page("").text, noor.page(f"tips/{tip.tip.id}/").text]
    agrees(noor, tip)

    assert "waits for a second signature" not in before
    assert all("waits for a second signature" in one for one in shown)
    assert "waits for a second signature" not in noor.page("").text


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (State.TRIAGE, "That is possible once two readers have confirmed the tip."),
        (State.CONFIRMED, "Ask the tipster: about which body?"),
        (State.SCOPE_CHECK, "As it stands, this tip cannot be passed on."),
    ],
)
def test_the_page_says_what_is_possible(amara: Reviewer, state: State, says: str) -> None:
    tip = a_tip_in(state)

    page = amara.page(path(tip)).text
    leads = path(tip) in amara.gets(f"tips/{tip.tip.id}/").content.decode()

    assert says in page
    assert leads is (state is not State.SCOPE_CHECK)
    assert ("nothing that could point to who told you" in page) is leads


def test_where_the_charter_names_no_body_the_page_says_so(
    amara: Reviewer, tip: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    promised = charter.current()
    without = type(promised)(**{**vars(promised), "bodies": ()})
    monkeypatch.setattr(charter, "current", lambda: without)

    page = amara.page(path(tip)).text

    assert "names no body outside, so nothing can be passed on." in page


def test_the_colleague_is_asked_and_whoever_signed_first_waits(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    proposes(amara, tip, Referring(tip).request())

    hers, his = amara.page(path(tip)).text, noor.page(path(tip)).text

    assert ("You have signed first." in hers, "Sign as the second reader" in hers) == (True, False)
    assert ("You have signed first." in his, "Sign as the second reader" in his) == (False, True)


def propose_at_once(reader: Reviewer, tip: Told, request: dict[str, Any]) -> int:
    return int(proposes(reader, tip, request).status_code)


def agree_at_once(reader: Reviewer, tip: Told, asked: Referral) -> int:
    return int(agrees(reader, tip, asked).status_code)


def take_back_at_once(reader: Reviewer, tip: Told, asked: Referral) -> int:
    return int(presses(reader, f"{path(tip)}take-back/", {"asked": asked.id}).status_code)


@pytest.mark.django_db(transaction=True)
def test_of_two_readers_who_sign_first_at_once_one_is_first(tip: Told) -> None:
    requests = {name: Referring(tip, by=name).request() for name in ("amara", "noor")}
    readers = [Reviewer(name) for name in requests]

    answers = at_once([partial(propose_at_once, one, tip, requests[one.name]) for one in readers])

    assert sorted(answers) == [200, 409]
    assert Referral.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_a_second_signature_and_a_no_at_once_one_counts(tip: Told) -> None:
    amara, noor = Reviewer("amara"), Reviewer("noor")
    proposes(amara, tip, Referring(tip).request())
    asked = Referral.objects.get()
    back = partial(take_back_at_once, amara, tip, asked)

    answers = at_once([partial(agree_at_once, noor, tip, asked), back])

    ways = {(200, 409): State.REFERRED, (303, 409): State.TRIAGE}
    one, other = sorted(answers)
    assert state_of(tip) == ways[one, other]


def test_lin_s_no_is_hers_and_the_server_does_not_know_it(tip: Told) -> None:
    lin_answers(tip, yes=False)

    kept = json.dumps([bytes(one.sealed).hex() for one in tip.conversation.letters.all()])

    assert BODY.encode().hex() not in kept


def test_whoever_takes_a_passed_on_tip_back_reads_that_the_body_keeps_what_it_was_told(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    lin = Tipster()
    lin.comes_back(" ".join(tip.code.words))
    lin.goes_to("/mailbox/withdraw/")
    before = lin.page.text
    proposes(amara, tip, Referring(tip).request())
    agrees(noor, tip)

    lin.goes_to("/mailbox/withdraw/")

    kept = "What it was told, it keeps."
    assert (kept in before, kept in lin.page.text) == (False, True)
    assert OpeningBrowser(tip.code).opens()["standing"]["passed_on"] is True


def test_on_one_day_letters_stand_before_what_the_line_says_in_both_tiers(
    amara: Reviewer, noor: Reviewer, tip: Told
) -> None:
    proposes(amara, tip, Referring(tip).request())
    agrees(noor, tip)
    answered(tip.conversation, "We have told them.")
    lin = Tipster()

    lin.comes_back(" ".join(tip.code.words))
    told_of = OpeningBrowser(tip.code).opens()["entries"]

    assert lin.page.text.index("We have told them.") < lin.page.text.index("Your tip has arrived")
    kinds = [one["kind"] for one in told_of if one["kind"] != "filler"]
    assert kinds == sorted(kinds)


def test_where_the_tipster_kept_no_code_nobody_says_that_they_are_told(
    amara: Reviewer, noor: Reviewer
) -> None:
    tip = a_tip_in(State.TRIAGE)
    with unguarded(GUARDS, PROMISES):
        Tip.objects.update(no_answer=True)
    pages = [amara.page(path(tip)).text]

    proposes(amara, tip, Referring(tip).request())
    pages.append(noor.page(path(tip)).text)
    agrees(noor, tip)
    pages.append(noor.page(path(tip)).text)

    for page in pages:
        assert "so nobody can tell them" in page
        assert ", and the tipster is told" not in page
        assert "has told the tipster" not in page
