"""What a browser does that seals a tip, in Python: the same bytes as telling.js sends, and every wrong one that a hostile client might."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from builders import public
from django.test import Client
from made_up_office import FOLDER

from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.commits import CodeShown, Commit, DraftSent, GrantSent
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.crypto.keys import MailboxKeys
from fairwitness.crypto.letters import Answer, Letter, MailboxAddress, seal_letter
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id
from fairwitness.office.reading import current_sheet

TELL = "/en/tell/public/"


@dataclass
class SealingBrowser:
    """Lin's, with a code and keys of its own."""

    text: str = "The exit is chained."
    code: TipCode = field(default_factory=TipCode.generate, repr=False)
    conversation: str = field(default_factory=random_id)
    identity: HybridIdentity = field(default_factory=HybridIdentity.generate, repr=False)
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def __post_init__(self) -> None:
        self.keys = MailboxKeys.from_seed(self.code.mailbox_seed(FOLDER.line()))

    @property
    def shown(self) -> CodeShown:
        """What the line is shown of the code."""
        recipient = str(self.keys.identity.recipient)
        return CodeShown(
            self.code.locator(FOLDER.line()), self.keys.auth, recipient, self.keys.signing.verifying_key
        )

    def letter(self, **other: Any) -> Letter:
        """The first letter."""
        return replace(
            Letter(
                conversation=self.conversation,
                n=0,
                author=self.keys.signing.verifying_key,
                seq=0,
                tier="browser",
                day=today(),
                sheet=current_sheet(public()).hash,
                mailbox=MailboxAddress(str(self.keys.identity.recipient), self.keys.signing.verifying_key),
                text=self.text,
                answers=(Answer("kind", "retaliation"),),
            ),
            **other,
        )

    def grants(self, holders: Sequence[HybridRecipient] | None = None) -> list[GrantSent]:
        """Key 0 for these; for everybody on the sheet and the mailbox where nobody is named."""
        if holders is None:
            holders = [*current_sheet(public()).holders, self.keys.identity.recipient]
        return [
            GrantSent(one.holder, seal_grant(Grant(self.conversation, 0, one.holder, self.identity), one))
            for one in holders
        ]

    def commit(self, **other: Any) -> Commit:
        """A whole tip."""
        return replace(
            Commit(
                commit=secrets.token_bytes(16),
                code=self.shown,
                conversation=self.conversation,
                grants=self.grants(),
                letter=seal_letter(self.letter(), self.keys.signing, self.identity.recipient),
            ),
            **other,
        )

    def draft(self, **other: Any) -> DraftSent:
        """An unsent one."""
        letter = self.letter(sheet=None, mailbox=None, identity=self.identity, **other)
        return DraftSent(self.shown, seal_letter(letter, self.keys.signing, self.keys.identity.recipient))

    def posts(self, place: str, body: bytes) -> Any:
        """What the line answers."""
        return self.client.post(f"{TELL}{place}/", body, content_type="application/json")

    def sends(self, sent: Commit) -> Any:
        """Commit it."""
        return self.posts("commit", sent.to_json())

    def keeps(self, draft: DraftSent) -> Any:
        """Keep it."""
        return self.posts("draft", draft.to_json())

    @staticmethod
    def commit_id(body: bytes) -> bytes:
        """Under which a body was committed."""
        return Commit.from_json(body).commit
