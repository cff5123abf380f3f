"""Whether the other side was heard: nothing is confirmed before, and what was answered is evidence that is weighed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairwitness.sealed.hearing import hearings, is_left_out, left_out, waits_for
from fairwitness.sealed.models import Conversation, Letter, Tip

NOT_ASKED = _(
    "The person reported on has not been heard. Hand over a code first, or leave it out with a colleague."
)
WAITS = _(
    "The person reported on can still answer. Nothing is confirmed before their answer or their last day."
)
END_IS_OVER = _("The day is over until which hearing was left out. Hear the person reported on now.")


def why_not_yet(tip: Tip) -> Any | None:
    """Why nothing of this tip may be confirmed yet, in a sentence; None where everybody was heard who was asked, or two readers leave it out today.

    The database refuses the same (`sealed/guards_of_hearing.py`).
    """
    if is_left_out(tip):
        return None
    rows = hearings(tip)
    if any(waits_for(one) for one in rows):
        return WAITS
    if rows:
        return None
    return NOT_ASKED if left_out(tip) is None else END_IS_OVER


def evidence(tip: Tip) -> Sequence[str]:
    """The ids of the letters with which the person reported on answered, and of those of their adviser: whoever weighs what is known has to weigh each of them. No word of them is here."""
    theirs = Letter.objects.filter(
        conversation__tip=tip, conversation__party=Conversation.Party.PERSON, from_office=False
    ).exclude(Q(conversation__hearing__own_from=None) | Q(wordless=True))
    letters = theirs.order_by("conversation__hearing__day", "conversation", "position")
    return [one.id for one in letters.select_related("conversation__hearing") if _is_said(one)]


def _is_said(letter: Letter) -> bool:
    """Not the letter that opened the mailbox, nor the one that took a code of their own: neither says a word, also where an earlier version took it in."""
    own_from = letter.conversation.hearing.own_from
    return own_from is not None and letter.position > own_from
