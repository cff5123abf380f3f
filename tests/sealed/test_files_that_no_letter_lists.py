from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from builders import kept_file, public, told
from uploading import OTHER, Uploading

from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.intake.actions import add_file, begin, drop_file, send
from fairwitness.intake.drafts import DraftKey
from fairwitness.office.charter import current
from fairwitness.office.clock import next_hour, this_hour
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.drafts import destroy_draft
from fairwitness.sealed.actions.files import (
    destroy_pending_file,
    let_go,
    sweep,
    sweep_strays,
    sweep_what_was_cut,
)
from fairwitness.sealed.arriving import ArrivedFile
from fairwitness.sealed.files import IncomingFile
from fairwitness.sealed.models import Conversation, Draft, SealedFile, Tip

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


def test_a_start_destroys_a_form_s_file_that_was_cut_and_leaves_what_comes_part_by_part(
    office: OfficeFolder,
) -> None:
    lin, cut = Uploading(), IncomingFile(LIN.recipient)
    lin.puts(0)

    swept = sweep_what_was_cut()

    assert swept == 1
    assert not SealedFile.objects.filter(pk=cut.id).exists()
    assert [part.name for part in office.files.rglob("*.*")] == [f"{lin.id}.0"]
    assert lin.puts(1, OTHER).status_code == 200
    assert lin.stored == [0, 1]
    cut.discard()


@pytest.mark.usefixtures("office")
def test_what_was_let_go_goes_at_the_next_start_however_it_came() -> None:
    lin = Uploading()
    lin.puts(0)

    let_go(SealedFile.objects.all())

    assert lin.puts(1, OTHER).status_code == 404
    assert sweep_what_was_cut() == 1
    assert not SealedFile.objects.exists()


def test_parts_without_a_row_are_destroyed_and_no_others(office: OfficeFolder) -> None:
    kept_file(LIN, "waits.txt", b"plan")
    told(files={"photo.png": b"photo"})
    stray = office.files / "ab" / "Abcdefghijklmnopqrstuv.2"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"left by a cut")

    assert sweep_strays() == 1

    lying = {part.stem for part in office.files.rglob("*.*")}
    assert len(lying) == 2
    assert lying == set(SealedFile.objects.values_list("id", flat=True))


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


@contextmanager
def a_disk_that_deletes_nothing(office: OfficeFolder) -> Iterator[None]:
    """A folder stands where each part lay: no program can remove it as a file."""
    parts = [path for path in office.files.rglob("*") if path.is_file()]
    for part in parts:
        part.unlink()
        part.mkdir()
    with pytest.raises(OSError, match="Is a directory"):
        yield
    for part in parts:
        part.rmdir()
        part.touch()


def a_draft_with(content: bytes) -> DraftKey:
    key = begin(DraftKey.new(), public(), {"kind": "retaliation"}, "The exit is chained.")
    opened = key.open()
    assert opened is not None
    incoming = IncomingFile(opened.identity.recipient)
    incoming.write(content)
    add_file(key, current().limits, ArrivedFile(incoming, incoming.finish(), "a.txt", "text/plain"))
    return key


def files_of(key: DraftKey) -> list[str]:
    opened = key.open()
    return [file.id for file in opened.letter.files] if opened else []


def test_a_file_whose_removing_was_cut_short_is_in_no_tip_and_is_swept(office: OfficeFolder) -> None:
    key = a_draft_with(b"a")

    with a_disk_that_deletes_nothing(office):
        drop_file(key, files_of(key)[0])
    send(key)
    swept = sweep(pending_before=next_hour())

    assert Conversation.objects.get().files.count() == 0
    assert swept == 1
    assert not [path for path in office.files.rglob("*") if path.is_file()]


def test_a_draft_whose_destroying_was_cut_short_lists_no_file_that_is_gone(office: OfficeFolder) -> None:
    key = a_draft_with(b"a")

    with a_disk_that_deletes_nothing(office):
        destroy_draft(Draft.objects.get())

    assert key.open() is None
    assert sweep(pending_before=next_hour()) == 1
    assert not [path for path in office.files.rglob("*") if path.is_file()]


def test_a_tip_whose_destroying_was_cut_short_is_destroyed_by_the_sweep(office: OfficeFolder) -> None:
    tip = told(files={"a.txt": b"a", "b.txt": b"b"}).tip

    with a_disk_that_deletes_nothing(office):
        destroy(tip, Tip.Outcome.WITHDRAWN)

    assert sweep(pending_before=next_hour()) == 2
    assert not SealedFile.objects.exists()
    assert not [path for path in office.files.rglob("*") if path.is_file()]
