"""Destroying recordings of whoever told a tip, for good: no restored backup brings them back."""

from __future__ import annotations

from fairwitness.journal import actions as journal
from fairwitness.journal.destroyed import delete_listed
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.sealed.actions.files import destroy_pending_file, let_go
from fairwitness.sealed.models import Grant, Recording, SealedFile, Tip


def let_recordings_go(tip: Tip) -> list[str]:
    """In the caller's transaction, let every recording of this tip belong nowhere, and list it as destroyed. Whoever calls destroys the files next, and the sweep does where they do not."""
    there = Recording.objects.filter(recorded__tip=tip, destroyed=None)
    listed = list(there.values_list("file", flat=True))
    if not listed:
        return []
    there.update(destroyed=today())
    files = let_go(SealedFile.objects.filter(pk__in=listed))
    delete_listed(Grant.objects.none(), also=listed)
    journal.record(Kind.RECORDING_DESTROYED, tip.office, tip=tip.id)
    return files


def destroy_what_was_let_go(tip: Tip) -> None:
    """Once the transaction is over in which the tip was closed: the parts on the disk, and the rows. Where this is cut short, the sweep does it."""
    gone = Recording.objects.filter(recorded__tip=tip).exclude(destroyed=None)
    for one in list(gone.values_list("file", flat=True)):
        destroy_pending_file(one)
