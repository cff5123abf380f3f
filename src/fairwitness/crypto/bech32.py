"""Bech32 without its length limit, as age writes keys (BIP 173; C2SP age).

Bits are grouped as in base32 (RFC 4648), so that the standard library groups them; the letters are others. The way
back is a number to the base 32, which is read ten times as fast.
"""

from __future__ import annotations

import base64
from functools import lru_cache, reduce
from operator import xor

from fairwitness.crypto.errors import AgeError

_LETTERS = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_FROM_BASE32 = bytes.maketrans(_BASE32, _LETTERS)
_TO_DIGITS = bytes.maketrans(_LETTERS, b"0123456789abcdefghijklmnopqrstuv")  # as `int` reads them
_TO_VALUES = bytes.maketrans(_LETTERS, bytes(range(32)))
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
# What the five bits that leave the register at the top add to it.
_STEP = tuple(
    reduce(xor, (constant for place, constant in enumerate(_GENERATOR) if top >> place & 1), 0)
    for top in range(32)
)
_CHECKSUM = 6
_BITS = 5  # of a letter
_SHORT = 64  # letters that are gone through one by one


def _times(one: int, other: int) -> int:
    """In the field of 32 values that BIP 173 has: x^5 + x^3 + 1."""
    product = reduce(xor, (one << place for place in range(_BITS) if other >> place & 1), 0)
    for place in (8, 7, 6, 5):
        product ^= (product >> place & 1) * (0b101001 << place - _BITS)
    return product


_TIMES = tuple(bytes(_times(value % 32, factor) for value in range(256)) for factor in range(32))


def encode(prefix: str, data: bytes) -> str:
    """Lower case, with checksum."""
    letters = _letters_of(data)
    check = _polymod(_expanded(prefix) + letters.translate(_TO_VALUES) + bytes(_CHECKSUM)) ^ 1
    told = bytes(_LETTERS[check >> 5 * (_CHECKSUM - 1 - place) & 31] for place in range(_CHECKSUM))
    return f"{prefix}1{(letters + told).decode('ascii')}"


def decode(text: str, prefix: str) -> bytes:
    """The bytes of a lower-case text with this prefix; AgeError for anything that `encode` does not write."""
    found, _, rest = text.rpartition("1")
    letters = rest.encode("utf-8", "replace")
    if found != prefix or len(letters) < _CHECKSUM or letters.translate(None, _LETTERS):
        raise AgeError("this is no key of that kind", "keys")
    if _polymod(_expanded(prefix) + letters.translate(_TO_VALUES)) != 1:
        raise AgeError("a key with a typing error", "keys")
    return _bytes_of(letters[:-_CHECKSUM])


def _letters_of(data: bytes) -> bytes:
    return base64.b32encode(data).rstrip(b"=").translate(_FROM_BASE32)


def _bytes_of(letters: bytes) -> bytes:
    """Undo `_letters_of`, and accept nothing else: no letter too many, no stray bits at the end."""
    size, spare = divmod(_BITS * len(letters), 8)
    bits = int(b"0" + letters.translate(_TO_DIGITS), 32)
    if spare >= _BITS or bits & (1 << spare) - 1:
        raise AgeError("a key with a typing error", "keys")
    return (bits >> spare).to_bytes(size, "big")


def _expanded(prefix: str) -> bytes:
    letters = prefix.encode("ascii")
    return bytes([letter >> 5 for letter in letters] + [0] + [letter & 31 for letter in letters])


def _polymod(values: bytes) -> int:
    """What these letters leave, as a polynomial over 32 values behind a leading 1, divided by the checksum's."""
    values = b"\1" + values
    while len(values) > _SHORT:
        half = len(values) // 2
        values = _folded(values[:-half], values[-half:])
    return _rest(values)


def _folded(high: bytes, low: bytes) -> bytes:
    """Half as long, and it leaves the same: a tip's recipient has two thousand letters, and this way none is looked at alone.

    What stands before `low` is taken times what x to the power of its length leaves, all of it at once with each of those six values.
    """
    sum_ = int.from_bytes(low, "big")
    for place, factor in enumerate(_power(len(low))):
        sum_ ^= int.from_bytes(high.translate(_TIMES[factor]), "big") << 8 * place
    return sum_.to_bytes(max(len(high) + _CHECKSUM - 1, len(low)), "big")


@lru_cache(maxsize=256)
def _power(of: int) -> tuple[int, ...]:
    """The six values that x to this power leaves, the lowest first."""
    rest = _rest(b"\1" + bytes(of))
    return tuple(rest >> _BITS * place & 31 for place in range(_CHECKSUM))


def _rest(values: bytes) -> int:
    """Letter by letter."""
    rest = 0
    for value in values:
        rest = (rest & 0x1FFFFFF) << 5 ^ value ^ _STEP[rest >> 25]
    return rest
