from __future__ import annotations

import json

import pytest
from builders import Told, conversation_key, kept_file, opened_by, sealed_answer, told
from reviewer import Reviewer
from uploading import PART

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.journal.models import Entry
from fairwitness.office.fields import random_id
from fairwitness.office.models import StaffKey
from fairwitness.sealed.models import Letter, SealedFile
from fairwitness.sealed.storage import storage

pytestmark = pytest.mark.usefixtures("office")


def named(file_id: str) -> dict[str, str]:
    """A file, with a secret that somebody made up."""
    return {"id": file_id, "secret": b64(bytes(32))}


@pytest.fixture
def tip() -> Told:
    return told()


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


def test_a_sealed_letter_is_put_in_its_place_and_noted(amara: Reviewer, tip: Told) -> None:
    answer = amara.answers(tip.tip, sealed_answer(tip.conversation, "Since when?"))

    assert answer.status_code == 200
    assert [letter.text for letter in opened_by("noor", tip.conversation)][1] == "Since when?"
    row = tip.conversation.letters.get(position=1)
    assert (row.id, row.from_office, row.number) == (answer.json()["id"], True, 0)
    noted = Entry.objects.get(kind=Entry.Kind.LETTER_FROM_REVIEWER)
    assert (noted.tip, noted.day) == (tip.tip.id, row.day)


def test_the_same_letter_sent_again_is_the_same_letter(amara: Reviewer, tip: Told) -> None:
    letter, sealed = random_id(), sealed_answer(tip.conversation)

    twice = [amara.answers(tip.tip, sealed, id=letter) for _ in range(2)]

    assert [answer.json() for answer in twice] == [{"id": letter}] * 2
    assert tip.conversation.letters.count() == 2


def test_another_letter_under_the_same_id_is_refused(amara: Reviewer, tip: Told) -> None:
    letter = random_id()
    amara.answers(tip.tip, sealed_answer(tip.conversation, "Since when?"), id=letter)

    answer = amara.answers(tip.tip, sealed_answer(tip.conversation, "And where?"), id=letter)

    assert answer.status_code == 409
    assert answer.json()["error"] == "Another letter came first. Please send yours again."
    assert tip.conversation.letters.count() == 2


def test_an_id_of_another_conversation_is_refused(amara: Reviewer, tip: Told) -> None:
    taken = told("The alarm is off.").conversation.letters.get().id

    answer = amara.answers(tip.tip, sealed_answer(tip.conversation), id=taken)

    assert answer.status_code == 409


def test_a_key_number_that_amara_does_not_hold_is_refused(amara: Reviewer, tip: Told) -> None:
    answer = amara.answers(tip.tip, sealed_answer(tip.conversation), number=1)

    assert (answer.status_code, answer.json()["error"]) == (403, "You hold no key with this number.")


def test_whoever_is_not_on_today_s_sheet_writes_no_more(amara: Reviewer, tip: Told) -> None:
    key, other = StaffKey.objects.get(staff__sign_in_name="amara"), HybridIdentity.generate().recipient
    tip.conversation.grants.filter(holder=key.holder).update(holder=other.holder)
    StaffKey.objects.filter(pk=key.pk).update(recipient=str(other), holder=other.holder)

    answer = amara.answers(
        tip.tip, sealed_answer(tip.conversation, by=None, key=conversation_key("noor", tip.conversation))
    )

    assert answer.status_code == 403
    assert "not on this channel's key sheet of today" in answer.json()["error"]
    assert tip.conversation.letters.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "short"},
        {"id": None},
        {"number": "0"},
        {"number": True},
        {"number": -1},
        {"number": 40_000},
        {"sealed": b64(b"The exit is chained.")},
        {"sealed": "*"},
        {"uploads": "abc"},
        {"uploads": ["abc"]},
        {"uploads": None},
        {"uploads": {}},
        {"note": "x"},
        {"uploads": [{"id": "A" * 22}]},
        {"uploads": [{"id": "A" * 22, "secret": "abc"}]},
    ],
    ids=str,
)
def test_a_request_of_another_form_is_refused(amara: Reviewer, tip: Told, wrong: dict[str, object]) -> None:
    answer = amara.answers(tip.tip, sealed_answer(tip.conversation), **wrong)

    assert answer.status_code == 400
    assert answer.json()["error"] == "This letter did not arrive whole. Please send it again."
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b"{}"])
def test_a_body_that_is_no_letter_is_refused(amara: Reviewer, tip: Told, body: bytes) -> None:
    assert amara.posts(f"tips/{tip.tip.id}/letters/", body).status_code == 400


def test_files_that_the_letter_lists_are_claimed(amara: Reviewer, tip: Told) -> None:
    file = amara.begins_a_file()
    file.puts(0)

    amara.answers(tip.tip, sealed_answer(tip.conversation), uploads=[file.claim])

    row = SealedFile.objects.get()
    assert (row.conversation, row.pending_since, row.parts) == (tip.conversation, None, 1)
    assert Reviewer("noor").gets(f"files/{file.id}/0/").pieces == PART


def test_a_part_that_is_gone_from_the_disk_is_said_in_words(amara: Reviewer, tip: Told) -> None:
    file = amara.begins_a_file()
    file.puts(0)
    amara.answers(tip.tip, sealed_answer(tip.conversation), uploads=[file.claim])
    storage().destroy(file.id)

    answer = amara.gets(f"files/{file.id}/0/")

    assert answer.status_code == 410
    assert answer.json()["error"] == (
        "The line no longer has all of this file. Tell whoever runs the line: a backup may have it whole."
    )


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_that_is_not_waiting_is_refused_with_its_letter(
    amara: Reviewer, tip: Told, times: int
) -> None:
    other = told("The alarm is off.", files={"alarm.txt": b"off"})
    foreign = other.conversation.files.get()

    answer = amara.answers(tip.tip, sealed_answer(tip.conversation), uploads=[named(foreign.id)] * times)

    assert answer.status_code == 409
    assert tip.conversation.letters.count() == 1
    assert SealedFile.objects.get().conversation == other.conversation


def test_a_file_that_came_by_form_belongs_to_no_letter_of_the_desk(amara: Reviewer, tip: Told) -> None:
    entry = kept_file(conversation_key("noor", tip.conversation), "a.txt", b"a")

    answer = amara.answers(tip.tip, sealed_answer(tip.conversation), uploads=[named(entry.id)])

    assert answer.status_code == 409
    assert SealedFile.objects.get().conversation is None


def test_one_file_is_not_listed_twice(amara: Reviewer, tip: Told) -> None:
    file = amara.begins_a_file()

    answer = amara.answers(tip.tip, sealed_answer(tip.conversation), uploads=[file.claim] * 2)

    assert answer.status_code == 409
    assert SealedFile.objects.get().conversation is None


def test_the_whole_conversation_comes_sealed_with_amara_s_own_grants(amara: Reviewer, tip: Told) -> None:
    told_of = json.loads(amara.gets(f"tips/{tip.tip.id}/sealed/").content)

    mine = StaffKey.objects.get(staff__sign_in_name="amara")
    grant = tip.conversation.grants.get(holder=mine.holder)
    assert told_of["grants"] == [{"n": 0, "sealed": b64(grant.sealed)}]
    assert [one["sealed"] for one in told_of["letters"]] == [b64(tip.conversation.letters.get().sealed)]
    assert (told_of["conversation"], told_of["channel"]) == (tip.conversation.id, "public")
