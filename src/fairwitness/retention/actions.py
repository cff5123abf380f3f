"""Destroying what was told when its time is over, and keeping it longer as two people."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from django.db import transaction

from fairwitness.journal import actions as journal
from fairwitness.journal.destroyed import forget_what_no_backup_holds
from fairwitness.journal.models import Kind
from fairwitness.office import charter
from fairwitness.office.charter import Retention
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.office.reading import current_office
from fairwitness.retention.models import Awake
from fairwitness.retention.reading import asked_for, is_over, latest_day
from fairwitness.review.reading import tip_for
from fairwitness.sealed.actions.destroy import take_away
from fairwitness.sealed.actions.drafts import sweep_drafts
from fairwitness.sealed.actions.feedback import finish_what_is_told
from fairwitness.sealed.actions.opened import look_again
from fairwitness.sealed.actions.time_is_over import end_what_nobody_opened_again
from fairwitness.sealed.models import Keeping, Tip
from fairwitness.sealed.recorded import must_not_have_recorded
from fairwitness.sealed.states import State

log = logging.getLogger("fairwitness.retention")
SEEN = (1, 2)  # days before this one
KEPT = 7  # days


class NotTheirs(Exception):
    """No reader, or one who was given no key to this tip."""


class NotSoLong(Exception):
    """The day is not ahead, or further off than two people may keep a tip."""


class NothingAsked(Exception):
    """Nobody has asked for it, or for something else by now."""


class Alone(Exception):
    """Whoever asks does not also agree."""


def round_of_the_clocks() -> bool:
    """End and destroy what is over, once the machine's clock is to be believed; note that it is this day. Whether the database is to forget wholly now.

    That is where something was destroyed, and once more on the day after it, also after somebody has taken a tip back: on PostgreSQL whoever reads at
    the same moment keeps deleted rows alive.

    It is believed after it has gone over two midnights while the worker was awake. A clock that jumped ahead, at a start or in between, takes from nobody
    the days in which a tip can be opened again or objected for, and destroys nothing, for a day at least, in which somebody can set it right; a worker that
    slept for a week begins again with the third day.
    """
    is_believed, slept = knows_the_day(), has_slept()
    is_new_day = note_the_day(today())
    if is_new_day and slept:
        log.error(
            "the worker slept, or the clock jumped: nothing is ended or destroyed by its clock for two days"
        )
    destroyed = 0
    if is_believed:
        sweep_drafts()
        end_what_nobody_opened_again()
        finish_what_is_told()
        forget_what_no_backup_holds()
        look_again()
        destroyed = destroy_what_is_over()
    yesterday = today() - timedelta(days=1)
    return destroyed > 0 or (is_new_day and Tip.objects.filter(destroyed=yesterday).exists())


def knows_the_day(day: date | None = None) -> bool:
    """Whether the worker was awake on both days before that one, or before this one."""
    before = [(day or today()) - timedelta(days=days) for days in SEEN]
    return Awake.objects.filter(day__in=before).count() == len(SEEN)


def has_slept() -> bool:
    """Whether days are missing between this one and the last on which the worker was awake."""
    latest = Awake.objects.filter(day__lt=today()).order_by("-day").values_list("day", flat=True).first()
    return latest is not None and latest < today() - timedelta(days=1)


def note_the_day(day: date) -> bool:
    """The worker is awake on that day. Whether it was not noted yet; several may note it at once."""
    Awake.objects.filter(day__lt=day - timedelta(days=KEPT)).delete()
    return Awake.objects.get_or_create(day=day, defaults={"office": current_office()})[1]


def destroy_what_is_over() -> int:
    """Destroy each tip whose time is over. Returns how many; whoever calls has the database forget them (`destroy.forget`).

    One tip at a time, and one that cannot be destroyed stops no other. Cut at any moment, the next call goes on: the keys of a tip are gone or they are
    not, and what is left of its files is destroyed by the sweep.
    """
    promised = charter.current().retention
    ended = Tip.objects.filter(state__in=(State.CLOSED, State.OUT_OF_SCOPE), since__lt=today())
    return sum(_destroy(tip, promised) for tip in list(ended) if is_over(tip, promised))


def _destroy(tip: Tip, promised: Retention) -> bool:
    """Only while its time is over: it may have been opened again, or written to, since it was read."""
    try:
        return take_away(tip, tip.outcome, still=lambda held: is_over(held, promised))
    except Exception:
        log.exception("a tip whose time is over was not destroyed")
        return False


def ask_to_keep(tip: Tip, reason: Keeping.Reason, until: date, by: Staff) -> Keeping:
    """Ask a colleague to agree that a closed tip is kept until that day; what was asked for before, and not agreed to, goes.

    NotTheirs, NotSoLong, RecordedIt. Nothing is kept longer by it.
    """
    with transaction.atomic():
        held = _held(tip, by)
        must_not_have_recorded(held, by.id)
        _must_be_possible(held, until)
        held.keepings.filter(second="").delete()
        return Keeping.objects.create(office=held.office, tip=held, reason=reason, until=until, first=by.id)


def agree_to_keep(tip: Tip, asked: str, by: Staff) -> Keeping:
    """As the second person, agree to what the first has asked for. NotTheirs, NothingAsked, Alone, NotSoLong, RecordedIt."""
    with transaction.atomic():
        held = _held(tip, by)
        keeping = asked_for(held)
        if keeping is None or keeping.pk != asked:
            raise NothingAsked
        if keeping.first == by.id:
            raise Alone
        must_not_have_recorded(held, by.id)
        _must_be_possible(held, keeping.until)
        keeping.second = by.id
        keeping.save(update_fields=["second"])
        journal.record(Kind.RETENTION_EXTENDED, held.office, tip=held.id, by=keeping.first)
        journal.record(Kind.RETENTION_EXTENDED, held.office, tip=held.id, by=by.id)
    return keeping


def _held(tip: Tip, by: Staff) -> Tip:
    """As it stands, until the transaction ends; NotTheirs for an administrator, a custodian, and whoever was given no key."""
    if by.role != Staff.Role.REVIEWER or tip_for(by, tip.id) is None:
        raise NotTheirs
    return Tip.objects.select_for_update(of=("self",)).select_related("office").get(pk=tip.pk)


def _must_be_possible(tip: Tip, until: date) -> None:
    latest = latest_day(tip, charter.current())
    if latest is None or not today() < until <= latest:
        raise NotSoLong
