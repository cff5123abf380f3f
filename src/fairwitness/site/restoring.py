"""Putting a backup back, so that what was destroyed since stays destroyed."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from django.db import connection, transaction

from fairwitness.crypto.destroyed import DestroyedList, ListError, read_list
from fairwitness.journal import actions as journal
from fairwitness.journal.destroyed import BACKUP_DAYS, carry_on, delete_listed, list_destroyed, publish
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.problems import OfficeError
from fairwitness.office.reading import current_office
from fairwitness.sealed.actions.code import kill_code_of
from fairwitness.sealed.actions.destroy import forget, take_away
from fairwitness.sealed.actions.drafts import destroy_draft
from fairwitness.sealed.actions.redact import blank, id_of
from fairwitness.sealed.guards_of_dropping import ONE_READER_STAYS
from fairwitness.sealed.models import Conversation, Draft, Grant, Letter, Mailbox, Recording, SealedFile, Tip
from fairwitness.sealed.states import State
from fairwitness.sealed.storage import keep_names, storage
from fairwitness.site.copies import (
    CHUNK,
    NEEDED,
    SQLITE,
    Manifest,
    Say,
    alone_in,
    check_sums,
    copy,
    is_part,
    keep,
    keep_folders,
    own_files,
    read_manifest,
    told_now_and_then,
    why,
)
from fairwitness.site.databases import is_restored, kind_of_database, must_be_empty, put_database
from fairwitness.site.missing import missing_parts
from fairwitness.site.starting import bring_up_to_date

BATCH = 500  # rows that are deleted together


@dataclass(frozen=True)
class Restored:
    """What came of it."""

    tips: int  # those that are not destroyed
    destroyed: int  # tips that the list has destroyed
    files: int  # parts
    missing: list[Path]  # parts that the backup has not got, or not as they were


@dataclass(frozen=True)
class Backup:
    """One that may be restored, and the list that goes with it."""

    path: Path
    manifest: Manifest
    listed: DestroyedList
    published: bytes
    damaged: frozenset[str] = frozenset()  # names of parts that are done without


def restore(
    backup: Path,
    folder: OfficeFolder,
    list_file: Path | None,
    say: Say,
    *,
    without_damaged: bool = False,
) -> Restored:
    """Into a folder that is new or empty; OfficeError in a sentence where that may not be, and nothing is written then.

    Parts of files that are gone or not what they were are left out if that is wished.
    What is on the list is destroyed before its files are even copied. Cut at any moment it leaves a folder that no `serve` starts from; the next call begins anew.
    """
    found = _may_be_restored(backup, list_file)
    _must_be_free(folder)
    must_be_empty()
    damaged = frozenset(check_sums(backup, found.manifest, say, without_damaged=without_damaged))
    try:
        folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone_in(folder.path, f"Another backup is being restored into {folder.path}. Wait for its end."):
            _clear(folder)
            return _restore(replace(found, damaged=damaged), folder, say)
    except OSError as error:
        raise OfficeError(
            f"The restoring was cut short: {why(error)}. Nothing is served from {folder.path}. Begin again."
        ) from None


def _may_be_restored(path: Path, list_file: Path | None) -> Backup:
    """Everything that can be known without writing."""
    manifest = read_manifest(path)
    if missing := NEEDED - manifest.sums.keys():
        raise OfficeError(f"{path} is no whole backup: it has no {min(missing)}. Take another one.")
    key = OfficeFolder(path).published_line_key()
    if key.line != manifest.line:
        raise OfficeError(f"{path} was put together from two lines. Take another backup.")
    if manifest.day + timedelta(days=BACKUP_DAYS) < today():
        raise OfficeError(
            f"This backup is of {manifest.day}, more than {BACKUP_DAYS} days ago. "
            "What was destroyed since is on no list any more. Take a later one, and delete this one."
        )
    if manifest.database != kind_of_database():
        raise OfficeError(_other_database(manifest))
    if list_file is None:
        raise OfficeError(
            "Without the list of what was destroyed nothing is restored. Name it with --destroyed: "
            "the file data/destroyed.list of the old folder, or what was fetched last from the line's /journal/destroyed."
        )
    published = _read(list_file)
    try:
        listed = read_list(published, key.key)
    except ListError as error:
        raise OfficeError(f"{list_file}: {error}. Fetch it again, or take another copy.") from None
    if listed.line != manifest.line:
        raise OfficeError(
            f"{list_file} is another line's list. Take the list of the line that was backed up."
        )
    if listed.day > today():
        raise OfficeError(
            f"The list is of {listed.day}, a day that is still to come. Set the machine's clock, or take a list of today."
        )
    if listed.day < manifest.day:
        raise OfficeError(
            f"The list is of {listed.day}, and older than the backup of {manifest.day}. Take the newest list there is."
        )
    return Backup(path, manifest, listed, published)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise OfficeError(f"{file}: {error.strerror}. Name the list of what was destroyed.") from None


def _other_database(manifest: Manifest) -> str:
    if manifest.database == SQLITE:
        return "This backup holds a SQLite database. Restore it without FAIRWITNESS_DATABASE."
    return (
        "This backup holds a PostgreSQL database. Create an empty one, and name it in FAIRWITNESS_DATABASE."
    )


def _must_be_free(folder: OfficeFolder) -> None:
    path = folder.path
    if folder.restoring.is_file():
        return
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise OfficeError(f"{path} is not empty. Name a folder that is not there yet.")


def _clear(folder: OfficeFolder) -> None:
    """A folder in which an earlier restoring was cut short held nothing before it, and holds nothing now."""
    _must_be_free(folder)  # somebody else may have restored into it meanwhile
    for inner in folder.path.iterdir():
        if inner != folder.restoring:
            shutil.rmtree(inner) if inner.is_dir() else inner.unlink()


def _restore(found: Backup, folder: OfficeFolder, say: Say) -> Restored:
    _mark(folder)
    held = OfficeFolder(found.path)
    for inner in (folder.staff, folder.sheets, folder.data, folder.files):
        inner.mkdir(mode=0o700, exist_ok=True)
    for file in own_files(held):
        name = str(file.relative_to(held.path))
        if name in found.manifest.sums:  # what somebody has put in later is no part of it
            copy(file, folder.path / name)
    say("The database is being restored …")
    put_database(found.path / found.manifest.database, folder.database)
    bring_up_to_date()
    destroyed = _apply(found)
    files = _put_files(found, say)
    forget(wholly=True)
    keep_folders(folder.path)
    keep_names(folder.data)
    is_restored()
    restored = Restored(_left(), destroyed, files, missing_parts())
    connection.close()
    folder.restoring.unlink()
    keep(folder.path)
    return restored


def _mark(folder: OfficeFolder) -> None:
    os.close(os.open(folder.restoring, os.O_WRONLY | os.O_CREAT, 0o600))
    keep(folder.path)


def _left() -> int:
    return Tip.objects.exclude(state=State.DESTROYED).count()


def _apply(found: Backup) -> int:
    """Destroy what is on the list, in whichever way it was destroyed then. Returns how many tips."""
    SealedFile.objects.exclude(pending_since=None).delete()  # nobody goes on sending them
    carry_on(found.published, found.listed.day)
    for draft in Draft.objects.all():
        if found.listed.names(draft.mailbox_id):
            destroy_draft(draft)
    _let_recordings_go(found.listed)
    destroyed = 0
    for tip in _destroyed_since(found.listed):
        destroyed += take_away(tip, tip.outcome)
    with ONE_READER_STAYS.lifted(connection):  # whoever took their place since is in no backup
        _delete([one for one in Grant.objects.values_list("id", flat=True) if found.listed.names(one)])
    redact_again(found.listed)
    with transaction.atomic():
        journal.record(Kind.RESTORED, current_office())
    publish()
    return destroyed


def redact_again(listed: DestroyedList) -> None:
    """What readers had redacted since: its bytes, and files of it. What they had put in its place is in no backup, and listed again."""
    for row in Letter.objects.iterator():
        if listed.names(one := id_of(row.sealed)):
            with transaction.atomic():
                list_destroyed([one], write=False)
                blank(row)
    files = [one for one in SealedFile.objects.values_list("id", flat=True) if listed.names(one)]
    with transaction.atomic():
        list_destroyed(files, write=False)
        SealedFile.objects.filter(pk__in=files).delete()


def _let_recordings_go(listed: DestroyedList) -> None:
    """Recordings that were destroyed because their callers had agreed to the text, or at the end: their files are not even copied."""
    there = Recording.objects.filter(destroyed=None).values_list("file", flat=True)
    gone = [one for one in there if listed.names(one)]
    SealedFile.objects.filter(pk__in=gone).delete()
    Recording.objects.filter(file__in=gone).update(destroyed=today())


def _destroyed_since(listed: DestroyedList) -> list[Tip]:
    """Tips of which the mailbox is gone, or of which nobody may hold a key to what their tipster told."""
    standing = Tip.objects.exclude(state=State.DESTROYED)
    grants = Grant.objects.filter(
        conversation__party=Conversation.Party.TIPSTER, conversation__tip__in=standing
    )
    gone, kept = set[str](), set[str]()
    for grant, tip in grants.values_list("id", "conversation__tip"):
        (gone if listed.names(grant) else kept).add(tip)
    mailboxes = Mailbox.objects.filter(conversation__tip__in=standing)
    ended = {
        tip for mailbox, tip in mailboxes.values_list("id", "conversation__tip") if listed.names(mailbox)
    }
    over = ended | (gone - kept)
    return [tip for tip in standing if tip.pk in over]


def _delete(grants: list[str]) -> None:
    """Single ones, of tips that stand. A code of which they were opens nothing from then on."""
    for start in range(0, len(grants), BATCH):
        some = grants[start : start + BATCH]
        with transaction.atomic():
            listed = Grant.objects.filter(pk__in=some)
            for grant in listed:
                kill_code_of(grant)
            delete_listed(listed)


def _put_files(found: Backup, say: Say) -> int:
    """Those that the database names now."""
    named = set(SealedFile.objects.values_list("id", flat=True))
    parts = [name for name in found.manifest.sums if name not in found.damaged and _file_id(name) in named]
    for name in told_now_and_then(parts, "restored", say):
        _put_part(found.path / name)
    for file_id in {_file_id(name) for name in parts}:
        storage().keep_folder(file_id)
    return len(parts)


def _file_id(name: str) -> str:
    """Of a sealed file, and empty for every other name within a backup."""
    return name.rpartition("/")[2].partition(".")[0] if is_part(name) else ""


def _put_part(source: Path) -> None:
    file_id, _, number = source.name.partition(".")
    part = storage().create_part(file_id, int(number))
    with part, source.open("rb") as kept:
        shutil.copyfileobj(kept, part, CHUNK)
        storage().keep_part(part)
