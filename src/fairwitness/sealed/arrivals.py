"""How many tips came in each hour: in memory that the web processes of a line share, and on no disk. Gone when it is started again.

All that is made of it is one sentence at the desk. No grade, no priority and no deadline asks here (requirements.md D6, D8).
"""

from __future__ import annotations

import mmap

from fairwitness.office import clock

HOUR = 3600  # seconds
KEPT = 7 * 24  # hours that are remembered
SHOWN = 24  # hours for which a burst is spoken of
LEAST = 30  # tips in an hour that may be a burst
SENT_AWAY = 2 * KEPT  # the place behind the ring
BYTES = 8 * (SENT_AWAY + 1)
TIMES = 10  # and so many times what an hour brings as a rule


class Hours:
    """A count for each hour of a week, in the places of a ring.

    Made before the web processes are forked, so that it is one for all of them. Two that count at the same moment may lose one: it is a hint, and nobody's tip.
    """

    def __init__(self) -> None:
        self._memory = memoryview(mmap.mmap(-1, BYTES)).cast("q")

    def note(self) -> None:
        """One tip has come."""
        hour = _hour()
        place = hour % KEPT
        if self._memory[place] != hour:
            self._memory[place], self._memory[KEPT + place] = hour, 0
        self._memory[KEPT + place] += 1

    def possible_campaign(self) -> bool:
        """Whether one of the last hours brought far more than an hour brings."""
        hour = _hour()
        return any(self._is_burst(one) for one in range(hour - SHOWN + 1, hour + 1))

    def note_sent_away(self) -> None:
        """Somebody was asked to come again later, because too many waited."""
        self._memory[SENT_AWAY] = _hour()

    def sent_somebody_away(self) -> bool:
        """Whether that happened in the last hours."""
        return self._memory[SENT_AWAY] > _hour() - SHOWN

    def forget(self) -> None:
        """As after a start."""
        self._memory[:] = memoryview(bytes(BYTES)).cast("q")

    def _in(self, hour: int) -> int:
        place = hour % KEPT
        return self._memory[KEPT + place] if self._memory[place] == hour else 0

    def _is_burst(self, hour: int) -> bool:
        before = [self._in(one) for one in range(_hour() - KEPT + 1, hour)]
        usual = sum(before) / max(1, len(before))
        return self._in(hour) >= max(LEAST, TIMES * usual)


def _hour() -> int:
    """Hours since 1970."""
    return int(clock.this_hour().timestamp()) // HOUR


HOURS = Hours()  # of this line
