"""How long content may be kept at most, by the law that a preset keeps to: a charter says as many days or fewer, never more."""

from __future__ import annotations

from dataclasses import dataclass, fields


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
# Whatever the preset: what the database itself holds against.
LONGEST = Caps(
    *(max(getattr(caps, field.name) for caps in PRESETS.values()) for field in fields(Caps)),
)
# Authorities of the outside, in the Directive's words: they alone may take three months more (article 11(2)(d)).
EXTERNAL = frozenset({"public-body"})
