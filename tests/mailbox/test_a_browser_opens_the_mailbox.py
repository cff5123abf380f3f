from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from builders import Told, answered, keys_of, opened_by, rows, told
from opening_browser import OpeningBrowser
from tipster import Tipster
from uploading import Uploading

from fairwitness.crypto.age import seal
from fairwitness.crypto.codes import FirstRow, TipCode
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.receipts import read_receipt
from fairwitness.crypto.recipients import HybridIdentity, X25519Identity
from fairwitness.mailbox import told as telling
from fairwitness.mailbox.entering import glance
from fairwitness.office.fields import random_id
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.models import Mailbox, Notice, SealedFile
from fairwitness.sealed.receipts import receipt_of
from fairwitness.sealed.storage import storage

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def tip() -> Told:
    return told()


@pytest.fixture
def lin(tip: Told) -> OpeningBrowser:
    return OpeningBrowser(tip.code)


def test_the_browser_gets_cipher_and_opens_it(lin: OpeningBrowser, tip: Told) -> None:
    answered(tip.conversation, "Since when?")

    letters = lin.reads()

    assert [letter.text for letter in letters] == ["The exit is chained.", "Since when?"]
    assert not Mailbox.objects.get().opened_on_server


def test_opening_notes_nothing_and_a_fetched_letter_of_a_reader_is_one_that_was_seen(
    lin: OpeningBrowser, tip: Told
) -> None:
    answered(tip.conversation)
    before = rows()
    row_one = FirstRow.read(" ".join(tip.code.words[:4]))

    entries = lin.opens()["entries"]
    waiting = glance(row_one)
    lin.asks(
        "letter",
        id=next(one["id"] for one in entries if one["from_office"] and one["kind"] == "letter"),
    )

    assert waiting is not None
    assert waiting.waits
    assert rows() == before
    seen = glance(row_one)
    assert seen is not None
    assert not seen.waits


@pytest.mark.usefixtures("slower_pace")
@pytest.mark.parametrize("path", ["open", "letter", "part", "answer", "code", "receipt", "withdraw"])
def test_an_unknown_row_and_a_wrong_value_are_one_answer_that_is_held_back(
    lin: OpeningBrowser, tip: Told, path: str
) -> None:
    other = OpeningBrowser(TipCode.generate())
    rest = request_for(path, lin, tip)

    unknown = other.asks(path, **rest)
    wrong = other.asks(path, **{**rest, "locator": lin.who["locator"]})

    assert (unknown.status_code, wrong.status_code) == (404, 404)
    assert unknown.content == wrong.content
    assert wrong.held_back > 0
    assert wrong.json()["why"] == "unknown"


def request_for(path: str, lin: OpeningBrowser, tip: Told) -> dict[str, Any]:
    """What belongs to a request beside who asks."""
    letter = {"id": random_id(), "number": 0, "sealed": b64(lin.seals(tip)), "uploads": []}
    other = OpeningBrowser(TipCode.generate())
    made = {"recipient": str(other.keys.identity.recipient), "key": b64(other.keys.signing.verifying_key)}
    code = {"next": {**other.who, **made}, "number": 0, "sealed": letter["sealed"], "grants": []}
    asked: dict[str, dict[str, Any]] = {
        "letter": {"id": random_id()},
        "part": {"file": random_id(), "number": 0},
        "answer": letter,
        "code": code,
    }
    return asked.get(path, {})


def test_the_browser_asks_for_a_receipt_in_an_answer_of_one_size_and_nothing_is_noted(
    lin: OpeningBrowser, tip: Told, office: OfficeFolder
) -> None:
    first = lin.asks("receipt")
    answered(tip.conversation)
    before = rows()

    later = lin.asks("receipt")

    assert read_receipt(later.json()["text"], office.verifying_key()) == receipt_of(tip.tip)
    assert len(later.content) == len(first.content) == telling.RECEIPT
    assert rows() == before


