"""The scope guide: what is taken, and what is turned away before anybody has typed a word. No charter changes it.

Harm comes first: somebody who was hurt because of what they believe finds an answer for them before the one that is turned away.
"""

from __future__ import annotations

from enum import StrEnum


class Branch(StrEnum):
    """Where an answer leads. Their addresses have one length, so that the answers have one size."""

    STORY = "story"  # taken: go on
    ASIDE = "aside"  # turned away, with the reason
    WHICH = "which"  # examples, and the same answers again


BRANCHES = {
    "harm": Branch.STORY,
    "misuse": Branch.STORY,
    "pressed": Branch.STORY,
    "opinion": Branch.ASIDE,
    "unsure": Branch.WHICH,
}
