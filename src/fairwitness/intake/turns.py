"""A pace at which a line takes tips up: a flood waits for minutes, and so does whoever comes in it; nobody is refused.

Nobody is told apart, for there is nothing to tell them apart by: no address is known, and no puzzle is asked (requirements.md D9). A request whose turn has not come is held by the front,
its bytes in memory, and called again with the very same bytes. Where too many wait already, its sender is told to press again later: a browser then sends the same bytes once more, and a form lies in its draft.
"""

from __future__ import annotations

import mmap
import struct
import time
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from fairwitness.sealed.arrivals import HOURS
from fairwitness.sealed.arriving import WAITED

LONGEST = 240.0  # seconds for which a request is held; browsers wait for five minutes
PLACES, NEXT_TO = (
    16384,
    8,
)  # far more than wait, and so many in which one can stand: that all eight are taken, happens to none in a thousand million
LATER = _(
    "Very many tips are coming just now. Yours is not sent yet, and nothing is lost. Press the button again in a few minutes."
)


class TooMany(Exception):
    """More wait already than are held."""


class Turns:
    """So many a minute, in order of arrival; a minute's worth at once after a quiet minute. One tip has one turn, however often it is sent.

    In memory that the web processes of a line share, made before they are forked: when the next turn is, and whose the last ones are. There is no lock that somebody could die with: two who ask at the
    same moment may get one turn.
    """

    def __init__(self, per_minute: int, longest: float = LONGEST) -> None:
        self._apart = 60 / per_minute  # seconds
        self._longest = longest
        memory = memoryview(mmap.mmap(-1, 8 * (1 + 2 * PLACES)))
        self._next = memory[:8].cast("d")  # by the clock that only goes forward
        self._whose = memory[8 : 8 * (1 + PLACES)].cast("q")
        self._turns = memory[8 * (1 + PLACES) :].cast("d")

    def take(self, tip: bytes) -> float:
        """In how many seconds it is the turn of this tip, which these bytes make known; 0 for now. TooMany where nobody is given one."""
        now, (whose,) = time.monotonic(), struct.unpack("q", sha256(tip).digest()[:8])
        places = [(whose + further) % PLACES for further in range(NEXT_TO)]
        for place in places:
            if self._whose[place] == whose:
                return float(max(0.0, self._turns[place] - now))
        turn = max(self._next[0], now - 60)
        if turn - now > self._longest:
            raise TooMany
        self._next[0] = turn + self._apart
        oldest = min(places, key=self._turns.__getitem__)
        if self._turns[oldest] < now:
            self._whose[oldest], self._turns[oldest] = whose, turn
        return float(max(0.0, turn - now))


TURNS = Turns(settings.TIPS_A_MINUTE)  # of this line


def turn_of(request: HttpRequest, tip: bytes) -> HttpResponse | None:
    """None where the turn of this tip has come. Otherwise what tells the front for how long to hold it; TooMany, of which the desk is told."""
    try:
        seconds = 0.0 if WAITED in request.META else TURNS.take(tip)
    except TooMany:
        HOURS.note_sent_away()
        raise
    if not seconds:
        return None
    held = HttpResponse(status=429)
    held.turn_in = seconds  # type: ignore[attr-defined]  # read by the front, which calls again then
    return held
