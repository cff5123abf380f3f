"""The one worker of a line: what has to happen by the clock. A child of `serve`, and it ends with its parent."""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta

import django

PENDING_HOURS = 24
EVERY = 600  # seconds between two rounds
LOOK = 2  # seconds between two looks at the parent


def main(parent: int) -> None:
    """Round after round, for as long as the parent lives."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairwitness.site.settings")
    next_round = time.monotonic() + EVERY
    while os.getppid() == parent:
        if time.monotonic() >= next_round:
            django.setup()
            one_round()
            next_round = time.monotonic() + EVERY
        time.sleep(LOOK)


def one_round() -> None:
    """Destroy drafts whose time is over and files that no letter came to list, and forget old keys and commits."""
    from fairwitness.office.clock import this_hour  # noqa: PLC0415 - models need Django set up
    from fairwitness.office.wrapping import forget_old_keys  # noqa: PLC0415 - the same
    from fairwitness.sealed.actions.drafts import sweep_drafts  # noqa: PLC0415 - the same
    from fairwitness.sealed.actions.files import sweep  # noqa: PLC0415 - the same

    sweep(pending_before=this_hour() - timedelta(hours=PENDING_HOURS))
    sweep_drafts()
    forget_old_keys()


if __name__ == "__main__":
    main(int(sys.argv[1]))
