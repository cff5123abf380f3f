from __future__ import annotations

import os
from datetime import timedelta

import pytest
from builders import public, told
from django.test import Client
from reviewer import Reviewer
from uploading import OTHER, PART, RECIPIENT, Uploading, part_of

from fairwitness.crypto.age import seal
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.parts import most_parts
from fairwitness.crypto.recipients import X25519Identity
from fairwitness.intake.actions import begin
from fairwitness.intake.drafts import DraftKey
from fairwitness.office.charter import current
from fairwitness.office.clock import this_hour
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.actions.files import FilesGone, claim_files, claim_uploads, sweep
from fairwitness.sealed.models import Draft, SealedFile

pytestmark = pytest.mark.usefixtures("office")
MIB = 1024 * 1024


@pytest.fixture
def file() -> Uploading:
    return Uploading()


def drafted() -> Draft:
    begin(DraftKey.new(), public(), {"kind": "retaliation"}, "The exit is chained.")
    return Draft.objects.get()


def names(office: OfficeFolder) -> list[str]:
    """What lies in the storage."""
    return sorted(path.name for path in office.files.rglob("*") if path.is_file())


def test_parts_are_kept_and_counted(file: Uploading, office: OfficeFolder) -> None:
    statuses = [file.puts(number).status_code for number in (0, 1)]

    row = SealedFile.objects.get()
    assert statuses == [200, 200]
    assert (row.id, row.parts, row.pending_since) == (file.id, 2, this_hour())
    assert names(office) == [f"{file.id}.0", f"{file.id}.1"]
    assert file.stored == [0, 1]


def test_the_same_bytes_again_change_nothing(file: Uploading) -> None:
    statuses = [file.puts(0).status_code for _ in range(2)]

    assert statuses == [200, 200]
    assert file.stored == [0]


def test_other_bytes_are_refused_and_the_first_stay(file: Uploading, office: OfficeFolder) -> None:
    file.puts(0)

    answer = file.puts(0, OTHER)

    assert (answer.status_code, answer.json()["why"]) == (409, "bytes")
    assert next(office.files.rglob(f"{file.id}.0")).read_bytes() == PART


@pytest.mark.parametrize("number", [1, 2, 900])
def test_a_part_whose_turn_has_not_come_is_refused(
    file: Uploading, office: OfficeFolder, number: int
) -> None:
    answer = file.puts(number)

    assert (answer.status_code, answer.json()["why"]) == (409, "order")
    assert names(office) == []


CLASSIC = X25519Identity.generate().recipient


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"A letter in the clear.",
        b"age-encryption.org/v2\n",
        b"age-encryption.org/v1\n",
        b"age-encryption.org/v1\nA letter in the clear.".ljust(8192),
        b"age-encryption.org/v1\n-> " + b"x" * 8192,
        PART[:2000],
        part_of(0),
        part_of(4095),
        seal(bytes(4125), [CLASSIC]),
        seal(bytes(4125), [RECIPIENT] * 2),
    ],
    ids=lambda part: f"{len(part)} bytes",
)
def test_what_is_no_age_file_is_refused_and_not_kept(
    file: Uploading, office: OfficeFolder, part: bytes
) -> None:
    answer = file.puts(0, part)

    assert (answer.status_code, answer.json()["why"]) == (400, "malformed")
    assert names(office) == []


@pytest.mark.parametrize("beyond", [0, 10**6, 10**30])
def test_more_parts_than_the_charter_allows_are_refused(file: Uploading, beyond: int) -> None:
    most = most_parts(current().limits.sealed_mib * MIB)

    answer = file.puts(most + beyond)

    assert (answer.status_code, answer.json()["why"]) == (413, "too_large")
    assert file.puts(most - 1).json()["why"] == "order"


def test_whoever_has_no_secret_or_another_s_learns_and_changes_nothing(file: Uploading) -> None:
    file.puts(0)
    wrong = ("", "*", b64(bytes(32)), b64(Uploading().secret), b64(file.secret) + "A")

    answers = [
        file.asks(method, path, PART, secret)
        for secret in wrong
        for method, path in (("PUT", "1/"), ("GET", ""), ("DELETE", ""), ("DELETE", "0/"))
    ]

    assert {(answer.status_code, answer.json()["why"]) for answer in answers} == {(404, "unknown")}
    assert file.stored == [0]


def test_an_id_that_nobody_was_given_is_answered_like_a_wrong_secret(file: Uploading) -> None:
    wrong = file.asks("GET", secret=b64(bytes(32)))
    file.id = "A" * 22

    unknown = [file.asks("GET"), file.puts(0), file.asks("DELETE")]

    assert {answer.content for answer in unknown} == {wrong.content}
    assert {answer.status_code for answer in unknown} == {404}


def test_nothing_is_added_to_a_file_that_a_conversation_has(file: Uploading) -> None:
    file.puts(0)
    claim_uploads([(file.id, file.secret)], told().conversation)

    answers = [file.puts(1), file.puts(0), file.asks("GET"), file.asks("DELETE"), file.asks("DELETE", "0/")]

    assert {answer.status_code for answer in answers} == {404}
    assert SealedFile.objects.get().secret is None


def test_a_file_of_a_draft_goes_on_arriving_and_has_no_hour(file: Uploading) -> None:
    file.puts(0)
    draft = drafted()

    claim_uploads([(file.id, file.secret)], draft)

    assert file.puts(1).status_code == 200
    row = SealedFile.objects.get()
    assert (row.draft, row.parts, row.pending_since) == (draft, 2, None)


