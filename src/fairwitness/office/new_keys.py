"""Somebody gets new keys: because they have lost their words, or because they wanted others. Everything that follows from it begins here."""

from __future__ import annotations

from django.dispatch import Signal

from fairwitness.office.models import FormerKey, Staff, StaffKey
from fairwitness.office.rows import only
from fairwitness.office.second_factors import begin_anew
from fairwitness.office.staff_files import StaffRecord

came = Signal()  # in the transaction in which they come, with `staff`, and `lost`: whether the words to the earlier ones are


def put(staff: Staff, record: StaffRecord) -> None:
    """The keys of a record are somebody's from now on; those before are their former ones."""
    before = only(StaffKey.objects.filter(staff=staff))
    if before is not None and bytes(before.holder) == record.recipient.holder:
        before.verifying_key, before.sealed_seed = record.key, record.sealed_seed
        before.save(update_fields=["verifying_key", "sealed_seed"])
        return
    if before is not None:
        before.delete()  # first: their passkeys open nothing of the next ones
    StaffKey.objects.create(
        office=staff.office,
        staff=staff,
        recipient=str(record.recipient),
        holder=record.recipient.holder,
        verifying_key=record.key,
        sealed_seed=record.sealed_seed,
        invited_by=record.invited_by or None,
    )
    if before is not None:
        _follows(staff, before, record.former.get(bytes(before.holder), b""))


def _follows(staff: Staff, before: StaffKey, seed: bytes) -> None:
    """Keep whose the grants are that were sealed before; and where the words are lost, whatever hung on them goes."""
    # Seeds of still earlier keys are sealed to those that are former ones now, and nothing unlocks these at once.
    FormerKey.objects.filter(staff=staff).update(sealed_seed=b"")
    FormerKey.objects.create(
        office=staff.office,
        staff=staff,
        holder=before.holder,
        verifying_key=before.verifying_key,
        sealed_seed=seed,
    )
    if not seed:
        begin_anew(staff)
    came.send(Staff, staff=staff, lost=not seed)
