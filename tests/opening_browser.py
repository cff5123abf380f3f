"""What a browser does that opens its mailbox by itself, in Python: the same requests as the mailbox's scripts send, and every wrong one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from builders import Told, conversation_key
from django.test import Client
from made_up_office import FOLDER

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.grants import Grant, open_grant, seal_grant
from fairwitness.crypto.keys import MailboxKeys
from fairwitness.crypto.letters import Letter, MailboxAddress, open_letter, seal_letter
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id


@dataclass
class OpeningBrowser:
    """Lin's, with a code. It has neither cookie nor token."""

    code: TipCode = field(repr=False)
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    language: str = "en"

    def __post_init__(self) -> None:
        self.keys = MailboxKeys.from_seed(self.code.mailbox_seed(FOLDER.line()))

    @property
    def who(self) -> dict[str, str]:
        """What every request carries."""
        return {"locator": b64(self.code.locator(FOLDER.line())), "auth": b64(self.keys.auth)}

    def asks(self, path: str, **told: Any) -> Any:
        """One request."""
        return self.posts(path, json.dumps({**self.who, **told}, separators=(",", ":")).encode())

    def posts(self, path: str, body: bytes) -> Any:
        """One request with these bytes."""
        return self.client.post(
            f"/{self.language}/mailbox/sealed/{path}/", body, content_type="application/json"
        )

    def opens(self) -> dict[str, Any]:
        """The first page."""
        told: dict[str, Any] = self.asks("open").json()
        return told

    def reads(self) -> list[Letter]:
        """Every letter that there is, in order."""
        told = self.opens()
        found = []
        for entry in told["entries"]:
            sealed = unb64(self.asks("letter", id=entry["id"]).json()["sealed"])
            if entry["kind"] == "letter":
                found.append(open_letter(sealed, [self.identity(told, entry["n"])]))
        return found

    def identity(self, told: dict[str, Any], n: int = 0) -> HybridIdentity:
        """A conversation key, out of the mailbox's own grant."""
        sealed = next(unb64(one["sealed"]) for one in told["grants"] if one["n"] == n)
        return open_grant(sealed, self.keys.identity, told["conversation"], n).identity

    def seals(self, tip: Told, text: str = "Since spring.", **other: Any) -> Sealed:
        """The next letter."""
        letters = tip.conversation.letters
        letter = Letter(
            conversation=tip.conversation.id,
            n=0,
            author=self.keys.signing.verifying_key,
            seq=letters.filter(from_office=False).count(),
            seen=hashlib.sha256(letters.order_by("-position").values_list("sealed", flat=True)[0]).digest(),
            tier="browser",
            day=today(),
            text=text,
            **other,
        )
        return seal_letter(letter, self.keys.signing, conversation_key("noor", tip.conversation).recipient)

    def answers(self, sealed: bytes, /, **other: Any) -> Any:
        """A sealed letter, and what else the request says."""
        return self.asks(
            "answer", **{"id": random_id(), "number": 0, "sealed": b64(sealed), "uploads": [], **other}
        )

    def moves_to(self, other: OpeningBrowser, tip: Told, **instead: Any) -> Any:
        """Another code in the place of this one."""
        recipient = other.keys.identity.recipient
        address = MailboxAddress(str(recipient), other.keys.signing.verifying_key)
        grant = Grant(
            tip.conversation.id,
            0,
            recipient.holder,
            conversation_key("noor", tip.conversation),
            other.keys.signing.verifying_key,
        )
        made = {"recipient": str(recipient), "key": b64(other.keys.signing.verifying_key)}
        told = {
            "next": {**other.who, **made},
            "number": 0,
            "sealed": b64(self.seals(tip, "", mailbox=address)),
            "grants": [{"n": 0, "sealed": b64(seal_grant(grant, recipient, other.keys.signing))}],
        }
        return self.asks("code", **{**told, **instead})
