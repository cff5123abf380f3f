"""Opening on the server: only for a tipster without JavaScript who has typed the whole code, and only while a page is made.

Whoever may import this module can read a conversation; import-linter lets `mailbox` and nobody else.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fairwitness.crypto.age import AgeError
from fairwitness.crypto.grants import GrantError, open_grant
from fairwitness.crypto.keys import MailboxKeys
from fairwitness.crypto.letters import FileEntry, Letter, LetterError, open_letter
from fairwitness.crypto.parts import open_file
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.sealed import models
from fairwitness.sealed.storage import storage


@dataclass(frozen=True)
class OpenedLetter:
    """A letter on its way to a page; `letter` is None where it is damaged."""

    row: models.Letter
    letter: Letter | None = field(repr=False)


@dataclass(frozen=True)
class OpenMailbox:
    """A conversation, opened by the mailbox seed. Lives as long as the request."""

    mailbox: models.Mailbox
    keys: MailboxKeys = field(repr=False)

    @classmethod
    def open(cls, mailbox: models.Mailbox, seed: bytes) -> OpenMailbox | None:
        """None where the seed is not this mailbox's."""
        keys = MailboxKeys.from_seed(seed)
        return cls(mailbox, keys) if hmac.compare_digest(keys.stored_auth, mailbox.auth) else None

    def identity(self, number: int) -> HybridIdentity:
        """Conversation key `number`, out of the mailbox's grant."""
        conversation = self.mailbox.conversation
        grant = conversation.grants.get(number=number, holder=self.keys.identity.recipient.holder)
        return open_grant(grant.sealed, self.keys.identity, conversation.id, number).identity

    def newest_number(self) -> int:
        """The conversation key that the next letter is sealed to."""
        held = self.mailbox.conversation.grants.filter(holder=self.keys.identity.recipient.holder)
        return int(held.order_by("-number").values_list("number", flat=True)[0])

    def letters(self) -> Sequence[OpenedLetter]:
        """All of them in order; a damaged one is shown as damaged and hides no other."""
        return [OpenedLetter(row, self._letter(row)) for row in self.mailbox.conversation.letters.all()]

    def _letter(self, row: models.Letter) -> Letter | None:
        try:
            letter = open_letter(row.sealed, [self.identity(row.number)])
        except (AgeError, GrantError, LetterError, models.Grant.DoesNotExist):
            return None
        return letter if letter.conversation == row.conversation_id and letter.n == row.number else None

    def file(self, file_id: str) -> tuple[FileEntry, Iterator[bytes]] | None:
        """What a letter says of a file, and its bytes, part by part; None where no letter lists it."""
        for opened in self.letters():
            for entry in opened.letter.files if opened.letter else ():
                if entry.id == file_id:
                    identity = self.identity(opened.row.number)
                    return entry, open_file(entry, [identity], storage().open_part)
        return None
