"""Opening on the server: only for a tipster without JavaScript who has typed the whole code, and only while a page is made.

Whoever may import this module can read a conversation; import-linter lets `mailbox` and nobody else.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain, takewhile

from fairwitness.crypto.advisers import adviser_keys, given_in, is_ended_in
from fairwitness.crypto.age import AgeError
from fairwitness.crypto.grants import Grant, GrantError, open_grant
from fairwitness.crypto.keys import MailboxKeys
from fairwitness.crypto.letters import FileEntry, Letter, LetterError, open_letter
from fairwitness.crypto.parts import open_file
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.redactions import Redacted, redacted_in
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
    redacted: Redacted | None = None  # which letter a reader's stands in the place of
    is_advisers: bool = False  # of whoever advises the person whose mailbox it is, as that person has signed
    is_own: bool = False  # of whoever has this mailbox open
    is_first_unbound: bool = (
        False  # and it was the first, of a mailbox that has signed nothing else that says who the readers are
    )

    @property
    def signed_day(self) -> date | None:
        """On which it was written, as whoever wrote it, or redacted it, has signed."""
        return self.redacted.day if self.redacted else self.letter.day if self.letter else None

    @property
    def gives_adviser(self) -> bool:
        """Whether it lets somebody advise from here on."""
        return self.letter is not None and given_in(self.letter) is not None

    @property
    def ends_adviser(self) -> bool:
        """Whether nobody advises from here on."""
        return self.letter is not None and is_ended_in(self.letter)

    @property
    def is_redacted_by_nobody(self) -> bool:
        """Whether it says that it stands in the place of another, and nobody says so who may."""
        return self.redacted is None and redacted_in(self.letter) is not None

    @property
    def is_signed(self) -> bool:
        """Whether it is from the side on which the row puts it; of every other letter the row alone says that."""
        return self.letter is not None and Doubt.FOREIGN not in self.doubts


@dataclass(frozen=True)
class ConversationKey:
    """A key that counts, with its number."""

    number: int
    identity: HybridIdentity = field(repr=False)


@dataclass(frozen=True)
class WaitingFile:
    """A file that waits for a letter, and the key that it is sealed to: the letter's own, or nobody can open it."""

    key: ConversationKey
    entry: FileEntry


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
        """The verifying key of whoever has it open: derived from the code, and from no row."""
        return self.keys.signing.verifying_key

    @property
    def conversation(self) -> models.Conversation:
        """What the mailbox opens; a draft's mailbox is never opened here."""
        conversation = self.mailbox.opens
        if conversation is None:
            raise models.Conversation.DoesNotExist
        return conversation

    @property
    def identities(self) -> Mapping[int, HybridIdentity]:
        """Every conversation key that counts, by number."""
        return self._identities

    def newest_key(self) -> ConversationKey | None:
        """What the next letter is sealed to: the newest key that somebody who may grant has signed.

        Key 0 counts where a letter of this mailbox's own opens under it, or this mailbox signed it. None where it does not.
        """
        if not self._is_own(0) and not any(
            one.n == 0 and one.author == self.own for one in self._opened.values()
        ):
            return None
        number = max((one for one in self._identities if self._counts(one)), default=None)
        return None if number is None else ConversationKey(number, self._identities[number])

    @property
    def tray(self) -> bytes:
        """Where the files and the words lie that wait here to be sent."""
        return tray_of(self.keys)

    def waiting(self) -> Sequence[WaitingFile]:
        """The files that wait for the next letter, in the order in which they came: those that lie sealed to a key that counts, as this mailbox has signed."""
        return [WaitingFile(key, entry) for key, letter in self._tray() for entry in letter.files]

    def key_for_files(self) -> ConversationKey | None:
        """What the next file is sealed to: the key of those that wait already, for one letter lists them all; else the newest."""
        newest = self.newest_key()
        return next((file.key for file in self.waiting()), newest)

    def next_place(self) -> int:
        """Where the next one stands, behind all of them."""
        return max((letter.seq for _, letter in self._tray()), default=-1) + 1

    def _tray(self) -> Sequence[tuple[ConversationKey, Letter]]:
        rows = list(in_tray(self.tray)) if self.newest_key() else []
        keys = [ConversationKey(number, identity) for number, identity in self._identities.items()]
        opened = [(key, self._waiting(row, key)) for row in rows for key in keys]
        return sorted([(key, one) for key, one in opened if one], key=lambda told: told[1].seq)

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
        before = [self._before(letter) for letter in letters]
        hashes = [
            one.hash if one else hashlib.sha256(row.sealed).digest()
            for row, one in zip(self._rows, before, strict=True)
        ]
        signed = [one or letter for one, letter in zip(before, letters, strict=True)]
        found = doubts(signed, hashes, {*self._owners, *filter(None, self._advisers), *self._reviewers})
        told = zip(self._rows, letters, signed, found, before, self._owners, self._advisers, strict=False)
        return [
            OpenedLetter(
                row,
                letter,
                doubts | _posing(row, one, {owner, adviser} - {b""}),
                redacted,
                is_advisers=one is not None and one.author == adviser != b"",
                is_own=one is not None and one.author in self._mine,
                is_first_unbound=self.is_loose and row is self._rows[0],
            )
            for row, letter, one, doubts, redacted, owner, adviser in told
        ]

    @property
    def _mine(self) -> frozenset[bytes]:
        """The keys of whoever has it open, this one and those before."""
        if self.own != self._advisers[-1]:
            return frozenset({self.own, *self._owners})
        return frozenset(takewhile(bool, reversed(self._advisers)))  # those before were of another adviser

    def last_hash(self) -> bytes:
        """What the next letter says that its author saw: of the last letter, as its author had sealed it."""
        last = self.letters()[-1]
        return last.redacted.hash if last.redacted else hashlib.sha256(last.row.sealed).digest()

    @property
    def is_loose(self) -> bool:
        """Whether the first letter is redacted, and nothing that this mailbox has signed says any more who the readers are."""
        return bool(self._rows and self._before(self._opened.get(self._rows[0].id)) and not self._anchor)

    def _before(self, letter: Letter | None) -> Redacted | None:
        """Which letter stood there, where a reader says so who may."""
        return redacted_in(letter) if letter and letter.author in self._reviewers else None

    def _counts(self, number: int) -> bool:
        """Whether what is written may be sealed to this key: only to one of the mailbox's own giving, where nobody says who the readers are."""
        return number == 0 or not self.is_loose or self._is_own(number)

    @property
    def _owners(self) -> Sequence[bytes]:
        """The key at each letter of the person whose mailbox it is."""
        return self._walked[0]

    @property
    def _advisers(self) -> Sequence[bytes]:
        """The key at each letter of whoever advises that person; empty where nobody does."""
        return self._walked[1]

    @cached_property
    def _walked(self) -> tuple[Sequence[bytes], Sequence[bytes]]:
        """Both, from the first letter on.

        Where the walk does not end at the code's own key, as that of the person or of their adviser, or begins at another and nothing of its own binds it,
        only that one counts.
        """
        granted = {number: grant.identity for number, grant in self._grants.items()}
        letters = [self._letter(row, granted.get(row.number)) for row in self._rows]
        walked = tipster_keys(letters)
        advisers = adviser_keys(letters, walked)
        holds = self.own in (walked[-1], advisers[-1]) and (self._is_bound or walked[0] == self.own)
        return (walked, advisers) if holds else ([self.own] * len(walked), [b""] * len(walked))

    @property
    def _is_bound(self) -> bool:
        """Whether this mailbox signed its key 0: a past that somebody else made up, with a move to this mailbox at its end, does not bear that."""
        return self._is_own(0) and not self._anchor

    def _is_own(self, number: int) -> bool:
        grant = self._grants.get(number)
        return grant is not None and grant.by == self.own

    @property
    def _anchor(self) -> bytes | None:
        """The sheet that the sender has signed in the grant of key 0; none where the mailbox has moved since."""
        return self._grants[0].sheet if self._is_own(0) else None

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
        may_grant = {self.own, *self._owners, *self._reviewers}
        return {n: grant.identity for n, grant in self._grants.items() if n == 0 or grant.by in may_grant}

    @cached_property
    def _reviewers(self) -> frozenset[bytes]:
        """Verifying keys of all who stand on the sheet that the tipster's first letter names, or on a later one."""
        first = next(iter(self._rows), None)
        key = self._grants.get(first.number) if first else None
        letter = self._letter(first, key.identity) if first and key else None
        before = redacted_in(letter)
        if letter is None or (before.author if before else letter.author) != self._owners[0]:
            return frozenset()
        root = (self._anchor or letter.sheet) if before else letter.sheet
        chain = later_sheets(known_sheets(self.conversation.tip.channel), root)
        found = frozenset(reader.key for sheet in chain for reader in sheet.reviewers)
        return found if before is None or letter.author in found else frozenset()

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
        """What a letter says of a file, and its bytes, part by part; None where no letter lists it.

        PartLost, or AgeError for a damaged first part, before anything is given out: what is wrong later cuts the answer short.
        """
        for opened in self.letters():
            for entry in opened.letter.files if opened.letter else ():
                if entry.id == file_id:
                    identity = self._identities[opened.row.number]
                    storage().must_hold(entry.id, len(entry.parts))
                    content = open_file(entry, [identity], storage().open_part)
                    return entry, chain([next(content, b"")], content)
        return None


def _posing(
    row: models.Letter, letter: Letter | Redacted | None, outside: Collection[bytes]
) -> frozenset[Doubt]:
    """Whether the row puts somebody's letter on the other side."""
    posing = letter is not None and (letter.author in outside) == row.from_office
    return frozenset({Doubt.FOREIGN} if posing else ())
