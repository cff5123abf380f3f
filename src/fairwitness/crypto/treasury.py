"""The treasurer's key file: the keys that sign vouchers, sealed to eight words. It is read where vouchers are signed, and nowhere else."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from fairwitness.crypto.age import AgeError, Sealed, open_sealed, seal
from fairwitness.crypto.batches import Answered, Asked, BatchError
from fairwitness.crypto.blind_rsa import BlindError
from fairwitness.crypto.blind_signing import SecretKey
from fairwitness.crypto.codes import StaffPassphrase
from fairwitness.crypto.encoding import EncodingError, as_list, b64, dumps, in_order, loads, unb64
from fairwitness.crypto.letters import VERSION
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.reward_sheets import MODULUS, RewardKey, write_keys

SALT = 16  # bytes: the same words open no other file
_NAME = "rewards"
_FIELDS = ("v", "salt", "keys", "sealed")


class TreasuryError(ValueError):
    """No key file, or not the words that open it."""


@dataclass(frozen=True)
class Treasury:
    """Reward keys with their secret halves. Shows nothing of these when printed."""

    keys: tuple[RewardKey, ...]
    _secrets: tuple[SecretKey, ...] = field(repr=False)

    @classmethod
    def generate(cls, amounts: Sequence[int], currency: str, year: int, until: date) -> Treasury:
        """A new key for each amount, in the currency's smallest unit. RewardSheetError for what is no money or no year."""
        made = [SecretKey.generate() for _ in amounts]
        keys = (
            RewardKey(amount, currency, year, until, secret.public.modulus.to_bytes(MODULUS))
            for amount, secret in zip(amounts, made, strict=True)
        )
        return cls(tuple(keys), tuple(made))

    def to_file(self, words: StaffPassphrase) -> bytes:
        """JSON: the public keys in the clear, the secret ones sealed to the words."""
        salt = secrets.token_bytes(SALT)
        inner = dumps({"secrets": [b64(secret.reveal()) for secret in self._secrets]})
        sealed = seal(inner, [_unlock(words, salt).recipient])
        value = (VERSION, b64(salt), [key.to_json() for key in self.keys], b64(sealed))
        return dumps(dict(zip(_FIELDS, value, strict=True))) + b"\n"

    @classmethod
    def from_file(cls, raw: bytes, words: StaffPassphrase) -> Treasury:
        """Undo `to_file`; TreasuryError for anything else."""
        try:
            of = loads(raw.removesuffix(b"\n"))
            in_order(of, _FIELDS)
            keys = tuple(RewardKey.from_json(one) for one in as_list(of["keys"]))
            salt, sealed = unb64(of["salt"], SALT), Sealed(unb64(of["sealed"]))
        except (EncodingError, KeyError, TypeError, ValueError):
            raise TreasuryError("This is no file of reward keys.") from None
        try:
            inner = loads(open_sealed(sealed, [_unlock(words, salt)]))
        except AgeError:
            raise TreasuryError("These are not the eight words of this file.") from None
        opened = tuple(SecretKey.read(unb64(one)) for one in as_list(inner["secrets"]))
        moduli = [secret.public.modulus for secret in opened]
        if moduli != [key.public.modulus for key in keys]:  # an amount beside another key
            raise TreasuryError(
                "Somebody has edited this file: its public keys are not those of its secrets."
            )
        return cls(keys, opened)

    def public_file(self) -> bytes:
        """What goes on a reward sheet."""
        return write_keys(self.keys)

    def sign(
        self, batch: Sequence[Asked], progress: Callable[[int], None] = lambda _: None
    ) -> list[Answered]:
        """All answers, in the batch's order, or BatchError and none. `progress` is told after each how many there are."""
        by_id = {key.id: secret for key, secret in zip(self.keys, self._secrets, strict=True)}
        for number, asked in enumerate(batch, 1):
            if asked.key not in by_id:
                raise BatchError(f"Line {number} asks for a key that is not in this file.")
            try:
                by_id[asked.key].public.number(asked.blinded)
            except BlindError:
                raise BatchError(f"Line {number} has a number that its key cannot sign.") from None
        answers = []
        for asked in batch:
            answers.append(Answered(asked.key, asked.blinded, by_id[asked.key].sign(asked.blinded)))
            progress(len(answers))
        return answers


def _unlock(words: StaffPassphrase, salt: bytes) -> HybridIdentity:
    return words.derive(salt, _NAME).unlock
