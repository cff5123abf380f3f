"""A file that its sender sealed on another machine: taken up like any other, once its header says who can open it.

Nothing here can open it. What can be seen from outside is all that is looked at: that it is an age file, of hybrid keys alone, and of
as many as there are readers. Whose keys they are, its header does not tell.
"""

from __future__ import annotations

import io
from typing import BinaryIO

from fairwitness.crypto import header
from fairwitness.crypto.armor import dearmored, is_armored
from fairwitness.crypto.errors import AgeError
from fairwitness.crypto.parts import FileFacts
from fairwitness.crypto.recipients import HybridRecipient, is_hybrid
from fairwitness.sealed.arriving import Kind
from fairwitness.sealed.files import IncomingFile

TYPE = "application/x-age"  # how its letter names it, so that the desk offers to open it a second time
NAME, ENDING = "tip.age", ".age"
OF_A_READER = 2560  # bytes of a header, at most: 1 560, and a third more as text
AROUND = 4096  # bytes of what stands before and after


class SealedElsewhere:
    """Such a file on its way in. Its beginning stays in memory until it was looked at."""

    def __init__(self, recipient: HybridRecipient, readers: int) -> None:
        self._file = IncomingFile(recipient)
        self._readers = readers
        self._room = (readers + 1) * OF_A_READER + AROUND
        self._beginning = bytearray()
        self.id = self._file.id

    def write(self, data: bytes | memoryview) -> None:
        """Seal and store more of it."""
        self._beginning += data[: self._room - len(self._beginning)]
        self._file.write(data)

    def finish(self) -> FileFacts:
        """It is whole."""
        return self._file.finish()

    def discard(self) -> None:
        """Destroy it, unless a letter has claimed it."""
        self._file.discard()

    @property
    def wrong(self) -> Kind | None:
        """Why no reader of the sheet could open it; None where it may be theirs."""
        try:
            found = header.read(_binary(bytes(self._beginning)))
        except AgeError:
            return Kind.NOT_SEALED
        if not all(is_hybrid(stanza) for stanza in found.stanzas):
            return Kind.SEALED_OTHERWISE
        return None if len(found.stanzas) == self._readers else Kind.SEALED_TO_OTHERS


def name_of(name: str) -> str:
    """Its own, if that says what it is."""
    return name if name.lower().endswith(ENDING) and len(name) > len(ENDING) else NAME


def _binary(beginning: bytes) -> BinaryIO:
    source = io.BytesIO(beginning)
    return dearmored(source) if is_armored(beginning) else source
