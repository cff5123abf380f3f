"""Bech32 without its length limit, as age writes keys (BIP 173; C2SP age)."""

from __future__ import annotations

from collections.abc import Iterable

from fairwitness.crypto.errors import AgeError

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUE = {letter: value for value, letter in enumerate(_LETTERS)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM = 6
_FIVE, _EIGHT = 5, 8


def encode(prefix: str, data: bytes) -> str:
    """Lower case, with checksum."""
    values = _regroup(data, _EIGHT, _FIVE)
    check = _polymod([*_expanded(prefix), *values, *[0] * _CHECKSUM]) ^ 1
    values += [check >> 5 * (_CHECKSUM - 1 - place) & 31 for place in range(_CHECKSUM)]
    return prefix + "1" + "".join(_LETTERS[value] for value in values)


def decode(text: str, prefix: str) -> bytes:
    """The bytes of a lower-case text with this prefix; AgeError for anything that `encode` does not write."""
    found, _, letters = text.rpartition("1")
    values = [_VALUE.get(letter, -1) for letter in letters]
    if found != prefix or len(values) < _CHECKSUM or -1 in values:
        raise AgeError("this is no key of that kind", "keys")
    if _polymod([*_expanded(prefix), *values]) != 1:
        raise AgeError("a key with a typing error", "keys")
    data = bytes(_regroup(values[:-_CHECKSUM], _FIVE, _EIGHT))
    if encode(prefix, data) != text:  # stray bits at the end
        raise AgeError("a key with a typing error", "keys")
    return data


def _regroup(values: Iterable[int], old: int, new: int) -> list[int]:
    """The same bits in groups of another size; a rest is filled up with zeros when groups get smaller, else dropped."""
    held = bits = 0
    out: list[int] = []
    for value in values:
        held, bits = held << old | value, bits + old
        while bits >= new:
            bits -= new
            out.append(held >> bits & (1 << new) - 1)
        held &= (1 << bits) - 1
    if bits and new < old:
        out.append(held << (new - bits) & (1 << new) - 1)
    return out


def _expanded(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, constant in enumerate(_GENERATOR):
            check ^= constant if top >> place & 1 else 0
    return check
