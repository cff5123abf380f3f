"""To whom a file can be sealed, and who can open it: hybrid, X25519, and for our own files a passphrase."""

from __future__ import annotations

import hashlib
import os
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from fairwitness.crypto import bech32
from fairwitness.crypto.errors import AgeError
from fairwitness.crypto.header import FILE_KEY, Stanza, decode64, encode64

KEY, SALT = 32, 16  # bytes
WRAPPED = FILE_KEY + 16
MLKEM_PUBLIC, MLKEM_SEED, MLKEM_CIPHERTEXT = 1184, 64, 1088
HYBRID = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
HYBRID_INFO = b"age-encryption.org/mlkem768x25519"
X25519_INFO = b"age-encryption.org/v1/X25519"
SCRYPT_LABEL = b"age-encryption.org/v1/scrypt"
MOST_WORK = 20  # log2 of scrypt's rounds: one GiB and some seconds
_WORK = re.compile(r"[1-9][0-9]?", re.ASCII)


class Recipient(ABC):
    """Someone to whom a file key can be wrapped."""

    post_quantum = False  # age forbids a file that mixes the two kinds: it would be as weak as the weaker

    @abstractmethod
    def wrap(self, file_key: bytes) -> Stanza:
        """The stanza that this recipient's identity can unwrap."""


class Identity(ABC):
    """Someone who can unwrap what was wrapped to them. Shows nothing of itself when printed."""

    @abstractmethod
    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """The file key; None where no stanza is for this identity; AgeError where one is malformed."""


@dataclass(frozen=True)
class HybridRecipient(Recipient):
    """ML-KEM-768 and X25519 together (C2SP age, `mlkem768x25519`): a file stays shut while either holds."""

    raw: bytes = field(repr=False)
    post_quantum = True

    @classmethod
    def parse(cls, text: str) -> HybridRecipient:
        """From `age1pq1…`."""
        return cls(_exactly(bech32.decode(text, "age1pq"), MLKEM_PUBLIC + KEY))

    def __str__(self) -> str:
        return self._text

    @cached_property
    def _text(self) -> str:
        return bech32.encode("age1pq", self.raw)  # two thousand letters: a millisecond

    @cached_property
    def holder(self) -> bytes:
        """SHA-256 of the recipient's text: how grants name it."""
        return hashlib.sha256(str(self).encode("ascii")).digest()

    @cached_property
    def _key(self) -> hpke.MLKEM768X25519PublicKey:
        return hpke.MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(self.raw[:MLKEM_PUBLIC]),
            X25519PublicKey.from_public_bytes(self.raw[MLKEM_PUBLIC:]),
        )

    def wrap(self, file_key: bytes) -> Stanza:
        """By HPKE (RFC 9180), the encapsulated key as argument. AgeError for bytes that are nobody's public key."""
        try:
            sealed = HYBRID.encrypt(file_key, self._key, HYBRID_INFO)
        except ValueError:
            raise AgeError("a recipient that is nobody's key", "keys") from None
        encapsulated = sealed[: MLKEM_CIPHERTEXT + KEY]
        return Stanza(("mlkem768x25519", encode64(encapsulated)), sealed[len(encapsulated) :])


@dataclass(frozen=True)
class HybridIdentity(Identity):
    """Opens what was sealed to its recipient."""

    seed: bytes = field(repr=False)

    @classmethod
    def from_seed(cls, seed: bytes) -> HybridIdentity:
        """The identity of these 32 bytes."""
        return cls(_exactly(seed, KEY))

    @classmethod
    def generate(cls) -> HybridIdentity:
        """A new one, at random."""
        return cls(os.urandom(KEY))

    @classmethod
    def parse(cls, text: str) -> HybridIdentity:
        """From `AGE-SECRET-KEY-PQ-1…`."""
        return cls(_secret(text, "age-secret-key-pq-"))

    def reveal(self) -> str:
        """`AGE-SECRET-KEY-PQ-1…`: the secret itself."""
        return bech32.encode("age-secret-key-pq-", self.seed).upper()

    @cached_property
    def recipient(self) -> HybridRecipient:
        """The public half."""
        mlkem, x25519 = self._halves
        return HybridRecipient(mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw())

    @cached_property
    def _halves(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        expanded = hashlib.shake_256(self.seed).digest(MLKEM_SEED + KEY)
        return (
            MLKEM768PrivateKey.from_seed_bytes(expanded[:MLKEM_SEED]),
            X25519PrivateKey.from_private_bytes(expanded[MLKEM_SEED:]),
        )

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Try every hybrid stanza."""
        secret = hpke.MLKEM768X25519PrivateKey(*self._halves)
        for stanza in _of_kind(stanzas, "mlkem768x25519", arguments=2):
            encapsulated = _exactly(decode64(stanza.arguments[1].encode()), MLKEM_CIPHERTEXT + KEY, "header")
            _shared(
                self._halves[1], encapsulated[MLKEM_CIPHERTEXT:]
            )  # refuses what HPKE would only fail to open
            try:
                return HYBRID.decrypt(
                    encapsulated + _exactly(stanza.body, WRAPPED, "header"), secret, HYBRID_INFO
                )
            except InvalidTag:
                continue
        return None


@dataclass(frozen=True)
class X25519Recipient(Recipient):
    """The classic kind, for files that go to other people's age."""

    raw: bytes

    @classmethod
    def parse(cls, text: str) -> X25519Recipient:
        """From `age1…`."""
        return cls(_exactly(bech32.decode(text, "age"), KEY))

    def __str__(self) -> str:
        return bech32.encode("age", self.raw)

    def wrap(self, file_key: bytes) -> Stanza:
        """By a key of this one use. AgeError for bytes that are nobody's public key."""
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        try:
            key = _x25519_key(ephemeral, self.raw, share + self.raw)
        except AgeError:
            raise AgeError("a recipient that is nobody's key", "keys") from None
        return Stanza(("X25519", encode64(share)), ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None))


