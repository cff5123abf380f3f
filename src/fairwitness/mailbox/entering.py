"""From a code to what it opens, without giving a guesser anything for free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fairwitness.crypto.codes import FirstRow, TipCode
from fairwitness.intake.drafts import DraftKey, seed_of
from fairwitness.mailbox.cookies import Inside
from fairwitness.office import charter
from fairwitness.office.reading import line_id
from fairwitness.sealed.actions.drafts import last_day
from fairwitness.sealed.actions.letters import mark_opened_on_server
from fairwitness.sealed.reading import is_over, mailbox_at, something_waits, standing


@dataclass(frozen=True)
class Glance:
    """What row 1 alone shows: the next date, and whether something waits. Never the state."""

    due: date | None
    waits: bool

    @property
    def is_late(self) -> bool:
        """By the date that is shown, and by nothing else: what it is the date of stays unsaid."""
        return is_over(self.due)


@dataclass(frozen=True)
class Unsent:
    """A code that opens a draft."""

    key: DraftKey
    channel: str


def glance(row: FirstRow) -> Glance | None:
    """None where nobody has this row."""
    found = mailbox_at(row.locator(line_id()))
    if found is None:
        return None
    if found.conversation is None:
        return Glance(last_day(found.draft), waits=True)
    stands = standing(found.conversation.tip, charter.current().deadlines)
    return Glance(stands.due, something_waits(found))


def enter(code: TipCode) -> Inside | Unsent | None:
    """Derive for a known locator only, and open; None for an unknown code."""
    mailbox = mailbox_at(code.locator(line_id()))
    if mailbox is None:
        return None
    seed = seed_of(code)
    if mailbox.conversation is None:
        key = DraftKey.of(code, seed)
        opened = key.open()
        return Unsent(key, opened.row.channel.slug) if opened else None
    inside = Inside(mailbox.locator, seed)
    if inside.open() is None:
        return None
    mark_opened_on_server(mailbox)
    return inside
