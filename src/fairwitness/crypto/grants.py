"""Grants: one conversation key, sealed to one holder."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fairwitness.crypto import framing
from fairwitness.crypto.age import Sealed, open_sealed, seal
from fairwitness.crypto.encoding import EncodingError, b64, dumps, loads, unb64
from fairwitness.crypto.keys import SIGNATURE, SigningKey, verify
from fairwitness.crypto.letters import HASH, ID, KEY, VERSION
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient

UNSIGNED = bytes(SIGNATURE)


class GrantError(ValueError):
    """What was opened is no grant, or one for something else, or not from the key that it names."""


@dataclass(frozen=True)
class Grant:
    """Conversation key `n` for `holder`. `by` is None for the sender's grants of key 0 to readers, which nobody signs.

    The one to their own mailbox the sender signs, and names the key sheet in it: it holds no word of the matter, and stays when the first letter is redacted.
    """

    conversation: str
    n: int
    holder: bytes  # SHA-256 of the holder's recipient
    identity: HybridIdentity = field(repr=False)
    by: bytes | None = None  # the signer's verifying key
    sheet: bytes | None = None  # hash of the key sheet that the tip was sealed to

    def to_json(self) -> bytes:
        """The bytes that are signed."""
        value: dict[str, Any] = {
            "v": VERSION,
            "conversation": self.conversation,
            "n": self.n,
            "holder": b64(self.holder),
            "identity": self.identity.reveal(),
        }
        signed = {"by": self.by and b64(self.by), "sheet": self.sheet and b64(self.sheet)}
        return dumps(value | {name: one for name, one in signed.items() if one})

    @classmethod
    def from_json(cls, raw: bytes) -> Grant:
        """Undo `to_json`; GrantError for anything that `to_json` would not have written."""
        try:
            of = loads(raw)
            unb64(of["conversation"], ID)
            by = unb64(of["by"], KEY) if "by" in of else None
            identity = HybridIdentity.parse(of["identity"])
            sheet = unb64(of["sheet"], HASH) if "sheet" in of else None
            grant = cls(of["conversation"], int(of["n"]), unb64(of["holder"], HASH), identity, by, sheet)
            same = grant.to_json() == raw
        except (EncodingError, KeyError, TypeError, AttributeError, ValueError):
            raise GrantError("what was opened is no grant") from None
        if not same:
            raise GrantError("a grant in another form than the protocol's")
        return grant


def seal_grant(grant: Grant, recipient: HybridRecipient, signing: SigningKey | None = None) -> Sealed:
    """Seal a grant to its holder, signed where `grant.by` names a signer."""
    if recipient.holder != grant.holder or (signing and signing.verifying_key) != grant.by:
        raise GrantError("a grant for one holder cannot be sealed to another, nor signed by another")
    json = grant.to_json()
    return seal(framing.pack(json, signing.sign("grant", json) if signing else UNSIGNED), [recipient])


def open_grant(sealed: bytes, holder: HybridIdentity, conversation: str, n: int) -> Grant:
    """Open a grant that must be for this conversation, number and holder, and signed if it names a signer.

    AgeError or GrantError where not. Whether the signer may grant, the key sheets say; a key after 0 without a signer is refused here.
    """
    try:
        frame = framing.unpack(open_sealed(sealed, [holder]))
    except framing.FrameError as error:
        raise GrantError(str(error)) from None
    grant = Grant.from_json(frame.json)
    if (grant.conversation, grant.n, grant.holder) != (conversation, n, holder.recipient.holder):
        raise GrantError("a grant for something else")
    if not _is_signed_as_it_says(grant, frame):
        raise GrantError("not signed by whom it names")
    return grant


def _is_signed_as_it_says(grant: Grant, frame: framing.Frame) -> bool:
    if grant.by is None:
        return grant.n == 0 and frame.signature == UNSIGNED
    return verify(grant.by, "grant", frame.json, frame.signature)
