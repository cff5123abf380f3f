"""Questions about hearing the other side: how long it takes, whose code was seen, and until when it is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from fairwitness.crypto.keys import tagged_hash
from fairwitness.office.clock import today
from fairwitness.office.rows import only
from fairwitness.sealed.models import Conversation, Letter, Tip
from fairwitness.sealed.models_of_hearing import Hearing, LeftOut

DAYS = 14  # requirements.md B3
MORE = 14  # once
CODE_DAYS = (
    30  # for which a code opens anything that somebody of the office has seen, and nobody has signed for
)
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
    """The last day on which the code opens anything of which nobody has signed that it was handed over. Until then the readers wait for whoever it is for."""
    return row.day + timedelta(days=CODE_DAYS)


def is_code_over(row: Hearing) -> bool:
    """Whether it opens nothing: nobody has taken a code of their own in time, and no other reader has signed that it reached whoever it is for.

    Whoever was given it, and says nothing, comes back to read what came of it for as long as the tip is kept.
    """
    return row.own_from is None and row.handed is None and today() > code_until(row)


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


def other_side_waits() -> Exists:
    """Of a tip in a question: whether the other side has the last word, in a letter that came since the tip stands where it does."""
    ours = Letter.objects.filter(
        conversation=OuterRef("conversation"), from_office=True, position__gt=OuterRef("position")
    )
    return Exists(
        letters_with_words().filter(
            ~Exists(ours), conversation__tip=OuterRef("pk"), from_office=False, day__gte=OuterRef("since")
        )
    )


def letters_with_words() -> QuerySet[Letter]:
    """Between readers and whoever is reported on, or advises them, without those that say no more than whose code counts, or who advises."""
    said = Letter.objects.filter(conversation__party=Conversation.Party.PERSON, position__gt=0)
    return said.exclude(wordless=True).exclude(position=F("conversation__hearing__own_from"))


def news_of(tips: Iterable[Tip]) -> Mapping[str, str]:
    """By the tip's id, what is known again of the other side's last word, or of its asking for more time; of the others nothing."""
    found = {tip.id: tip for tip in tips}
    waits = set(Tip.objects.filter(other_side_waits(), pk__in=found).values_list("id", flat=True))
    rows = Hearing.objects.filter(conversation__tip__in=found).select_related("conversation")
    more: dict[str, list[str]] = {}
    for row in rows.order_by("id"):
        if row.more is not None and row.more >= found[row.conversation.tip_id].since and waits_for(row):
            more.setdefault(row.conversation.tip_id, []).append(row.more.isoformat())
    theirs = letters_with_words().filter(conversation__tip__in=waits, from_office=False)
    said = dict(theirs.values_list("conversation__tip").annotate(Count("id")))
    return {
        one: " ".join(["other side", str(said.get(one, 0)), *more.get(one, [])]) for one in {*waits, *more}
    }


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