def test_a_draft_s_file_goes_with_the_draft_and_not_by_its_secret_alone(file: Uploading) -> None:
    claim_uploads([(file.id, file.secret)], drafted())

    answer = file.asks("DELETE")

    assert (answer.status_code, answer.json()["why"]) == (409, "files")
    assert SealedFile.objects.exists()


def test_claiming_again_for_the_same_place_changes_nothing_and_needs_no_secret(file: Uploading) -> None:
    conversation = told().conversation
    file.puts(0)
    claim_uploads([(file.id, file.secret)], conversation)

    claim_uploads([(file.id, b"")], conversation)

    assert conversation.files.get().id == file.id


def test_a_draft_that_becomes_a_tip_takes_its_files_along(file: Uploading) -> None:
    draft, conversation, late = drafted(), told().conversation, Uploading()
    for one in (file, late):
        one.puts(0)
    claim_uploads([(file.id, file.secret)], draft)

    claim_uploads([(file.id, b""), (late.id, late.secret)], conversation, of=draft)

    assert conversation.files.filter(draft=None, secret=None).count() == 2


@pytest.mark.parametrize("secret", [b"", bytes(32), b"short"])
def test_one_file_that_cannot_be_claimed_leaves_all_of_them(file: Uploading, secret: bytes) -> None:
    conversation, other = told().conversation, Uploading()
    for one in (file, other):
        one.puts(0)

    with pytest.raises(FilesGone):
        claim_uploads([(file.id, file.secret), (other.id, secret)], conversation)

    assert {row.conversation for row in SealedFile.objects.all()} == {None}


@pytest.mark.parametrize("of", ["draft", "conversation"])
def test_a_file_of_somebody_else_is_claimed_by_nobody(file: Uploading, of: str) -> None:
    place = drafted() if of == "draft" else told("The alarm is off.").conversation
    file.puts(0)
    claim_uploads([(file.id, file.secret)], place)

    with pytest.raises(FilesGone):
        claim_uploads([(file.id, file.secret)], told().conversation)

    assert place.files.get().id == file.id


def test_a_file_of_which_nothing_has_arrived_is_listed_by_a_draft_and_by_no_letter(file: Uploading) -> None:
    draft, conversation = drafted(), told().conversation
    claim_uploads([(file.id, file.secret)], draft)

    with pytest.raises(FilesGone):
        claim_uploads([(file.id, b"")], conversation, of=draft)

    assert draft.files.get().id == file.id


def test_a_file_is_listed_once(file: Uploading) -> None:
    with pytest.raises(FilesGone):
        claim_uploads([(file.id, file.secret)] * 2, told().conversation)

    assert SealedFile.objects.get().conversation is None


def test_a_file_that_has_a_secret_is_not_claimed_by_its_id_alone(file: Uploading) -> None:
    with pytest.raises(FilesGone):
        claim_files(told().conversation, [file.id])

    assert SealedFile.objects.get().conversation is None


def test_the_table_holds_no_secret(file: Uploading) -> None:
    row = SealedFile.objects.get()

    assert row.secret is not None
    assert (len(row.secret), file.secret in row.secret) == (32, False)


def test_whoever_has_the_secret_lets_it_go(file: Uploading, office: OfficeFolder) -> None:
    file.puts(0)

    answer = file.asks("DELETE")

    assert answer.status_code == 200
    assert not SealedFile.objects.exists()
    assert names(office) == []


def test_parts_whose_hashes_were_lost_are_cut_off_and_sent_anew(
    file: Uploading, office: OfficeFolder
) -> None:
    for number in range(3):
        file.puts(number)

    file.asks("DELETE", "1/")

    assert names(office) == [f"{file.id}.0"]
    assert file.stored == [0]
    assert file.puts(1, OTHER).status_code == 200


def test_a_part_that_was_written_and_never_counted_does_not_stand_in_the_way(file: Uploading) -> None:
    file.puts(0)
    SealedFile.objects.update(parts=0)  # as if the line was cut between the two

    answer = file.puts(0, OTHER)

    assert answer.status_code == 200
    assert file.stored == [0]


def test_a_file_is_swept_a_day_after_its_latest_part(file: Uploading, office: OfficeFolder) -> None:
    waiting = Uploading()
    SealedFile.objects.update(pending_since=this_hour() - timedelta(hours=30))
    file.puts(0)

    swept = sweep(pending_before=this_hour() - timedelta(hours=24))

    assert swept == 1
    assert file.stored == [0]
    assert waiting.puts(0).status_code == 404
    assert names(office) == [f"{file.id}.0"]


def test_a_waiting_file_is_on_no_page_and_given_to_nobody(file: Uploading) -> None:
    file.puts(0)

    pages = [Reviewer(name).gets("").content.decode() for name in ("amara", "noor", "wei")]

    assert not any(file.id in page for page in pages)
    assert {Reviewer(name).gets(f"files/{file.id}/0/").status_code for name in ("amara", "noor")} == {404}


def test_half_a_part_does_not_stand_in_the_way(
    file: Uploading, office: OfficeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        del handle
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    answer = file.puts(0)
    left = names(office)
    monkeypatch.undo()

    assert (answer.status_code, answer.json()["why"], left) == (507, "no_room", [])
    assert file.puts(0).status_code == 200


@pytest.mark.parametrize("path", ["", "0/"])
def test_there_is_no_other_way_to_ask(file: Uploading, path: str) -> None:
    answers = [file.asks(method, path) for method in ("POST", "PATCH")]

    assert {answer.status_code for answer in answers} == {405}
    assert Client().get("/en/uploads/").status_code == 405
