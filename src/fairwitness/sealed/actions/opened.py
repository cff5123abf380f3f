"""Whether a tipster has opened a letter, yes or no, and never when: the line looks at all mailboxes at once, a week after it looked before.

What readers are shown is the last look. Of a letter that was younger than a week on that day nothing is said, so a *yes* never says more than
*within some week or longer*: docs/decisions/0029-letters.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from fairwitness.office.clock import today
from fairwitness.office.reading import current_office
from fairwitness.office.rows import only
from fairwitness.sealed.models import Conversation, Letter, Mailbox
from fairwitness.sealed.models_of_letters import Look, Opened

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class LastLook:
    """What is known of one conversation since the line looked last."""

    day: date | None
    letters: int  # that its mailbox's owner had been shown by then

    def says(self, letter: Letter) -> bool | None:
        """Whether it was opened by then; None where it is too young for that to be told, or is the tipster's own."""
        if not letter.from_office or self.day is None or letter.day > self.day - WEEK:
            return None
        return letter.position < self.letters


def look_again() -> bool:
    """Write down which letters were opened, unless that was done less than a week ago. Whether it was done now."""
    if not Letter.objects.filter(from_office=True).exists():
        return False  # there is nothing to open yet
    with transaction.atomic():
        office = current_office()
        look, is_first = Look.objects.select_for_update().get_or_create(
            office=office, defaults={"day": today()}
        )
        if not is_first:
            if today() < look.day + WEEK:
                return False
            Look.objects.filter(pk=look.pk).update(day=today())
        changed = Mailbox.objects.filter(conversation__isnull=False, seen__gt=0).exclude(
            conversation__opened__letters=F("seen")
        )
        rows = [
            Opened(office=office, conversation_id=str(conversation), letters=seen)
            for conversation, seen in changed.values_list("conversation", "seen")
        ]
        Opened.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["conversation"], update_fields=["letters"]
        )
    return True


def last_look(conversation: Conversation) -> LastLook:
    """Of one conversation."""
    look = only(Look.objects.all())
    opened = only(Opened.objects.filter(conversation=conversation))
    return LastLook(look.day if look else None, opened.letters if opened else 0)
