"""Attachments on their way in: sealed as they arrive, and known to the database before their first byte is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from errno import ENOENT
from functools import partial

from django.db import transaction

from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.letters import FileEntry
from fairwitness.crypto.parts import FileFacts, FileSealer
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.office.charter import Limits
from fairwitness.office.clock import this_hour
from fairwitness.office.fields import random_id
from fairwitness.office.reading import current_office
from fairwitness.sealed.actions.files import FilesGone, destroy_pending_file
from fairwitness.sealed.arriving import ArrivedFile, Incoming, Kind, Plan, Problem
from fairwitness.sealed.models import SealedFile
from fairwitness.sealed.storage import storage

MIB = 1024 * 1024
BYTES_OF_A_CHARACTER = 4  # at most, in UTF-8


class IncomingFile:
    """One file while it arrives. The row comes first: whatever cuts the way short, the sweep finds what is left."""

    def __init__(self, recipient: HybridRecipient) -> None:
        self.id = random_id()
        with transaction.atomic():
            SealedFile.objects.create(office=current_office(), id=self.id, pending_since=this_hour())
        create = partial(storage().create_part, self.id)
        try:
            self._sealer = FileSealer(unb64(self.id), recipient, create, storage().keep_part)
        except BaseException:
            destroy_pending_file(self.id)
            raise

    def write(self, data: bytes | memoryview) -> None:
        """Seal and store more of the content."""
        self._sealer.write(data)

    def finish(self) -> FileFacts:
        """The content is whole: pad it, make it durable, and tell what the letter has to list."""
        facts = self._sealer.finish()
        storage().keep_folder(self.id)
        with transaction.atomic():
            if not SealedFile.objects.filter(id=self.id).update(parts=len(facts.parts)):
                raise FileNotFoundError(ENOENT, "swept while it arrived")
        return facts

    def discard(self) -> None:
        """Destroy it, whole or not, unless a letter has claimed it; as often as one likes."""
        self._sealer.close()
        destroy_pending_file(self.id)


def plan_for(
    limits: Limits,
    recipient: HybridRecipient | None,
    each: Callable[[ArrivedFile], Problem | None] | None = None,
    begin: Callable[[], Incoming] | None = None,
) -> Plan:
    """How much is taken up, and to whom files are sealed; without a recipient none are, unless `begin` says how."""
    return Plan(
        max_files=limits.files,
        max_file_bytes=limits.file_mib * MIB,
        max_text_bytes=limits.text_chars * BYTES_OF_A_CHARACTER,
        begin=partial(IncomingFile, recipient) if recipient else begin,
        each=each,
    )


@dataclass(frozen=True)
class Held:
    """What lies already where a file is to go, and how another one is put there."""

    files: Sequence[FileEntry]
    put: Callable[[FileEntry], None]


class NowhereToGo(Exception):
    """What a file was to belong to is gone: it was sent, moved or destroyed while the file arrived."""


def keep_whole(file: ArrivedFile, limits: Limits, place: Callable[[], Held]) -> Problem | None:
    """Keep a file that has arrived whole, at once. One that is held already is not kept twice.

    `place` is asked in the transaction in which the file is put there. Where it is not kept, that is said, and the others of the form go on.
    """
    try:
        with transaction.atomic():
            held = place()
            if any((one.name, one.sha256) == (file.name, file.facts.sha256) for one in held.files):
                return None
            if len(held.files) >= limits.files:
                return Problem(Kind.NO_ROOM, {"name": file.name, "limit": limits.files})
            held.put(sealed_entry(file))
    except NowhereToGo:
        return Problem(Kind.NOWHERE_TO_GO, {"name": file.name})
    except FilesGone:
        return Problem(Kind.NOT_STORED, {"name": file.name})
    file.claim()
    return None


def sealed_entry(file: ArrivedFile) -> FileEntry:
    """How a letter lists one file."""
    facts = file.facts
    return FileEntry(file.id, file.name, file.type, facts.size, facts.sha256, facts.parts)
