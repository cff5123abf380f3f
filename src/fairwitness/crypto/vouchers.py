"""A voucher: what a tipster was offered, in a form that tells nobody for which tip.

Its message is a tag of ours, the id of the key that signs it, and 32 random bytes, behind the 32 of RFC 9474's preparation. The office signs it without
seeing it; whoever has it can prove what it is worth, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass, field
from typing import Literal

from fairwitness.crypto import blind_rsa
from fairwitness.crypto.blind_rsa import PREFIX, BlindError
from fairwitness.crypto.encoding import EncodingError, b64, dumps, in_order, loads, unb64
from fairwitness.crypto.keys import tagged_hash
from fairwitness.crypto.letters import HASH, VERSION
from fairwitness.crypto.reward_sheets import MODULUS, RewardKey, RewardSheet

TAG = b"fairwitness/1/voucher\0"
NONCE = 32  # random bytes
BEGIN, END = "-----BEGIN VOUCHER-----", "-----END VOUCHER-----"
COLUMNS = 46  # fourteen full lines
CHECKSUM = 3  # bytes of SHA-256: what was mistyped is told from what was forged
LONGEST = 10_000  # characters of what somebody pastes
Why = Literal["too-long", "no-voucher", "cut-short", "mistyped", "unknown-key", "not-signed"]
_PREPARED = PREFIX + len(TAG) + HASH + NONCE
_RAW = PREFIX + HASH + NONCE + MODULUS  # bytes of a voucher without its tag and its checksum
_AROUND = re.compile(
    r"[ \t\r\n\u00a0>]+"
)  # what mail programs put into text, also before each line of an answer
_MARK = r"[-\u2013\u2014]+ ?{} VOUCHER ?[-\u2013\u2014]+"  # telephones make one dash of two
_MARKS = re.compile(_MARK.format("BEGIN") + "(.*?)(" + _MARK.format("END") + r"|\Z)", re.DOTALL)
_PENDING = ("v", "key", "message", "inverse", "blinded")


class VoucherError(ValueError):
    """No voucher, or none that the sheet's keys have signed. `why` is one word for whoever writes the page."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Voucher:
    """A message with the signature under it: as good as money for whoever has it, so it shows nothing of itself when printed."""

    prefix: bytes = field(repr=False)
    key: bytes  # the id of the key that signed it
    nonce: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @property
    def message(self) -> bytes:
        """The prepared message, which is signed."""
        return self.prefix + TAG + self.key + self.nonce

    @property
    def spent(self) -> bytes:
        """32 bytes, the same for every voucher with this message: what is kept of one that was exchanged, so that it is not exchanged twice."""
        return tagged_hash("fairwitness/1/voucher-spent", self.message)

    def verify(self, sheet: RewardSheet) -> RewardKey:
        """What it is worth; VoucherError where no key of the sheet has signed it. Whether its last day is over, the key says."""
        key = sheet.key(self.key)
        if key is None:
            raise VoucherError("unknown-key")
        if not blind_rsa.verify(key.public, self.message, self.signature):
            raise VoucherError("not-signed")
        return key

    def to_text(self) -> str:
        """Fourteen lines between two marks, to be kept, printed or pasted."""
        raw = self.prefix + self.key + self.nonce + self.signature
        text = _text_of(raw)
        lines = (text[start : start + COLUMNS] for start in range(0, len(text), COLUMNS))
        return "\n".join([BEGIN, *lines, END, ""])

    @classmethod
    def read(cls, text: str) -> Voucher:
        """Undo `to_text`, however lines were broken and whatever stands around it; VoucherError for anything else."""
        raw = _raw_of(text)
        prefix, key, nonce = (raw[start : start + HASH] for start in (0, PREFIX, PREFIX + HASH))
        return cls(prefix, key, nonce, raw[PREFIX + HASH + NONCE :])


@dataclass(frozen=True)
class Pending:
    """What is kept, sealed, from the blinding to the answer. Whoever has it and sees the answer has the voucher, so it shows nothing when printed."""

    key: bytes  # the id of the key that is to sign it
    message: bytes = field(repr=False)  # prepared
    inverse: bytes = field(repr=False)
    blinded: bytes  # what is sent: the same again after a line was cut

    def to_json(self) -> bytes:
        """To be sealed to the mailbox."""
        values = (b64(one) for one in (self.key, self.message, self.inverse, self.blinded))
        return dumps(dict(zip(_PENDING, (VERSION, *values), strict=True)))

    @classmethod
    def from_json(cls, raw: bytes) -> Pending:
        """Undo `to_json`; EncodingError for anything else."""
        of = loads(raw)
        in_order(of, _PENDING)
        sizes = {"key": HASH, "message": _PREPARED, "inverse": MODULUS, "blinded": MODULUS}
        pending = cls(**{name: unb64(of[name], size) for name, size in sizes.items()})
        if of["v"] != VERSION or pending.message[PREFIX:-NONCE] != TAG + pending.key:
            raise EncodingError("not what was kept of a voucher")
        return pending

    def finalize(self, sheet: RewardSheet, signed: bytes) -> Voucher:
        """The voucher under the answer; VoucherError where the key has not signed it: then it is worth nothing, and the office has to answer again."""
        key = sheet.key(self.key)
        if key is None:
            raise VoucherError("unknown-key")
        try:
            signature = blind_rsa.finalize(key.public, self.message, signed, self.inverse)
        except BlindError:
            raise VoucherError("not-signed") from None
        return Voucher(self.message[:PREFIX], self.key, self.message[-NONCE:], signature)


def begin(sheet: RewardSheet, key_id: bytes) -> Pending:
    """A new voucher, blinded for a key of the sheet; VoucherError where the sheet has it not."""
    key = sheet.key(key_id)
    if key is None:
        raise VoucherError("unknown-key")
    message = blind_rsa.prepare(TAG + key.id + secrets.token_bytes(NONCE))
    blinded = blind_rsa.blind(key.public, message)
    return Pending(key.id, message, blinded.inverse, blinded.message)


def _raw_of(text: str) -> bytes:
    if len(text) > LONGEST:
        raise VoucherError("too-long")
    found = _MARKS.search(text)
    if found is None:
        raise VoucherError("no-voucher")
    written = _AROUND.sub("", found[1])
    if not found[2] or len(written) < len(_text_of(bytes(_RAW))):
        raise VoucherError("cut-short")
    try:
        raw = base64.b64decode(written, validate=True)[:_RAW]
    except ValueError:  # binascii's, or for letters that ASCII has not
        raise VoucherError("mistyped") from None
    if _text_of(raw) != written:
        raise VoucherError("mistyped")
    return raw


def _text_of(raw: bytes) -> str:
    return base64.b64encode(raw + hashlib.sha256(TAG + raw).digest()[:CHECKSUM]).decode("ascii")
