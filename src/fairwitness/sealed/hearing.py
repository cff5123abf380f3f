"""Questions about hearing the other side: how long it takes, whose code was seen, and until when it is left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from fairwitness.crypto.keys import tagged_hash
from fairwitness.office.clock import today
from fairwitness.office.rows import only
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.sealed.models_of_hearing import Hearing, LeftOut

DAYS = 14  # requirements.md B3
MORE = 14  # once
CODE_DAYS = 30  # for which a code that somebody of the office has seen opens anything
FURTHEST = 90  # days for which hearing somebody is left out at most; after that two sign again


def hearings(tip: Tip) -> Sequence[Hearing]:
    """Everybody who was asked, the first first."""
    found = Hearing.objects.filter(conversation__tip=tip).select_related("conversation__mailbox")
    return list(found.order_by("day", "id"))


def hearing_of(conversation: Conversation) -> Hearing:
    """Of a conversation with the person reported on."""
    return Hearing.objects.get(conversation=conversation)


def known_by(locator: bytes) -> bytes:
    """By what a code is known here once it opens nothing any more."""
    return tagged_hash("fairwitness/1/handed-over", locator)


def was_taken(locator: bytes) -> bool:
    """Whether somebody has taken another code with this one, so that it opens nothing any more."""
    return Hearing.objects.filter(code=known_by(locator), own_from__isnull=False).exists()


def code_until(row: Hearing) -> date:
    """The last day on which the code opens anything that somebody of the office has seen. Until then the readers wait for whoever it is for."""
    return row.day + timedelta(days=CODE_DAYS)


def is_code_over(row: Hearing) -> bool:
    """Whether nobody has taken a code of their own in time."""
    return row.own_from is None and today() > code_until(row)


def is_over(row: Hearing) -> bool:
    """Whether the time to answer has passed; its last day is still in time. It begins once the code was handed over."""
    return row.until is not None and row.until < today()


def counts(row: Hearing) -> bool:
    """Whether somebody was asked by it: another reader has signed that the code was handed over, and it has not ended."""
    return row.handed is not None and not row.ended


def waits_for(row: Hearing) -> bool:
    """Whether the readers have to wait: for the answer, or for a reader who signs that the code was handed over."""
    if row.ended:
        return False
    if row.handed is None:
        return today() <= code_until(row)
    return row.answered is None and not is_over(row)


def may_ask_for_more(row: Hearing) -> bool:
    """Once, and in time."""
    return row.more is None and row.own_from is not None and counts(row) and not is_over(row)


def heard_until(tip: Tip) -> date | None:
    """The last day of whoever may still answer; None where nobody was asked."""
    return max((one.until for one in hearings(tip) if one.until), default=None)


def open_leaving_out(tip: Tip) -> LeftOut | None:
    """What one reader has signed, and nobody yet as the second."""
    return only(LeftOut.objects.filter(tip=tip, second=""))


def left_out(tip: Tip) -> LeftOut | None:
    """What two have signed, the latest that is; perhaps its day is over."""
    return LeftOut.objects.filter(tip=tip).exclude(second="").order_by("-until", "id").first()


def is_left_out(tip: Tip) -> bool:
    """Whether two readers leave it out, and its day is not over."""
    row = left_out(tip)
    return row is not None and row.until >= today()
