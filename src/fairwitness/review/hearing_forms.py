"""What the desk's scripts send about hearing the other side."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from fairwitness.crypto.age import AgeError
from fairwitness.crypto.commits import CodeShown, GrantSent
from fairwitness.crypto.encoding import as_list, as_text, in_order, loads, unb64
from fairwitness.crypto.handed_over import WAYS
from fairwitness.crypto.keys import SIGNATURE, verify
from fairwitness.review.forms import ID, UNREADABLE, letter_in, signed
from fairwitness.sealed.actions.commit import SealedGrant
from fairwitness.sealed.actions.drafts import MailboxHashes
from fairwitness.sealed.actions.hear import Summary

KEYS = ("tip", "code", "conversation", "grants", "opening", "id", "sealed")
CODE = ("locator", "auth", "recipient", "key")


@dataclass(frozen=True)
class HearingForm:
    """A summary for the person reported on, the code that opens it, and who is granted its key: JSON, a line end, and the signature of who sends it."""

    tip: str
    summary: Summary = field(repr=False)
    json: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @classmethod
    def read(cls, body: bytes) -> HearingForm | None:
        """None for anything else."""
        try:
            of, json, signature = signed(body)
            in_order(of, KEYS)
            in_order(of["code"], CODE)
            code = CodeShown.of(of["code"])
            for one in (of["tip"], of["conversation"], of["id"]):
                unb64(one, ID)
            granted = [GrantSent.of(one) for one in as_list(of["grants"])]
            summary = Summary(
                MailboxHashes(code.locator, sha256(code.auth).digest(), code.recipient, code.key),
                as_text(of["conversation"]),
                [SealedGrant(one.holder, one.sealed) for one in granted],
                letter_in({"number": 0, "sealed": of["opening"]})[1],
                as_text(of["id"]),
                letter_in({"number": 0, "sealed": of["sealed"]})[1],
            )
        except (*UNREADABLE, AgeError):
            return None
        return cls(of["tip"], summary, json, signature)

    def is_signed_by(self, verifying_key: bytes, tip: str) -> bool:
        """Whether the holder of this key has sent it, about this tip."""
        return self.tip == tip and verify(verifying_key, "note", self.json, self.signature)


@dataclass(frozen=True)
class HandedOverForm:
    """That a code has reached the person reported on: in which way, on which day, and the signature of the reader who knows it."""

    asked: str  # the conversation that the code opens
    way: str
    day: date
    signature: bytes = field(repr=False)

    @classmethod
    def read(cls, body: bytes) -> HandedOverForm | None:
        """None for anything else."""
        try:
            of = loads(body)
            in_order(of, ("asked", "way", "day", "signature"))
            unb64(of["asked"], ID)
            if of["way"] not in WAYS:
                return None
            day = date.fromisoformat(as_text(of["day"]))
            return cls(of["asked"], of["way"], day, unb64(of["signature"], SIGNATURE))
        except (*UNREADABLE, ValueError):
            return None
