"""Moving a tip from one state to the next: every change of a state goes through here."""

from __future__ import annotations

from django.db import transaction

from fairwitness.journal import actions as journal
from fairwitness.journal.models import Entry
from fairwitness.office import charter
from fairwitness.office.clock import today
from fairwitness.sealed.models import Tip
from fairwitness.sealed.states import STAGES, State, due_day, may_follow


class StalePage(Exception):
    """Somebody else has moved the tip since this person saw it."""


class NoSuchMove(Exception):
    """The one state does not follow the other."""


class NeedsTwo(Exception):
    """Only what two people have signed leads there."""


def move(tip_id: str, to: State, *, seen: State, by: str = "", **with_it: object) -> Tip:
    """From the state that somebody saw to the next one, at most once. Returns the tip, held until the transaction ends.

    `with_it` are the columns that change with the state. StalePage where it stands elsewhere by now, NeedsTwo, NoSuchMove. Nothing is changed then.
    """
    with transaction.atomic():
        found = Tip.objects.select_for_update(of=("self",)).select_related("office", "channel")
        tip = found.get(pk=tip_id)
        if tip.state != seen:
            raise StalePage
        if to in STAGES[seen].after_two:
            raise NeedsTwo
        if to not in may_follow(seen):
            raise NoSuchMove
        due = due_day(seen, tip.received, tip.since, charter.current().deadlines)
        changed = {"state": to, "since": today(), **with_it}
        for column, value in changed.items():
            setattr(tip, column, value)
        tip.save(update_fields=changed)
        kind = Entry.Kind(to)
        journal.record(kind, tip.office, tip=tip.id, by=by)
        journal.count(kind, tip.office, tip.channel.slug, in_time=None if due is None else today() <= due)
    return tip
