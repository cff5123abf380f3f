"""How long content may be kept at most, by the law that a preset keeps to: a charter says as many days or fewer, never more."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Caps:
    """Days from the notice or the closing of a tip to the destruction of what it said."""

    out_of_scope_days: int
    unconfirmed_days: int
    confirmed_days: int


# The presets' own files name the articles, beside the numbers.
PRESETS = {
    "ngo": Caps(14, 60, 365),
    "company": Caps(14, 60, 1095),
    "newsroom": Caps(14, 30, 365),
    "public-body": Caps(3, 60, 365),
}
