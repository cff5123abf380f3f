"""From twelve words to an open mailbox, without giving a guesser anything for free."""

from __future__ import annotations

import threading

from fairwitness.crypto.codes import TipCode
from fairwitness.mailbox.cookies import Inside
from fairwitness.office.reading import current_office
from fairwitness.sealed.actions import mark_opened_on_server
from fairwitness.sealed.reading import mailbox_at

DERIVATIONS = threading.BoundedSemaphore(
    2
)  # a derivation is 40 ms of a core: visitors must not take them all


def enter(code: TipCode) -> Inside | None:
    """Derive for a known locator only, and open; None for an unknown code."""
    line = current_office().line
    mailbox = mailbox_at(code.locator(line))
    if mailbox is None:
        return None
    with DERIVATIONS:
        inside = Inside(mailbox.locator, code.mailbox_seed(line))
    if inside.open() is None:
        return None
    mark_opened_on_server(mailbox)
    return inside
