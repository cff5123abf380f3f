"""RSA blind signatures, the side that holds no secret key (RFC 9474, RSABSSA-SHA384-PSS-Randomized).

Whoever signs sees a number that says nothing of the message; whoever checks a signature uses RSA-PSS as it always was. The other three variants of
the RFC differ in the size of the salt and in the prefix: `salt=b""` and a message that was not prepared. Only the RFC's vectors use them.
"""

from __future__ import annotations

import hashlib
import math
import secrets
from dataclasses import dataclass
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

EXPONENT = 65537
PREFIX = 32  # random bytes before a message (RFC 9474, 4.1)
SALT = 48  # bytes, as many as the hash has
_HASH = 48  # bytes of SHA-384
_TRAILER = b"\xbc"


class BlindError(ValueError):
    """A number that cannot be blinded or signed, or an answer that is no signature."""


class Blinded(NamedTuple):
    """What is sent to be signed, and what undoes the blinding: the second stays with whoever blinds."""

    message: bytes
    inverse: bytes


@dataclass(frozen=True)
class PublicKey:
    """An RSA key that anyone may have."""

    modulus: int
    exponent: int = EXPONENT

    @property
    def size(self) -> int:
        """Bytes of the modulus, and of everything that is computed with it."""
        return (self.modulus.bit_length() + 7) // 8

    def number(self, raw: bytes) -> int:
        """Undo `raw`; BlindError for another size, or for a number that is not below the modulus."""
        number = int.from_bytes(raw)
        if len(raw) != self.size or number >= self.modulus:
            raise BlindError("no number of this key")
        return number

    def raw(self, number: int) -> bytes:
        """Big-endian, in the size of the modulus."""
        return number.to_bytes(self.size)


def prepare(message: bytes, prefix: bytes | None = None) -> bytes:
    """The message behind 32 random bytes: what is signed cannot be known beforehand, even where the message can."""
    return (secrets.token_bytes(PREFIX) if prefix is None else prefix) + message


def blind(key: PublicKey, prepared: bytes, salt: bytes | None = None, inverse: int | None = None) -> Blinded:
    """Make the message unrecognisable to whoever signs (RFC 9474, 4.2). Salt and inverse are random; only vectors name them.

    Python's numbers take longer for some values than for others. A blinding factor is used once, and whoever can measure that once sits on this machine.
    """
    encoded = int.from_bytes(
        _encoded(prepared, secrets.token_bytes(SALT) if salt is None else salt, key.modulus.bit_length() - 1)
    )
    if math.gcd(encoded, key.modulus) != 1:
        raise BlindError("a message that has a factor of the key in it")
    inverse = 1 + secrets.randbelow(key.modulus - 1) if inverse is None else inverse
    factor = pow(inverse, -1, key.modulus)
    message = encoded * pow(factor, key.exponent, key.modulus) % key.modulus
    return Blinded(key.raw(message), key.raw(inverse))


def finalize(key: PublicKey, prepared: bytes, signed: bytes, inverse: bytes, *, salt: int = SALT) -> bytes:
    """The signature under the answer that came (RFC 9474, 4.4); BlindError where there is none, and nobody should show it then."""
    signature = key.raw(key.number(signed) * key.number(inverse) % key.modulus)
    if not verify(key, prepared, signature, salt=salt):
        raise BlindError("what came back is no signature of this key")
    return signature


def verify(key: PublicKey, prepared: bytes, signature: bytes, *, salt: int = SALT) -> bool:
    """Whether the key's holder signed this message, blinded or not: RSA-PSS with SHA-384 (RFC 8017, 8.1.2)."""
    public = rsa.RSAPublicNumbers(key.exponent, key.modulus).public_key()
    scheme = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=salt)
    try:
        public.verify(signature, prepared, scheme, hashes.SHA384())
    except InvalidSignature:
        return False
    return True


def _encoded(message: bytes, salt: bytes, bits: int) -> bytes:
    """EMSA-PSS-ENCODE with SHA-384 and MGF1 (RFC 8017, 9.1.1), for a number of so many bits. No library of ours gives it without a secret key."""
    size = (bits + 7) // 8
    digest = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    block = bytes(size - len(salt) - _HASH - 2) + b"\x01" + salt
    masked = int.from_bytes(block) ^ int.from_bytes(_mask(digest, len(block)))
    masked %= 1 << (bits - 8 * (_HASH + 1))
    return masked.to_bytes(len(block)) + digest + _TRAILER


def _mask(seed: bytes, size: int) -> bytes:
    """MGF1 with SHA-384 (RFC 8017, B.2.1)."""
    rounds = range(-(-size // _HASH))
    return b"".join(hashlib.sha384(seed + number.to_bytes(4)).digest() for number in rounds)[:size]
