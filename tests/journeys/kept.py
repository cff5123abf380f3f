"""What lies in a line's folder, opened with its reviewers' words: whether every tip is there whole, and nothing beside."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from journeys.lines import RunningLine

from fairwitness.crypto.age import open_sealed
from fairwitness.crypto.codes import StaffPassphrase
from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.grants import open_grant
from fairwitness.crypto.keys import StaffKeys
from fairwitness.crypto.letters import open_letter
from fairwitness.crypto.parts import open_file
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient

CONVERSATIONS = """SELECT c.id, CASE WHEN t.no_answer THEN '' ELSE m.recipient END FROM sealed_tip t
    LEFT JOIN sealed_conversation c ON c.tip_id = t.id AND c.party = 'tipster' LEFT JOIN sealed_mailbox m ON m.conversation_id = c.id"""
LETTERS = "SELECT sealed FROM sealed_letter WHERE conversation_id = ? ORDER BY position"
SEEDS = "SELECT sealed_seed FROM office_staffkey k JOIN office_staff s ON s.id = k.staff_id WHERE s.sign_in_name = ?"


@dataclass(frozen=True)
class Whole:
    """A tip that each of its readers can open."""

    text: str
    files: dict[str, bytes]


@dataclass(frozen=True)
class Kept:
    """A line's database (SQLite) and files."""

    line: RunningLine

    @property
    def office(self) -> Path:
        """The office's folder."""
        return self.line.folder / "office"

    def rows(self, query: str, *given: str) -> list[Any]:
        """Ask the database."""
        with closing(sqlite3.connect(self.office / "data" / "line.sqlite3")) as database:
            return database.execute(query, given).fetchall()

    def unlisted(self) -> set[str]:
        """Files of which there is a row or a part, and which neither a conversation nor a draft has."""
        lying = {
            path.name.partition(".")[0]
            for path in (self.office / "data" / "files").rglob("*")
            if path.is_file()
        }
        rows = dict(self.rows("SELECT id, coalesce(conversation_id, draft_id) FROM sealed_sealedfile"))
        return {file_id for file_id in lying | rows.keys() if not rows.get(file_id)}

    def tips(self) -> list[Whole]:
        """Every tip; an error of some kind where one is not whole."""
        readers = [self._keys(**one).identity for one in self.line.doors["reviewers"]]
        return [self._tip(str(id_), str(mailbox), readers) for id_, mailbox in self.rows(CONVERSATIONS)]

    def _keys(self, sign_in_name: str, passphrase: str, **_: str) -> StaffKeys:
        line = unb64((self.office / "line.id").read_text().strip())
        unlock = StaffPassphrase.read(passphrase).derive(line, sign_in_name).unlock
        ((sealed,),) = self.rows(SEEDS, sign_in_name)
        return StaffKeys.from_seed(open_sealed(sealed, [unlock]))

    def _tip(self, conversation: str, mailbox: str, readers: list[HybridIdentity]) -> Whole:
        grants = dict(
            self.rows("SELECT holder, sealed FROM sealed_grant WHERE conversation_id = ?", conversation)
        )
        tipsters = [HybridRecipient.parse(mailbox)] if mailbox else []  # none for somebody who kept no code
        holders = [*(reader.recipient for reader in readers), *tipsters]
        assert grants.keys() == {recipient.holder for recipient in holders}
        first, *others = [self._opened(conversation, grants, reader) for reader in readers]
        assert all(other == first for other in others)
        return first

    def _opened(self, conversation: str, grants: dict[bytes, bytes], reader: HybridIdentity) -> Whole:
        key = open_grant(grants[reader.recipient.holder], reader, conversation, 0).identity
        found = self.rows(LETTERS, conversation)
        letters = [open_letter(sealed, [key]) for (sealed,) in found]
        files = [entry for letter in letters for entry in letter.files]
        rows = self.rows("SELECT id, parts FROM sealed_sealedfile WHERE conversation_id = ?", conversation)
        assert dict(rows) == {entry.id: len(entry.parts) for entry in files}
        return Whole(
            letters[0].text,
            {entry.name: b"".join(open_file(entry, [key], self._part)) for entry in files},
        )

    def _part(self, file_id: str, number: int) -> BinaryIO:
        (part,) = (self.office / "data" / "files").glob(f"*/{file_id}.{number}")
        return part.open("rb")