def test_a_tip_that_was_taken_back_has_no_receipt_any_more(lin: OpeningBrowser) -> None:
    lin.asks("withdraw")

    answer = lin.asks("receipt")

    assert (answer.status_code, answer.json()["why"]) == (409, "destroyed")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"{}", b"\xff", b"[" * 100_000, b'{"locator":1,"auth":2}']
)
def test_a_request_of_another_form_is_refused(lin: OpeningBrowser, body: bytes) -> None:
    answer = lin.posts("open", body)

    assert (answer.status_code, answer.json()["why"]) == (400, "malformed")


def test_a_letter_is_put_in_its_place_once(lin: OpeningBrowser, tip: Told) -> None:
    sealed, letter = lin.seals(tip, "Since spring."), random_id()

    answers = [lin.answers(sealed, id=letter) for _ in range(2)]

    assert [answer.json() for answer in answers] == [{"id": letter}] * 2
    assert [one.text for one in opened_by("amara", tip.conversation)] == [
        "The exit is chained.",
        "Since spring.",
    ]
    assert tip.conversation.letters.get(pk=letter).from_office is False


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (lambda: {"number": 1}, "conflict"),
        (lambda: {"number": -1}, "malformed"),
        (lambda: {"number": 40_000}, "malformed"),
        (lambda: {"number": "0"}, "malformed"),
        (lambda: {"id": "short"}, "malformed"),
        (lambda: {"sealed": b64(b"The exit is chained.")}, "malformed"),
        (lambda: {"sealed": b64(seal(b"of no bucket", [HybridIdentity.generate().recipient]))}, "malformed"),
        (lambda: {"sealed": b64(seal(bytes(4096), [X25519Identity.generate().recipient]))}, "malformed"),
        (lambda: {"sealed": b64(seal(bytes(4096), [HybridIdentity.generate().recipient] * 2))}, "malformed"),
        (lambda: {"uploads": [{"id": random_id(), "secret": b64(bytes(32))}]}, "files"),
        (lambda: {"uploads": [{"id": random_id(), "secret": ""}]}, "malformed"),
        (lambda: {"uploads": {}}, "malformed"),
        (lambda: {"note": "x"}, "malformed"),
    ],
)
def test_what_a_hostile_client_sends_is_refused_and_changes_nothing(
    lin: OpeningBrowser, tip: Told, wrong: Callable[[], dict[str, Any]], why: str
) -> None:
    before = rows()

    answer = lin.answers(lin.seals(tip), **wrong())

    assert answer.json()["why"] == why
    assert 400 <= answer.status_code < 500
    assert rows() == before


def test_another_letter_under_the_same_id_is_refused(lin: OpeningBrowser, tip: Told) -> None:
    letter = random_id()
    lin.answers(lin.seals(tip, "Since spring."), id=letter)

    taken = [
        lin.answers(lin.seals(tip, "Never."), id=one)
        for one in (letter, tip.conversation.letters.all()[0].id)
    ]

    assert [(answer.status_code, answer.json()["why"]) for answer in taken] == [(409, "conflict")] * 2
    assert tip.conversation.letters.count() == 2


def test_a_file_of_somebody_else_s_is_not_claimed_without_its_secret(lin: OpeningBrowser, tip: Told) -> None:
    theirs = Uploading()
    theirs.puts(0)

    answer = lin.answers(lin.seals(tip), uploads=[{**theirs.claim, "secret": b64(bytes(32))}])

    assert answer.json()["why"] == "files"
    assert SealedFile.objects.get().conversation is None
    assert theirs.stored == [0]


def test_a_letter_lists_no_file_of_which_nothing_has_arrived(lin: OpeningBrowser, tip: Told) -> None:
    empty = Uploading()

    answer = lin.answers(lin.seals(tip), uploads=[empty.claim])

    assert (answer.status_code, answer.json()["why"]) == (409, "files")
    assert tip.conversation.letters.count() == 1
    assert SealedFile.objects.get().conversation is None


