"""Letters that were to go on a later day, and went with their tip: who had written one is told that, and nothing else is left of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from fairwitness.office.clock import today
from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_letters import LaterLetter, LetterGone

KEPT = 30  # days after the one on which it was to go, for whoever does not look


def tell_their_authors(tip: Tip, why: LetterGone.Why) -> None:
    """Write down whose letters go, before they do, in the transaction of whoever ends the tip. A letter that its author took back is no news."""
    going = LaterLetter.objects.filter(conversation__tip=tip).exclude(stopped=LaterLetter.Stopped.TAKEN_BACK)
    told = [LetterGone(office=tip.office, staff_id=one.staff_id, day=one.day, why=why) for one in going]
    LetterGone.objects.bulk_create(told)


def letters_gone(staff: str) -> Sequence[LetterGone]:
    """What one reader has not seen yet, by the day on which it was to go."""
    return list(LetterGone.objects.filter(staff=staff).order_by("day", "id"))


def forget_gone(staff: str) -> None:
    """They have seen it."""
    LetterGone.objects.filter(staff=staff).delete()


def forget_what_nobody_saw() -> None:
    """Of whoever does not look, nothing is kept for ever."""
    LetterGone.objects.filter(day__lt=today() - timedelta(days=KEPT)).delete()
