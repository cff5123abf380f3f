"""What somebody of the office wrote down for whoever has the mailbox: which text counts now, and whether it is agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.letters import Answer
from fairwitness.sealed.models import Recording
from fairwitness.sealed.opening import OpenedLetter, OpenMailbox
from fairwitness.sealed.recorded import AGREED, CORRECTED, QUESTION, recorded, recordings_destroyed


@dataclass(frozen=True)
class WrittenDown:
    """The newest text, and how it stands with it."""

    text: str = field(repr=False)
    hash: str  # of its letter as stored
    is_agreed: bool
    is_own: bool  # whether nobody of the office has seen the code
    has_recording: bool
    destroyed: date | None  # the recording

    @property
    def agreement(self) -> str:
        """What the letter says that agrees to it."""
        return f"{AGREED} {self.hash}"


def written_down(mailbox: OpenMailbox) -> WrittenDown | None:
    """None of a tip that its tipster sent. As the letters say it that the mailbox's own key has signed, and no row."""
    row = recorded(mailbox.conversation.tip)
    letters = [one for one in mailbox.letters() if one.is_signed and one.letter and not one.row.from_office]
    if row is None or not letters:
        return None
    text = _newest(letters)
    name = b64(sha256(text.row.sealed).digest())
    said = {one.text for letter in letters if letter.letter for one in letter.letter.answers}
    return WrittenDown(
        text.letter.text if text.letter else "",
        name,
        is_agreed=f"{AGREED} {name}" in said,
        is_own=row.own_from is not None,
        has_recording=Recording.objects.filter(recorded=row, destroyed=None).exists(),
        destroyed=recordings_destroyed(mailbox.conversation.tip),
    )


def _newest(letters: Sequence[OpenedLetter]) -> OpenedLetter:
    """The first letter, or the last that corrects it."""
    corrected = [one for one in letters if one.letter and Answer(QUESTION, CORRECTED) in one.letter.answers]
    return corrected[-1] if corrected else letters[0]
