"""Opening on the server: only for a tipster without JavaScript who has typed the whole code, and only while a page is made.

Whoever may import this module can read a conversation; import-linter lets `mailbox` and nobody else.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from fairwitness.crypto.age import AgeError
from fairwitness.crypto.grants import Grant, GrantError, open_grant
from fairwitness.crypto.keys import MailboxKeys
from fairwitness.crypto.letters import FileEntry, Letter, LetterError, open_letter
from fairwitness.crypto.parts import open_file
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.sheets import later_sheets
from fairwitness.crypto.standing import Doubt, doubts, tipster_keys
from fairwitness.office.reading import known_sheets
from fairwitness.sealed import models
from fairwitness.sealed.actions.files import in_tray
from fairwitness.sealed.actions.unsent import unsent_in
from fairwitness.sealed.sealing import tray_of
from fairwitness.sealed.storage import storage


@dataclass(frozen=True)
class OpenedLetter:
    """A letter on its way to a page; `letter` is None where it is damaged."""

    row: models.Letter
    letter: Letter | None = field(repr=False)
    doubts: frozenset[Doubt] = frozenset()


@dataclass(frozen=True)
class ConversationKey:
    """A key that counts, with its number."""

    number: int
    identity: HybridIdentity = field(repr=False)


@dataclass(frozen=True)
class OpenMailbox:
    """A conversation, opened by the mailbox seed. Lives as long as the request.

    What the database says is believed only where the mailbox's own signature, or a key sheet that the first letter names, bears it out.
    """

    mailbox: models.Mailbox
    keys: MailboxKeys = field(repr=False)

    @classmethod
    def open(cls, mailbox: models.Mailbox, seed: bytes) -> OpenMailbox | None:
        """None where the seed is not this mailbox's."""
        keys = MailboxKeys.from_seed(seed)
        return cls(mailbox, keys) if hmac.compare_digest(keys.stored_auth, mailbox.auth) else None

    @property
    def own(self) -> bytes:
        """The tipster's verifying key: derived from the code, and from no row."""
        return self.keys.signing.verifying_key

    @property
    def conversation(self) -> models.Conversation:
        """What the mailbox opens; a draft's mailbox is never opened here."""
        conversation = self.mailbox.conversation
        if conversation is None:
            raise models.Conversation.DoesNotExist
        return conversation

    @property
    def identities(self) -> Mapping[int, HybridIdentity]:
        """Every conversation key that counts, by number."""
        return self._identities

    def newest_key(self) -> ConversationKey | None:
        """What the next letter is sealed to: the newest key that somebody who may grant has signed.

        Nobody signs key 0: it counts where a letter of the tipster's own opens under it. None where no key counts.
        """
        signed = [number for number in self._identities if number > 0]
        if not signed and not any(one.n == 0 and one.author in self._owners for one in self._opened.values()):
            return None
        number = max(signed, default=0)
        return ConversationKey(number, self._identities[number])

    @property
    def tray(self) -> bytes:
        """Where the files and the words lie that wait here to be sent."""
        return tray_of(self.keys)

    def waiting(self, key: ConversationKey) -> Sequence[FileEntry]:
        """The files that wait for the next letter, in the order in which they came: those that lie sealed to this key, as this mailbox has signed."""
        return [entry for letter in self._tray(key) for entry in letter.files]

    def next_place(self, key: ConversationKey) -> int:
        """Where the next one stands, behind all of them."""
        return max((letter.seq for letter in self._tray(key)), default=-1) + 1

    def _tray(self, key: ConversationKey) -> Sequence[Letter]:
        opened = (self._waiting(row, key) for row in in_tray(self.tray))
        return sorted((one for one in opened if one), key=lambda one: one.seq)

    def _waiting(self, row: models.SealedFile, key: ConversationKey) -> Letter | None:
        try:
            letter = open_letter(row.entry or b"", [key.identity])
        except (AgeError, LetterError):
            return None
        is_ours = (letter.conversation, letter.n, letter.author) == (row.id, key.number, self.own)
        return letter if is_ours and [entry.id for entry in letter.files] == [row.id] else None

    def unsent(self) -> Mapping[str, str]:
        """What was typed here and not sent, by the names of its boxes; nothing where this mailbox has not sealed it for that row."""
        row = unsent_in(self.tray)
        try:
            letter = open_letter(row.sealed, [self.keys.identity]) if row else None
        except (AgeError, LetterError):
            return {}
        if row is None or letter is None or (letter.conversation, letter.author) != (row.id, self.own):
            return {}
        return {answer.question: answer.text for answer in letter.answers}

    def letters(self) -> Sequence[OpenedLetter]:
        """All of them in order; a damaged one is shown as damaged and hides no other."""
        letters = [self._opened.get(row.id) for row in self._rows]
        hashes = [hashlib.sha256(row.sealed).digest() for row in self._rows]
        found = doubts(letters, hashes, {*self._owners, *self._reviewers})
        return [
            OpenedLetter(row, letter, doubts | _posing(row, letter, owner))
            for row, letter, doubts, owner in zip(self._rows, letters, found, self._owners, strict=False)
        ]

    @cached_property
    def _owners(self) -> Sequence[bytes]:
        """The tipster's key at each letter. Where the walk from the first letter does not end at the code's own key, only that one counts."""
        granted = {number: grant.identity for number, grant in self._grants.items()}
        walked = tipster_keys([self._letter(row, granted.get(row.number)) for row in self._rows])
        return walked if walked[-1] == self.own else [self.own] * len(walked)

    @cached_property
    def _rows(self) -> Sequence[models.Letter]:
        return list(self.conversation.letters.all())

    @cached_property
    def _opened(self) -> Mapping[str, Letter]:
        """The letters that open, by their rows' ids."""
        found = ((row.id, self._letter(row, self._identities.get(row.number))) for row in self._rows)
        return {row_id: letter for row_id, letter in found if letter}

    @cached_property
    def _identities(self) -> Mapping[int, HybridIdentity]:
        """Conversation keys by number: 0, and later ones from whoever may grant."""
        may_grant = {*self._owners, *self._reviewers}
        return {n: grant.identity for n, grant in self._grants.items() if n == 0 or grant.by in may_grant}

    @cached_property
    def _reviewers(self) -> frozenset[bytes]:
        """Verifying keys of all who stand on the sheet that the tipster's first letter names, or on a later one."""
        first, key = next(iter(self._rows), None), self._grants.get(0)
        letter = self._letter(first, key.identity) if first and key else None
        if letter is None or letter.author != self._owners[0]:
            return frozenset()
        chain = later_sheets(known_sheets(self.conversation.tip.channel), letter.sheet)
        return frozenset(reader.key for sheet in chain for reader in sheet.reviewers)

    @cached_property
    def _grants(self) -> Mapping[int, Grant]:
        """The mailbox's grants that open, by number; whether their signers may grant is another question."""
        rows = self.conversation.grants.filter(holder=self.keys.identity.recipient.holder)
        found = ((row.number, self._grant(row)) for row in rows)
        return {number: grant for number, grant in found if grant}

    def _grant(self, row: models.Grant) -> Grant | None:
        try:
            return open_grant(row.sealed, self.keys.identity, row.conversation_id, row.number)
        except (AgeError, GrantError):
            return None

    def _letter(self, row: models.Letter, identity: HybridIdentity | None) -> Letter | None:
        try:
            letter = open_letter(row.sealed, [identity] if identity else [])
        except (AgeError, LetterError):
            return None
        return letter if letter.conversation == row.conversation_id and letter.n == row.number else None

    def file(self, file_id: str) -> tuple[FileEntry, Iterator[bytes]] | None:
        """What a letter says of a file, and its bytes, part by part; None where no letter lists it."""
        for opened in self.letters():
            for entry in opened.letter.files if opened.letter else ():
                if entry.id == file_id:
                    identity = self._identities[opened.row.number]
                    return entry, open_file(entry, [identity], storage().open_part)
        return None


def _posing(row: models.Letter, letter: Letter | None, owner: bytes) -> frozenset[Doubt]:
    """Whether the row puts somebody's letter on the other side."""
    posing = letter is not None and (letter.author == owner) == row.from_office
    return frozenset({Doubt.FOREIGN} if posing else ())
