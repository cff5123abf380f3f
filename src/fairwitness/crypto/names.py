"""A name that two keys guard: sealed inside to the conversation's first key, outside to whoever guards names, and bound there to its conversation.

Whoever guards names takes the outer layer off and reads nothing; whoever reads the tip has nothing to open until then. All such names have one size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from fairwitness.crypto import framing
from fairwitness.crypto.age import Sealed, open_sealed, seal
from fairwitness.crypto.encoding import EncodingError, as_text, b64, dumps, in_order, loads, unb64
from fairwitness.crypto.errors import AgeError
from fairwitness.crypto.keys import SigningKey, tagged_hash, verify
from fairwitness.crypto.letters import ID, KEY, VERSION
from fairwitness.crypto.outside import plaintext_size
from fairwitness.crypto.padding import bucket
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient

LONGEST = 300  # characters of each of the two
KIND: Final = "name"
FRAME = 32  # bytes, before what the outer layer holds


class NotAName(ValueError):
    """What was opened is no name, not from the key that it names, or of another conversation."""


@dataclass(frozen=True)
class Name:
    """Who it is, and how to reach them, by the mailbox's own signature; one of the two may be empty."""

    conversation: str  # 16 bytes, base64url
    author: bytes  # the mailbox's verifying key
    name: str = field(repr=False)
    contact: str = field(default="", repr=False)

    def to_json(self) -> bytes:
        """The bytes that are signed."""
        return dumps(
            {
                "v": VERSION,
                "conversation": self.conversation,
                "author": b64(self.author),
                "name": self.name,
                "contact": self.contact,
            }
        )

    @classmethod
    def from_json(cls, raw: bytes) -> Name:
        """Undo `to_json`; NotAName for anything that `to_json` would not have written."""
        try:
            found = _name(loads(raw))
        except (EncodingError, KeyError, TypeError):
            raise NotAName("what was opened is no name") from None
        if found.to_json() != raw:
            raise NotAName("a name in another form than the protocol's")
        return found


def seal_name(
    name: Name, signing: SigningKey, to: HybridRecipient, custodians: Sequence[HybridRecipient], line: bytes
) -> Sealed:
    """Sign, seal to the conversation's first key, and that once more, bound to the conversation, to everybody who guards names."""
    if signing.verifying_key != name.author or max(len(name.name), len(name.contact)) > LONGEST:
        raise NotAName("a name is signed by its author, and is no longer than 300 characters")
    json = name.to_json()
    inner = seal(framing.pack(json, signing.sign(KIND, json)), [to])
    return seal(_bound_to(line, name.conversation) + inner, custodians)


def is_sealed_name(sealed: bytes, custodians: int) -> bool:
    """Whether it can be one, sealed to so many who guard names: by its size and its outer recipients, which is all that anybody sees."""
    return custodians > 0 and _holds(sealed, custodians) == FRAME + _inner_size()


def is_peeled_name(sealed: bytes) -> bool:
    """The same of what whoever guards names has sealed to the two who asked."""
    return _holds(sealed, 2) == _inner_size()


def peel(sealed: bytes, identities: Sequence[HybridIdentity], line: bytes, conversation: str) -> bytes:
    """Take the outer layer off; AgeError. What is left opens with the conversation's key alone.

    NotAName where it was sealed for another conversation, or where no sealed name is inside: a name that somebody has moved into their own tip is opened for nobody.
    """
    whole = open_sealed(sealed, identities)
    frame, inner = whole[:FRAME], whole[FRAME:]
    if frame != _bound_to(line, conversation) or _holds(inner, 1) != bucket(1):
        raise NotAName("sealed for another conversation, or no name")
    return inner


def open_name(inner: bytes, identity: HybridIdentity, conversation: str) -> Name:
    """Open what is left, and verify it. AgeError, NotAName."""
    try:
        frame = framing.unpack(open_sealed(inner, [identity]))
    except framing.FrameError as error:
        raise NotAName(str(error)) from None
    name = Name.from_json(frame.json)
    if name.conversation != conversation or not verify(name.author, KIND, frame.json, frame.signature):
        raise NotAName("not of this conversation, or not signed by the author that it names")
    return name


def _bound_to(line: bytes, conversation: str) -> bytes:
    return tagged_hash("fairwitness/1/sealed-name", line, unb64(conversation, ID))


def _holds(sealed: bytes, recipients: int) -> int:
    """So many bytes; -1 where it is not sealed to just so many."""
    try:
        return plaintext_size(sealed, recipients)
    except AgeError:
        return -1


@cache
def _inner_size() -> int:
    """The same for every key and every name."""
    return len(seal(bytes(bucket(1)), [HybridIdentity.generate().recipient]))


def _name(of: dict[str, Any]) -> Name:
    in_order(of, ("v", "conversation", "author", "name", "contact"))
    name, contact = as_text(of["name"]), as_text(of["contact"])
    if max(len(name), len(contact)) > LONGEST or not (name or contact):
        raise EncodingError("too long, or nothing")
    return Name(b64(unb64(of["conversation"], ID)), unb64(of["author"], KEY), name, contact)