def test_files_that_the_letter_lists_are_claimed_and_given_out_sealed(lin: OpeningBrowser, tip: Told) -> None:
    mine = Uploading()
    mine.puts(0)

    lin.answers(lin.seals(tip), uploads=[mine.claim])

    assert SealedFile.objects.get().conversation == tip.conversation
    assert lin.asks("part", file=mine.id, number=0).getvalue().startswith(b"age-encryption.org/v1\n")
    assert lin.asks("part", file=mine.id, number=1).status_code == 404


def test_a_part_that_is_gone_from_the_disk_is_said_in_words(lin: OpeningBrowser, tip: Told) -> None:
    mine = Uploading()
    mine.puts(0)
    lin.answers(lin.seals(tip), uploads=[mine.claim])
    storage().destroy(mine.id)

    answer = lin.asks("part", file=mine.id, number=0)

    assert (answer.status_code, answer.json()["why"]) == (410, "gone")
    assert answer.json()["error"].startswith("This file cannot be opened: the line no longer has all of it.")


def test_nobody_gets_a_letter_or_a_part_of_another_conversation(lin: OpeningBrowser) -> None:
    other = told("The alarm is off.", files={"alarm.txt": b"off"})
    theirs = other.conversation.letters.get()

    letter = unb64(lin.asks("letter", id=theirs.id).json()["sealed"])
    part = lin.asks("part", file=other.conversation.files.get().id, number=0)

    assert letter != theirs.sealed
    assert len(letter) == len(theirs.sealed)
    assert part.status_code == 404


def test_taking_it_back_leaves_dates(lin: OpeningBrowser, tip: Told) -> None:
    left = [lin.asks("withdraw").json() for _ in range(2)] + [lin.opens()]

    assert [(one["what"], one["outcome"]) for one in left] == [("dates", "withdrawn")] * 3
    assert tip.conversation.letters.count() == 0
    late = lin.answers(seal(bytes(4096), [lin.keys.identity.recipient]))
    assert (late.status_code, late.json()["why"]) == (409, "destroyed")


def test_a_new_code_opens_the_mailbox_and_the_old_one_nothing(lin: OpeningBrowser, tip: Told) -> None:
    other = OpeningBrowser(TipCode.generate())

    moved = lin.moves_to(other, tip)

    assert moved.json() == {"in_force": True}
    assert lin.asks("open").status_code == 404
    assert [letter.text for letter in other.reads()] == ["The exit is chained.", ""]


def test_the_same_request_for_a_new_code_again_says_that_it_is_in_force(
    lin: OpeningBrowser, tip: Told
) -> None:
    other = OpeningBrowser(TipCode.generate())
    lin.moves_to(other, tip)

    again = lin.asks("code", **request_for("code", lin, tip) | {"next": {**other.who, **address_of(other)}})

    assert (again.status_code, again.json()) == (200, {"in_force": True})
    assert tip.conversation.letters.count() == 2


def address_of(other: OpeningBrowser) -> dict[str, str]:
    """Where a mailbox is granted keys."""
    return {"recipient": str(other.keys.identity.recipient), "key": b64(other.keys.signing.verifying_key)}


def test_a_first_row_that_is_taken_is_said(lin: OpeningBrowser, tip: Told) -> None:
    other = OpeningBrowser(told("The alarm is off.").code)

    answer = lin.moves_to(other, tip)

    assert (answer.status_code, answer.json()["why"]) == (409, "taken")
    assert lin.asks("open").status_code == 200


