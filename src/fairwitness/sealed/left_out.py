"""Whom a tipster leaves out stays left out: also under the next keys of the same person."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from fairwitness.office.models import FormerKey, Staff, StaffKey
from fairwitness.office.new_keys import came
from fairwitness.sealed.models import Exclusion


@receiver(came, sender=Staff)
def carry_over(staff: Staff, **_: Any) -> None:
    """In the same transaction the new keys are left out by the same tips: an exclusion names a key, and means a person."""
    key = StaffKey.objects.get(staff=staff)
    former = FormerKey.objects.filter(staff=staff).values("holder")
    for exclusion in Exclusion.objects.filter(holder__in=former):
        Exclusion.objects.get_or_create(
            tip_id=exclusion.tip_id, holder=key.holder, defaults={"office_id": exclusion.office_id}
        )
