"""What keeps an office from opening, as one sentence with its remedy."""

from __future__ import annotations


class OfficeError(Exception):
    """Something in the office's folder is not as it must be."""
