"""Giving the readers longer to say what was done: once, by an authority of the outside alone, and with a reason that the tipster sees."""

from __future__ import annotations

from django.db import transaction

from fairwitness.journal import actions as journal
from fairwitness.journal.models import Entry
from fairwitness.office import charter
from fairwitness.office.clock import today
from fairwitness.sealed.actions.post import post
from fairwitness.sealed.models import Notice, Tip
from fairwitness.sealed.promises import feedback_due
from fairwitness.sealed.states import AWAITS_FEEDBACK


class NotExternal(Exception):
    """The law gives longer to authorities that stand outside, and to nobody else (Directive (EU) 2019/1937, articles 9(1)(f) and 11(2)(d))."""


class ExtendedBefore(Exception):
    """Once is all there is."""


class NothingDue(Exception):
    """Nobody waits to be told what was done, or the day by which it was promised is over."""


def extend(tip_id: str, reason: Tip.Extension, *, by: str) -> Tip:
    """As many days again as were promised: never more than six months from receipt. The tipster is told the reason and the new day.

    NotExternal, ExtendedBefore, NothingDue. Whoever was to look because the old day came near is called again before the new one.
    """
    promised = charter.current()
    if not promised.is_external:
        raise NotExternal
    with transaction.atomic():
        tip = Tip.objects.select_for_update(of=("self",)).select_related("office").get(pk=tip_id)
        due = feedback_due(tip, promised.deadlines)
        if tip.extended:
            raise ExtendedBefore
        if tip.state not in AWAITS_FEEDBACK or due < today():
            raise NothingDue
        tip.extended, tip.feedback_due, tip.escalated = reason, due + (due - tip.received), None
        tip.save(update_fields=["extended", "feedback_due", "escalated"])
        post(tip, Notice.Template.EXTENDED, today())
        journal.record(Entry.Kind.EXTENDED, tip.office, tip=tip.id, by=by)
    return tip
