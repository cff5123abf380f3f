"""What a page of the queue shows."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from fairwitness.office.models import Staff
from fairwitness.office.reading import numbers_to_read_out
from fairwitness.review import queue, reading, sections
from fairwitness.review.queue import ENDED, OPEN, Asked, Mark, View
from fairwitness.review.views.door import DeskRequest
from fairwitness.sealed import former_keys
from fairwitness.sealed.arrivals import HOURS
from fairwitness.sealed.models_of_letters import LetterGone


def queue_page(request: DeskRequest) -> dict[str, object]:
    """The page that the address asks for; what is to be seen first stands above the first page of all that is open."""
    asked = Asked.read(request.GET.dict())
    is_start = asked == Asked()
    page = queue.page(request.user, asked)
    above = sections.of(request.user) if is_start else None
    named = {one.tip.id for one in above.to_do} if above else set()
    return {
        "page": page,
        "desk": above,
        "rows": [one for one in page.rows if one.tip.id not in named],
        "views": View.choices,
        "marks": Mark.choices,
        "states": [(state.value, state.label) for state in (ENDED if asked.view == View.ENDED else OPEN)],
        **_people(request.user),
        "numbers": numbers_to_read_out(request.user) if is_start and not page.rows else "",
        "possible_campaign": HOURS.possible_campaign(),
        "sent_away": HOURS.sent_somebody_away(),
        "filtered": bool(asked.channel or asked.state or asked.mark),
    }


def _people(staff: Staff) -> dict[str, object]:
    """Whom a tip can be given to, who of them has lost their words, whether this reader's own former keys still open tips, and whether a letter of theirs went with its tip: one question, mostly."""
    known = former_keys.with_what_they_had(reading.colleagues_of(staff))
    colleagues = list(known.annotate(has_gone=Exists(LetterGone.objects.filter(staff=OuterRef("pk")))))
    told = {one.pk: vars(one) for one in colleagues}
    mine = told.get(staff.pk, {})
    return {
        "colleagues": colleagues,
        "lost": [one for one in colleagues if told[one.pk]["has_lost"] and one.pk != staff.pk],
        "has_gone": mine.get("has_gone", False),
        "has_former": mine.get("has_former", False) and former_keys.opens_tips_with_former_keys(staff),
    }
