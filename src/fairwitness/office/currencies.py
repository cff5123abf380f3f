"""Currencies in which sums are entered: the codes of ISO 4217 that somebody pays with."""

from __future__ import annotations

from pathlib import Path

CURRENCIES = frozenset(Path(__file__).with_name("currencies.txt").read_text("ascii").split())
# ISO 4217, table A.1, “minor unit”: two digits but for these.
_DIGITS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}


def in_words(amount: int, currency: str) -> str:
    """An amount in minor units as a page shows it, the same in every language: `1 250 EUR`, `0.500 KWD`."""
    digits = _DIGITS.get(currency, 2)
    whole, part = divmod(amount, 10**digits)
    shown = f"{whole:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return f"{shown}{f'.{part:0{digits}}' if part else ''} {currency}"
