"""Files that arrive part by part, sealed in a browser: whoever has a file's secret adds to it, and nobody else."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import BinaryIO

from django.db import transaction

from fairwitness.office.clock import this_hour
from fairwitness.office.reading import current_office
from fairwitness.office.rows import only
from fairwitness.sealed.actions.files import destroy_pending_file, has_secret, hash_of_secret
from fairwitness.sealed.models import SealedFile
from fairwitness.sealed.storage import storage

SECRET = 32  # bytes


class UploadUnknown(Exception):
    """No file of this id takes parts, or the secret is another's: which of the two, nobody is told."""


class OtherBytes(Exception):
    """A part of this number is stored, with other bytes: a sealed part is never sealed again."""


class OutOfOrder(Exception):
    """The parts before this one are not there yet."""


class InDraft(Exception):
    """A draft lists the file: it goes when the draft lets it go, and not before."""


@dataclass(frozen=True)
class Upload:
    """What its sender keeps: the id is no secret, the secret is the only right to the file."""

    id: str
    secret: bytes = field(repr=False)


def begin_upload() -> Upload:
    """Make room for a file. Destroyed 24 hours after its latest part, unless a draft or a letter lists it."""
    secret = secrets.token_bytes(SECRET)
    with transaction.atomic():
        row = SealedFile.objects.create(
            office=current_office(), pending_since=this_hour(), secret=hash_of_secret(secret)
        )
    return Upload(row.id, secret)


def add_part(upload: Upload, number: int, part: BinaryIO) -> None:
    """Store the next part, a nameless file; one that is there already with the same bytes changes nothing.

    What lies behind the last counted part was never acknowledged, because the line was cut before it counted: it is replaced.
    """
    if _is_next(_row(upload, lock=False), number, part):
        storage().keep_nameless(part)  # which takes its time, and nobody waits for it
        with transaction.atomic():
            row = _row(upload)
            if _is_next(row, number, part):
                storage().put_part(row.id, number, part)
                row.parts = number + 1
                _save(row)


def _is_next(row: SealedFile, number: int, part: BinaryIO) -> bool:
    """False where it is there already; OutOfOrder, OtherBytes."""
    if number > row.parts:
        raise OutOfOrder
    if number == row.parts:
        return True
    part.seek(0)
    with storage().open_part(row.id, number) as stored:
        if hashlib.file_digest(stored, "sha256").digest() != hashlib.file_digest(part, "sha256").digest():  # type: ignore[arg-type]  # every file of ours has readinto
            raise OtherBytes
    return False


def may_add(upload: Upload) -> None:
    """UploadUnknown where it may not, before anything of a part is taken up."""
    _row(upload, lock=False)


def stored_parts(upload: Upload) -> int:
    """How many parts are here, from the first on and without a gap."""
    return _row(upload, lock=False).parts


def cut_upload(upload: Upload, number: int) -> None:
    """Destroy this part and those after it: whoever comes back without their hashes sends them anew.

    They are counted no more before the first of them goes: whatever cuts that short, every part that a row counts is there.
    """
    with transaction.atomic():
        row = _row(upload)
        row.parts = min(row.parts, number)
        _save(row)
    with transaction.atomic():  # nothing is added meanwhile, and what was added in between counts
        row = _row(upload)
        storage().destroy_from(row.id, row.parts)


def drop_upload(upload: Upload) -> None:
    """Destroy the file, whole or not; InDraft where a draft lists it."""
    if _row(upload, lock=False).draft_id is not None:
        raise InDraft
    destroy_pending_file(upload.id)


def _row(upload: Upload, *, lock: bool = True) -> SealedFile:
    rows = SealedFile.objects.select_for_update() if lock else SealedFile.objects
    row = only(rows.filter(pk=upload.id, conversation=None))
    if row is None or not has_secret(row, upload.secret):
        raise UploadUnknown
    return row


def _save(row: SealedFile) -> None:
    if row.pending_since is not None:
        row.pending_since = this_hour()  # a day from its latest part
    row.save(update_fields=["parts", "pending_since"])
