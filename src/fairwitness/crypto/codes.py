"""The twelve words of a tipster, and the eight of a member of staff.

Someone who has a row of four words learns nothing of the other eight. Someone who has the stored locator and all
other bytes of the database has to guess 84 random bits, each guess behind 100 000 rounds.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.entries import CodeError, read_entries
from fairwitness.crypto.keys import derive, tagged_hash
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.wordlists import WORDS, characters_of, english

ENTROPY = 16  # bytes
BITS = 11  # of each number
SEED = 32  # bytes
LOCATOR = 4  # numbers that find; the other eight open
CODE, PASSPHRASE = 12, 8  # numbers
CODE_ROUNDS = 100_000  # 10 to 20 ms on a server, a second on an old phone
STAFF_ROUNDS = 600_000
SIGN_IN_NAME = re.compile(r"[a-z0-9.-]{1,32}", re.ASCII)

__all__ = [
    "SIGN_IN_NAME",
    "CodeError",
    "FirstRow",
    "StaffPassphrase",
    "StaffSecrets",
    "TipCode",
    "characters",
]


@dataclass(frozen=True)
class FirstRow:
    """Numbers 1–4 of a code: they find a tip and open nothing. Shows nothing of itself when printed."""

    numbers: tuple[int, ...] = field(repr=False)

    @classmethod
    def read(cls, text: str) -> FirstRow:
        """The row that somebody typed; CodeError where it is not four entries."""
        return cls(read_entries(text, LOCATOR))

    def locator(self, line: bytes) -> bytes:
        """What is stored to find the tip by: 32 bytes."""
        return tagged_hash("fairwitness/1/locator", line, _bytes_of(self.numbers))


@dataclass(frozen=True)
class TipCode:
    """128 random bits and the BIP-39 checksum, as twelve numbers 1…2048. Shows nothing of itself when printed."""

    numbers: tuple[int, ...] = field(repr=False)

    @classmethod
    def generate(cls) -> TipCode:
        """A new one, at random."""
        return cls.from_entropy(secrets.token_bytes(ENTROPY))

    @classmethod
    def from_entropy(cls, entropy: bytes) -> TipCode:
        """The code of these 16 bytes (BIP-39: 128 bits and the first 4 of their SHA-256)."""
        if len(entropy) != ENTROPY:
            raise ValueError("a tip code has 16 bytes of entropy")
        bits = int.from_bytes(entropy) << 4 | hashlib.sha256(entropy).digest()[0] >> 4
        shifts = range(BITS * (CODE - 1), -1, -BITS)
        return cls(tuple((bits >> shift) % WORDS + 1 for shift in shifts))

    @classmethod
    def read(cls, text: str) -> TipCode:
        """The code that somebody typed or pasted; CodeError, before any derivation, where it can be none."""
        code = cls(read_entries(text, CODE))
        if cls.from_entropy(code.entropy).numbers != code.numbers:
            raise CodeError("checksum")
        return code

    @property
    def entropy(self) -> bytes:
        """The 16 bytes, without the checksum."""
        bits = 0
        for number in self.numbers:
            bits = bits << BITS | number - 1
        return (bits >> 4).to_bytes(ENTROPY)

    @property
    def words(self) -> tuple[str, ...]:
        """The twelve English words."""
        return tuple(english()[number - 1] for number in self.numbers)

    def locator(self, line: bytes) -> bytes:
        """What is stored to find the tip by: 32 bytes, of row 1 alone."""
        return FirstRow(self.numbers[:LOCATOR]).locator(line)

    def mailbox_seed(self, line: bytes) -> bytes:
        """The 32 bytes that open the mailbox. Takes 10 to 20 ms of a core."""
        salt = tagged_hash("fairwitness/1/mailbox", line, _bytes_of(self.numbers[:LOCATOR]))
        return _stretched(self.numbers[LOCATOR:], salt, CODE_ROUNDS)


@dataclass(frozen=True)
class StaffSecrets:
    """What the eight words become: one value to show the server, and a key that it never sees."""

    sign_in: str = field(repr=False)  # 43 base64url characters
    unlock: HybridIdentity = field(repr=False)


@dataclass(frozen=True)
class StaffPassphrase:
    """Eight random words, 88 bits. Shows nothing of itself when printed."""

    numbers: tuple[int, ...] = field(repr=False)

    @classmethod
    def generate(cls) -> StaffPassphrase:
        """A new one, at random; nobody chooses theirs."""
        return cls(tuple(secrets.randbelow(WORDS) + 1 for _ in range(PASSPHRASE)))

    @classmethod
    def read(cls, text: str) -> StaffPassphrase:
        """What somebody typed; CodeError where it is not eight of the words."""
        return cls(read_entries(text, PASSPHRASE))

    @property
    def words(self) -> tuple[str, ...]:
        """The eight English words."""
        return tuple(english()[number - 1] for number in self.numbers)

    def derive(self, line: bytes, sign_in_name: str) -> StaffSecrets:
        """Both secrets, for one name on one line. Takes a tenth of a second of a core."""
        if not SIGN_IN_NAME.fullmatch(sign_in_name):
            raise ValueError("a sign-in name is 1 to 32 of a-z 0-9 . -")
        salt = tagged_hash("fairwitness/1/staff", line, sign_in_name.encode("ascii"))
        root = _stretched(self.numbers, salt, STAFF_ROUNDS)
        unlock = HybridIdentity.from_seed(derive(root, "fairwitness/1/unlock"))
        return StaffSecrets(b64(derive(root, "fairwitness/1/sign-in")), unlock)


def characters(numbers: Sequence[int], language: str) -> tuple[str, ...]:
    """Memory aids for the numbers: the characters of `zh-hans` or `zh-hant`."""
    return tuple(characters_of(language)[number - 1] for number in numbers)


def _bytes_of(numbers: Sequence[int]) -> bytes:
    """Two bytes for each number, big-endian, of the number less one."""
    return b"".join((number - 1).to_bytes(2) for number in numbers)


def _stretched(numbers: Sequence[int], salt: bytes, rounds: int) -> bytes:
    """PBKDF2 by the OpenSSL that `cryptography` brings: half the time of `hashlib`'s where that is OpenSSL 3.0, as on Debian 12."""
    return PBKDF2HMAC(SHA256(), SEED, salt, rounds).derive(_bytes_of(numbers))
