from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from at_once import at_once
from builders import Told, conversation_key, opened_by, sealed_answer, told
from closings import presses, staff
from made_up_office import FOLDER
from marking import Marking
from people import (
    adds,
    keys_for,
    mailbox_of,
    next_key,
    recipient_of,
    says_it_concerns,
    sends,
    signs,
    takes_off,
)
from recording import in_state
from reviewer import Reviewer

from fairwitness.crypto.encoding import b64
from fairwitness.journal.models import Entry
from fairwitness.office.actions import take_up
from fairwitness.office.clock import today
from fairwitness.office.founding import add_staff, sign_sheet
from fairwitness.office.models import Staff
from fairwitness.sealed.actions import assign
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.models import Conversation, Grant, InHand, Letter, Recusal, Tip
from fairwitness.sealed.people import may_join, readers, to_renew
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def tip() -> Told:
    return told("The exit is chained.", files={"exit.txt": b"locked"})


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


@pytest.fixture
def without_noor(tip: Told) -> Told:
    """Noor holds no key to it, as if she had come later."""
    Grant.objects.filter(conversation=tip.conversation, holder=recipient_of("noor").holder).delete()
    return tip


def names(people: list[Staff]) -> list[str]:
    return [one.sign_in_name for one in people]


def page(name: str, tip: Told) -> int:
    status: int = Reviewer(name).gets(f"tips/{tip.tip.id}/").status_code
    return status


def written_down(tip: Told) -> list[tuple[str, str]]:
    """What the journal has of the people on it."""
    kinds = ("reader-added", "reader-taken-off", "recused")
    return list(Entry.objects.filter(tip=tip.tip.id, kind__in=kinds).values_list("kind", "by"))


def test_amara_takes_it_says_what_is_next_gives_it_to_noor_and_she_gives_it_back(
    amara: Reviewer, tip: Told
) -> None:
    at, noor = f"tips/{tip.tip.id}", staff("noor").id
    amara.sends(f"{at}/hand/", do="take")
    amara.sends(f"{at}/next-step/", step="ask", day=today().isoformat())
    taken = amara.page(f"{at}/").text

    amara.sends(f"{at}/hand/", do="give", to=noor, seen=staff("amara").id)
    given = amara.page(f"{at}/").text
    Reviewer("noor").sends(f"{at}/hand/", do="back")

    assert f"You, since {today()}" in taken
    assert f"Ask the tipster, by {today()}" in taken
    assert f"Noor, since {today()}" in given
    assert not InHand.objects.exists()


@pytest.mark.parametrize(
    ("path", "fields", "status", "said"),
    [
        ("hand", {"do": "give", "to": "amara"}, 409, "Somebody else has this tip in hand by now, or nobody."),
        ("hand", {"do": "back"}, 409, "Somebody else has this tip in hand by now, or nobody."),
        ("hand", {"do": "give"}, 422, "Choose a colleague first."),
        ("hand", {"do": "give", "to": "wei", "seen": "noor"}, 409, "This colleague does not read this tip."),
        ("next-step", {"step": "x"}, 422, "Choose what is next, and a day that is not over."),
        (
            "next-step",
            {"step": "ask", "day": "soon"},
            422,
            "Choose what is next, and a day that is not over.",
        ),
        ("next-step", {"step": "ask", "day": "2999-01-01"}, 409, "Somebody else has this tip in hand by now"),
    ],
)
def test_a_stale_page_and_what_no_page_sends_change_nothing_and_say_so(
    amara: Reviewer, tip: Told, path: str, fields: dict[str, str], status: int, said: str
) -> None:
    assign.take(tip.tip.id, by=staff("noor").id)
    ids = {name: staff(name).id for name in ("amara", "noor", "wei")}

    answer = presses(
        amara, f"tips/{tip.tip.id}/{path}/", {name: ids.get(one, one) for name, one in fields.items()}
    )

    assert (answer.status_code, said in answer.content.decode()) == (status, True)
    assert InHand.objects.get().staff_id == ids["noor"]


