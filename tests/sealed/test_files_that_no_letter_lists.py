from __future__ import annotations

from datetime import timedelta

import pytest
from builders import kept_file, told

from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.office.clock import next_hour, this_hour
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.actions.files import destroy_pending_file, sweep
from fairwitness.sealed.files import IncomingFile
from fairwitness.sealed.models import SealedFile

LIN = HybridIdentity.from_seed(b"\1" * 32)


def test_a_file_that_is_still_arriving_is_known_before_its_first_byte(office: OfficeFolder) -> None:
    incoming = IncomingFile(LIN.recipient)

    known = SealedFile.objects.get()

    assert known.pending_since == this_hour()
    assert [part.stem for part in office.files.rglob("*.0")] == [incoming.id]
    incoming.discard()


def test_a_discarded_file_leaves_nothing(office: OfficeFolder) -> None:
    incoming = IncomingFile(LIN.recipient)
    incoming.write(b"x" * 10_000_000)

    incoming.discard()
    incoming.discard()

    assert not SealedFile.objects.exists()
    assert not [path for path in office.files.rglob("*") if path.is_file()]


def test_the_sweep_destroys_what_waited_for_a_day(office: OfficeFolder) -> None:
    kept_file(LIN, "old.txt", b"old")
    SealedFile.objects.update(pending_since=this_hour() - timedelta(hours=25))
    young = kept_file(LIN, "young.txt", b"young")

    swept = sweep(pending_before=this_hour() - timedelta(hours=24))

    assert swept == 1
    assert [row.id for row in SealedFile.objects.all()] == [young.id]
    assert [part.stem for part in office.files.rglob("*.0")] == [young.id]


@pytest.mark.usefixtures("office")
def test_a_file_that_a_letter_lists_is_never_swept() -> None:
    tip = told(files={"a.txt": b"a"})
    row = tip.conversation.files.get()

    sweep(pending_before=next_hour())
    destroy_pending_file(row.id)

    assert tip.conversation.files.get() == row


def test_a_file_that_was_swept_while_it_arrived_leaves_nothing_and_is_not_taken_for_whole(
    office: OfficeFolder,
) -> None:
    incoming = IncomingFile(LIN.recipient)
    sweep(pending_before=next_hour())
    incoming.write(b"x" * 10_000_000)

    with pytest.raises(FileNotFoundError):
        incoming.finish()
    incoming.discard()

    assert not [path for path in office.files.rglob("*") if path.is_file()]


def test_no_folder_tells_at_what_hour_a_file_came(office: OfficeFolder) -> None:
    kept_file(LIN, "a.txt", b"a")

    times = [folder.stat().st_mtime for folder in (office.files, *office.files.iterdir())]

    assert [moment % 86_400 for moment in times] == [0, 0]


def test_no_folder_tells_at_what_hour_a_file_was_destroyed(office: OfficeFolder) -> None:
    incoming = IncomingFile(LIN.recipient)

    incoming.discard()

    assert [folder.stat().st_mtime % 86_400 for folder in office.files.iterdir()] == [0]


def test_a_file_that_cannot_even_be_begun_leaves_no_row(office: OfficeFolder) -> None:
    office.files.rmdir()
    office.files.touch()  # stands for a disk that takes nothing

    with pytest.raises(NotADirectoryError):
        IncomingFile(LIN.recipient)

    office.files.unlink()
    office.files.mkdir()
    assert not SealedFile.objects.exists()
