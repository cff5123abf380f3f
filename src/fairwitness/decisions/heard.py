"""Whether the other side was heard: nothing is confirmed before, and what was answered is evidence that is weighed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from fairwitness.crypto.findings import hash_of_answers
from fairwitness.sealed.hearing import counts, hearings, is_left_out, left_out, waits_for
from fairwitness.sealed.models import Letter, Tip
from fairwitness.sealed.models_of_hearing import Hearing

NOT_ASKED = _(
    "The person reported on has not been heard. Hand over a code first, or leave it out with a colleague."
)
WAITS = _("Whoever was asked can still answer. Nothing is confirmed before their answer or their last day.")
NOT_HANDED = _(
    "A code was made, and no other reader has signed that it was handed over. Nothing is confirmed before."
)
END_IS_OVER = _("The day is over until which hearing was left out. Hear the person reported on now.")


def why_not_yet(tip: Tip) -> Any | None:
    """Why nothing of this tip may be confirmed yet, in a sentence; None where everybody was heard who was asked, or nobody was and two readers leave it out today.

    Whoever was given a code is waited for, whatever was left out. The database refuses the same (`sealed/guards_of_hearing.py`).
    """
    rows = hearings(tip)
    if any(waits_for(one) for one in rows):
        return NOT_HANDED if any(waits_for(one) and one.handed is None for one in rows) else WAITS
    if any(counts(one) for one in rows) or is_left_out(tip):
        return None
    return NOT_ASKED if left_out(tip) is None else END_IS_OVER


def asked(tip: Tip) -> Sequence[Hearing]:
    """Everybody who counts as asked: of each of them a finding says whether it is about them."""
    return [one for one in hearings(tip) if counts(one)]


def evidence(tip: Tip) -> Sequence[Letter]:
    """The letters with which whoever was asked answered: whoever weighs what is known has to weigh each of them. No word of them is here."""
    return [letter for row in asked(tip) for letter in answers_in(row)]


def shown(tip: Tip) -> Sequence[Letter]:
    """The same; and of a tip that is decided, what was there of them, for whoever reads its grades."""
    if not tip.outcome:
        return evidence(tip)
    return [letter for row in hearings(tip) if row.handed is not None for letter in answers_in(row)]


def answers_in(row: Hearing) -> Sequence[Letter]:
    """What somebody wrote under a code of their own, or whoever advises them, until their last day.

    What comes afterwards is read and holds nothing up: or somebody could write every day, and nothing would ever be confirmed.
    """
    if row.own_from is None or row.until is None:
        return []
    theirs = Letter.objects.filter(conversation=row.conversation_id, from_office=False).exclude(wordless=True)
    return list(theirs.filter(position__gt=row.own_from, day__lte=row.until).order_by("position"))


def hash_of_evidence(tip: Tip) -> bytes:
    """By what a finding names all of them."""
    return hash_of_letters(evidence(tip))


def hash_of_letters(letters: Iterable[Letter]) -> bytes:
    """As they are stored."""
    return hash_of_answers(hashlib.sha256(bytes(one.sealed)).digest() for one in letters)