def handed_over(reviewer: Reviewer, tip: Told, to: str, **how: Any) -> Any:
    """With a sealed word."""
    request = Marking(tip).request()
    return sends(reviewer, tip, "hand/over", {**request, "to": staff(to).id}, **how)


def test_a_tip_is_handed_over_with_a_word_that_only_its_readers_open(amara: Reviewer, tip: Told) -> None:
    amara.sends(f"tips/{tip.tip.id}/hand/", do="take")

    answer = handed_over(amara, tip, "noor")

    among = tip.tip.conversations.get(party=Conversation.Party.REVIEWERS)
    assert (answer.status_code, InHand.objects.get().staff_id) == (200, staff("noor").id)
    assert len(opened_by("noor", among)) == 1
    assert not among.grants.filter(holder=mailbox_of(tip).holder).exists()


@pytest.mark.parametrize("to", ["amara", "wei"])
def test_where_it_cannot_be_handed_over_the_word_is_not_kept(amara: Reviewer, tip: Told, to: str) -> None:
    amara.sends(f"tips/{tip.tip.id}/hand/", do="take")

    answer = handed_over(amara, tip, to)

    assert answer.status_code == 409
    assert not tip.tip.conversations.filter(party=Conversation.Party.REVIEWERS).exists()


def test_a_session_alone_hands_nothing_over_and_adds_nobody(amara: Reviewer, without_noor: Told) -> None:
    amara.sends(f"tips/{without_noor.tip.id}/hand/", do="take")
    keys = keys_for("noor", without_noor.conversation)

    answers = [
        handed_over(amara, without_noor, "amara", signed_by="wei"),
        sends(
            amara,
            without_noor,
            "readers",
            {"holder": b64(recipient_of("noor").holder), "keys": keys},
            signed_by="wei",
        ),
        sends(amara, without_noor, "next-key", {"keys": []}, signed_by="wei"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3


def test_amara_adds_noor_who_opens_everything_from_then_on(amara: Reviewer, without_noor: Told) -> None:
    before = page("noor", without_noor)

    answer = adds(amara, "noor", without_noor)

    assert (before, answer.status_code, page("noor", without_noor)) == (404, 200, 200)
    assert opened_by("noor", without_noor.conversation)[0].text == "The exit is chained."
    assert written_down(without_noor) == [("reader-added", staff("amara").id)]


def test_who_is_added_twice_is_added_once(amara: Reviewer, without_noor: Told) -> None:
    statuses = [adds(amara, "noor", without_noor).status_code for _ in range(2)]

    assert statuses == [200, 200]
    assert len(written_down(without_noor)) == 1


def test_a_colleague_who_came_later_and_stands_on_the_sheet_may_join(amara: Reviewer, tip: Told) -> None:
    add_staff(FOLDER, "ada", "public", shown_name="Ada", role="board")
    try:
        take_up(FOLDER)
        before = names(may_join(tip.tip))
        sign_sheet(FOLDER, "public")
        take_up(FOLDER)
    finally:
        (FOLDER.staff / "ada.json").unlink()
        for later in sorted(FOLDER.sheets.glob("public.*.sheet"))[1:]:
            later.unlink()

    assert (before, names(may_join(tip.tip))) == ([], ["ada"])
    assert "Add a reader" in amara.page(f"tips/{tip.tip.id}/").text


@pytest.mark.parametrize("why", ["excluded", "recused", "another channel", "nobody"])
def test_who_may_not_read_it_is_added_by_nobody_and_the_answer_says_not_why(
    amara: Reviewer, without_noor: Told, why: str
) -> None:
    of = {"office": without_noor.tip.office, "tip": without_noor.tip}
    if why == "excluded":
        without_noor.tip.exclusions.create(**of, holder=recipient_of("noor").holder)
    if why == "recused":
        Recusal.objects.create(**of, staff=staff("noor").id)
    holder = bytes(32) if why == "nobody" else recipient_of("noor").holder
    name = "wei" if why == "another channel" else "noor"

    answer = adds(amara, name, without_noor, **({"holder": b64(holder)} if name == "noor" else {}))

    assert answer.status_code == 409
    assert answer.json()["error"] == "This colleague cannot be added to this tip. Nothing was changed."


def wrong_keys(tip: Told) -> dict[str, Any]:
    """What no browser of ours sends of the keys."""
    key = keys_for("noor", tip.conversation)[0]
    other = told()
    return {
        "none": [],
        "twice": [key, key],
        "a number that amara does not hold": [key, {**key, "n": 1}],
        "of another tip": [key, *keys_for("noor", other.conversation)],
    }


@pytest.mark.parametrize("which", ["none", "twice", "a number that amara does not hold", "of another tip"])
def test_keys_that_whoever_adds_does_not_hold_are_refused_whole(
    amara: Reviewer, without_noor: Told, which: str
) -> None:
    answer = adds(amara, "noor", without_noor, keys=wrong_keys(without_noor)[which])

    assert answer.status_code == 409
    assert page("noor", without_noor) == 404


@pytest.mark.parametrize("path", ["readers", "next-key", "hand/over"])
@pytest.mark.parametrize("body", [b"", b"{}", b"[]\n", b'{"tip":1}\n' + b"A" * 86, b"\xff\n\xff"])
def test_what_did_not_arrive_whole_is_told(amara: Reviewer, tip: Told, path: str, body: bytes) -> None:
    answer = amara.posts(f"tips/{tip.tip.id}/{path}/", body)

    assert answer.status_code == 400


def test_amara_is_asked_before_noor_is_taken_off_who_then_finds_nothing(amara: Reviewer, tip: Told) -> None:
    assign.take(tip.tip.id, by=staff("noor").id)
    asked = amara.page(f"tips/{tip.tip.id}/readers/{staff('noor').id}/off/").text
    before = page("noor", tip)

    answer = takes_off(amara, "noor", tip)

    assert "Take Noor off this tip?" in asked
    assert (before, answer.status_code, page("noor", tip)) == (200, 302, 404)
    assert names(readers(tip.tip)) == ["amara"]
    assert not InHand.objects.exists()
    assert written_down(tip) == [("reader-taken-off", staff("amara").id)]


def test_after_that_no_reader_writes_under_a_key_that_noor_had(amara: Reviewer, tip: Told) -> None:
    takes_off(amara, "noor", tip)

    refused = amara.answers(tip.tip, sealed_answer(tip.conversation))
    told_of = json.loads(amara.gets(f"tips/{tip.tip.id}/notes/").content)

    assert refused.status_code == 409
    assert "so a new key comes first" in refused.json()["error"]
    assert (told_of["renew"], told_of["mailbox"]) == (
        [tip.conversation.id],
        b64(mailbox_of(tip).holder),
    )
    assert Letter.objects.filter(from_office=True).count() == 0


def test_under_the_next_key_amara_and_lin_go_on_and_noor_has_no_key_to_it(amara: Reviewer, tip: Told) -> None:
    takes_off(amara, "noor", tip)
    going = [recipient_of("amara"), mailbox_of(tip)]

    renewed = sends(amara, tip, "next-key", {"keys": [next_key(tip.conversation, going)]})
    key = conversation_key("amara", tip.conversation, 1)
    answer = amara.answers(tip.tip, sealed_answer(tip.conversation, key=key, number=1), number=1)

    assert (renewed.status_code, answer.status_code, to_renew(tip.tip)) == (200, 200, [])
    assert tip.conversation.grants.filter(number=1).count() == 2


def test_the_readers_own_letters_get_a_new_key_as_well(amara: Reviewer, tip: Told) -> None:
    amara.sends(f"tips/{tip.tip.id}/hand/", do="take")
    handed_over(amara, tip, "noor")
    takes_off(amara, "noor", tip)
    among = tip.tip.conversations.get(party=Conversation.Party.REVIEWERS)

    keys = [
        next_key(among, [recipient_of("amara")]),
        next_key(tip.conversation, [recipient_of("amara"), mailbox_of(tip)]),
    ]
    answer = sends(amara, tip, "next-key", {"keys": keys})

    assert len(keys) == Grant.objects.filter(number=1).values("conversation").distinct().count()
    assert (answer.status_code, to_renew(tip.tip)) == (200, [])


@pytest.mark.parametrize("wrong", ["noor too", "without lin", "number", "again", "of nobody's tip"])
def test_a_next_key_for_others_than_those_who_go_on_is_refused(
    amara: Reviewer, tip: Told, wrong: str
) -> None:
    takes_off(amara, "noor", tip)
    going = [recipient_of("amara"), mailbox_of(tip)]
    key = next_key(tip.conversation, going, n=2 if wrong == "number" else None)
    if wrong == "noor too":
        key = next_key(tip.conversation, [*going, recipient_of("noor")])
    if wrong == "without lin":
        key = next_key(tip.conversation, going[:1])
    if wrong == "of nobody's tip":
        key = next_key(told().conversation, going)

    answers = [
        sends(amara, tip, "next-key", {"keys": [key]}).status_code for _ in range(1 + (wrong == "again"))
    ]

    assert answers[-1] == 409
    assert Grant.objects.filter(number__gt=0).count() == (2 if wrong == "again" else 0)


def test_no_next_key_is_made_where_nobody_has_left(amara: Reviewer, tip: Told) -> None:
    key = next_key(tip.conversation, [recipient_of("amara"), recipient_of("noor"), mailbox_of(tip)])

    assert sends(amara, tip, "next-key", {"keys": [key]}).status_code == 409


def test_who_was_taken_off_is_added_again_with_the_keys_of_before_and_since(
    amara: Reviewer, tip: Told
) -> None:
    takes_off(amara, "noor", tip)
    going = [recipient_of("amara"), mailbox_of(tip)]
    sends(amara, tip, "next-key", {"keys": [next_key(tip.conversation, going)]})

    answer = adds(amara, "noor", tip)

    assert (answer.status_code, page("noor", tip)) == (200, 200)
    numbers = tip.conversation.grants.filter(holder=recipient_of("noor").holder)
    assert set(numbers.values_list("number", flat=True)) == {0, 1}


def test_noor_says_that_it_concerns_her_and_is_out_with_one_click(tip: Told) -> None:
    noor = Reviewer("noor")
    assign.take(tip.tip.id, by=staff("noor").id)
    asked = noor.page(f"tips/{tip.tip.id}/concerned/").text

    answer = says_it_concerns(noor, tip)

    assert "Does this tip concern you?" in asked
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/")
    file = tip.conversation.files.get()
    paths = ["", "sealed/", "notes/", "passing-on/", "concerned/"]
    found = [noor.gets(f"tips/{tip.tip.id}/{one}").status_code for one in paths]
    assert [*found, noor.gets(f"files/{file.id}/0/").status_code] == [404] * 6
    assert not InHand.objects.exists()


def test_the_journal_says_that_somebody_is_concerned_and_not_who(tip: Told) -> None:
    says_it_concerns(Reviewer("noor"), tip)

    assert written_down(tip) == [("recused", "")]


def test_nobody_adds_her_again_and_no_page_says_why(amara: Reviewer, tip: Told) -> None:
    says_it_concerns(Reviewer("noor"), tip)

    answer = adds(amara, "noor", tip)

    shown = amara.page(f"tips/{tip.tip.id}/").text
    assert answer.status_code == 409
    assert "Noor" not in shown
    assert "Somebody reads this tip no more." in shown


def test_the_last_reader_does_not_leave_and_is_told_where_it_belongs(amara: Reviewer, tip: Told) -> None:
    takes_off(amara, "noor", tip)

    answer = says_it_concerns(amara, tip)

    assert (answer.status_code, page("amara", tip)) == (409, 200)
    shown = answer.content.decode()
    assert "Nobody else reads this tip, so it would be lost to everybody. Add a colleague first." in shown
    assert "it belongs to a body outside" in shown
    assert not Recusal.objects.exists()


def test_whoever_left_the_office_is_no_other_reader(amara: Reviewer, tip: Told) -> None:
    Staff.objects.filter(sign_in_name="noor").update(is_active=False)

    assert says_it_concerns(amara, tip).status_code == 409


def status(answer: Any) -> int:
    return int(answer.status_code)


@pytest.mark.django_db(transaction=True)
def test_of_two_readers_who_leave_at_once_one_stays(tip: Told) -> None:
    both = [Reviewer(name) for name in ("amara", "noor")]

    answers = at_once([partial(lambda one: status(says_it_concerns(one, tip)), one) for one in both])

    assert sorted(answers) == [302, 409]
    assert (len(readers(tip.tip)), Recusal.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_readers_who_take_it_at_once_one_has_it(tip: Told) -> None:
    both, path = [Reviewer(name) for name in ("amara", "noor")], f"tips/{tip.tip.id}/hand/"

    answers = at_once([partial(lambda one: status(one.sends(path, do="take")), one) for one in both])

    assert sorted(answers) == [302, 409]
    assert InHand.objects.count() == 1


@pytest.mark.parametrize("path", ["hand", "next-step", "concerned"])
def test_a_tip_that_is_destroyed_while_its_page_is_open_is_not_there(
    amara: Reviewer, tip: Told, path: str
) -> None:
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    answer = presses(amara, f"tips/{tip.tip.id}/{path}/", {"do": "take"})

    assert answer.status_code == 404


def test_ids_of_another_tip_or_channel_tell_nothing(amara: Reviewer, tip: Told) -> None:
    wei = staff("wei").id
    for name in (wei, "A" * 22, staff("amara").id):
        assert amara.gets(f"tips/{tip.tip.id}/readers/{name}/off/").status_code == 404

    answer = presses(amara, f"tips/{tip.tip.id}/readers/{wei}/off/", signs(amara, "take-off", tip, wei))

    assert answer.status_code == 409
    assert "This colleague does not read this tip." in answer.content.decode()


@pytest.mark.parametrize("does", ["take-off", "concerned", "protected"])
def test_a_session_without_keys_destroys_no_key_and_locks_nothing(
    amara: Reviewer, tip: Told, does: str
) -> None:
    noor = staff("noor").id
    where = {"take-off": f"readers/{noor}/off", "concerned": "concerned", "protected": "protected"}[does]
    in_state(tip, State.SCOPE_CHECK)
    others = [
        {},
        {"signature": "A" * 86},
        signs(Reviewer("noor"), does, tip, noor),
        signs(amara, does, tip, "other"),
    ]

    answers = [
        presses(amara, f"tips/{tip.tip.id}/{where}/", {"seen": "scope-check", **one}) for one in others
    ]

    assert [one.status_code for one in answers] == [403] * 4
    assert all("Your keys are needed for this." in one.content.decode() for one in answers)
    assert Grant.objects.filter(conversation=tip.conversation, holder=recipient_of("noor").holder).exists()
    assert Tip.objects.get(pk=tip.tip.pk).state == State.SCOPE_CHECK


def test_nobody_takes_themselves_off_without_saying_why(amara: Reviewer, tip: Told) -> None:
    answer = presses(amara, f"tips/{tip.tip.id}/readers/{staff('amara').id}/off/")

    assert answer.status_code == 404
    assert amara.gets(f"tips/{tip.tip.id}/").status_code == 200


def test_whom_lin_left_out_is_named_on_no_page_and_given_nothing(amara: Reviewer, tip: Told) -> None:
    Grant.objects.filter(conversation=tip.conversation, holder=recipient_of("noor").holder).delete()
    tip.tip.exclusions.create(office=tip.tip.office, holder=recipient_of("noor").holder)

    shown = amara.gets(f"tips/{tip.tip.id}/").content.decode()

    assert "Noor" not in shown
    assert "Somebody reads this tip no more" not in shown
    assert "Nothing is due today." in Reviewer("noor").page("").text