@pytest.mark.parametrize("numbers", [[], [0], [1], [0, 0], [0, 1, 1], [0, 1, 2]], ids=str)
def test_a_new_code_gets_every_key_of_the_mailbox_once_or_does_not_come_into_force(
    lin: OpeningBrowser, tip: Told, numbers: list[int]
) -> None:
    own = tip.conversation.grants.get(holder=lin.keys.identity.recipient.holder)
    tip.conversation.grants.create(office=own.office, number=1, holder=own.holder, sealed=own.sealed)
    before = rows()

    grants = [{"n": number, "sealed": b64(own.sealed)} for number in numbers]
    answer = lin.moves_to(OpeningBrowser(TipCode.generate()), tip, grants=grants)

    assert (answer.status_code, answer.json()["why"]) == (409, "conflict")
    assert rows() == before
    assert lin.asks("open").status_code == 200


def test_no_grant_is_written_over_a_reader_s(lin: OpeningBrowser, tip: Told) -> None:
    other = OpeningBrowser(TipCode.generate())
    amara = tip.conversation.grants.exclude(holder=lin.keys.identity.recipient.holder)
    before = set(amara.values_list("sealed", flat=True))
    posing = {
        **other.who,
        "recipient": str(keys_of("amara").identity.recipient),
        "key": address_of(other)["key"],
    }
    answer = lin.moves_to(other, tip, next=posing)

    assert (answer.status_code, answer.json()["why"]) == (409, "conflict")
    assert set(amara.values_list("sealed", flat=True)) == before
    assert lin.asks("open").status_code == 200


def test_the_first_page_has_one_size_whether_or_not_something_came(lin: OpeningBrowser, tip: Told) -> None:
    nothing = len(lin.asks("open").content)
    sizes = {nothing}

    for number in range(12):
        answered(tip.conversation, "Since when?" * number, seq=number)
        sizes.add(len(lin.asks("open").content))

    assert sizes == {telling.WHOLE}


def test_what_is_left_of_a_tip_and_a_draft_have_that_size_too(lin: OpeningBrowser) -> None:
    draft = Tipster()
    draft.chooses()
    draft.writes("The alarm is off.")
    draft.goes_to("/tell/public/check/")
    lin.asks("withdraw")

    sizes = {len(one.asks("open").content) for one in (lin, OpeningBrowser(TipCode.read(draft.page.code)))}

    assert sizes == {telling.WHOLE}


def test_a_draft_comes_sealed_with_its_files(lin: OpeningBrowser, tip: Told) -> None:
    writing = Tipster()
    writing.chooses()
    writing.writes("The alarm is off.")
    writing.attaches({"alarm.txt": b"off"})
    writing.goes_to("/tell/public/check/")
    browser = OpeningBrowser(TipCode.read(writing.page.code))

    told_of = browser.opens()

    file = SealedFile.objects.exclude(draft=None).get()
    assert (told_of["what"], told_of["channel"]) == ("draft", "public")
    assert told_of["files"] == [{"id": file.id, "parts": 1}]
    assert [
        browser.asks(path, **request_for(path, lin, tip)).status_code
        for path in ("letter", "part", "answer", "withdraw")
    ] == [404] * 4


def test_every_letter_notice_and_filler_is_fetched_as_one_size(lin: OpeningBrowser, tip: Told) -> None:
    answered(tip.conversation, "Since when?")

    entries = lin.opens()["entries"]
    sizes = {len(lin.asks("letter", id=entry["id"]).content) for entry in entries}

    assert {entry["kind"] for entry in entries} == {"letter", "notice", "filler"}
    assert len(entries) == telling.ENTRIES
    assert len(sizes) == 1


def test_the_seventeenth_entry_brings_sixteen_more(lin: OpeningBrowser, tip: Told) -> None:
    Notice.objects.bulk_create(
        Notice(
            office=tip.tip.office,
            conversation=tip.conversation,
            template=Notice.Template.NEW_CODE,
            day=tip.tip.received,
        )
        for _ in range(15)
    )

    entries = lin.opens()["entries"]

    assert len(entries) == 2 * telling.ENTRIES
    assert len({len(json.dumps(entry, ensure_ascii=False)) for entry in entries}) == 1
