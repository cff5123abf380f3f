"""Drafts: an unsent tip, sealed to its own mailbox, opened only for the browser or the person that has the code.

Of all openers this is the one that `intake` may import: it opens nothing that was sent.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field, replace

from fairwitness.crypto.age import AgeError, Sealed
from fairwitness.crypto.keys import MailboxKeys
from fairwitness.crypto.letters import Letter, LetterError, open_letter, seal_letter
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id
from fairwitness.sealed import models
from fairwitness.sealed.models import Tier


class DraftDamaged(Exception):
    """What lies where this code's draft belongs does not open, or was not signed by its mailbox."""

    def __init__(self, row: models.Draft) -> None:
        super().__init__()
        self.row = row


@dataclass(frozen=True)
class OpenDraft:
    """A draft, opened. Lives as long as the request."""

    row: models.Draft
    letter: Letter = field(repr=False)
    identity: HybridIdentity = field(repr=False)  # conversation key 0: its files are sealed to it

    @property
    def answers(self) -> dict[str, str]:
        """What was answered so far, by question."""
        return {answer.question: answer.text for answer in self.letter.answers}


def new_letter(keys: MailboxKeys) -> Letter:
    """An empty draft, with a conversation and a conversation key of its own."""
    return Letter(
        conversation=random_id(),
        n=0,
        author=keys.signing.verifying_key,
        seq=0,
        tier=Tier.ARRIVAL,
        day=today(),
        text="",
        identity=HybridIdentity.generate(),
    )


def seal_draft(letter: Letter, keys: MailboxKeys) -> Sealed:
    """Seal it to the mailbox."""
    return seal_letter(replace(letter, day=today()), keys.signing, keys.identity.recipient)


def open_draft(row: models.Draft, keys: MailboxKeys) -> OpenDraft | None:
    """None where the keys are not those of this draft's code. DraftDamaged where it is, or is not signed by this mailbox.

    Anybody who knows the mailbox's recipient can seal to it, with a key of their own inside: then what is told would be theirs to read.
    """
    if not hmac.compare_digest(keys.stored_auth, row.mailbox.auth):
        return None
    try:
        letter = open_letter(row.sealed, [keys.identity])
    except (AgeError, LetterError):
        raise DraftDamaged(row) from None
    if letter.author != keys.signing.verifying_key:
        raise DraftDamaged(row)
    if letter.n != 0 or letter.seq != 0 or letter.identity is None:
        raise DraftDamaged(row)
    return OpenDraft(row, letter, letter.identity)
