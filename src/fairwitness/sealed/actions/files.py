"""Where a sealed file belongs, and destroying those that belong nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from fairwitness.crypto.age import Sealed
from fairwitness.office.clock import this_hour, today
from fairwitness.sealed.models import Commit, Conversation, Draft, SealedFile
from fairwitness.sealed.storage import storage


class FilesGone(Exception):
    """A file that the letter lists is not waiting here any more."""


def claim_files(conversation: Conversation, files: Sequence[str], draft: Draft | None = None) -> None:
    """From now on these files belong to the conversation; the hour they came at is forgotten."""
    waiting = SealedFile.objects.filter(id__in=files, conversation=None, draft=draft)
    told = {"conversation": conversation, "draft": None, "pending_since": None, "tray": None, "entry": None}
    if waiting.update(**told) != len(files):
        raise FilesGone


def claim_for_draft(draft: Draft, file_id: str) -> None:
    """From now on this file belongs to the draft; the hour it came at is forgotten."""
    waiting = SealedFile.objects.filter(id=file_id, pending_since__isnull=False)
    if waiting.update(draft=draft, pending_since=None) != 1:
        raise FilesGone


def put_in_tray(file_id: str, tray: bytes, entry: Sealed) -> None:
    """From now on this file, which is whole, waits for a letter; a day from now it is destroyed where none lists it."""
    waiting = SealedFile.objects.filter(id=file_id, pending_since__isnull=False)
    if waiting.update(tray=tray, entry=entry, pending_since=this_hour()) != 1:
        raise FilesGone


def in_tray(tray: bytes) -> QuerySet[SealedFile]:
    """The files that wait for a letter of one mailbox."""
    return SealedFile.objects.filter(tray=tray, pending_since__isnull=False)


def hold_tray(tray: bytes) -> None:
    """Let nobody destroy what waits there before the transaction ends: the sweep waits, and finds it in a letter."""
    list(in_tray(tray).select_for_update())


def let_go(files: QuerySet[SealedFile]) -> list[str]:
    """From now on these files belong nowhere: whoever calls destroys them next, and the sweep does where that is cut short. Returns their ids."""
    found = list(files.values_list("id", flat=True))
    belonging = SealedFile.objects.filter(id__in=found)
    belonging.update(conversation=None, draft=None, pending_since=this_hour(), tray=None, entry=None)
    return found


def sweep(pending_before: datetime) -> int:
    """Destroy files that no letter came to list, and forget commits whose time is over. Returns how many files."""
    Commit.objects.filter(until__lt=today()).delete()
    return _destroy_all(SealedFile.objects.filter(pending_since__lt=pending_before))


def sweep_what_was_cut() -> int:
    """Destroy what was on its way when the line ended, and leave what is whole and waits for a letter. Returns how many files."""
    return _destroy_all(SealedFile.objects.filter(pending_since__isnull=False, tray=None))


def _destroy_all(files: QuerySet[SealedFile]) -> int:
    lost = list(files.values_list("id", flat=True))
    for file_id in lost:
        destroy_pending_file(file_id)
    return len(lost)


def destroy_pending_file(file_id: str) -> None:
    """Remove a file that no draft and no letter lists: the bytes first, so that a row remains while any byte does.

    Where the row is gone already, what is written under its id belongs to nobody, and goes too.
    """
    with transaction.atomic():
        row = SealedFile.objects.select_for_update().filter(id=file_id).first()
        if row is not None and row.pending_since is None:
            return
        storage().destroy(file_id)
        if row is not None:
            row.delete()
