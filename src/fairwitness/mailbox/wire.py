"""What the mailbox's scripts send: JSON in the protocol's one form. EncodingError for everything else."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, ClassVar, Self

from fairwitness.crypto.age import AgeError, Sealed
from fairwitness.crypto.commits import verifying_key
from fairwitness.crypto.encoding import EncodingError, as_list, as_text, in_order, loads, unb64
from fairwitness.crypto.outside import is_letter
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.sealed.actions.drafts import MailboxHashes
from fairwitness.sealed.models import Conversation, Mailbox
from fairwitness.sealed.reading import mailbox_at

ID, HASH, SECRET, SIGNATURE = 16, 32, 32, 64  # bytes
MOST_KEYS = 32_767  # what the column of a key's number holds
WHO = ("locator", "auth")


@dataclass(frozen=True)
class Asked:
    """Who asks: what finds a mailbox, and what lets in. The server keeps the hash of the second alone."""

    keys: ClassVar[tuple[str, ...]] = ()  # what the request says besides, in order
    locator: bytes = field(repr=False)
    auth: bytes = field(repr=False)

    @classmethod
    def read(cls, body: bytes) -> Self:
        """From a request's body."""
        of = loads(body)
        in_order(of, (*WHO, *cls.keys))
        try:
            return cls._of(of)
        except AgeError as error:
            raise EncodingError("another form than the protocol's") from error

    @classmethod
    def _of(cls, of: dict[str, Any]) -> Self:
        return cls(**_who(of))

    def mailbox(self, party: Conversation.Party = Conversation.Party.TIPSTER) -> Mailbox | None:
        """The one that they open, on this side."""
        return found_by(self.locator, self.auth, party)


@dataclass(frozen=True)
class AskedForLetter(Asked):
    """One letter, by its id."""

    keys = ("id",)
    id: str = ""

    @classmethod
    def _of(cls, of: dict[str, Any]) -> Self:
        return cls(**_who(of), id=_id(of["id"]))


@dataclass(frozen=True)
class AskedAgain(Asked):
    """To open the tip again, or to object to its lock: what the page offered."""

    keys = ("step",)
    step: str = ""

    @classmethod
    def _of(cls, of: dict[str, Any]) -> Self:
        return cls(**_who(of), step=as_text(of["step"]))


@dataclass(frozen=True)
class AskedForPart(Asked):
    """One sealed part of a file."""

    keys = ("file", "number")
    file: str = ""
    number: int = 0

    @classmethod
    def _of(cls, of: dict[str, Any]) -> Self:
        return cls(**_who(of), file=_id(of["file"]), number=_number(of["number"]))


@dataclass(frozen=True)
class SentLetter(Asked):
    """A letter, sealed to key `number`, and the files that it lists with their secrets."""

    keys = ("id", "number", "sealed", "uploads")
    id: str = ""
    number: int = 0
    sealed: Sealed = field(default=Sealed(b""), repr=False)
    uploads: Sequence[tuple[str, bytes]] = field(default=(), repr=False)

    @classmethod
    def _of(cls, of: dict[str, Any]) -> Self:
        uploads = tuple(_upload(one) for one in as_list(of["uploads"]))
        return cls(**_who(of), id=_id(of["id"]), **_letter(of), uploads=uploads)


@dataclass(frozen=True)
class SentCode(Asked):
    """Another code for the mailbox: the letter that names it, and every key for it."""

    keys = ("next", "number", "sealed", "grants")
    next_locator: bytes = field(default=b"", repr=False)
    next_auth: bytes = field(default=b"", repr=False)
    recipient: str = ""
    verifying_key: bytes = b""
    number: int = 0
    sealed: Sealed = field(default=Sealed(b""), repr=False)
    grants: Sequence[tuple[int, Sealed]] = field(default=(), repr=False)

    @classmethod
    def _of(cls, of: dict[str, Any]) -> Self:
        made = of["next"]
        in_order(made, ("locator", "auth", "recipient", "key"))
        grants = tuple(_grant(one) for one in as_list(of["grants"]))
        return cls(
            **_who(of),
            next_locator=unb64(made["locator"], HASH),
            next_auth=unb64(made["auth"], HASH),
            recipient=str(HybridRecipient.parse(as_text(made["recipient"]))),
            verifying_key=verifying_key(made["key"]),
            **_letter(of),
            grants=grants,
        )

    @property
    def hashes(self) -> MailboxHashes:
        """What may be stored of the code."""
        stored = sha256(self.next_auth).digest()
        return MailboxHashes(self.next_locator, stored, self.recipient, self.verifying_key)

    def is_in_force(self, party: Conversation.Party = Conversation.Party.TIPSTER) -> bool:
        """Whether the same request came before and has done it."""
        return found_by(self.next_locator, self.next_auth, party) is not None


@dataclass(frozen=True)
class SentConsent(Asked):
    """A yes or a no to opening a name, as the mailbox has signed it."""

    keys = ("statement", "signature")
    statement: bytes = b""
    signature: bytes = b""

    @classmethod
    def _of(cls, of: dict[str, Any]) -> Self:
        return cls(**_who(of), statement=unb64(of["statement"]), signature=unb64(of["signature"], SIGNATURE))


@dataclass(frozen=True)
class SentEnd(Asked):
    """The letter after which nobody advises, sealed to key `number`."""

    keys = ("number", "sealed")
    number: int = 0
    sealed: Sealed = field(default=Sealed(b""), repr=False)

    @classmethod
    def _of(cls, of: dict[str, Any]) -> Self:
        return cls(**_who(of), **_letter(of))


def found_by(locator: bytes, auth: bytes, party: Conversation.Party) -> Mailbox | None:
    """None for an unknown locator and for a wrong value alike."""
    found = mailbox_at(locator, party)
    stored = sha256(auth).digest()
    return found if found is not None and hmac.compare_digest(found.auth, stored) else None


def _who(of: dict[str, Any]) -> dict[str, Any]:
    return {"locator": unb64(of["locator"], HASH), "auth": unb64(of["auth"], HASH)}


def _letter(of: dict[str, Any]) -> dict[str, Any]:
    return {"number": _number(of["number"]), "sealed": _sealed(of["sealed"])}


def _upload(of: Any) -> tuple[str, bytes]:
    in_order(of, ("id", "secret"))
    return _id(of["id"]), unb64(of["secret"], SECRET)


def _grant(of: Any) -> tuple[int, Sealed]:
    in_order(of, ("n", "sealed"))
    return _number(of["n"]), _sealed(of["sealed"])


def _id(text: Any) -> str:
    unb64(text, ID)
    return str(text)


def _number(number: Any) -> int:
    if not isinstance(number, int) or number > MOST_KEYS:
        raise EncodingError("no number")
    return number


def _sealed(text: Any) -> Sealed:
    sealed = unb64(text)
    if not is_letter(sealed):
        raise EncodingError("neither a letter nor a grant to one hybrid key")
    return Sealed(sealed)