@dataclass(frozen=True)
class X25519Identity(Identity):
    """Opens what was sealed to its recipient."""

    secret: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> X25519Identity:
        """A new one, at random."""
        return cls(os.urandom(KEY))

    @classmethod
    def parse(cls, text: str) -> X25519Identity:
        """From `AGE-SECRET-KEY-1…`."""
        return cls(_secret(text, "age-secret-key-"))

    def reveal(self) -> str:
        """`AGE-SECRET-KEY-1…`: the secret itself."""
        return bech32.encode("age-secret-key-", self.secret).upper()

    @cached_property
    def recipient(self) -> X25519Recipient:
        """The public half."""
        return X25519Recipient(
            X25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw()
        )

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Try every X25519 stanza."""
        secret = X25519PrivateKey.from_private_bytes(self.secret)
        for stanza in _of_kind(stanzas, "X25519", arguments=2):
            share = _exactly(decode64(stanza.arguments[1].encode()), KEY, "header")
            key = _x25519_key(secret, share, share + self.recipient.raw)
            file_key = _unwrap(key, stanza.body)
            if file_key is not None:
                return file_key
        return None


@dataclass(frozen=True)
class ScryptRecipient(Recipient):
    """A passphrase, for files of our own; alone in its file."""

    passphrase: str = field(repr=False)
    work: int = 18  # a second on a modern machine, age's own default
    post_quantum = True

    def wrap(self, file_key: bytes) -> Stanza:
        """By a key that costs 2**work rounds."""
        salt = os.urandom(SALT)
        key = _scrypt_key(self.passphrase, salt, self.work)
        return Stanza(
            ("scrypt", encode64(salt), str(self.work)),
            ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None),
        )


@dataclass(frozen=True)
class ScryptIdentity(Identity):
    """Opens one of our own files by its passphrase. Never tried on a file from outside: its header names the work."""

    passphrase: str = field(repr=False)

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Derive once; AgeError where that would take more work than we ever write."""
        for stanza in _of_kind(stanzas, "scrypt", arguments=3):
            salt = _exactly(decode64(stanza.arguments[1].encode()), SALT, "header")
            if not _WORK.fullmatch(stanza.arguments[2]) or int(stanza.arguments[2]) > MOST_WORK:
                raise AgeError("the file asks for too much work", "header")
            return _unwrap(_scrypt_key(self.passphrase, salt, int(stanza.arguments[2])), stanza.body)
        return None


def is_hybrid(stanza: Stanza) -> bool:
    """Whether it has the form of a hybrid one; whose it is, nobody can see."""
    try:
        kind, encapsulated = stanza.arguments
        size = len(decode64(encapsulated.encode()))
    except (ValueError, AgeError):
        return False
    return (kind, size, len(stanza.body)) == ("mlkem768x25519", MLKEM_CIPHERTEXT + KEY, WRAPPED)


def parse_recipient(text: str) -> Recipient:
    """`age1pq1…` or `age1…`."""
    return HybridRecipient.parse(text) if text.startswith("age1pq1") else X25519Recipient.parse(text)


def parse_identity(text: str) -> HybridIdentity | X25519Identity:
    """`AGE-SECRET-KEY-PQ-1…` or `AGE-SECRET-KEY-1…`."""
    return (
        HybridIdentity.parse(text) if text.startswith("AGE-SECRET-KEY-PQ-1") else X25519Identity.parse(text)
    )


def _secret(text: str, prefix: str) -> bytes:
    if not text.isascii() or text != text.upper():
        raise AgeError("a secret key is written in capitals", "keys")
    return _exactly(bech32.decode(text.lower(), prefix), KEY)


def _of_kind(stanzas: Sequence[Stanza], kind: str, arguments: int) -> list[Stanza]:
    found = [stanza for stanza in stanzas if stanza.kind == kind]
    if any(len(stanza.arguments) != arguments for stanza in found):
        raise AgeError("the file's header is damaged", "header")
    return found


def _exactly(raw: bytes, size: int, why: str = "keys") -> bytes:
    if len(raw) != size:
        if why == "header":
            raise AgeError("the file's header is damaged", "header")
        raise AgeError("a key of another length", "keys")
    return raw


def _unwrap(key: bytes, body: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(bytes(12), _exactly(body, WRAPPED, "header"), None)
    except InvalidTag:
        return None


def _x25519_key(secret: X25519PrivateKey, share: bytes, salt: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY, salt=salt, info=X25519_INFO).derive(_shared(secret, share))


def _shared(secret: X25519PrivateKey, share: bytes) -> bytes:
    try:
        return secret.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError:  # the all-zero secret of a low-order point
        raise AgeError("the file's header is damaged", "header") from None


def _scrypt_key(passphrase: str, salt: bytes, work: int) -> bytes:
    return Scrypt(salt=SCRYPT_LABEL + salt, length=KEY, n=1 << work, r=8, p=1).derive(passphrase.encode())
