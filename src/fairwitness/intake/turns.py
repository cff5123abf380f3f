"""A pace at which a line takes tips up: a flood waits for minutes, and so does whoever comes in it; nobody is refused.

Nobody is told apart, for there is nothing to tell them apart by: no address is known, and no puzzle is asked (requirements.md D9). A request whose turn has not come is held by the front,
its bytes in memory, and called again with the very same bytes. Where too many wait already, its sender is told to press again later: a browser then sends the same bytes once more, and a form lies in its draft.
"""

from __future__ import annotations

import mmap
import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from fairwitness.sealed.arriving import WAITED

LONGEST = 240.0  # seconds for which a request is held; browsers wait for five minutes
LATER = _(
    "Very many tips are coming just now. Yours is not sent yet, and nothing is lost. Press the button again in a few minutes."
)


class TooMany(Exception):
    """More wait already than are held."""


class Turns:
    """So many a minute, in order of arrival; a minute's worth at once after a quiet minute.

    One number in memory that the web processes of a line share, made before they are forked. There is no lock that somebody could die with: two who ask at the same moment may get one turn.
    """

    def __init__(self, per_minute: int, longest: float = LONGEST) -> None:
        self._apart = 60 / per_minute  # seconds
        self._longest = longest
        self._next = memoryview(mmap.mmap(-1, 8)).cast("d")  # by the clock that only goes forward

    def take(self) -> float:
        """In how many seconds it is the turn of whoever asks; 0 for now. TooMany where nobody is given one."""
        now = time.monotonic()
        turn = max(self._next[0], now - 60)
        if turn - now > self._longest:
            raise TooMany
        self._next[0] = turn + self._apart
        return max(0.0, turn - now)


TURNS = Turns(settings.TIPS_A_MINUTE)  # of this line


def turn_of(request: HttpRequest) -> HttpResponse | None:
    """None where its turn has come. Otherwise what tells the front for how long to hold it; TooMany."""
    seconds = 0.0 if WAITED in request.META else TURNS.take()
    if not seconds:
        return None
    held = HttpResponse(status=429)
    held.turn_in = seconds  # type: ignore[attr-defined]  # read by the front, which calls again then
    return held
