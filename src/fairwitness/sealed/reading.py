"""Questions that several stages ask of sealed things."""

from __future__ import annotations

from fairwitness.sealed.models import Commit, Mailbox


def is_committed(commit: bytes) -> bool:
    """Whether a commit of this id was stored in the last 48 hours."""
    return Commit.objects.filter(commit=commit).exists()


def mailbox_at(locator: bytes) -> Mailbox | None:
    """The mailbox that a locator finds."""
    return Mailbox.objects.select_related("conversation__tip", "office").filter(locator=locator).first()
