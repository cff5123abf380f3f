from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from builders import Told, answered, conversation_key, opened_by, told
from django.db import transaction
from leaving import Asking, a_marked_tip, asks, redacts, sends, what_is_left
from made_up_office import FOLDER
from reviewer import Reviewer
from tipster import Tipster

from fairwitness.crypto.destroyed import list_within
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.crypto.keys import StaffKeys
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.crypto.redactions import redacted_in
from fairwitness.journal.destroyed import write_list
from fairwitness.journal.models import Count, Entry, Gone
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.sealed import models
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.redact import id_of
from fairwitness.sealed.models import Letter, SealedFile, Tip
from fairwitness.sealed.states import State
from fairwitness.sealed.storage import storage
from fairwitness.site.restoring import redact_again

STRANGER = StaffKeys.from_seed(bytes(32))
pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def tip() -> Told:
    return told("Mrs. Hu next door is ill. The exit is chained.", files={"list.txt": b"names"})


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


def first(tip: Told) -> Letter:
    return tip.conversation.letters.get(position=0)


def test_what_was_there_is_gone_from_the_row_and_what_is_left_opens(amara: Reviewer, tip: Told) -> None:
    before = first(tip)

    answer = redacts(amara, tip, before, text="The exit is chained.")

    assert answer.status_code == 200
    assert bytes(first(tip).sealed) != bytes(before.sealed)
    (letter,) = opened_by("noor", tip.conversation)
    assert letter.text == "The exit is chained."
    was = redacted_in(letter)
    assert was is not None
    assert was.hash == hashlib.sha256(before.sealed).digest()


def test_the_old_bytes_are_nowhere_in_the_database_s_files(amara: Reviewer, tip: Told) -> None:
    piece = bytes(first(tip).sealed)[-64:]

    redacts(amara, tip, first(tip))

    assert not any(piece in bytes(one) for one in Letter.objects.values_list("sealed", flat=True))
    assert not any(piece in path.read_bytes() for path in Path(FOLDER.files).rglob("*") if path.is_file())


def test_a_file_goes_with_all_its_parts(amara: Reviewer, tip: Told) -> None:
    file = tip.conversation.files.get()

    redacts(amara, tip, first(tip), file.id)

    assert not SealedFile.objects.filter(pk=file.id).exists()
    assert list(storage().parts_of(file.id)) == []


def test_it_is_written_down_and_counted_and_listed_and_nothing_says_what(amara: Reviewer, tip: Told) -> None:
    before, file = first(tip), tip.conversation.files.get().id

    redacts(amara, tip, before, file)

    entry = Entry.objects.get(kind="redacted")
    assert (entry.tip, entry.by) == (tip.tip.id, Staff.objects.get(sign_in_name="amara").id)
    assert Count.objects.filter(kind="redacted").count() == 1
    assert set(Gone.objects.values_list("id", flat=True)) >= {id_of(before.sealed), file}
    assert write_list()


def test_the_same_request_again_changes_nothing(amara: Reviewer, tip: Told) -> None:
    row = first(tip)
    one = {
        "id": row.id,
        "before": b64(hashlib.sha256(row.sealed).digest()),
        "number": 0,
        "sealed": b64(what_is_left(row, "amara", "…")),
    }

    answers = [sends(amara, tip, {"tip": tip.tip.id, "letters": [one], "files": []}) for _ in range(2)]

    assert [each.status_code for each in answers] == [200, 200]
    assert Entry.objects.filter(kind="redacted").count() == 1


def test_of_two_readers_at_once_the_second_is_told(amara: Reviewer, tip: Told) -> None:
    row = first(tip)
    redacts(Reviewer("noor"), tip, row)

    answer = redacts(amara, tip, row)

    assert answer.status_code == 409
    assert "meanwhile" in answer.json()["error"]


def test_a_letter_or_file_of_another_tip_is_not_touched(amara: Reviewer, tip: Told) -> None:
    other = told("Something else.", files={"a.txt": b"a"})

    crossed = redacts(amara, tip, first(other))
    with_its_file = redacts(amara, tip, first(tip), other.conversation.files.get().id)

    assert (crossed.status_code, with_its_file.status_code) == (409, 409)
    assert other.conversation.files.count() == 1
    assert not Letter.objects.exclude(redacted=None).exists()


def test_a_file_of_another_letter_of_the_same_conversation_stays(amara: Reviewer, tip: Told) -> None:
    lin_comes_back(tip).answers("Here is another.", {"photo.txt": b"the exit"})
    first_of_all, later = tip.conversation.files.order_by("position")
    assert (first_of_all.position, later.position) == (0, 1)

    crossed = redacts(amara, tip, first(tip), later.id)
    own = redacts(amara, tip, first(tip), first_of_all.id)

    assert (crossed.status_code, own.status_code) == (409, 200)
    assert "one of its files" in crossed.json()["error"]
    assert [one.id for one in tip.conversation.files.all()] == [later.id]


def test_whoever_does_not_read_the_tip_redacts_nothing(tip: Told) -> None:
    row = first(tip)
    sent = what_is_left(row, "amara", "…")
    one = {"id": row.id, "before": b64(hashlib.sha256(row.sealed).digest()), "number": 0, "sealed": b64(sent)}

    answer = sends(Reviewer("wei"), tip, {"tip": tip.tip.id, "letters": [one], "files": []})

    assert answer.status_code == 404
    assert first(tip).redacted is None


