"""What of a count may be published: steps of five, so that no subtraction of published numbers gives a smaller one.

A count goes up in public when five more are complete, and what is left over goes into the next quarter. Where one count is a part of
another, its step waits for the other's: otherwise a part that passes a step in a quarter in which the whole passes none would tell how
few there were. With that, whatever is published would be the same if any one number of any quarter were up to four higher than what is
published: each could still be any of five. `tests/journal/test_nobody_finds_a_tip_in_the_numbers.py` builds those other lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

STEP = 5  # requirements.md F3: below it nothing is told
Counts = Mapping[str, int]


class When(Enum):
    """How a part is bound to its whole."""

    AT_ONCE = auto()  # it is counted with its whole, in the same quarter
    LATER = auto()  # it comes to what was counted before: never more of it than of the whole
    AFTER = auto()  # it needs one of the whole, and may then come as often as it likes


@dataclass(frozen=True)
class Part:
    """All of `parts` together are never more than all of `whole` together: everybody who can think knows that much."""

    parts: tuple[str, ...]
    whole: tuple[str, ...]
    when: When

    def room(self, part: str, told: Counts, before: Counts) -> int | None:
        """How far this part may be told in this quarter; None where the whole sets no limit."""
        others = [one for one in self.parts if one != part]
        if self.when is When.AFTER:
            return None if any(told[one] for one in self.whole) else before[part]
        room = sum(told[one] for one in self.whole) - sum(told[one] for one in others)
        if self.when is When.AT_ONCE:
            room -= sum(before[one] for one in self.whole) - sum(before[one] for one in (*others, part))
        return room

    def holds(self, told: Counts, before: Counts) -> bool:
        """Whether numbers that are told at the end of a quarter, after these, keep to it; so do sums of several that do."""
        parts = {one: told.get(one, 0) - before.get(one, 0) for one in self.parts}
        whole = sum(told.get(one, 0) for one in self.whole)
        if self.when is When.AFTER:
            return whole > 0 or not any(parts.values())
        if self.when is When.AT_ONCE:
            return sum(parts.values()) <= whole - sum(before.get(one, 0) for one in self.whole)
        return sum(told.get(one, 0) for one in self.parts) <= whole


def in_steps(quarters: Sequence[Counts], order: Sequence[str], bound: Sequence[Part]) -> Iterator[Counts]:
    """What may be told at the end of each quarter of all that was counted until then: multiples of `STEP`, and never less than before.

    `quarters` hold what came in each. `order` has what is a whole before its parts.
    """
    counted, told = dict.fromkeys(order, 0), dict.fromkeys(order, 0)
    for came in quarters:
        before = dict(told)
        for one in order:
            counted[one] += came.get(one, 0)
            rooms = (part.room(one, told, before) for part in bound if one in part.parts)
            told[one] = min(
                (counted[one] // STEP * STEP, *(room for room in rooms if room is not None)),
            )
        yield dict(told)
