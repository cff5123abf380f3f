"""The one worker of a line: what has to happen by the clock. A child of `serve`, and it ends with its parent."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

log = logging.getLogger("fairwitness.worker")
PENDING_HOURS = 24
EVERY = 600  # seconds between two rounds
MINUTE = 60
LOOK = 2  # seconds between two looks at the parent


def main(parent: int) -> None:
    """Round after round, for as long as the parent lives."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairwitness.site.settings")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends this one
    import django  # noqa: PLC0415 - which takes its time, and Ctrl-C may come meanwhile

    next_round, next_minute = time.monotonic() + EVERY, time.monotonic() + MINUTE
    while os.getppid() == parent:
        if time.monotonic() >= next_round:
            django.setup()
            attempt(one_round)
            next_round = time.monotonic() + EVERY
        if time.monotonic() >= next_minute:
            django.setup()
            attempt(one_minute)
            next_minute = time.monotonic() + MINUTE
        time.sleep(LOOK)


def attempt(one: Callable[[], None]) -> None:
    """A round that fails, because the database is away or the disk is full, is tried again at the next."""
    from django.db import connections  # noqa: PLC0415 - needs Django set up

    try:
        one()
    except Exception:
        log.exception("a round of the worker was not finished")
    finally:
        connections.close_all()  # the next round finds a server again that was away meanwhile


def one_minute() -> None:
    """Tell readers that something waits."""
    from fairwitness.notifications.actions import tell_what_waits  # noqa: PLC0415 - needs Django set up

    tell_what_waits()


def one_round() -> None:
    """Let count what the charter says from today on, destroy unsent words whose time is over and files that no letter came to list or no row names, forget old keys, sessions and codes and word of letters that went with their tip, end and destroy drafts and tips whose time is over, send letters whose day has come, confirm what no reader has, call somebody else to what is late, count whose time to answer is over, publish the list of what was destroyed, chain what was done yesterday, and let the database forget the rest."""
    from django.conf import settings  # noqa: PLC0415 - needs Django set up

    from fairwitness.journal.actions import chain_what_is_over  # noqa: PLC0415 - models need Django set up
    from fairwitness.journal.destroyed import publish  # noqa: PLC0415 - the same
    from fairwitness.office import charter  # noqa: PLC0415 - the same
    from fairwitness.office.app_codes import forget_what_counted  # noqa: PLC0415 - the same
    from fairwitness.office.clock import this_hour  # noqa: PLC0415 - models need Django set up
    from fairwitness.office.sessions import SessionStore  # noqa: PLC0415 - the same
    from fairwitness.office.versions import come_into_force  # noqa: PLC0415 - the same
    from fairwitness.office.wrapping import forget_old_keys, make_key_of_today  # noqa: PLC0415 - the same
    from fairwitness.retention.actions import round_of_the_clocks  # noqa: PLC0415 - the same
    from fairwitness.sealed.actions.acknowledge import acknowledge_what_waits  # noqa: PLC0415 - the same
    from fairwitness.sealed.actions.destroy import StillRemembered, forget  # noqa: PLC0415 - the same
    from fairwitness.sealed.actions.escalate import escalate_what_is_late  # noqa: PLC0415 - the same
    from fairwitness.sealed.actions.files import sweep, sweep_strays  # noqa: PLC0415 - the same
    from fairwitness.sealed.actions.gone import forget_what_nobody_saw  # noqa: PLC0415 - the same
    from fairwitness.sealed.actions.heard import count_what_is_over  # noqa: PLC0415 - the same
    from fairwitness.sealed.actions.later import send_what_is_due  # noqa: PLC0415 - the same
    from fairwitness.sealed.actions.unsent import sweep_unsent  # noqa: PLC0415 - the same

    come_into_force(settings.FOLDER)  # before anything that reckons with the charter
    yesterday = this_hour() - timedelta(hours=PENDING_HOURS)
    sweep(pending_before=yesterday)
    sweep_unsent(pending_before=yesterday)
    sweep_strays()
    forget_old_keys()
    make_key_of_today()
    SessionStore.clear_expired()
    forget_what_counted()
    forget_what_nobody_saw()
    wholly = round_of_the_clocks()
    deadlines = charter.current().deadlines
    send_what_is_due()  # a reader's own letter comes before the line's confirmation
    acknowledge_what_waits(deadlines)
    escalate_what_is_late(deadlines)
    count_what_is_over()
    try:
        publish()
        chain_what_is_over(settings.FOLDER.signs_with())
    finally:  # a journal that cannot go on keeps nothing from being forgotten
        with suppress(StillRemembered):  # the next round tries again
            forget(wholly=wholly)


if __name__ == "__main__":
    main(int(sys.argv[1]))
