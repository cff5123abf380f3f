"""Being inside a mailbox: the locator's hash and the seed, in a cookie that only this line can read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Self

from django.http import HttpRequest, HttpResponse

from fairwitness.crypto.codes import TipCode
from fairwitness.intake.drafts import KEYS_LIVE
from fairwitness.office.cookies import SecretCookie
from fairwitness.sealed.models import Conversation, Mailbox
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.reading import mailbox_at

COOKIE = SecretCookie("mailbox")
NEXT = SecretCookie("next-code")  # the entropy of a code that is shown and not yet in force
REPLY, NEXT_OF_REPLY = (
    SecretCookie("reply"),
    SecretCookie("next-reply-code"),
)  # the same of the person reported on
NEXT_OF_ADVISER = SecretCookie("next-adviser-code")  # that they are about to hand over
BYTES = 32  # of the locator's hash, and of the seed
ENTROPY = 16  # bytes of a code


@dataclass(frozen=True)
class Inside:
    """Finds and opens one mailbox."""

    cookie: ClassVar[SecretCookie] = COOKIE
    party: ClassVar[Conversation.Party] = Conversation.Party.TIPSTER
    locator: bytes = field(repr=False)
    seed: bytes = field(repr=False)

    @classmethod
    def read(cls, request: HttpRequest) -> Self | None:
        """What this browser carries."""
        payload = cls.cookie.read(request)
        if payload is None or len(payload) != 2 * BYTES:
            return None
        return cls(payload[:BYTES], payload[BYTES:])

    def keep(self, request: HttpRequest, response: HttpResponse) -> None:
        """For another hour."""
        self.cookie.keep(request, response, self.locator + self.seed)

    def open(self) -> OpenMailbox | None:
        """None where the mailbox is gone, or was never this seed's."""
        found = mailbox_at(self.locator, self.party)
        return OpenMailbox.open(found, self.seed) if found else None


class InsideReply(Inside):
    """The same of the person reported on: neither opens anything of the other's."""

    cookie = REPLY
    party = Conversation.Party.PERSON


def keep_next(
    request: HttpRequest, response: HttpResponse, mailbox: Mailbox, code: TipCode, cookie: SecretCookie = NEXT
) -> None:
    """Remember which code was shown, and for which mailbox: whoever opens another one in this browser is shown another code."""
    cookie.keep(request, response, mailbox.locator + code.entropy)


def next_code(request: HttpRequest, mailbox: Mailbox, cookie: SecretCookie = NEXT) -> TipCode | None:
    """The code that this mailbox was shown in this browser."""
    payload = cookie.read(request)
    if payload is None or len(payload) != BYTES + ENTROPY or payload[:BYTES] != mailbox.locator:
        return None
    return TipCode.from_entropy(payload[BYTES:])


class Counts(StrEnum):
    """Which of two codes opens the mailbox that this browser had open."""

    OLD = "old"  # a new one was shown here, and is not in force
    NEW = "new"  # another was put in the place of the one that opened it
    UNTOLD = ""  # this browser carries nothing of a new code


def counting(request: HttpRequest) -> Counts:
    """What this browser's cookies say of it, and for longer than they open anything: for as long as their key exists."""
    shown = NEXT.read(request, KEYS_LIVE)
    had = COOKIE.read(request, KEYS_LIVE) or shown
    if had is None:
        return Counts.UNTOLD
    if mailbox_at(had[:BYTES]) is None:
        return Counts.NEW
    return Counts.OLD if shown is not None and shown[:BYTES] == had[:BYTES] else Counts.UNTOLD
