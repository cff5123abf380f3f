from __future__ import annotations

import os

import pytest
from builders import sealed_answer, told
from reviewer import Reviewer

from fairwitness.office.charter import current
from fairwitness.office.clock import this_hour
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.models import SealedFile

pytestmark = pytest.mark.usefixtures("office")
PART = b"age-encryption.org/v1\nsealed"


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


def test_parts_are_kept_and_counted(amara: Reviewer, office: OfficeFolder) -> None:
    file = amara.begins_a_file()

    statuses = [amara.puts(file, number, PART).status_code for number in (0, 1)]

    row = SealedFile.objects.get()
    assert statuses == [200, 200]
    assert (row.id, row.parts, row.pending_since) == (file, 2, this_hour())
    assert sorted(path.name for path in office.files.rglob("*.?")) == [f"{file}.0", f"{file}.1"]


def test_the_same_bytes_again_change_nothing(amara: Reviewer) -> None:
    file = amara.begins_a_file()

    statuses = [amara.puts(file, 0, PART).status_code for _ in range(2)]

    assert statuses == [200, 200]
    assert SealedFile.objects.get().parts == 1


def test_other_bytes_are_refused_and_the_first_stay(amara: Reviewer, office: OfficeFolder) -> None:
    file = amara.begins_a_file()
    amara.puts(file, 0, PART)

    answer = amara.puts(file, 0, PART + b" again")

    assert answer.status_code == 409
    assert next(office.files.rglob(f"{file}.0")).read_bytes() == PART


@pytest.mark.parametrize("part", [b"", b"A letter in the clear.", b"age-encryption.org/v2\n"])
def test_what_is_no_age_file_is_refused_and_not_kept(
    amara: Reviewer, office: OfficeFolder, part: bytes
) -> None:
    file = amara.begins_a_file()

    answer = amara.puts(file, 0, part)

    assert answer.status_code == 400
    assert not [path for path in office.files.rglob("*") if path.is_file()]


@pytest.mark.parametrize("beyond", [1, 10**6, 10**30])
def test_more_parts_than_the_charter_allows_are_refused(amara: Reviewer, beyond: int) -> None:
    most = current().limits.file_mib // 8 + 1
    file = amara.begins_a_file()

    assert amara.puts(file, most, PART).status_code == 200
    assert amara.puts(file, most + beyond, PART).status_code == 400


def test_nothing_is_added_to_a_file_that_a_letter_lists(amara: Reviewer) -> None:
    tip, file = told(), amara.begins_a_file()
    amara.puts(file, 0, PART)
    amara.answers(tip.tip, sealed_answer(tip.conversation), files=[file])

    assert amara.puts(file, 1, PART).status_code == 404
    assert amara.puts(file, 0, PART).status_code == 404


def test_nothing_is_added_to_a_file_that_nobody_began(amara: Reviewer) -> None:
    assert amara.puts("A" * 22, 0, PART).status_code == 404


def test_a_waiting_file_is_on_no_page_and_given_to_nobody(amara: Reviewer) -> None:
    file = amara.begins_a_file()
    amara.puts(file, 0, PART)

    pages = [Reviewer(name).gets("").content.decode() for name in ("amara", "noor", "wei")]

    assert not any(file in page for page in pages)
    assert {Reviewer(name).gets(f"files/{file}/0/").status_code for name in ("amara", "noor")} == {404}


def test_half_a_part_does_not_stand_in_the_way(
    amara: Reviewer, office: OfficeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        del handle
        raise OSError(28, "No space left on device")

    file = amara.begins_a_file()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        amara.puts(file, 0, PART)
    assert not [path for path in office.files.rglob("*") if path.is_file()]
    monkeypatch.undo()

    assert amara.puts(file, 0, PART).status_code == 200
