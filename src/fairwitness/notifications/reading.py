"""What waits for one reader. What is not theirs is as if it did not exist."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q

from fairwitness.notifications.models import Subscription
from fairwitness.office import charter
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.review import reading as desk
from fairwitness.sealed.hearing import news_of
from fairwitness.sealed.in_hand import OPEN, mine, unassigned
from fairwitness.sealed.models import Conversation, Letter, Tip
from fairwitness.sealed.reading import Standing, Step, standings
from fairwitness.sealed.states import State

TOKEN = 8  # bytes
DUE = (Step.ANSWER, Step.FEEDBACK)


class Why(StrEnum):
    """What waits, as a mail may say it."""

    URGENT = "urgent"
    LATE = "late"
    DUE_2 = "2"
    DUE_7 = "7"
    DUE_14 = "14"
    SECOND = "second"
    LETTER = "letter"  # of the tipster's, or of the other side: a mail does not say whose
    NEW = "new"  # nobody has taken it in hand


@dataclass(frozen=True)
class Wait:
    """One thing that waits."""

    tip: Tip
    why: Why
    which: str = (
        ""  # of several that could wait in the same way: the day that is due, or how many letters there are
    )

    def token(self, salt: bytes) -> bytes:
        """By which it is known again, and by nobody without the salt."""
        return hmac.digest(salt, f"{self.tip.id} {self.why} {self.which}".encode(), "sha256")[:TOKEN]

    @property
    def cannot_wait(self) -> bool:
        """Whether a mail may go out between the fixed hours. A new tip alone only where the charter says that its channel is told of danger to life: its hour would be seen."""
        if self.why is Why.NEW:
            return charter.current().words_of(self.tip.channel.slug).danger_to_life
        return self.why in (Why.URGENT, Why.LETTER)


def waits_for(staff: Staff) -> list[Wait]:
    """All that waits for this reader."""
    found = _standings(staff)
    others, letters = _in_other_hands(staff, found), _letters_of(found)
    heard = news_of([stands.tip for stands in found if stands.tip.id not in others])
    return [
        *(Wait(tip, Why.SECOND, str(tip.since)) for tip in desk.to_speak_up_for(staff)),
        *(
            wait
            for stands in found
            for wait in _waits(staff, stands, stands.tip.id in others, letters.get(stands.tip.id, 0))
        ),
        *(Wait(stands.tip, Why.LETTER, heard[stands.tip.id]) for stands in found if stands.tip.id in heard),
    ]


def due_days(staff: Staff) -> Mapping[date, int]:
    """On how many tips that no colleague has in hand something is due, by the day; what is late is due today."""
    found = _standings(staff)
    others = _in_other_hands(staff, found)
    own = [one for one in found if one.step in DUE and one.tip.id not in others]
    return Counter(max(one.due, today()) for one in own if one.due)


def subscription_of(staff: Staff) -> Subscription | None:
    """What this reader has chosen, if anything."""
    return Subscription.objects.filter(staff=staff).first()


def fed_by(feed: bytes) -> Subscription | None:
    """Whose calendar it is; nobody's who does not work here any more."""
    return (
        Subscription.objects.select_related("staff")
        .filter(feed=feed, staff__is_active=True, staff__role=Staff.Role.REVIEWER)
        .first()
    )


def _standings(staff: Staff) -> list[Standing]:
    """Of what waits for anybody; what has ended and is not asked about is left out by the database."""
    waits = Q(due__isnull=False) | Q(second_look__gt="") | Q(waits_for_second=True) | Q(other_side_waits=True)
    return standings(list(desk.tips_for(staff).filter(waits)), charter.current().deadlines)


def _in_other_hands(staff: Staff, found: list[Standing]) -> frozenset[str]:
    """The tips that a colleague has in hand: of these only what is late, or needs a second person, is told to others."""
    open_ = Tip.objects.filter(pk__in=[one.tip.id for one in found if one.tip.state in OPEN])
    own = {*mine(open_, staff).values_list("pk", flat=True), *unassigned(open_).values_list("pk", flat=True)}
    return frozenset(open_.values_list("pk", flat=True)) - own


def _letters_of(found: list[Standing]) -> Mapping[str, int]:
    """How many letters each tipster has written: a second one is told again."""
    theirs = Letter.objects.filter(
        conversation__tip__in=[one.tip.id for one in found if one.waits_for_office],
        conversation__party=Conversation.Party.TIPSTER,
        from_office=False,
    )
    return dict(theirs.values_list("conversation__tip").annotate(Count("id")))


def _waits(staff: Staff, stands: Standing, is_another_s: bool, letters: int) -> Iterator[Wait]:  # noqa: FBT001 - one thing of the tip
    tip = stands.tip
    if desk.danger_waits(tip):
        yield Wait(tip, Why.URGENT)
    elif vars(tip)["waits_for_second"] or (
        stands.step is Step.REOPEN and tip.second_look not in ("", staff.id)
    ):
        yield Wait(tip, Why.SECOND)
    if stands.step in DUE and stands.urgency and (stands.is_late or not is_another_s):
        yield Wait(tip, Why(stands.urgency), str(stands.due))
    if stands.waits_for_office and not is_another_s:
        yield Wait(tip, Why.NEW if tip.state == State.RECEIVED else Why.LETTER, str(letters))
