"""What came of it for whoever was asked: written down once, with the move that ends it, and never changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_hearing import Hearing
from fairwitness.sealed.states import OUTCOMES, State

FOUND: Mapping[State, Hearing.Ended] = {
    State.CONFIRMED: Hearing.Ended.NOT_CONFIRMED,  # for everybody whom the two do not name
    State.NOT_CONFIRMED: Hearing.Ended.NOT_CONFIRMED,
    State.REFERRED: Hearing.Ended.REFERRED,
}


def end_hearings(tip: Tip, to: State, about: Collection[str]) -> None:
    """Every one that goes on still. Whatever ends without a finding ends alike, whether readers end it or a tipster takes their tip back: nobody who is reported on finds out by it."""
    if to not in OUTCOMES and to is not State.DESTROYED:
        return
    going_on = Hearing.objects.filter(conversation__tip=tip, ended="")
    if to in FOUND:
        asked = going_on.filter(handed__isnull=False)
        asked.filter(conversation__in=about).update(ended=Hearing.Ended.CONFIRMED)
        asked.update(ended=FOUND[to])
    going_on.update(ended=Hearing.Ended.UNFOUND)