def test_signed_with_another_s_key_it_is_refused(amara: Reviewer, tip: Told) -> None:
    amara.name = "noor"  # whose keys sign; the session is still Amara's

    answer = redacts(amara, tip, first(tip))

    assert answer.status_code == 403
    assert first(tip).redacted is None


def test_what_is_destroyed_or_locked_is_not_redacted(amara: Reviewer, tip: Told) -> None:
    row, locked = first(tip), a_marked_tip(State.PROTECTED_CONDUCT)
    request = what_is_left(row, "amara", "…")
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    one = {"id": row.id, "before": b64(bytes(32)), "number": 0, "sealed": b64(request)}
    gone = sends(amara, tip, {"tip": tip.tip.id, "letters": [one], "files": []})
    shut = redacts(amara, locked, first(locked))

    assert (gone.status_code, shut.status_code) == (410, 409)


def test_a_reason_that_waits_for_a_second_signature_stays(amara: Reviewer) -> None:
    tip = a_marked_tip()
    asks(amara, tip, Asking(tip).request())
    reason = Letter.objects.get(conversation__party="reviewers")

    answer = redacts(amara, tip, reason)

    assert answer.status_code == 409
    assert "rests on this letter" in answer.json()["error"]


def lin_comes_back(tip: Told, language: str = "en") -> Tipster:
    lin = Tipster(language)
    lin.comes_back(" ".join(tip.code.words))
    return lin


def test_lin_s_plain_mailbox_shows_what_is_left_and_that_it_was_redacted(amara: Reviewer, tip: Told) -> None:
    answered(tip.conversation)
    redacts(amara, tip, first(tip), text="The exit is chained.")

    page = lin_comes_back(tip).page

    assert "Redacted by a reader on" in page.text
    assert "It is about somebody who has nothing to do with it." in page.text
    assert "The exit is chained." in page.text
    assert "Mrs. Hu" not in page.text
    assert "one is missing" not in page.text
    assert "not from whom it says" not in page.text


def test_in_chinese_too_it_is_told_from_a_letter_that_is_missing_or_damaged(
    amara: Reviewer, tip: Told
) -> None:
    answered(tip.conversation)
    redacts(amara, tip, first(tip), text="The exit is chained.")
    redacted = lin_comes_back(tip, "zh-hans").page.text
    answer = tip.conversation.letters.get(position=1)
    Letter.objects.filter(pk=answer.pk).update(sealed=bytes(answer.sealed)[:-1])

    damaged = lin_comes_back(tip, "zh-hans").page.text

    said = [redacted, damaged]
    assert ["审阅人于" in one and "删去了部分内容" in one for one in said] == [True, True]
    assert ["这封信已损坏，无法打开。" in one for one in said] == [False, True]


def test_lin_goes_on_writing_after_her_first_letter_was_redacted(amara: Reviewer, tip: Told) -> None:
    redacts(amara, tip, first(tip))
    lin = lin_comes_back(tip)

    lin.answers("It still is.")

    letters = opened_by("amara", tip.conversation)
    was = redacted_in(letters[0])
    assert was is not None
    assert letters[-1].text == "It still is."
    assert (letters[-1].seq, letters[-1].seen) == (1, was.hash)


def test_what_no_reader_has_signed_is_no_redaction_but_a_letter_of_a_stranger(tip: Told) -> None:
    answered(tip.conversation)
    row = first(tip)
    left = what_is_left(row, "amara", "Forged.", author=STRANGER.signing.verifying_key)
    Letter.objects.filter(pk=row.pk).update(sealed=left, redacted=today())

    page = lin_comes_back(tip).page

    assert "Redacted by a reader" not in page.text
    assert "not from whom it says" in page.text
    assert "No reader of this tip has signed that: do not trust it." in page.text


def test_without_her_own_signed_key_lin_is_told_what_cannot_be_known(amara: Reviewer, tip: Told) -> None:
    mailbox = HybridRecipient.parse(tip.conversation.mailbox.recipient)
    grant = Grant(tip.conversation.id, 0, mailbox.holder, conversation_key("amara", tip.conversation))
    models.Grant.objects.filter(holder=mailbox.holder).update(sealed=seal_grant(grant, mailbox))
    redacts(amara, tip, first(tip))

    page = lin_comes_back(tip).page

    assert "nothing that you have signed says any more who the readers are" in page.text


def test_a_backup_that_is_restored_does_not_bring_it_back(amara: Reviewer, tip: Told) -> None:
    row, file = first(tip), tip.conversation.files.get()
    redacts(amara, tip, row, file.id)
    listed = list_within(write_list_now())
    Letter.objects.filter(pk=row.pk).update(sealed=bytes(row.sealed), redacted=None)  # as the backup knows it
    file.save(force_insert=True)
    Gone.objects.all().delete()  # in no backup

    redact_again(listed)

    assert bytes(first(tip).sealed) != bytes(row.sealed)
    assert not SealedFile.objects.filter(pk=file.pk).exists()


def write_list_now() -> bytes:
    with transaction.atomic():
        return write_list()
