"""Every key that is derived from another, and the signatures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fairwitness.crypto.recipients import HybridIdentity

SEED = 32  # bytes
SIGNATURE = 64  # bytes
P = 2**255 - 19  # of the field that Ed25519's points are over
_ORDER_8 = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
_SMALL_ORDER = frozenset(
    {0, 1, P - 1, P, P + 1, _ORDER_8, P - _ORDER_8}
)  # y of the points of order 1 to 8, as far as 255 bits spell it
Kind = Literal[
    "letter",
    "grant",
    "grade",
    "finding",
    "consent",
    "sheet",
    "reward-sheet",
    "receipt",
    "note",
    "recorded",
    "head",
    "line-key",
    "referral",
    "export",
    "left-out",
    "name",
    "name-asked",
    "name-answered",
    "handed-over",
    "not-confirmed",
    "knowingly-false",
    "outsider",
    "destroyed",
]


def tagged_hash(label: str, *parts: bytes) -> bytes:
    """`H(label, a, b…)` of the protocol: SHA-256 of label, a zero byte, then each part behind its 4-byte length."""
    framed = b"".join(len(part).to_bytes(4) + part for part in parts)
    return hashlib.sha256(label.encode("ascii") + b"\0" + framed).digest()


def derive(secret: bytes, info: str) -> bytes:
    """HKDF-SHA256 with an empty salt, 32 bytes out (RFC 5869)."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=info.encode("ascii")).derive(secret)


@dataclass(frozen=True)
class SigningKey:
    """An Ed25519 key, by its 32-byte seed (RFC 8032). Shows nothing of itself when printed."""

    seed: bytes = field(repr=False)

    @classmethod
    def from_seed(cls, seed: bytes) -> SigningKey:
        """The key of these 32 bytes."""
        if len(seed) != SEED:
            raise ValueError("an Ed25519 seed has 32 bytes")
        return cls(seed)

    @classmethod
    def generate(cls) -> SigningKey:
        """A new one, at random."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def verifying_key(self) -> bytes:
        """32 bytes, public."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, kind: Kind, json: bytes) -> bytes:
        """64 bytes over exactly these JSON bytes, as a thing of this kind and no other."""
        return self._key.sign(_signed_bytes(kind, json))

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def is_nobody_s(verifying_key: bytes) -> bool:
    """Whether the key is of small order: there are signatures that hold for it whatever was signed.

    Chalkias and others, "Taming the many EdDSAs", 2020.
    """
    return int.from_bytes(verifying_key, "little") % 2**255 in _SMALL_ORDER


def verify(verifying_key: bytes, kind: Kind, json: bytes, signature: bytes) -> bool:
    """Whether the holder of `verifying_key` signed exactly these bytes, as a thing of this kind. Nobody has signed for a key that is nobody's."""
    if is_nobody_s(verifying_key):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(verifying_key).verify(signature, _signed_bytes(kind, json))
    except (InvalidSignature, ValueError):
        return False
    return True


def _signed_bytes(kind: Kind, json: bytes) -> bytes:
    return b"fairwitness/1/" + kind.encode("ascii") + b"\0" + json


@dataclass(frozen=True)
class StaffKeys:
    """What a staff seed becomes: a key to open grants with and a key to sign with."""

    identity: HybridIdentity = field(repr=False)
    signing: SigningKey = field(repr=False)

    @classmethod
    def from_seed(cls, seed: bytes) -> StaffKeys:
        """The keys of these 32 bytes."""
        return cls(_identity(seed), _signing(seed))


@dataclass(frozen=True)
class MailboxKeys:
    """What a mailbox seed becomes: the same two keys, and what the browser shows the server to be let in."""

    identity: HybridIdentity = field(repr=False)
    signing: SigningKey = field(repr=False)
    auth: bytes = field(repr=False)

    @classmethod
    def from_seed(cls, seed: bytes) -> MailboxKeys:
        """The keys of these 32 bytes."""
        return cls(_identity(seed), _signing(seed), derive(seed, "fairwitness/1/auth"))

    @property
    def stored_auth(self) -> bytes:
        """What the server keeps: SHA-256 of `auth`, of no use to whoever steals it."""
        return hashlib.sha256(self.auth).digest()


def _identity(seed: bytes) -> HybridIdentity:
    return HybridIdentity.from_seed(derive(seed, "fairwitness/1/age-mlkem768x25519"))


def _signing(seed: bytes) -> SigningKey:
    return SigningKey.from_seed(derive(seed, "fairwitness/1/ed25519"))
