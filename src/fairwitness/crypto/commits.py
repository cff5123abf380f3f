"""What a browser sends that has sealed a tip: a draft to be kept, or the whole tip to be committed.

Read in one form only, as every JSON of the protocol: a key too many, or in another place, is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from fairwitness.crypto.age import AgeError, Sealed
from fairwitness.crypto.encoding import EncodingError, as_list, as_text, b64, dumps, in_order, loads, unb64
from fairwitness.crypto.keys import is_nobody_s
from fairwitness.crypto.letters import HASH, ID, KEY
from fairwitness.crypto.outside import is_letter
from fairwitness.crypto.recipients import HybridRecipient

_CODE = ("locator", "auth", "recipient", "key")
_DRAFT = (*_CODE, "sealed", "uploads")
_COMMIT = ("commit", *_CODE, "conversation", "grants", "excluded", "letter", "uploads", "no_answer", "name")
_LEFT_OUT = frozenset({"excluded", "uploads", "no_answer", "name"})  # where there is nothing to say


class CommitError(ValueError):
    """Nobody who follows the protocol sends this."""


@dataclass(frozen=True)
class CodeShown:
    """What a browser shows of a tip code; the seed stays there."""

    locator: bytes
    auth: bytes = field(repr=False)  # what lets in: the server keeps its hash alone
    recipient: str
    key: bytes  # verifying key

    def to_json(self) -> dict[str, Any]:
        """Its keys, in order."""
        return {
            "locator": b64(self.locator),
            "auth": b64(self.auth),
            "recipient": self.recipient,
            "key": b64(self.key),
        }

    @classmethod
    def of(cls, of: Mapping[str, Any]) -> CodeShown:
        """Undo `to_json`."""
        HybridRecipient.parse(as_text(of["recipient"]))
        return cls(
            unb64(of["locator"], HASH), unb64(of["auth"], HASH), of["recipient"], verifying_key(of["key"])
        )


@dataclass(frozen=True)
class Upload:
    """A file that was sent before; its secret is left out where it belongs to the draft already."""

    id: str
    secret: bytes | None = field(default=None, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Its keys, in order."""
        return {"id": self.id} | ({} if self.secret is None else {"secret": b64(self.secret)})

    @classmethod
    def of(cls, of: Mapping[str, Any]) -> Upload:
        """Undo `to_json`."""
        in_order(of, ("id", "secret"), frozenset({"secret"}))
        unb64(of["id"], ID)
        return cls(of["id"], unb64(of["secret"], HASH) if "secret" in of else None)


@dataclass(frozen=True)
class GrantSent:
    """A conversation key for one holder, sealed."""

    holder: bytes
    sealed: Sealed = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        """Its keys, in order."""
        return {"holder": b64(self.holder), "sealed": b64(self.sealed)}

    @classmethod
    def of(cls, of: Mapping[str, Any]) -> GrantSent:
        """Undo `to_json`."""
        in_order(of, ("holder", "sealed"))
        return cls(unb64(of["holder"], HASH), _sealed(of["sealed"]))


@dataclass(frozen=True)
class DraftSent:
    """An unsent tip, sealed to its own mailbox."""

    code: CodeShown
    sealed: Sealed = field(repr=False)
    uploads: Sequence[Upload] = ()

    def to_json(self) -> bytes:
        """The body of the request."""
        return dumps(self.code.to_json() | {"sealed": b64(self.sealed)} | _uploads_to_json(self.uploads))

    @classmethod
    def from_json(cls, body: bytes) -> DraftSent:
        """CommitError for anything that `to_json` would not have written."""
        with _as_the_protocol_has_it():
            of = loads(body)
            in_order(of, _DRAFT, _LEFT_OUT)
            return cls(CodeShown.of(of), _sealed(of["sealed"]), _uploads_of(of))


@dataclass(frozen=True)
class Commit:
    """A whole tip. The same bytes again are the same commit."""

    commit: bytes  # 16 random bytes
    code: CodeShown
    conversation: str
    grants: Sequence[GrantSent]
    letter: Sealed = field(repr=False)
    excluded: Sequence[bytes] = ()  # holders whom the tipster does not want
    uploads: Sequence[Upload] = ()
    no_answer: bool = False
    name: Sealed | None = field(default=None, repr=False)  # that two keys guard

    def to_json(self) -> bytes:
        """The body of the request."""
        excluded = {"excluded": [b64(one) for one in self.excluded]} if self.excluded else {}
        return dumps(
            {"commit": b64(self.commit)}
            | self.code.to_json()
            | {"conversation": self.conversation, "grants": [one.to_json() for one in self.grants]}
            | excluded
            | {"letter": b64(self.letter)}
            | _uploads_to_json(self.uploads)
            | ({"no_answer": 1} if self.no_answer else {})
            | ({} if self.name is None else {"name": b64(self.name)})
        )

    @classmethod
    def from_json(cls, body: bytes) -> Commit:
        """CommitError for anything that `to_json` would not have written."""
        with _as_the_protocol_has_it():
            of = loads(body)
            in_order(of, _COMMIT, _LEFT_OUT)
            if of.get("no_answer", 1) != 1 or not of.get("excluded", [""]) or not of["grants"]:
                raise EncodingError("a key that says nothing")
            unb64(of["conversation"], ID)
            return cls(
                commit=unb64(of["commit"], ID),
                code=CodeShown.of(of),
                conversation=of["conversation"],
                grants=[GrantSent.of(one) for one in as_list(of["grants"])],
                letter=_sealed(of["letter"]),
                excluded=[unb64(one, HASH) for one in as_list(of.get("excluded", []))],
                uploads=_uploads_of(of),
                no_answer="no_answer" in of,
                name=_name(of["name"]) if "name" in of else None,
            )


@contextmanager
def _as_the_protocol_has_it() -> Iterator[None]:
    try:
        yield
    except (AgeError, EncodingError, AttributeError, KeyError, TypeError):
        raise CommitError("this is no request of the protocol's") from None


def verifying_key(text: object) -> bytes:
    """A key that letters can be signed with; EncodingError for one that is nobody's."""
    key = unb64(text, KEY)
    if is_nobody_s(key):
        raise EncodingError("a verifying key of small order")
    return key


def _uploads_to_json(uploads: Sequence[Upload]) -> dict[str, Any]:
    return {"uploads": [one.to_json() for one in uploads]} if uploads else {}


def _uploads_of(of: Mapping[str, Any]) -> list[Upload]:
    if of.get("uploads") == []:
        raise EncodingError("a key that says nothing")
    return [Upload.of(one) for one in as_list(of.get("uploads", []))]


def _name(text: object) -> Sealed:
    """To how many it has to be sealed, the sheet says, and whoever takes it up looks."""
    return Sealed(unb64(text))


def _sealed(text: object) -> Sealed:
    sealed = unb64(text)
    if not is_letter(sealed):
        raise EncodingError("not sealed as letters and grants are")
    return Sealed(sealed)
