from __future__ import annotations

import pytest
from tipster import Tipster

from fairwitness.sealed.models import SealedFile
from fairwitness.sealed.storage import storage

SAID = "This file cannot be opened: the line no longer has all of it."


@pytest.fixture
def file(lin: Tipster) -> SealedFile:
    """In a letter of hers."""
    lin.comes_back()
    lin.answers("Here is a photo.", {"exit.jpg": b"a photo"})
    return SealedFile.objects.get()


def test_a_file_that_is_gone_from_the_disk_is_said_in_the_mailbox(lin: Tipster, file: SealedFile) -> None:
    storage().destroy(file.id)

    lin.goes_to(f"/mailbox/files/{file.id}/")

    assert lin.status == 410
    assert SAID in lin.page.text
    assert "Here is a photo." in lin.page.letters


def test_a_file_that_is_damaged_is_said_before_a_byte_of_it_is_given_out(
    lin: Tipster, file: SealedFile
) -> None:
    with storage().part_path(file.id, 0).open("r+b") as part:
        part.seek(-1, 2)
        part.write(b"x")

    lin.goes_to(f"/mailbox/files/{file.id}/")

    assert lin.status == 410
    assert SAID in lin.page.text


def test_what_was_typed_stays_in_its_box_where_a_file_does_not_open(lin: Tipster, file: SealedFile) -> None:
    storage().destroy(file.id)
    lin.goes("receipt", text="By whom I do not")

    lin.goes_to(f"/mailbox/files/{file.id}/")

    assert lin.page.box == "By whom I do not"


def test_the_log_tells_whoever_runs_the_line_and_names_no_file(
    lin: Tipster, file: SealedFile, caplog: pytest.LogCaptureFixture
) -> None:
    storage().destroy(file.id)

    lin.goes_to(f"/mailbox/files/{file.id}/")

    assert "a part of a file is not on the disk any more" in caplog.messages
    assert file.id not in caplog.text
