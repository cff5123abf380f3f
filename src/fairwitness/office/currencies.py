"""Currencies in which sums are entered: the codes of ISO 4217 that somebody pays with."""

from __future__ import annotations

from pathlib import Path

CURRENCIES = frozenset(Path(__file__).with_name("currencies.txt").read_text("ascii").split())
