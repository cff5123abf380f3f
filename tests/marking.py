"""A mark, as Amara's browser makes it: each part of it may be another one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from builders import Told, keys_of

from fairwitness.crypto.age import Sealed, seal
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.crypto.keys import SigningKey, StaffKeys
from fairwitness.crypto.letters import Answer, Letter, seal_letter
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient, X25519Identity
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id
from fairwitness.office.reading import current_sheet


@dataclass(frozen=True)
class Marking:
    """What her browser has made of a conversation that nobody has written in, and of her choice."""

    tip: Told
    by: StaffKeys = field(default_factory=lambda: keys_of("amara"), repr=False)
    sentence: str = "The exit is chained."
    conversation: str = field(default_factory=random_id)
    identity: HybridIdentity = field(default_factory=HybridIdentity.generate, repr=False)
    id: str = field(default_factory=random_id)
    holders: Sequence[HybridRecipient] = ()  # everybody on today's sheet, unless others are named
    number: int = 0

    def with_(self, **other: Any) -> Marking:
        """The same with something else in it."""
        return replace(self, **other)

    @property
    def readers(self) -> list[HybridRecipient]:
        """Those on today's sheet."""
        return [one.recipient for one in current_sheet(self.tip.tip.channel).reviewers]

    def grant_for(self, recipient: HybridRecipient) -> dict[str, str]:
        """Key 0, signed."""
        key: SigningKey = self.by.signing
        grant = Grant(self.conversation, 0, recipient.holder, self.identity, key.verifying_key)
        return {"holder": b64(recipient.holder), "sealed": b64(seal_grant(grant, recipient, key))}

    def letter(self) -> Sealed:
        """The first of the readers' letters: it names the tipster's by its hash, and a sentence of it."""
        named = bytes(self.tip.conversation.letters.get(position=0).sealed)
        letter = Letter(
            conversation=self.conversation,
            n=self.number,
            author=self.by.signing.verifying_key,
            seq=0,
            tier="browser",
            day=today(),
            text="",
            sheet=current_sheet(self.tip.tip.channel).hash,
            answers=(
                Answer("harm-letter", b64(hashlib.sha256(named).digest())),
                Answer("harm-sentence", self.sentence),
                Answer("harmed", "workers public"),
            ),
        )
        return seal_letter(letter, self.by.signing, self.identity.recipient)

    def request(self, **other: Any) -> dict[str, Any]:
        """What is sent; a part of it may be another one."""
        told = {
            "conversation": self.conversation,
            "grants": [self.grant_for(one) for one in self.holders or self.readers],
            "id": self.id,
            "number": self.number,
            "sealed": b64(self.letter()),
        }
        return {**told, **other}


def classic(content: bytes) -> str:
    """Sealed to a key of the old kind."""
    return b64(seal(content, [X25519Identity.generate().recipient]))
