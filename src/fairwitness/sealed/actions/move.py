"""Moving a tip from one state to the next: every change of a state goes through here."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from fairwitness.journal import actions as journal
from fairwitness.journal.models import Entry
from fairwitness.office import charter
from fairwitness.office.clock import today
from fairwitness.sealed.actions.end_hearings import end_hearings
from fairwitness.sealed.actions.recordings import let_recordings_go
from fairwitness.sealed.counting import count_move
from fairwitness.sealed.models import Tip
from fairwitness.sealed.promises import deadlines_of
from fairwitness.sealed.recorded import NOT_BY_RECORDER, must_not_have_recorded
from fairwitness.sealed.states import (
    MARKED,
    OUTCOMES,
    STAGES,
    State,
    due_day,
    mark_after,
    may_follow,
    outcome_after,
)


class StalePage(Exception):
    """Somebody else has moved the tip since this person saw it."""


class NoSuchMove(Exception):
    """The one state does not follow the other."""


class NotMarked(Exception):
    """No reader has marked, in what was told, the sentence that tells of harm."""


class WaitsForSecond(Exception):
    """A reader has signed that it is passed on, and another is to say yes or no first."""


class NeedsTwo(Exception):
    """Only what two people have signed leads there."""


def move(
    tip_id: str,
    to: State,
    *,
    seen: State,
    by: str = "",
    first: str = "",
    about: Collection[str] = (),
    **with_it: object,
) -> Tip:
    """From the state that somebody saw to the next one, at most once. Returns the tip, held until the transaction ends.

    `with_it` are the columns that change with the state, `first` who has signed for it before `by`, where it takes two, and `about` the conversations
    with those whom a finding is about. StalePage where it stands elsewhere by now, NeedsTwo, NoSuchMove, WaitsForSecond, NotMarked, RecordedIt. Nothing is changed then.
    """
    with transaction.atomic():
        found = Tip.objects.select_for_update(of=("self",)).select_related("office", "channel")
        tip = found.get(pk=tip_id)
        if tip.state != seen:
            raise StalePage
        by_two = STAGES[seen].after_two
        if to in by_two and not first:
            raise NeedsTwo
        if to not in (*may_follow(seen), *by_two):
            raise NoSuchMove
        if to in NOT_BY_RECORDER:
            must_not_have_recorded(tip, by, first)
        if ends_what_is_signed(tip, to):
            raise WaitsForSecond
        deadlines = deadlines_of(tip, charter.current().deadlines)
        due = due_day(seen, tip.received, tip.since, deadlines)
        changed = {
            "state": to,
            "since": today(),
            "marked": mark_after(to, tip.marked),
            **_outcome(tip, to),
            **with_it,
        }
        if to in MARKED and not changed["marked"]:
            raise NotMarked
        for column, value in changed.items():
            setattr(tip, column, value)
        tip.save(update_fields=changed)
        end_hearings(tip, to, about)
        kind = Entry.Kind(to)
        for one in (*([first] if first else []), by):
            journal.record(kind, tip.office, tip=tip.id, by=one)
        count_move(tip, seen, in_time=None if due is None else today() <= due)
        if to is State.CLOSED:  # nobody compares a text with a voice any more
            let_recordings_go(tip)  # whoever closes destroys the parts next
    return tip


def ends_what_is_signed(tip: Tip, to: State) -> bool:
    """Whether what a reader has signed could not be signed by a second any more. The tipster may have all of it destroyed."""
    leads_on = State.REFERRED in STAGES[to].after_two
    if (
        leads_on
        or to in (State.REFERRED, State.DESTROYED)
        or State.REFERRED not in STAGES[State(tip.state)].after_two
    ):
        return False
    return tip.referrals.exists()


def _outcome(tip: Tip, to: State) -> dict[str, object]:
    """What has come of it, and since when."""
    outcome = outcome_after(to, tip.outcome)
    since = today() if to in OUTCOMES else tip.outcome_since
    return {"outcome": outcome, "outcome_since": since if outcome else None}
