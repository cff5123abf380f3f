"""Sizes that say little: letters in a few buckets, files to their Padmé size.

Padmé (Nikitin and others, "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019) adds at most
12 per cent and lets a size tell O(log log) bits.
"""

from __future__ import annotations

KIB = 1024
BUCKETS = (4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB)
SMALLEST_FILE = 4096


def padme(size: int) -> int:
    """The smallest Padmé size that holds `size` bytes."""
    if size < 2:  # noqa: PLR2004 - sizes 0 and 1 have no bits to round
        return size
    exponent = size.bit_length() - 1
    free = exponent - exponent.bit_length()
    mask = (1 << free) - 1
    return (size + mask) & ~mask


def bucket(size: int) -> int:
    """The size of a letter's plaintext that holds `size` bytes."""
    return next((limit for limit in BUCKETS if size <= limit), padme(size))


def file_size(size: int) -> int:
    """P of the protocol: content and zeros of a file of `size` bytes, headers of parts not counted."""
    return max(SMALLEST_FILE, padme(size))


def next_power(size: int) -> int:
    """The next power of two, for whoever wants a file's size to say less than its Padmé size does: at most twice as many bytes."""
    return max(SMALLEST_FILE, 1 << max(size - 1, 0).bit_length())
