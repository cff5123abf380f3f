"""Where a sealed file belongs, and destroying those that belong nowhere."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.keys import tagged_hash
from fairwitness.office.clock import this_hour, today
from fairwitness.office.rows import only
from fairwitness.sealed.models import Commit, Conversation, Draft, SealedFile
from fairwitness.sealed.storage import storage

Uploads = Sequence[tuple[str, bytes]]  # the id of each, and its secret


class FilesGone(Exception):
    """A file that the letter lists is not waiting here any more."""


def hash_of_secret(secret: bytes) -> bytes:
    """What is kept of the 32 bytes that let somebody add parts and claim the file."""
    return tagged_hash("fairwitness/1/upload", secret)


def claim_files(
    conversation: Conversation, files: Sequence[str], draft: Draft | None = None, *, position: int = 0
) -> None:
    """From now on these files belong to the letter at this place of the conversation; the hour they came at, and the secret, are forgotten.

    Without a draft, files that came by form in this request: one that has a secret is claimed with it alone.
    """
    waiting = SealedFile.objects.filter(id__in=files, conversation=None, draft=draft)
    if draft is None:
        waiting = waiting.filter(secret=None)
    told = {"pending_since": None, "secret": None, "tray": None, "entry": None}
    placed = {"conversation": conversation, "position": position, "draft": None}
    if waiting.update(**placed, **told) != len(files):
        raise FilesGone


def claim_uploads(
    uploads: Uploads, place: Conversation | Draft, *, of: Draft | None = None, position: int = 0
) -> None:
    """From now on these files, each with its secret, belong to the draft, or to the letter at that position of the conversation. All of them, or FilesGone and none.

    A file that is there already, or in the draft `of` that is becoming a tip, needs no secret again. A wrong secret is the same
    as no such file. A conversation has forgotten the secrets, and takes no file of which nothing has
    arrived; a draft keeps them, for its files may go on arriving.
    """
    listed = [file_id for file_id, _ in uploads]
    if len(set(listed)) != len(listed):
        raise FilesGone
    with transaction.atomic():
        rows = SealedFile.objects.select_for_update().in_bulk(listed)
        for file_id, secret in uploads:
            _claim(rows.get(file_id), secret, place, of, position)


def _claim(
    row: SealedFile | None, secret: bytes, place: Conversation | Draft, of: Draft | None, position: int
) -> None:
    if row is None:
        raise FilesGone
    if _lies_in(row, place, position):
        return
    if not (row.draft_id is not None and of is not None and row.draft_id == of.pk):
        _must_wait_with(row, secret)
    if not isinstance(place, Draft) and not row.parts:
        raise FilesGone
    row.pending_since = None
    if isinstance(place, Draft):
        row.draft = place
    else:
        row.conversation, row.position, row.draft, row.secret = place, position, None, None
    row.save(update_fields=["conversation", "position", "draft", "pending_since", "secret"])


def _lies_in(row: SealedFile, place: Conversation | Draft, position: int) -> bool:
    if isinstance(place, Draft):
        return place.pk == row.draft_id
    return place.pk == row.conversation_id and row.position in (None, position)


def _must_wait_with(row: SealedFile, secret: bytes) -> None:
    if row.pending_since is None or not has_secret(row, secret):
        raise FilesGone


def has_secret(row: SealedFile, secret: bytes) -> bool:
    """Whether this is the secret of the file, in constant time. A file that came by form has none."""
    return row.secret is not None and hmac.compare_digest(row.secret, hash_of_secret(secret))


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
    """From now on these files belong nowhere, and nobody adds to them: whoever calls destroys them next, and the sweep does where that is cut short. Returns their ids."""
    found = list(files.values_list("id", flat=True))
    told = {"position": None, "secret": None, "tray": None, "entry": None}
    belonging = SealedFile.objects.filter(id__in=found)
    belonging.update(conversation=None, draft=None, pending_since=this_hour(), **told)
    return found


def sweep(pending_before: datetime) -> int:
    """Destroy files that no letter came to list, and forget commits whose time is over. Returns how many files."""
    Commit.objects.filter(until__lt=today()).delete()
    return _destroy_all(SealedFile.objects.filter(pending_since__lt=pending_before))


def sweep_what_was_cut() -> int:
    """Destroy what cannot go on because the line ended: files that came by form, and parts that never counted. Returns how many files.

    A file that has a secret can go on: its sender was told which parts are here, and has a day for the next. One that waits in
    a tray is whole.
    """
    for file_id, parts in SealedFile.objects.exclude(secret=None).values_list("id", "parts"):
        storage().destroy_from(file_id, parts)
    return _destroy_all(SealedFile.objects.filter(pending_since__isnull=False, tray=None, secret=None))


def sweep_strays() -> int:
    """Destroy parts of which there is no row: a row comes before its first byte, so they are what some cut left. Returns of how many files."""
    strays = [
        file_id
        for lying in storage().file_ids()
        for file_id in lying.difference(SealedFile.objects.filter(id__in=lying).values_list("id", flat=True))
    ]
    for file_id in strays:
        destroy_pending_file(file_id)
    return len(strays)


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
        row = only(SealedFile.objects.select_for_update().filter(id=file_id))
        if row is not None and row.pending_since is None:
            return
        storage().destroy(file_id)
        if row is not None:
            row.delete()
