"""Every way in which a key or a code is destroyed puts it on the list, so that no restored backup brings it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from builders import awake, closed, told
from clock import Clock
from closings import in_hand, locked, staff
from tipster import Tipster

from fairwitness.crypto.destroyed import read_list
from fairwitness.journal.models import Gone
from fairwitness.office.folder import OfficeFolder
from fairwitness.review import closing
from fairwitness.sealed.actions.reopen import say_it_was_about_harm
from fairwitness.sealed.models import Grant, Mailbox
from fairwitness.sealed.states import State
from fairwitness.site.worker import one_round

Way = Callable[[Clock], Iterator[None]]  # what is there before, and how it is destroyed


def taken_back(_: Clock) -> Iterator[None]:
    lin = inside()
    yield
    lin.goes_to("/mailbox/withdraw/")
    lin.goes_on()


def under_another_code(_: Clock) -> Iterator[None]:
    lin = inside()
    yield
    lin.goes_to("/mailbox/code/")
    lin.goes_on()


def a_draft_that_was_left(_: Clock) -> Iterator[None]:
    lin = writing()
    yield
    lin.client.get("/en/leave/")


def a_draft_that_was_never_sent(clock: Clock) -> Iterator[None]:
    writing()
    yield
    after(clock, days=3)


def over_by_the_clock(clock: Clock) -> Iterator[None]:
    closed(told())
    yield
    after(clock, days=400)


def locked_and_nobody_objected(clock: Clock) -> Iterator[None]:
    locked()
    yield
    after(clock, days=5)


def locked_by_a_second_reader_too(_: Clock) -> Iterator[None]:
    tip = locked()
    say_it_was_about_harm(tip.tip.id)
    yield
    closing.lock(tip.tip.id, seen=State.SCOPE_CHECK, by=staff("noor"))


def inside() -> Tipster:
    lin = Tipster()
    lin.tells("The exit is chained.")
    lin.comes_back()
    return lin


def writing() -> Tipster:
    lin = Tipster()
    lin.chooses()
    lin.writes("The exit is chained.")
    return lin


def after(clock: Clock, *, days: int) -> None:
    clock.passes(days=days)
    awake()
    one_round()


def what_opens() -> set[str]:
    """The ids of grants, and of mailboxes of drafts and of tips that are not destroyed."""
    shut = Mailbox.objects.filter(conversation__tip__state=State.DESTROYED)
    mailboxes = Mailbox.objects.exclude(pk__in=shut.values("pk"))
    return {*Grant.objects.values_list("id", flat=True), *mailboxes.values_list("id", flat=True)}


@pytest.mark.parametrize(
    "way",
    [
        taken_back,
        under_another_code,
        a_draft_that_was_left,
        a_draft_that_was_never_sent,
        over_by_the_clock,
        locked_and_nobody_objected,
        locked_by_a_second_reader_too,
    ],
)
def test_whatever_is_destroyed_is_listed(way: Way, office: OfficeFolder, clock: Clock) -> None:
    in_hand("Another tip, which stands.")
    goes_on = way(clock)
    next(goes_on)
    before = what_opens()

    next(goes_on, None)

    listed = read_list(office.destroyed.read_bytes(), office.published_line_key().key)
    gone = before - what_opens()
    assert gone
    assert gone == set(Gone.objects.values_list("id", flat=True))
    assert all(map(listed.names, gone))
    assert not any(map(listed.names, what_opens()))
